import { countriesOfZone, guessCountry, isClosed, linkOf, lookup, type Line, type Lookup } from '@kith/helplines';

/** A line of the program itself, or of the page. */
export interface OwnLine extends Line { own: true; first: boolean; note?: string }

const warned = new Set<string>();
/** For whoever builds the page, once: the panel is drawn anew every half minute. */
const warn = (text: string) => { if (!warned.has(text)) { warned.add(text); console.warn(`[kith] ${text}`); } };

const dialled = /^[+*#\d][\d\s().*#,-]{1,30}$/;
const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= most;

/** A line from what a server or a page says of it; undefined for what cannot be used. */
function ownLine(value: unknown, country: string): OwnLine | undefined {
  const { id, name, note, first, channels } = (value ?? {}) as Record<string, unknown>;
  if (!isText(id, 64) || !isText(name, 100) || !Array.isArray(channels)) return undefined;
  const ways = channels.slice(0, 6).flatMap((channel) => {
    const { type, value: number, keyword } = (channel ?? {}) as Record<string, unknown>;
    if (!isText(type, 20) || !isText(number, 200)) return [];
    // One number, or one page: two numbers in one field would make a third.
    if (type === 'chat' ? !number.startsWith('https://') : !dialled.test(number) || number.replace(/\D/g, '').length > 15) return [];
    const word = isText(keyword, 20) ? keyword : undefined;
    const href = linkOf(type, type === 'whatsapp' && !number.startsWith('+') ? `+${number}` : number, word);
    return href ? [{ type, value: number, href, ...(word ? { keyword: word } : {}) }] : [];
  });
  if (!ways.length) return undefined;
  return { own: true, first: first === true, id, name, country, ...(isText(note, 200) ? { note } : {}), topics: [], audiences: [], languages: [], channels: ways, hours: { kind: 'unknown' }, sources: 0, stale: false };
}

/** A program's own lines. What cannot be used is left out, with a warning for whoever builds the page. */
export function ownLines(list: unknown, country: string): OwnLine[] {
  if (list === undefined) return [];
  const read = (Array.isArray(list) ? list : [undefined]).slice(0, 20).map((item) => { try { return ownLine(item, country); } catch { return undefined; } });
  if (read.includes(undefined)) warn('a line of the program cannot be used and was left out');
  return read.filter((line) => line !== undefined);
}

/** `first="us-veterans-crisis-line"` puts a line on top; `first="Campus desk: +1 555 010 0100"` adds one, in the countries that the page or its program states: no number crosses a border. */
export function readFirst(text: string | undefined, known: readonly Line[], country: string, stated: boolean): { id?: string; line?: OwnLine } {
  const wanted = text?.trim();
  if (!wanted) return {};
  if (known.some(({ id }) => id === wanted)) return { id: wanted };
  const [, name, value] = /^(.{1,100}?):\s*([+*#\d][\d\s().*#-]{1,30}|https:\/\/\S+)$/.exec(wanted) ?? [];
  if (name && !stated && !value!.startsWith('https:')) { warn('<crisis-resources first> with a number needs the country too, and was left out'); return {}; }
  const line = name && ownLine({ id: 'first', name, first: true, channels: [{ type: value!.startsWith('https:') ? 'chat' : 'call', value }] }, country);
  if (!line) { warn('<crisis-resources first> is neither the id of a line of this country nor "Name: number" and was left out'); return {}; }
  return { line };
}

/** Help for the one line inside another element. It is where the body is: the program's country, unless the clock says another. */
export function linesHere({ country, helplines: { own, hidden } }: { country: string; helplines: { own?: unknown; hidden?: string[] | undefined } }, tag: string): Lookup {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const ofZone = countriesOfZone(timeZone);
  const here = !ofZone.length || ofZone.includes(country) ? country : guessCountry({ timeZone, languages: navigator.languages }).country ?? '';
  const found = lookup({ country: here, languages: [tag] });
  // In one line a note has no place of its own, and "weekdays from 8 to 6" must not get lost.
  const known = here === country ? ownLines(own, country).map((line) => (line.note ? { ...line, name: `${line.name} (${line.note})` } : line)) : [];
  return { ...found, lines: [...known.filter(({ first }) => first), ...found.lines.filter((line) => !hidden?.includes(line.id) && !isClosed(line)), ...known.filter(({ first }) => !first)] };
}
