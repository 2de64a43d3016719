import type { GroupResult } from '@kith/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Locale } from '@kith/finder/locale/en';
import { actions, chips, distanceText, label, whereText, type Action } from '@kith/finder/wording';
import { ahead, date, isPaused, range, soon, weekday, withoutDate, yourTime, zoneName, type Clock } from '@kith/finder/times';

/** What a list is drawn by: words and times, and the level of a group's name among the page's headings. */
export interface ListClock extends Clock { level: number }

export const link = ({ href, text, outside }: Action, words: Locale, main = false): TemplateResult => (outside
  ? html`<a class="button ${main ? 'main' : ''}" href=${href} target="_blank" rel="noreferrer noopener">${text}<span class="hidden-text"> (${words.newTab})</span></a>`
  : html`<a class="button ${main ? 'main' : ''}" href=${href}>${text}</a>`);

export function timeBlock(group: GroupResult, clock: Clock): TemplateResult {
  const [next] = ahead(clock, group);
  if (!next) return html`<p class="time"><span class="no-date">${withoutDate(clock, group)}</span></p>`;
  const yours = yourTime(clock, next);
  return html`<p class="time"><time datetime=${next.start}><span class="day">${weekday(clock, next)}</span> <span class="date">${date(clock, next)}</span> <span class="clock">${range(clock, next)}</span></time>
    <span class="note">${zoneName(clock, next)}</span>
    ${yours ? html`<span class="note your-time">${yours}</span>` : nothing}</p>`;
}

/** One group in the list. */
export function card(group: GroupResult, clock: ListClock, open: (id: string) => void): TemplateResult {
  const { words } = clock;
  const [first] = actions(group, words);
  const starting = soon(clock, ahead(clock, group)[0]);
  const notes = [group.ledBy ? label(words.ledBy, group.ledBy) : '', isPaused(group, clock) ? withoutDate(clock, group) : '', group.schedule?.checkNote ? words.checkNote : '', group.stale ? words.stale : '', group.sampleYear ? words.sample(group.sampleYear) : ''].filter(Boolean);
  return html`<li class="card" part="card">
    ${timeBlock(group, clock)}
    <div class="body">
      <h3 aria-level=${clock.level}><button class="title" part="title" dir="auto" data-id=${group.id} @click=${() => { open(group.id); }}>${group.name}</button></h3>
      ${group.next[0]?.kind ? html`<p>${words.kinds[group.next[0].kind]}</p>` : nothing}
      ${starting ? html`<p class="soon"><span class="dot" aria-hidden="true"></span>${starting}</p>` : nothing}
      ${group.summary ? html`<p dir="auto">${group.summary}</p>` : nothing}
      <p>${whereText(group, words)}${group.distance === undefined ? nothing : html` · <span class="number">${distanceText(clock, group.distance)}</span>`}</p>
      ${(group.alerts ?? []).slice(0, 1).map((alert) => html`<p class="alert" dir="auto">${alert}</p>`)}
      <p class="chips">${chips(group, clock).slice(0, 5).map((text) => html`<span class="chip">${text}</span>`)}</p>
      ${notes.length ? html`<p class="note">${notes.join(' · ')}</p>` : nothing}
    </div>
    <div class="action">${first && first.text !== words.website && !group.guidelines ? link(first, words, false) : nothing}</div>
  </li>`;
}
