import type { GroupResult, Schedule } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { localDate, localWhen as when } from './group-schedule.ts';
import { groupEditWords as say } from './locale/group-edits-en.ts';

type Override = NonNullable<Schedule['overrides']>[number];
interface Dates {
  /** Single dates that differ, as the form has them now. */
  overrides: readonly Override[];
  /** The next dates, as people will see them. */
  next: GroupResult['next'];
  /** Local start of the date that somebody is giving another time. */
  moving: string;
  set: (overrides: Override[]) => void;
  /** Asks for another time of a date; '' leaves it. */
  move: (date: string) => void;
}

/** One date as its own: nothing of it is left where it takes place as the rule says. */
function withStart({ start: _, cancelled: __, ...rest }: Override, start: string): Override | undefined {
  if (start !== rest.at) return { ...rest, start };
  return Object.keys(rest).length > 1 ? rest : undefined;
}

/** The next dates, each of which can be called off or moved; what was can be taken back. */
export function dateList({ overrides, next, moving, set, move }: Dates): TemplateResult {
  const off = overrides.filter(({ cancelled }) => cancelled);
  const moved = overrides.filter(({ start, cancelled }) => start !== undefined && !cancelled);
  // The dates come from the server, a moment later: what was just changed is not shown as it was.
  const shown = next.filter(({ localStart }) => !off.some(({ at, start }) => (start ?? at) === localStart) && !moved.some(({ at }) => at === localStart));
  const others = overrides.length - off.length - moved.length;
  // One that was moved is known by the date that it had.
  const of = (date: string): Override => overrides.find(({ at, start }) => (start ?? at) === date) ?? { at: date };
  const without = (item: Override) => overrides.filter(({ at }) => at !== item.at);
  const put = (item: Override, start: string) => { const changed = withStart(item, start); set([...without(item), ...(changed ? [changed] : [])]); };
  const named = (local: string) => html`<span class="hidden-text"> ${localDate(local)}</span>`;
  const take = (event: Event, date: string) => {
    const inputs = [...(event.currentTarget as HTMLElement).closest('fieldset')!.querySelectorAll('input')];
    if (inputs.every((input) => input.reportValidity())) put(of(date), inputs.map(({ value }) => value).join('T'));
  };
  // They are no part of the form around them.
  const apart = (event: Event) => { event.stopPropagation(); };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') move('');
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    event.target.closest('fieldset')!.querySelector<HTMLButtonElement>('.main')!.click();
  };
  const asked = (date: string) => html`<fieldset class="box" @input=${apart} @change=${apart} @keydown=${keys}><legend>${say.moveTo} ${when(date)}</legend>
    <div class="row"><label>${say.moveDay}<input id="move-to" type="date" required .value=${date.slice(0, 10)}></label><label>${say.moveTime}<input type="time" required .value=${date.slice(11)}></label></div>
    <div class="row"><button type="button" class="button main" @click=${(event: Event) => { take(event, date); }}>${say.moveSure}</button><button type="button" class="button" @click=${() => { move(''); }}>${say.cancel}</button></div></fieldset>`;
  return html`<p id="dates" tabindex="-1"><strong>${say.dates}</strong></p><ul class="list">${shown.map(({ localStart: date }) => html`<li class="stack"><div class="row">${when(date)}<button type="button" class="button" @click=${() => { const { at } = of(date); set([...without({ at }), { at, cancelled: true }]); }}>${say.notThen}${named(date)}</button>${moving === date ? nothing : html`<button type="button" class="button" @click=${() => { move(date); }}>${say.move}${named(date)}</button>`}</div>${moving === date ? asked(date) : nothing}</li>`)}</ul>
    ${moved.length ? html`<p><strong>${say.movedDates}</strong></p><ul class="list">${moved.map((item) => html`<li class="row">${say.moved(when(item.at), when(item.start!))}<button type="button" class="button" @click=${() => { put(item, item.at); }}>${say.putBack}${named(item.at)}</button></li>`)}</ul>` : nothing}
    ${off.length ? html`<p><strong>${say.offDates}</strong></p><ul class="list">${off.map((item) => html`<li class="row">${localDate(item.at)}<button type="button" class="button" @click=${() => { set(overrides.filter((other) => other !== item)); }}>${say.onAgain}${named(item.at)}</button></li>`)}</ul>` : nothing}
    ${others ? html`<p class="note">${say.changedDates(others)}</p>` : nothing}`;
}
