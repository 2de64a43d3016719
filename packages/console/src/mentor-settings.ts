import type { MentoringSettings, Person } from '@kith/sdk/staff';
import { html, type TemplateResult } from 'lit';
import { mentorWords } from './locale/mentors-en.ts';

const say = mentorWords.settings;
const slug = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40) || 'x';
const columns = (line: string) => line.split('|').map((part) => part.trim());
const numbers = ['answerDays', 'newsDays', 'consentDays', 'firstCheckInDays', 'checkInDays', 'keepDays'] as const;
const languages = ['en', 'es', 'ar'] as const;
type Kind = MentoringSettings['form']['added'][number]['kind'];

/**
 * The short name of a line: of the same words, else of the same place (a typing mistake was mended), else a new one. Others refer to it: a
 * mentor's results to their steps.
 */
function idOf(label: string, at: number, before: readonly { id: string; label: string }[], labels: readonly string[]): string {
  const same = before.find((item) => item.label === label);
  if (same) return same.id;
  const there = before[at];
  if (there && !labels.includes(there.label)) return there.id;
  const made = slug(label);
  return made === 'x' || before.some(({ id }) => id === made) ? `n-${at}-${Date.now().toString(36)}` : made;
}

/** Reads the part about mentors; what has a line of its own here keeps its short name. */
export function readMentoring(before: MentoringSettings, { text, data, lines }: { text: (name: string) => string; data: FormData; lines: (name: string) => string[] }): MentoringSettings {
  const list = (name: string) => text(name).split(',').map((item) => item.trim()).filter(Boolean);
  const glossary = lines('m-glossary').map(columns).map(([word = '', meaning = '']) => ({ word, meaning })).filter(({ word, meaning }) => word && meaning);
  const labelsOf = (name: string) => lines(name).map((line) => columns(line)[0] ?? '');
  const kinds = lines('m-kinds').map((line, at) => {
    const [label = '', days, meetings, sheet] = columns(line);
    return { id: idOf(label, at, before.kinds, labelsOf('m-kinds')), label, ...(Number(days) ? { days: Number(days) } : {}), ...(Number(meetings) ? { meetings: Number(meetings) } : {}), ...(sheet ? { sheet: true, glossary } : {}) };
  });
  return {
    ...before, open: data.has('m-open'), consentRule: text('m-consentRule') as 'never', mayWaive: data.has('m-mayWaive'), topicsLater: data.has('m-topicsLater'), contact: text('m-contact'), counselor: text('m-counselor'), adviser: text('m-adviser'),
    consentText: { ...before.consentText, ...Object.fromEntries(languages.map((tag) => [tag, text(`m-text-${tag}`)])) }, adults: lines('m-adults'), languages: list('m-languages'), kinds: kinds.length ? kinds : before.kinds,
    screening: lines('m-screening').map((line, at) => { const [label = '', months] = columns(line); return { id: idOf(label, at, before.screening, labelsOf('m-screening')), label, ...(Number(months) ? { months: Number(months) } : {}) }; }),
    ...Object.fromEntries(numbers.map((name) => [name, Number(text(`m-${name}`))])),
    form: {
      hidden: list('m-hidden'), words: Object.fromEntries(lines('m-reworded').map(columns).filter(([id, label]) => id && label).map(([id, label]) => [id!, label!])),
      added: lines('m-added').map((line) => { const [id = '', kind = 'text', label = '', answers = ''] = columns(line); const known = before.form.added.find((question) => question.id === slug(id)); const options = answers.split(',').map((item) => item.trim()).filter(Boolean); return { ...known, id: slug(id), kind: kind as Kind, label, ...(options.length ? { options } : {}) }; }),
    },
  };
}

export function mentoringFields(settings: MentoringSettings, people: readonly Person[]): TemplateResult {
  const check = (name: string, label: string, on: boolean) => html`<label class="check"><input type="checkbox" name="m-${name}" .checked=${on}>${label}</label>`;
  const line = (name: string, label: string, value: string) => html`<label>${label}<input name="m-${name}" .value=${value}></label>`;
  const area = (name: string, label: string, value: string, rows = 3) => html`<label>${label}<textarea name="m-${name}" rows=${rows} .value=${value}></textarea></label>`;
  const pick = (name: string, label: string, value: string, values: Record<string, string>) => html`<label>${label}<select name="m-${name}">${Object.entries(values).map(([key, words]) => html`<option value=${key} ?selected=${key === value}>${words}</option>`)}</select></label>`;
  const having = (...roles: string[]) => Object.fromEntries(people.filter((person) => person.roles.some((role) => roles.includes(role))).map(({ id, name }) => [id, name]));
  const named = new Intl.DisplayNames(undefined, { type: 'language' });
  const withSheet = settings.kinds.find(({ sheet }) => sheet);
  return html`<h2>${say.heading}</h2>${check('open', say.open, settings.open)}${pick('consentRule', say.consentRule, settings.consentRule, say.rules)}${check('mayWaive', say.mayWaive, settings.mayWaive)}${check('topicsLater', say.topicsLater, settings.topicsLater)}
    ${line('contact', say.contact, settings.contact)}${pick('counselor', say.counselor, settings.counselor, { '': say.everySupervisor, ...having('supervisor', 'coordinator') })}${pick('adviser', say.adviser, settings.adviser, { '': say.nobody, ...having('supervisor', 'mentor') })}
    ${languages.map((tag) => area(`text-${tag}`, say.consentText(named.of(tag) ?? tag), settings.consentText[tag] ?? '', 5))}
    ${area('adults', say.adults, settings.adults.join('\n'))}${line('languages', say.languages, settings.languages.join(', '))}${area('kinds', say.kinds, settings.kinds.map(({ label, days = '', meetings = '', sheet }) => [label, days, meetings, sheet ? 'sheet' : ''].join(' | ').replace(/[ |]+$/, '')).join('\n'))}${area('glossary', say.glossary, (withSheet?.glossary ?? []).map(({ word, meaning }) => `${word} | ${meaning}`).join('\n'))}
    ${area('screening', say.screening, settings.screening.map(({ label, months }) => (months ? `${label} | ${months}` : label)).join('\n'))}
    ${numbers.map((name) => html`<label>${say[name]}<input name="m-${name}" type="number" min="1" required .value=${String(settings[name])}></label>`)}
    <p class="note">${say.addedNote}</p>${line('hidden', say.hidden, settings.form.hidden.join(', '))}${area('reworded', say.reworded, Object.entries(settings.form.words).map(([id, label]) => `${id} | ${label}`).join('\n'))}${area('added', say.added, settings.form.added.map(({ id, kind, label, options }) => [id, kind, label, (options ?? []).join(', ')].join(' | ').replace(/[ |]+$/, '')).join('\n'))}`;
}
