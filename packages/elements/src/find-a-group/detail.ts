import { reportKinds, type GroupResult, type ReportKind } from '@kith/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { actions, chips, languageName, listed, whereText } from '@kith/finder/wording';
import { link, type ListClock } from '../parts/group-card.ts';
import type { Opened } from './opened.ts';
import { ahead, dayAlone, dayAndTime, dayOf, isPaused, soon, whole, withoutDate, yourTime, zoneName } from '@kith/finder/times';

function dates(group: GroupResult, clock: ListClock): TemplateResult {
  const list = ahead(clock, group);
  if (!list.length) return html`<p>${withoutDate(clock, group)}</p>`;
  return html`<ul class="dates">${list.map((next) => {
    const yours = yourTime(clock, next);
    const starting = soon(clock, next);
    return html`<li><time datetime=${next.start}>${whole(clock, next)}</time> <span class="note">${zoneName(clock, next)}${yours ? ` · ${yours}` : ''}</span>
      ${starting ? html`<span class="soon"><span class="dot" aria-hidden="true"></span>${starting}</span>` : nothing}${[next.kind ? clock.words.kinds[next.kind] : '', next.note].map((text) => (text ? html` <span class="note">${text}</span>` : nothing))}</li>`;
  })}</ul>`;
}

function place(group: GroupResult, clock: ListClock): TemplateResult {
  const { words } = clock;
  const at = group.place;
  if (!at || group.format === 'online' || group.format === 'phone') return html`<p>${whereText(group, words)}</p>`;
  return html`<p>${[at.name, at.address].filter((part, index, all) => part && all.indexOf(part) === index).map((line) => html`<span class="line" dir="auto">${line}</span>`)}
    ${at.room ? html`<span class="line">${words.roomLabel}: ${at.room}</span>` : nothing}
    ${[at.entrance, at.transit].map((line) => (line ? html`<span class="line" dir="auto">${line}</span>` : nothing))}
    ${at.approximate ? html`<span class="line note">${words.approximate}</span>` : nothing}</p>
    ${at.notes ? html`<p class="words" dir="auto">${at.notes}</p>` : nothing}`;
}

function reportForm({ mayReport, report, reportState, setReport }: Opened, clock: ListClock): TemplateResult | typeof nothing {
  const { words } = clock;
  if (!mayReport) return nothing;
  if (reportState === 'sent') return html`<p class="thanks" tabindex="-1">${words.reportSent}</p>`;
  if (reportState === 'closed') return html`<button class="button quiet" id="report" @click=${() => { setReport('open'); }}>${words.report}</button>`;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const kind = new FormData(event.target as HTMLFormElement).get('kind');
    if (typeof kind === 'string') void report(kind as ReportKind);
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

/** How to take part; after the guidelines, where there are some. */
function join(opened: Opened, clock: ListClock): TemplateResult {
  const { words } = clock;
  const { group, joinShown } = opened;
  const ways = actions(group, words);
  const shown = joinShown || !group.guidelines;
  return html`<section><h4 aria-level=${clock.level + 1} id="join" tabindex="-1">${words.howToJoin}</h4>
    ${group.guidelines ? html`<p><strong>${words.guidelines}</strong></p><p class="words" dir="auto">${group.guidelines}</p>` : nothing}
    ${shown ? html`${group.online?.live === false ? html`<p class="note">${words.linkNotLive}</p>` : nothing}
      <p class="row">${opened.askPage ? link({ href: opened.askPage, text: words.askHow, outside: true }, words, true) : nothing}${ways.map((way, at) => link(way, words, at === 0 && !opened.askPage))}</p>
      ${[group.online?.notes, group.online?.phoneNotes].map((text) => (text ? html`<p class="words" dir="auto">${text}</p>` : nothing))}
      ${group.contact?.role ? html`<p class="note">${group.contact.role}</p>` : nothing}` : html`<p><button class="button main" @click=${opened.showJoin}>${words.showJoin}</button></p>`}</section>`;
}

/** One group, whole. */
export function detail(opened: Opened, clock: ListClock): TemplateResult {
  const { words, tag } = clock;
  const { group, page, calendar } = opened;
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
    <p><button class="button quiet" @click=${opened.back}>${words.back}</button></p>
    <h3 tabindex="-1" dir="auto" class="name" aria-level=${clock.level}>${group.name}</h3>
    ${group.sampleYear ? html`<p class="alert">${words.sample(group.sampleYear)}</p>` : nothing}
    ${(group.alerts ?? []).map((alert) => html`<p class="alert" dir="auto">${alert}</p>`)}
    ${[isPaused(group, clock) && group.next.length ? withoutDate(clock, group) : '', group.schedule?.checkNote ? words.checkNote : '', group.stale ? words.stale : ''].map((text) => (text ? html`<p class="alert">${text}</p>` : nothing))}
    ${group.summary ? html`<p dir="auto">${group.summary}</p>` : nothing}
    <section><h4 aria-level=${clock.level + 1}>${words.nextDates}</h4>${dates(group, clock)}${calendar || opened.mayPlan ? html`<p class="row">${calendar ? html`<a class="button" href=${calendar}>${words.calendar}</a>` : nothing}${opened.mayPlan ? html`<button class="button" aria-disabled=${opened.planState === 'sending' ? 'true' : 'false'} @click=${opened.plan}>${opened.comes ? words.planUndo : words.plan}</button>` : nothing}</p>${opened.mayPlan ? html`<p class="note" role="status">${opened.planState === 'yes' ? words.planned : opened.planState === 'failed' ? words.planFailed : words.planNote}</p>` : nothing}` : nothing}</section>
    <section><h4 aria-level=${clock.level + 1}>${words.wherePlace}</h4>${place(group, clock)}</section>
    ${ways.length || group.online || opened.askPage ? join(opened, clock) : nothing}
    ${group.expect ? html`<section><h4 aria-level=${clock.level + 1}>${words.expect}</h4><p class="words" dir="auto">${group.expect}</p></section>` : nothing}
    ${group.notes ? html`<section><h4 aria-level=${clock.level + 1}>${words.about}</h4><p class="words" dir="auto">${group.notes}</p></section>` : nothing}
    <section><h4 aria-level=${clock.level + 1}>${words.details}</h4>
      <p class="chips">${[...new Set(facts)].map((text) => html`<span class="chip">${text}</span>`)}</p>
      ${[
        group.names ? `${words.names}: ${group.names}` : '',
        group.cost ? `${words.cost}: ${group.cost}` : '',
        group.languages.length ? `${words.languagesLabel}: ${listed(tag, group.languages.map((language) => languageName(tag, language)))}` : '',
        group.ages && (group.ages.from !== undefined || group.ages.to !== undefined) ? words.ages(group.ages.from, group.ages.to) : '',
        group.capacity ? words.capacity(group.capacity) : '',
        group.enrolUntil ? words.enrolUntil(dayAlone(clock, group.enrolUntil)) : '',
        group.waitingList ? words.waitingList : '',
      ].map((text) => (text ? html`<p>${text}</p>` : nothing))}
      <p class="note">${[words.listedBy(group.owner.name), group.checkedAt ? words.checked(dayOf(clock, group.checkedAt)) : group.fetchedAt && !group.sampleYear ? words.fetched(dayOf(clock, group.fetchedAt)) : ''].filter(Boolean).join(' · ')}</p>
    </section>
    ${group.sisters?.length ? html`<section><h4 aria-level=${clock.level + 1}>${words.sisters}</h4><ul class="dates">${group.sisters.map((sister) => html`<li><button class="title" @click=${() => { void opened.openSister(sister.id); }}>${sister.next ? dayAndTime(clock, sister.next) : sister.name}</button> <span class="note">${[sister.name, words.formats[sister.format], sister.locality].filter(Boolean).join(' · ')}</span></li>`)}</ul></section>` : nothing}
    ${page ? html`<p class="row"><a class="button quiet" href=${page} target="_blank" rel="noreferrer noopener">${words.print}<span class="hidden-text"> (${words.newTab})</span></a><button class="button quiet" @click=${opened.share}>${words.share}</button>${opened.mayKeep ? html`<button class="button quiet" @click=${opened.keep}>${opened.isKept ? words.forget : words.keep}</button>` : nothing}</p>
      <p class="note" role="status">${opened.copied === 'yes' ? words.copied : opened.copied === 'no' ? html`${words.copyFailed} ${page}` : opened.keepFailed ? words.keepFailed : opened.isKept ? `${words.kept}. ${words.keepNote}` : nothing}</p>` : nothing}
    ${reportForm(opened, clock)}
  </article>`;
}
