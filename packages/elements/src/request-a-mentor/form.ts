import type { FormQuestion, MentorAnswers, MentorForm } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { Room } from './room.ts';

/** Asked at once; the rest stands under "More about me". */
const first = ['for-whom', 'name', 'age', 'grade', 'stage', 'topics', 'words', 'been-through', 'contact', 'may-leave-message', 'guardian', 'understood'];
/** All that is asked of somebody under 13 before an adult has agreed. The server holds to it too. */
const young = ['age', 'name', 'topics', 'adult', 'understood', 'for-whom', 'guardian'];

/** The questions of this age: of somebody so young a few, until an adult has agreed. */
export function questionsOf({ form }: MentorForm, band: unknown, agreed = false): FormQuestion[] {
  const wait = form.topicsLater && !agreed && form.consentBands.includes(String(band));
  return form.questions.filter(({ id, bands }) => (band !== 'under-13' || agreed || young.includes(id)) && (!bands || bands.includes(String(band))))
    .map((question) => (wait && question.id === 'topics' ? { ...question, options: question.options!.filter(({ later }) => !later) } : question));
}

/** What the form says; what was skipped is left out. */
export function readAnswers(form: HTMLFormElement, questions: readonly FormQuestion[], raw = false): MentorAnswers {
  const data = new FormData(form);
  const answers: MentorAnswers = {};
  for (const { id, kind } of questions) {
    const values = data.getAll(id).filter((value) => typeof value === 'string').map((value) => (raw ? value : value.trim())).filter(Boolean);
    if (kind === 'tick') { if (values.length) answers[id] = true; } else if (kind === 'several' || kind === 'times') { if (values.length) answers[id] = values; } else if (values[0]) answers[id] = values[0];
  }
  return answers;
}

/** What is missing or too much, by the question. The server looks again. */
export function problemsOf({ words }: Room, questions: readonly FormQuestion[], answers: MentorAnswers): Map<string, string> {
  const problems = new Map<string, string>();
  for (const { id, kind, required, most } of questions) {
    const value = answers[id];
    if (required && value === undefined) problems.set(id, kind === 'tick' ? words.missingTick : words.missing);
    else if (Array.isArray(value) && most && kind === 'several' && value.length > most) problems.set(id, words.hints.topics ?? words.wrong);
  }
  return problems;
}

export interface FormView { info: MentorForm; answers: MentorAnswers; /** As they were when it was drawn first. */ start: MentorAnswers; problems: ReadonlyMap<string, string>; kept: boolean; referrer: string; kind: string; agreed?: boolean; only?: readonly string[] }
interface Actions { changed: (form: HTMLFormElement) => void; send: (form: HTMLFormElement) => void; keep: (on: boolean) => void }

/** As many answers as are seen at once. */
const MOST = 9;
const includes = (value: unknown, item: string) => (Array.isArray(value) ? value.includes(item) : value === item);

/** One question with its label, its hint and what is wrong with it. */
function field(room: Room, view: FormView, question: FormQuestion): TemplateResult {
  const { words, tag } = room;
  const { id, kind, required, most, options = [] } = question;
  const label = html`${question.label ?? words.questions[id] ?? id}${required ? html` <span class="note">(${words.needed})</span>` : nothing}`;
  const hint = question.hint ?? words.hints[id];
  const problem = view.problems.get(id);
  const about = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ') || nothing;
  const notes = html`${hint ? html`<p class="note" id="${id}-hint">${hint}</p>` : nothing}${problem ? html`<p class="problem" id="${id}-problem">${problem}</p>` : nothing}`;
  const name = (value: string, given?: string) => (id === 'topics' ? words.topics[value] : undefined) ?? given ?? (id === 'language' ? new Intl.DisplayNames([tag], { type: 'language' }).of(value) : words.answers[value]) ?? value;
  const start = view.start[id];
  switch (kind) {
    case 'tick': return html`<div class="question"><label class="check"><input type="checkbox" id=${id} name=${id} value="yes" .checked=${start === true} aria-describedby=${about} aria-invalid=${problem ? 'true' : nothing}><span>${label}</span></label>${notes}</div>`;
    case 'one':
      // A long list is a native one; a few answers are all seen at once.
      if (options.length > 5) return html`<div class="question"><label for=${id} class="label">${label}</label>${notes}<select id=${id} name=${id} autocomplete="off" aria-describedby=${about} aria-invalid=${problem ? 'true' : nothing}><option value="">${words.choose}</option>${options.map((option) => html`<option value=${option.value} ?selected=${start === option.value}>${name(option.value, option.label)}</option>`)}</select></div>`;
      return html`<fieldset aria-describedby=${about}><legend>${label}</legend>${notes}<div class="chips">${options.map((option, at) => html`<label class="chip"><input type="radio" id=${at ? nothing : id} name=${id} value=${option.value} .checked=${start === option.value} aria-invalid=${problem ? 'true' : nothing}>${name(option.value, option.label)}</label>`)}</div></fieldset>`;
    case 'several': {
      const chips = (some: typeof options) => html`<div class="chips">${some.map((option) => html`<label class="chip"><input type="checkbox" id=${option === options[0] ? id : nothing} name=${id} value=${option.value} .checked=${includes(start, option.value)}>${name(option.value, option.label)}</label>`)}</div>`;
      // A long list begins with what most people choose.
      return html`<fieldset aria-describedby=${about}><legend>${label}</legend>${notes}${chips(options.slice(0, MOST))}${options.length > MOST ? html`<details class="more wide"><summary>${words.moreTopics}</summary>${chips(options.slice(MOST))}</details>` : nothing}</fieldset>`;
    }
    case 'times': {
      const days = [...new Set(options.map(({ value }) => value.split('-')[0]!))];
      const parts = [...new Set(options.map(({ value }) => value.split('-')[1]!))];
      return html`<fieldset aria-describedby=${about}><legend>${label}</legend>${notes}<table class="times"><thead><tr><td></td>${parts.map((part) => html`<th scope="col">${words.parts[part]}</th>`)}</tr></thead><tbody>${days.map((day) => html`<tr><th scope="row">${words.days[day]}</th>${parts.map((part) => html`<td><label class="cell"><input type="checkbox" name=${id} value="${day}-${part}" aria-label="${words.days[day]!}, ${words.parts[part]!}" .checked=${includes(start, `${day}-${part}`)}></label></td>`)}</tr>`)}</tbody></table></fieldset>`;
    }
    default: {
      const value = typeof start === 'string' ? start : '';
      return html`<div class="question"><label for=${id} class="label">${label}</label>${notes}${kind === 'long' ? html`<textarea id=${id} name=${id} rows="3" maxlength=${most ?? 500} autocomplete="off" .value=${value} aria-describedby=${about}></textarea>` : html`<input id=${id} name=${id} maxlength=${most ?? 120} autocomplete="off" .value=${value} aria-describedby=${about} aria-invalid=${problem ? 'true' : nothing}>`}</div>`;
    }
  }
}

/** What went wrong, all in one place: it takes the focus, and each line leads to its question. */
export function summary(room: Room, { info, answers, problems, agreed = false }: FormView): TemplateResult | typeof nothing {
  const { words } = room;
  if (!problems.size) return nothing;
  const labelOf = (id: string) => questionsOf(info, answers.age, agreed).find((question) => question.id === id)?.label ?? words.questions[id] ?? id;
  return html`<div class="box danger" id="summary" tabindex="-1" role="group" aria-label=${words.problems(problems.size)}><strong>${words.problems(problems.size)}</strong><ul class="list">${[...problems].map(([id, problem]) => html`<li><a href="#${id}" @click=${(event: Event) => { event.preventDefault(); room.focusOn(`#${id}`); }}>${labelOf(id)}</a>: ${problem}</li>`)}</ul></div>`;
}

/** What an answer means, said under its question; the place is there before, so that it is heard. */
function notes({ words }: Room, { answers: { age, guardian, 'for-whom': whom } }: FormView, id: string): TemplateResult | typeof nothing {
  if (!['for-whom', 'age', 'guardian'].includes(id)) return nothing;
  return html`<p class="note" role="status">${id === 'for-whom' ? (whom === 'someone' ? words.someoneNote : '') : id === 'age' ? (age === 'under-13' ? words.youngNote : '') : guardian ? (guardian === 'worried' ? words.worriedNote : words.guardianNote) : ''}</p>`;
}
/** Who reads it: of somebody who is worried, the counselor alone. */
export const seen = ({ words }: Room, worried: boolean): string[] => (worried ? [words.seesWorried, ...words.seesList.slice(2)] : words.seesList);

/** Which questions are drawn, for a form of its own or for more of one. */
export function questions(room: Room, view: FormView, group: 'first' | 'more' | 'all'): (TemplateResult | typeof nothing)[] {
  const { info, answers: { age }, agreed, only } = view;
  const asked = questionsOf(info, age, agreed);
  const early = (id: string) => first.includes(id) || (age === 'under-13' && !agreed) || id.startsWith('own-');
  // Each has its place, asked or not: a field must never become another one's under somebody's hands.
  return info.form.questions.map(({ id }) => {
    const question = asked.find((one) => one.id === id);
    return question && id !== 'understood' && (!only || only.includes(id)) && (group === 'all' || early(id) === (group === 'first')) ? html`${field(room, view, question)}${notes(room, view, id)}` : nothing;
  });
}

/** The form: one page, all of it optional that can be. */
export function form(room: Room, view: FormView & Actions): TemplateResult {
  const { words } = room;
  const { info, answers } = view;
  const worried = answers.guardian === 'worried';
  const more = questions(room, view, 'more');
  const understood = questionsOf(info, answers.age).find(({ id }) => id === 'understood');
  const inForm = (event: Event) => (event.target as HTMLElement).closest('form')!;
  return html`<form class="main-part" autocomplete="off" novalidate @submit=${(event: SubmitEvent) => { event.preventDefault(); view.send(event.target as HTMLFormElement); }} @input=${(event: Event) => { view.changed(inForm(event)); }}>
    ${summary(room, view)}
    <p data-first tabindex="-1">${words.who(info.partner)} ${words.two}</p>
    ${view.referrer ? html`<div class="box"><p>${words.referredBy(view.referrer)}</p><label class="check"><input type="checkbox" name="may-see" value="yes"><span>${words.referrerSees(view.referrer)}</span></label></div>` : nothing}
    ${info.form.kinds.length > 1 && !view.kind ? html`<fieldset><legend>${words.kind}</legend><div class="chips">${info.form.kinds.map(({ id, label }, at) => html`<label class="chip"><input type="radio" name="kind" value=${id} .checked=${at === 0}>${label}</label>`)}</div></fieldset>` : nothing}
    ${questions(room, view, 'first')}
    ${more.some((one) => one !== nothing) ? html`<details class="more wide"><summary>${words.moreAboutMe}</summary><div class="group"><p class="note">${words.moreAboutMeNote}</p>${more}</div></details>` : nothing}
    <div class="trap" aria-hidden="true"><input name="website" tabindex="-1" autocomplete="off"></div>
    <div class="box"><h2>${words.sees}</h2><ul class="list">${seen(room, worried).map((line) => html`<li>${line}</li>`)}${answers.age && answers.age !== '18-plus' ? html`<li>${words.seesMinor}</li>` : nothing}</ul>${understood ? field(room, view, understood) : nothing}</div>
    <label class="check"><input type="checkbox" .checked=${view.kept} @change=${(event: Event) => { event.stopPropagation(); view.keep((event.target as HTMLInputElement).checked); }}><span>${words.keep}<span class="note">${words.keepNote}</span></span></label>
    ${room.problem ? html`<p class="problem" role="alert">${room.problem}</p>` : nothing}
    <div class="row"><button class="button main" aria-disabled=${room.busy}>${room.busy ? words.sending : words.send}</button></div>
    <p class="note">${words.ask(info.contact)}</p>
  </form>`;
}
