import type { GroupResult } from '@kith/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Locale } from '../locale/en.ts';
import { ahead, date, isPaused, range, soon, weekday, withoutDate, yourTime, zoneName, type Clock } from './times.ts';

const label = (words: Record<string, string>, value: string) => words[value] ?? value;
/** Only these may become a link; everything else stays text. */
const safe = (url: string | undefined) => (url && /^https?:\/\//i.test(url) ? url : undefined);

export function languageName(tag: string, language: string): string {
  try { return new Intl.DisplayNames([tag], { type: 'language' }).of(language) ?? language; } catch { return language; }
}

/** Kilometres in the reader's unit. */
export function distanceText(clock: Clock, kilometres: number): string {
  const miles = /-(US|GB|LR|MM)\b/.test(new Intl.Locale(clock.tag).maximize().toString());
  const value = miles ? kilometres / 1.609344 : kilometres;
  const text = new Intl.NumberFormat(clock.tag, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  return miles ? clock.words.miles(text) : clock.words.kilometres(text);
}

export interface Action { href: string; text: string; outside: boolean }

/** The ways to take part, most direct first. */
export function actions(group: GroupResult, words: Locale): Action[] {
  const list: Action[] = [];
  const url = safe(group.online?.url);
  const closed = group.attributes.includes('temporarily-closed');
  const { phone, email } = group.contact ?? {};
  const ask = group.access.includes('register') || group.access.includes('intake-call');
  const contact: Action[] = [];
  if (phone) contact.push({ href: `tel:${phone.replace(/[^\d+,*#]/g, '').replaceAll('#', '%23')}`, text: ask ? words.callForPlace : words.callNumber(phone), outside: false });
  if (email && /^[^\s@<>"]+@[^\s@<>"]+$/.test(email)) contact.push({ href: `mailto:${encodeURIComponent(email).replace('%40', '@')}`, text: ask && !phone ? words.writeForPlace : words.write(email), outside: false });
  if (ask) list.push(...contact);
  if (url && !closed) list.push({ href: url, text: words.join, outside: true });
  if (group.online?.phone && !closed) list.push({ href: `tel:${group.online.phone.replace(/[^\d+,;*#]/g, '').replaceAll('#', '%23')}`, text: words.dialIn, outside: false });
  const atPlace = group.format === 'in-person' || group.format === 'mixed';
  if (atPlace && group.place?.address && !group.place.approximate) list.push({ href: `https://www.openstreetmap.org/search?query=${encodeURIComponent(group.place.address)}`, text: words.directions, outside: true });
  if (!ask) list.push(...contact);
  const site = safe(group.url);
  if (site) list.push({ href: site, text: (group.format === 'online' || group.format === 'phone') && !list.length && group.online?.live !== false ? words.askForLink : words.website, outside: true });
  return list;
}

export const link = ({ href, text, outside }: Action, words: Locale, main = false): TemplateResult => (outside
  ? html`<a class="button ${main ? 'main' : ''}" href=${href} target="_blank" rel="noreferrer noopener">${text}<span class="hidden-text"> (${words.newTab})</span></a>`
  : html`<a class="button ${main ? 'main' : ''}" href=${href}>${text}</a>`);

/** "Online", or the place in one line. */
export function whereText(group: GroupResult, words: Locale): string {
  const place = [group.place?.name, group.place?.locality].filter((part, at, all) => part && all.indexOf(part) === at).join(', ') || group.place?.address || group.place?.region || '';
  if (group.format === 'online' || group.format === 'phone') return label(words.formats, group.format);
  return group.format === 'mixed' ? [words.formats.mixed, place].filter(Boolean).join(' · ') : place || label(words.formats, group.format);
}

/** Who comes, what is offered, in short words. */
export function chips(group: GroupResult, clock: Clock): string[] {
  const { words, tag } = clock;
  const own = tag.toLowerCase().split('-')[0];
  return [
    ...(group.hasRoom === false ? [words.full] : []),
    ...(group.sessions ? [words.course(group.sessions)] : []),
    ...group.audiences.filter((value) => value !== 'anyone').map((value) => label(words.audiences, value)),
    ...group.access.filter((value) => value !== 'open' && value !== 'course').map((value) => label(words.access, value)),
    ...group.languages.filter((language) => language.toLowerCase().split('-')[0] !== own).map((language) => languageName(tag, language)),
    ...group.attributes.filter((value) => value in words.needs).map((value) => label(words.needs, value)),
  ];
}

export function timeBlock(group: GroupResult, clock: Clock): TemplateResult {
  const [next] = ahead(clock, group);
  if (!next) return html`<p class="time"><span class="no-date">${withoutDate(clock, group)}</span></p>`;
  const yours = yourTime(clock, next);
  return html`<p class="time"><time datetime=${next.start}><span class="day">${weekday(clock, next)}</span> <span class="date">${date(clock, next)}</span> <span class="clock">${range(clock, next)}</span></time>
    <span class="note">${zoneName(clock, next)}</span>
    ${yours ? html`<span class="note your-time">${yours}</span>` : nothing}</p>`;
}

/** One group in the list. */
export function card(group: GroupResult, clock: Clock, open: (id: string) => void): TemplateResult {
  const { words } = clock;
  const [first] = actions(group, words);
  const starting = soon(clock, ahead(clock, group)[0]);
  const notes = [group.ledBy ? label(words.ledBy, group.ledBy) : '', isPaused(group, clock) ? withoutDate(clock, group) : '', group.stale ? words.stale : '', group.sampleYear ? words.sample(group.sampleYear) : ''].filter(Boolean);
  return html`<li class="card" part="card">
    ${timeBlock(group, clock)}
    <div class="body">
      <h3 aria-level=${clock.level}><button class="title" part="title" dir="auto" data-id=${group.id} @click=${() => { open(group.id); }}>${group.name}</button></h3>
      ${starting ? html`<p class="soon"><span class="dot" aria-hidden="true"></span>${starting}</p>` : nothing}
      ${group.summary ? html`<p dir="auto">${group.summary}</p>` : nothing}
      <p>${whereText(group, words)}${group.distance === undefined ? nothing : html` · <span class="number">${distanceText(clock, group.distance)}</span>`}</p>
      ${(group.alerts ?? []).slice(0, 1).map((alert) => html`<p class="alert" dir="auto">${alert}</p>`)}
      <p class="chips">${chips(group, clock).slice(0, 5).map((text) => html`<span class="chip">${text}</span>`)}</p>
      ${notes.length ? html`<p class="note">${notes.join(' · ')}</p>` : nothing}
    </div>
    <div class="action">${first && first.text !== words.website ? link(first, words, false) : nothing}</div>
  </li>`;
}
