import type { GroupResult } from '@kith/contract';
import type { Locale } from './locale/en.ts';
import type { Clock } from './times.ts';

/** A listing in words, the same on a page of the server and in the element. */
export const label = (words: Record<string, string>, value: string) => words[value] ?? value;
/** Only these may become a link; everything else stays text. */
const safe = (url: string | undefined) => (url && /^https?:\/\//i.test(url) ? url : undefined);

/** "a, b, c", as the language writes a list. */
export const listed = (tag: string, parts: readonly string[]): string => new Intl.ListFormat(tag, { type: 'conjunction', style: 'narrow' }).format(parts);

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

/** Somebody at a desk, or with a page on paper, dials it elsewhere. */
const withNumber = (text: string, number: string) => `${text}: \u2068${number}\u2069`;

export interface Action { href: string; text: string; outside: boolean }

/** The ways to take part, most direct first. */
export function actions(group: GroupResult, words: Locale): Action[] {
  const list: Action[] = [];
  const url = safe(group.online?.url);
  const closed = group.attributes.includes('temporarily-closed');
  const { phone, email } = group.contact ?? {};
  const ask = group.access.includes('register') || group.access.includes('intake-call');
  const contact: Action[] = [];
  if (phone) contact.push({ href: `tel:${phone.replace(/[^\d+,*#]/g, '').replaceAll('#', '%23')}`, text: ask ? withNumber(words.callForPlace, phone) : words.callNumber(phone), outside: false });
  if (email && /^[^\s@<>"\p{Surrogate}]+@[^\s@<>"\p{Surrogate}]+$/u.test(email)) contact.push({ href: `mailto:${encodeURIComponent(email).replace('%40', '@')}`, text: ask && !phone ? withNumber(words.writeForPlace, email) : words.write(email), outside: false });
  if (ask) list.push(...contact);
  if (url && !closed) list.push({ href: url, text: words.join, outside: true });
  if (group.online?.phone && !closed) list.push({ href: `tel:${group.online.phone.replace(/[^\d+,;*#]/g, '').replaceAll('#', '%23')}`, text: withNumber(words.dialIn, group.online.phone), outside: false });
  const atPlace = group.format === 'in-person' || group.format === 'mixed';
  if (atPlace && group.place?.address && !group.place.approximate) list.push({ href: `https://www.openstreetmap.org/search?${new URLSearchParams({ query: group.place.address }).toString()}`, text: words.directions, outside: true });
  if (!ask) list.push(...contact);
  const site = safe(group.url);
  if (site) list.push({ href: site, text: (group.format === 'online' || group.format === 'phone') && !list.length && group.online?.live !== false ? words.askForLink : words.website, outside: true });
  return list;
}

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
