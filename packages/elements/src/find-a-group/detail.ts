import { reportKinds, type GroupResult, type ReportKind } from '@kith/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { actions, chips, languageName, link, whereText } from './card.ts';
import { ahead, date, dayOf, range, soon, weekday, withoutDate, yourTime, zoneName, type Clock } from './times.ts';

export type ReportState = 'closed' | 'open' | 'sending' | 'sent' | 'failed';
export interface DetailHandlers { back: () => void; report: ((kind: ReportKind) => void) | undefined; reportState: ReportState; setReport: (state: ReportState) => void }

function dates(group: GroupResult, clock: Clock): TemplateResult {
  const list = ahead(clock, group);
  if (!list.length) return html`<p>${withoutDate(clock, group)}</p>`;
  return html`<ul class="dates">${list.map((next) => {
    const yours = yourTime(clock, next);
    const starting = soon(clock, next);
    return html`<li><time datetime=${next.start}>${weekday(clock, next)} ${date(clock, next)}, ${range(clock, next)}</time> <span class="note">${zoneName(clock, next)}${yours ? ` · ${yours}` : ''}</span>
      ${starting ? html`<span class="soon"><span class="dot" aria-hidden="true"></span>${starting}</span>` : nothing}${next.note ? html` <span class="note">${next.note}</span>` : nothing}</li>`;
  })}</ul>`;
}

function place(group: GroupResult, clock: Clock): TemplateResult {
  const { words } = clock;
  const at = group.place;
  if (!at || group.format === 'online' || group.format === 'phone') return html`<p>${whereText(group, words)}</p>`;
  return html`<p>${[at.name, at.address].filter((part, index, all) => part && all.indexOf(part) === index).map((line) => html`<span class="line">${line}</span>`)}
    ${at.room ? html`<span class="line">${words.roomLabel}: ${at.room}</span>` : nothing}
    ${[at.entrance, at.transit].map((line) => (line ? html`<span class="line">${line}</span>` : nothing))}
    ${at.approximate ? html`<span class="line note">${words.approximate}</span>` : nothing}</p>
    ${at.notes ? html`<p class="words" dir="auto">${at.notes}</p>` : nothing}`;
}

function reportForm({ report, reportState, setReport }: DetailHandlers, clock: Clock): TemplateResult | typeof nothing {
  const { words } = clock;
  if (!report) return nothing;
  if (reportState === 'sent') return html`<p class="thanks" tabindex="-1">${words.reportSent}</p>`;
  if (reportState === 'closed') return html`<button class="button quiet" id="report" @click=${() => { setReport('open'); }}>${words.report}</button>`;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const kind = new FormData(event.target as HTMLFormElement).get('kind');
    if (typeof kind === 'string') report(kind as ReportKind);
  };
  return html`<form class="report" @submit=${send}>
    <fieldset><legend>${words.reportWhat}</legend>
      ${reportKinds.map((kind) => html`<label class="choice"><input type="radio" name="kind" value=${kind} required><span>${words.reportKinds[kind]}</span></label>`)}
    </fieldset>
    ${reportState === 'failed' ? html`<p role="alert">${words.reportFailed}</p>` : nothing}
    <p class="row"><button class="button main" aria-disabled=${reportState === 'sending' ? 'true' : 'false'}>${words.send}</button>
    <button type="button" class="button" @click=${() => { setReport('closed'); }}>${words.cancel}</button></p>
  </form>`;
}

/** One group, whole. */
export function detail(group: GroupResult, clock: Clock, handlers: DetailHandlers): TemplateResult {
  const { words, tag } = clock;
  const ways = actions(group, words);
  const facts = [
    ...group.topics.map((slug) => words.topics[slug] ?? slug),
    ...(group.ledBy ? [words.ledBy[group.ledBy] ?? group.ledBy] : []),
    ...chips(group, clock),
    ...group.access.filter((value) => value === 'open').map((value) => words.access[value]!),
    ...group.attributes.filter((value) => value in words.attributes && value !== 'temporarily-closed').map((value) => words.attributes[value]!),
    ...(group.sourceCodes ?? []).map((item) => item.label).filter((text): text is string => Boolean(text)),
  ];
  return html`<article class="detail" part="detail">
    <p><button class="button quiet" @click=${handlers.back}>${words.back}</button></p>
    <h3 tabindex="-1" dir="auto" class="name" aria-level=${clock.level}>${group.name}</h3>
    ${group.sampleYear ? html`<p class="alert">${words.sample(group.sampleYear)}</p>` : nothing}
    ${(group.alerts ?? []).map((alert) => html`<p class="alert" dir="auto">${alert}</p>`)}
    ${group.stale ? html`<p class="alert">${words.stale}</p>` : nothing}
    ${group.summary ? html`<p dir="auto">${group.summary}</p>` : nothing}
    <section><h4 aria-level=${clock.level + 1}>${words.nextDates}</h4>${dates(group, clock)}</section>
    <section><h4 aria-level=${clock.level + 1}>${words.wherePlace}</h4>${place(group, clock)}</section>
    ${ways.length || group.online ? html`<section><h4 aria-level=${clock.level + 1}>${words.howToJoin}</h4>
      ${group.online?.live === false ? html`<p class="note">${words.linkNotLive}</p>` : nothing}
      <p class="row">${ways.map((way, at) => link(way, words, at === 0))}</p>
      ${[group.online?.notes, group.online?.phoneNotes].map((text) => (text ? html`<p class="words" dir="auto">${text}</p>` : nothing))}
      ${group.contact?.role ? html`<p class="note">${group.contact.role}</p>` : nothing}</section>` : nothing}
    ${group.notes ? html`<section><h4 aria-level=${clock.level + 1}>${words.about}</h4><p class="words" dir="auto">${group.notes}</p></section>` : nothing}
    <section><h4 aria-level=${clock.level + 1}>${words.details}</h4>
      <p class="chips">${[...new Set(facts)].map((text) => html`<span class="chip">${text}</span>`)}</p>
      ${[
        group.cost ? `${words.cost}: ${group.cost}` : '',
        group.languages.length ? `${words.languagesLabel}: ${group.languages.map((language) => languageName(tag, language)).join(', ')}` : '',
        group.ages && (group.ages.from !== undefined || group.ages.to !== undefined) ? words.ages(group.ages.from, group.ages.to) : '',
        group.capacity ? words.capacity(group.capacity) : '',
      ].map((text) => (text ? html`<p>${text}</p>` : nothing))}
      <p class="note">${[words.listedBy(group.owner.name), group.checkedAt ? words.checked(dayOf(clock, group.checkedAt)) : group.fetchedAt && !group.sampleYear ? words.fetched(dayOf(clock, group.fetchedAt)) : ''].filter(Boolean).join(' · ')}</p>
    </section>
    ${reportForm(handlers, clock)}
  </article>`;
}
