import type { Line, Lookup } from '@kith/helplines';
import { html, nothing, render, type TemplateResult } from 'lit';
import { whole } from '../parts/crisis-line.ts';
import type { OwnLine } from './find.ts';
import { hoursText, type Reader } from './hours-text.ts';
import { channelText, languageNames } from './line.ts';

/** What the first view does not need: where a line is listed, reports, the printed card. */
export type ReportState = 'closed' | 'open' | 'sending' | 'sent' | 'failed';
/** Chips that the visitor pressed. */
export interface Wanted { audience?: string | undefined; topic?: string | undefined; language?: string | undefined }
interface Report {
  state: ReportState;
  /** Address for mistakes, where there is no server. */
  mail: string | undefined;
  canSend: boolean;
  set: (state: ReportState) => void;
  send: (kind: string) => void;
  /** Announces. */
  say: (text: string) => void;
}

const monthText = (date: string, tag: string) => (date.length < 7 ? date : new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date.slice(0, 7)}-15T00:00Z`)));

/** The sources are as much again as all the lines: they come when somebody asks. */
function sourceList(line: Line, { words }: Reader): Promise<TemplateResult> {
  return import('@kith/helplines/sources').then(({ sourcesOf }) => {
    const { operator, website, sources } = sourcesOf(line.id);
    return html`${operator ? html`<p>${words.runBy(operator)}</p>` : nothing}${website ? html`<p><a href=${website} target="_blank" rel="noreferrer">${words.website}<span class="hidden-text"> (${words.newTab})</span></a></p>` : nothing}<ul class="steps" lang="en" dir="ltr">${sources.map(({ kind, reference, date }) => html`<li>${[date, kind].filter(Boolean).join(', ')}: ${reference}</li>`)}</ul>`;
  }).catch(() => html`<p>${words.sourcesFailed}</p>`);
}

const byMail = (line: Line, words: Reader['words'], { mail }: Report) => (mail && /^[^\s@<>"]+@[^\s@<>"]+$/.test(mail) ? html`<p><a href=${`mailto:${encodeURIComponent(mail).replace('%40', '@')}?subject=${encodeURIComponent(words.reportMail)}&body=${encodeURIComponent(line.id)}`}>${words.report}</a></p>` : nothing);

function reportPart(line: Line, { words }: Reader, report: Report): TemplateResult | typeof nothing {
  if (!report.canSend) return byMail(line, words, report);
  if (report.state === 'sent') return html`<p class="report" tabindex="-1">${words.reportSent}</p>`;
  const kinds = report.state === 'closed' ? nothing : html`<div class="chips">${Object.entries(words.reportKinds).map(([kind, label]) => html`<button type="button" class="button" ?disabled=${report.state === 'sending'} @click=${() => { report.send(kind); }}>${label}</button>`)}</div>`;
  return html`<div class="box">
    <div><button type="button" class="button quiet report" aria-expanded=${report.state === 'closed' ? 'false' : 'true'} @click=${() => { report.set(report.state === 'closed' ? 'open' : 'closed'); }}>${words.report}</button></div>
    ${report.state === 'failed' ? html`<p>${words.reportFailed}</p>${byMail(line, words, report)}` : nothing}${kinds}</div>`;
}

/** Tells the program of a mistake; true when it is stored. */
export const sendReport = (url: string, kind: string): Promise<boolean> => fetch(url, {
  method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` }, body: JSON.stringify({ kind }), credentials: 'omit', referrerPolicy: 'no-referrer',
}).then((response) => response.ok, () => false);

/** Who it is for, what it is about, which language: chips that put lines first and hide none. */
export function chips(found: Lookup, reader: Reader, wanted: Wanted, choose: (change: Wanted) => void): TemplateResult | typeof nothing {
  const { words, tag } = reader;
  const values = (read: (line: Line) => string[]) => [...new Set(found.lines.flatMap(read))];
  const groups: [keyof Wanted, string, [string, string | undefined][]][] = [
    ['audience', words.forWhom, values((line) => line.audiences).map((value) => [value, words.audiences[value]])],
    ['topic', words.aboutWhat, values((line) => line.topics).map((value) => [value, words.topics[value]])],
    ['language', words.inLanguage, values((line) => line.languages).map((value) => [value, languageNames([value], reader)])],
  ];
  // By name, so that a chip stays where it was pressed when the lines change places.
  const collator = new Intl.Collator(tag);
  for (const [, , list] of groups) list.sort(([, a = ''], [, b = '']) => collator.compare(a, b));
  const useful = groups.filter(([, , list]) => list.length > 1);
  return useful.length ? html`<details><summary>${words.fit}</summary>${useful.map(([name, legend, list]) => html`<fieldset><legend>${legend}</legend><div class="chips">${list.filter(([, label]) => label).map(([value, label]) => html`
    <button type="button" class="button" aria-pressed=${wanted[name] === value ? 'true' : 'false'} @click=${() => { choose({ [name]: wanted[name] === value ? undefined : value }); }}>${label}</button>`)}</div></fieldset>`)}</details>` : nothing;
}

/** What stands behind "About this line". */
export function aboutLine(line: Line, reader: Reader, report: Report): TemplateResult {
  const { words, tag } = reader;
  const numbers = [...new Set(line.channels.filter(({ href }) => !href?.startsWith('https:')).map(({ value }) => value))];
  const copy = async (number: string) => { try { await navigator.clipboard.writeText(number); report.say(words.copied); } catch { /* it stands there to be read */ } };
  const showSources = async ({ target }: Event) => { const details = target as HTMLDetailsElement; if (details.open) render(await sourceList(line, reader), details.querySelector('div')!); };
  return html`<div class="box">
    <p>${line.newest ? words.listedBy(line.sources, monthText(line.newest, tag)) : words.undated(line.sources)} ${words.notDialled}</p>
    ${'clipboard' in navigator && numbers.length ? html`<div class="chips">${numbers.map((number) => html`<button type="button" class="button" @click=${() => { void copy(number); }}>${words.copy(whole(number))}</button>`)}</div>` : nothing}
    <details @toggle=${(event: Event) => { void showSources(event); }}><summary>${words.sources}</summary><div></div></details>
    ${reportPart(line, reader, report)}
  </div>`;
}

/** A window with nothing but the numbers, made of text nodes, so that it prints on one sheet and needs no policy's leave. */
export function printCard(found: Lookup, lines: (Line | OwnLine)[], reader: Reader, country: string): void {
  const { words, tag } = reader;
  const card = open('', '_blank', 'popup,width=480,height=640');
  if (!card) { print(); return; }
  const { document: page } = card;
  page.documentElement.lang = tag;
  page.documentElement.dir = tag.startsWith('ar') ? 'rtl' : 'ltr';
  page.title = words.crisisHelp;
  const add = (name: string, text: string, parent: Element = page.body) => { const element = page.createElement(name); element.textContent = text; parent.append(element); return element; };
  add('h1', words.crisisHelp);
  if (found.emergency) add('p', `${words.danger} ${found.emergency.certain ? words.callNumber(found.emergency.value) : words.localMayBe(found.emergency.value)} (${country})`);
  for (const line of lines) {
    add('h2', line.name);
    const list = add('ul', '');
    for (const channel of line.channels) {
      const steps = (channel.steps ?? []).filter((step) => !step.language && !step.audience).map((step) => words.steps[step.kind](step.value)).join(', ');
      add('li', [channel.href?.startsWith('https:') ? channel.value : channelText(channel, reader), steps].filter(Boolean).join(', '), list);
    }
    const { text } = hoursText(line.hours.kind === 'always' ? line.hours : undefined, reader);
    if (text) add('p', text);
  }
  add('p', new Intl.DateTimeFormat(tag, { dateStyle: 'long' }).format(reader.now));
  card.print();
}
