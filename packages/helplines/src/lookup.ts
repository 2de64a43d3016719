import {
  audienceLetters as audienceLettersColumn, audienceWords, channels as channelsColumn, checked as checkedColumn, compiledAt, costs as costsColumn, emergencyNumbers, hours as hoursColumn, ids as idsColumn, languages as languagesColumn, names as namesColumn, newest as newestColumn, regionNames, regions as regionsColumn, sourceCounts as sourceCountsColumn, topicLetters as topicLettersColumn, topicWords,
} from './data.ts';
import { opening, readHours, type Hours } from './hours.ts';

/** What to do once it answers: press a key, dial on, or an extension. With `language` or `audience` it is only for those. */
export interface Step { kind: 'press' | 'dial' | 'extension'; value: string; language?: string; audience?: string }

/** One way to reach a line. */
export interface Channel {
  /** `call`, `text`, `chat`, `whatsapp`, `video`, `relay`, `tty`: open, later versions may know more. */
  type: string;
  /** As people read it: "(800) 273-8255", "988", or a web address. */
  value: string;
  /** Ready for a link: `tel:` and `sms:` in the form that dials in that country, or `https:`. Absent where only words help. */
  href?: string;
  /** Word to send. */
  keyword?: string;
  steps?: Step[];
  /** In the words of the source, mostly English: "landlines only". */
  note?: string;
  /** When it differs from the line's own. */
  hours?: Hours;
}

/** A crisis line or warmline. Nobody dialled it: show `sources` and `newest`, never "verified". */
export interface Line {
  id: string;
  name: string;
  /** ISO 3166-1 alpha-2. A number never crosses a border. */
  country: string;
  /** Only for these parts of the country: ISO 3166-2 code, and the name that the place gives itself. */
  regions?: { code: string; name: string }[];
  topics: string[];
  /** Empty: everyone. */
  audiences: string[];
  /** BCP 47. */
  languages: string[];
  channels: Channel[];
  hours: Hours;
  /** Absent: not known, claim nothing. */
  cost?: 'free' | 'standard' | 'paid';
  /** Number of independent sources that list it. */
  sources: number;
  /** Day of the newest source, `YYYY-MM-DD`, or its month. */
  newest?: string;
  /** Newest source older than 15 months, or without a date. */
  stale: boolean;
  /** Day on which somebody opened the operator's own page, `YYYY-MM-DD`. */
  checked?: string;
}

export interface LookupQuery {
  /** ISO 3166-1 alpha-2, any case. There is no default country. */
  country: string;
  /** ISO 3166-2, like `US-ME`. Lines of other regions are left out; without it they stand last, with their names. */
  region?: string | undefined;
  /** Lines for this audience come first: `veterans`, `youth`, … */
  audience?: string | undefined;
  /** Lines for these topics come first: `suicide`, `domestic-violence`, … */
  topics?: readonly string[] | undefined;
  /** Of the reader, BCP 47: among equals, lines that speak one of them come first. */
  languages?: readonly string[] | undefined;
  /** Instant in ms, for what is open; default now. */
  at?: number | undefined;
}

/** `emergency` is absent where no number is known, and not `certain` where it may only stand beside "your local emergency number". */
export interface Lookup {
  country: string;
  emergency?: { value: string; href: string; certain: boolean; /** Where `value` does not reach the police too. */ police?: { value: string; href: string } };
  lines: Line[];
  /** Id of the first line for everyone: show it always. */
  general?: string;
}

const STALE_MONTHS = 15;
const dateOf = (text: string) => `20${text.match(/../g)!.join('-')}`;
const types: Record<string, string> = { c: 'call', t: 'text', h: 'chat', w: 'whatsapp', v: 'video', r: 'relay', y: 'tty' };
const split = (text: string) => text.split('\n');
const columns = {
  ids: split(idsColumn), names: split(namesColumn), topics: split(topicLettersColumn), audiences: split(audienceLettersColumn), languages: split(languagesColumn),
  regions: split(regionsColumn), channels: split(channelsColumn), hours: split(hoursColumn), costs: split(costsColumn), counts: split(sourceCountsColumn), newest: split(newestColumn), checked: split(checkedColumn),
};
const wordsOf = (letters: string, words: string) => [...letters].map((letter) => words.split(' ')[letter.charCodeAt(0) - (letter < '{' ? 65 : 113)]!);
const regionName = (code: string) => ({ code, name: split(regionNames).find((line) => line.startsWith(`${code} `))?.slice(code.length + 1) ?? code });

function stepOf(text: string): Step {
  const [what, whom] = text.split('@');
  return { kind: ({ p: 'press', d: 'dial', x: 'extension' } as const)[what![0] as 'p'], value: what!.slice(1), ...(whom ? (whom.length < 4 ? { language: whom } : { audience: whom }) : {}) };
}

/** A link that opens the phone, the messages or a page. Numbers only go in as digits, `+`, `*` and `#`. */
export function linkOf(type: string, number: string, keyword?: string): string | undefined {
  const digits = number.replace(/[^\d+*#,]/g, '').replaceAll('#', '%23');
  if (/^https:\/\//.test(number)) return number;
  if (type === 'whatsapp') return digits.startsWith('+') ? `https://wa.me/${digits.slice(1)}` : undefined;
  if (!digits) return undefined;
  // "?&": Android reads what follows the question mark, iOS what follows the ampersand.
  if (type === 'text') return `sms:${digits}${keyword ? `?&body=${encodeURIComponent(keyword)}` : ''}`;
  return type === 'call' || type === 'relay' || type === 'tty' ? `tel:${digits}` : undefined;
}

function channelOf(text: string): Channel {
  const [dialled = '', shown, keyword, steps, note, hours] = text.slice(1).split('~');
  const type = types[text[0]!]!;
  const isPage = type === 'chat' || (type === 'video' && /^[\w-]+\./.test(dialled));
  const href = linkOf(type, isPage ? `https://${dialled}` : dialled, keyword);
  return {
    type, value: isPage ? `https://${dialled}` : shown || dialled, ...(href ? { href } : {}), ...(keyword ? { keyword } : {}), ...(steps ? { steps: steps.split(' ').map(stepOf) } : {}),
    ...(note ? { note } : {}), ...(hours ? { hours: readHours(hours) } : {}),
  };
}

function lineAt(at: number, freshFrom: string): Line {
  const newest = columns.newest[at]!;
  const regions = columns.regions[at]!;
  const cost = ({ f: 'free', s: 'standard', p: 'paid' } as const)[columns.costs[at]! as 'f'] as Line['cost'];
  const checked = columns.checked[at]!;
  const id = columns.ids[at]!;
  return {
    id, name: columns.names[at]!, country: id.slice(0, 2).toUpperCase(), ...(regions ? { regions: regions.split(' ').map(regionName) } : {}),
    topics: wordsOf(columns.topics[at]!, topicWords), audiences: wordsOf(columns.audiences[at]!, audienceWords), languages: columns.languages[at]!.split(' ').filter(Boolean),
    channels: columns.channels[at]!.split('|').map(channelOf), hours: readHours(columns.hours[at]!), ...(cost ? { cost } : {}), sources: Number(columns.counts[at]),
    ...(newest ? { newest: dateOf(newest) } : {}), stale: !newest || dateOf(newest) < freshFrom, ...(checked ? { checked } : {}),
  };
}

/** Emergency number of a country. */
function emergencyOf(country: string): Lookup['emergency'] {
  const entry = emergencyNumbers.split(' ').find((item) => item.startsWith(country));
  if (!entry) return undefined;
  const [value = '', police] = entry.slice(2).replace('?', '').split('!');
  return { value, href: `tel:${value}`, certain: entry[2] !== '?', ...(police ? { police: { value: police, href: `tel:${police}` } } : {}) };
}

const urgent = ['suicide', 'crisis', 'emotional-support', 'mental-health'];
const isGeneral = (line: Line) => !line.audiences.length && !line.regions && urgent.some((topic) => line.topics.includes(topic));
const base = (language: string) => language.toLowerCase().split('-')[0]!;

/** Whether nobody can be reached now: closed, and every channel with hours of its own too. */
export const isClosed = (line: Line, at?: number): boolean => opening(line.hours, at).state === 'closed' && line.channels.every(({ hours }) => !hours || opening(hours, at).state === 'closed');

/**
 * The emergency number and the lines of a country, in the order to show them: what is closed stands last; then what the
 * visitor asked for comes first, then what is fresh, then lines for everyone, then lines that speak the reader's language.
 * Never throws; of an unknown country, region, audience or topic it gives the widest honest answer.
 */
export function lookup({ country, region, audience, topics = [], languages = [], at = Date.now() }: LookupQuery): Lookup {
  const code = String(country).toUpperCase();
  if (!/^[A-Z]{2}$/.test(code)) return { country: code, lines: [] };
  const emergency = emergencyOf(code);
  const compiled = Date.parse(compiledAt);
  // A clock that is behind the data is wrong.
  const fresh = new Date(at > compiled && at < 8e15 ? at : compiled);
  fresh.setUTCMonth(fresh.getUTCMonth() - STALE_MONTHS);
  const freshFrom = fresh.toISOString().slice(0, 10);
  const spoken = languages.map(base);
  // A region that is not one of the country says nothing.
  const known = region?.toUpperCase().startsWith(`${code}-`) ? region.toUpperCase() : undefined;
  const wanted = (line: Line) => (audience !== undefined && line.audiences.includes(audience) ? 2 : 0) + (topics.some((topic) => line.topics.includes(topic)) ? 1 : 0);
  const inRegion = (line: Line) => !line.regions || known === undefined || line.regions.some((item) => item.code === known);
  const lines = columns.ids.flatMap((id, position) => (id.slice(0, 2).toUpperCase() === code ? [lineAt(position, freshFrom)] : [])).filter(inRegion);
  const speaks = (line: Line) => line.languages.some((own) => spoken.includes(base(own)));
  // The first of these that differs decides; a smaller number stands higher.
  const ranks = new Map(lines.map((line) => [line, [isClosed(line, at), -wanted(line), line.stale, Boolean(line.regions) && known === undefined, !isGeneral(line), !speaks(line)].map(Number)]));
  lines.sort((a, b) => {
    const [one, other] = [ranks.get(a)!, ranks.get(b)!];
    return one.map((rank, place) => rank - other[place]!).find((difference) => difference !== 0) ?? 0;
  });
  const general = lines.find(isGeneral) ?? lines.find((line) => !line.audiences.length);
  return { country: code, ...(emergency ? { emergency } : {}), lines, ...(general ? { general: general.id } : {}) };
}

/** The first `most` lines of a look-up; the line for everyone is always among them. */
export function firstLines({ lines, general }: Lookup, most: number): Line[] {
  const first = lines.slice(0, most);
  const forAll = lines.find(({ id }) => id === general);
  return !forAll || first.includes(forAll) ? first : [...first.slice(0, most - 1), forAll];
}

/** Countries with an emergency number, ISO 3166-1 alpha-2. */
export const countries = (): string[] => emergencyNumbers.split(' ').map((item) => item.slice(0, 2));
