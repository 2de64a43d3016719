import { readFileSync } from 'node:fs';

interface Rules { days: string[]; open: string; close: string; closesNextDay?: boolean }
interface Opening { kind: string; timeZone?: string; rules?: Rules[] }
interface Option { press: string; language?: string; audience?: string }
interface Channel { kind: string; value?: string; url?: string; keyword?: string; format?: string; numberType?: string; national?: string; instruction?: string; options?: Option[]; hours?: Opening }
interface Source { kind: string; ref: string; date: string }
export interface Line {
  id: string; name: string; operator?: string; country: string; topics: string[]; audiences: string[]; languages: string[]; regions?: string[];
  channels: Channel[]; hours: Opening; cost: string; confidence: number; latestSourceDate: string | null; status: string; website?: string; sources: Source[];
  checkedAt?: string; checkedPage?: string; checkedBy?: string;
}
interface Helplines { compiledAt: string; countries: Record<string, { lines: string[] }>; helplines: Line[] }
interface Emergency { countries: { country: string; primary: { value: string; allServices: boolean } | null; police: string[]; grade: string }[] }

const text = (name: string) => readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8');
const read = <T>(name: string): T => JSON.parse(text(`${name}.json`)) as T;
const dialled = (number: string) => number.replace(/[^\d+*#,]/g, '');
const days = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Refuses what nobody can have checked: a date without the page that was opened and who opened it. */
export function refuseMadeUp(line: Pick<Line, 'id' | 'checkedAt' | 'checkedPage' | 'checkedBy' | 'sources'>): void {
  if (!line.sources.length) throw new Error(`${line.id} has no source.`);
  if (line.checkedAt !== undefined && !(/^\d{4}-\d\d-\d\d$/.test(line.checkedAt) && line.checkedPage?.startsWith('https://') && line.checkedBy?.trim())) throw new Error(`${line.id} says when it was checked, but not which page of the operator (checkedPage) or by which person or role (checkedBy).`);
}

/** `Asia/Dubai 0123456:540-1260;…`: days from Monday, minutes of the day; past 1440 is the next day. */
function schedule({ kind, timeZone, rules = [] }: Opening): string {
  if (kind === 'always') return '1';
  if (kind !== 'schedule') return '';
  return `${timeZone!} ${rules.map((rule) => {
    const opens = minutes(rule.open);
    const closes = minutes(rule.close);
    return `${rule.days.map((day) => days.indexOf(day)).join('')}:${opens}-${closes <= opens ? closes + 1440 : closes}`;
  }).join(';')}`;
}

/** What to do after dialling: `p1` press 1, `d988` then dial 988, `x8` extension 8; `@es` and `@veterans` say for whom. */
function steps({ instruction = '', options = [] }: Channel): string {
  const press = /\b(?:press|option) (\d)/.exec(instruction);
  const extension = /^ext\. (\d+)/.exec(instruction);
  const dial = /^then (\d{3,})/.exec(instruction);
  return [press && `p${press[1]}`, extension && `x${extension[1]}`, dial && `d${dial[1]}`, ...options.map((option) => `p${option.press}@${option.language ?? option.audience!}`)].filter(Boolean).join(' ');
}
const note = (channel: Channel) => (steps({ ...channel, options: [] }) ? '' : channel.instruction ?? '');

/** kind, dialled or address, as people read it, keyword, steps, note, hours: `~` between, the empty end left out */
function channelText(item: Channel): string | undefined {
  const kinds: Record<string, string> = { call: 'c', text: 't', chat: 'h', whatsapp: 'w', video: 'v', relay: 'r', tty: 'y' };
  const kind = kinds[item.kind];
  if (!kind) throw new Error(`A channel of the unknown kind ${item.kind}.`);
  if (item.value === undefined && !item.url?.startsWith('https://')) return undefined;
  const shown = item.value === undefined ? '' : item.national ?? item.value;
  // The international form of a free-phone or shared-cost number often cannot be dialled.
  const local = item.format === 'as-dialled' || /TOLL_FREE|SHARED_COST/.test(item.numberType ?? '');
  const number = item.value === undefined ? item.url!.slice('https://'.length) : dialled(local && item.kind !== 'whatsapp' ? shown : item.value);
  const parts = [number, shown === number ? '' : shown, item.keyword ?? '', steps(item), note(item), item.hours ? schedule(item.hours) : ''];
  while (parts.at(-1) === '') parts.pop();
  return kind + parts.join('~');
}

/** Values of a list as letters of an alphabet made from how often each is used. */
function alphabet(lists: string[][]): { letters: string; words: string[] } {
  const counts = new Map<string, number>();
  for (const list of lists) for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
  return { words, letters: lists.map((list) => list.map((word) => String.fromCharCode(words.indexOf(word) + (words.indexOf(word) < 58 ? 65 : 113))).join('')).join('\n') };
}

/** `Europe/`, then `Zurich CH DE LI`: the zone's own country first, then those that share it. */
function zones(): string {
  const rows = (name: string) => text(name).split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));
  const shared = new Map(rows('zone1970.tab').map(([codes, , zone]) => [zone!, codes!.split(',')]));
  // Old names that browsers still give.
  const old: Record<string, string> = {
    'Asia/Calcutta': 'Asia/Kolkata', 'Asia/Katmandu': 'Asia/Kathmandu', 'Asia/Rangoon': 'Asia/Yangon', 'Asia/Saigon': 'Asia/Ho_Chi_Minh', 'Europe/Kiev': 'Europe/Kyiv', 'Atlantic/Faeroe': 'Atlantic/Faroe', 'Africa/Asmera': 'Africa/Asmara',
    'America/Buenos_Aires': 'America/Argentina/Buenos_Aires', 'America/Catamarca': 'America/Argentina/Catamarca', 'America/Cordoba': 'America/Argentina/Cordoba', 'America/Jujuy': 'America/Argentina/Jujuy', 'America/Mendoza': 'America/Argentina/Mendoza',
    'America/Indianapolis': 'America/Indiana/Indianapolis', 'America/Louisville': 'America/Kentucky/Louisville', 'America/Coral_Harbour': 'America/Atikokan', 'America/Godthab': 'America/Nuuk',
    'Pacific/Enderbury': 'Pacific/Kanton', 'Pacific/Ponape': 'Pacific/Pohnpei', 'Pacific/Truk': 'Pacific/Chuuk',
  };
  const own = new Map(rows('zone.tab').map(([code, , zone]) => [zone!, code!]));
  for (const [name, now] of Object.entries(old)) own.set(name, own.get(now)!);
  const byArea = new Map<string, string[]>();
  for (const [zone, code] of [...own].sort(([a, x], [b, y]) => (x + a < y + b ? -1 : 1))) {
    const others = (shared.get(old[zone] ?? zone) ?? []).filter((other) => other !== code);
    const at = zone.indexOf('/');
    const area = zone.slice(0, at);
    byArea.set(area, [...byArea.get(area) ?? [], `${code}${others.join('')}${zone.slice(at + 1)}`]);
  }
  return [...byArea].map(([area, list]) => `${area} ${list.join(' ')}`).join('\n');
}

function current(): { compiledAt: string; lines: Line[] } {
  const { compiledAt, countries, helplines } = read<Helplines>('helplines');
  const position = new Map(Object.values(countries).flatMap(({ lines }) => lines.map((id, at) => [id, at] as const)));
  const lines = helplines.filter((line) => line.status === 'current').sort((a, b) => (a.country < b.country ? -1 : a.country > b.country ? 1 : (position.get(a.id) ?? 999) - (position.get(b.id) ?? 999)));
  for (const line of lines) {
    refuseMadeUp(line);
    if (!line.id.startsWith(`${line.country.toLowerCase()}-`)) throw new Error(`${line.id} must begin with its country.`);
  }
  return { compiledAt, lines };
}

/** Text of `src/data.ts`: the whole world in columns. */
export function compact(): string {
  const { compiledAt, lines } = current();
  const emergency = read<Emergency>('emergency').countries.filter((item) => item.primary).map(({ country, grade, primary, police }) => `${country}${grade === 'C' ? '?' : ''}${primary!.value}${!primary!.allServices && police[0] && !police.includes(primary!.value) ? `!${police[0]}` : ''}`).join(' ');
  const { names } = read<{ names: Record<string, string> }>('regions');
  const column = (value: (line: Line) => string) => lines.map(value).join('\n');
  const topics = alphabet(lines.map((line) => line.topics));
  const audiences = alphabet(lines.map((line) => line.audiences.filter((audience) => audience !== 'everyone')));
  const constants: [string, string, string][] = [
    ['compiledAt', compiledAt, 'Date of the compilation, `YYYY-MM-DD`.'],
    ['emergencyNumbers', emergency, 'Country code, `?` where the number is not certain, number; after `!` the number of the police where the first one does not reach them.'],
    ['zones', zones(), 'An area of the time zone database to a line, then the zones in it: country of its own, countries that share it, city.'],
    ['regionNames', Object.entries(names).map(([code, name]) => `${code} ${name}`).join('\n'), 'ISO 3166-2 and the name that the place gives itself.'],
    ['topicWords', topics.words.join(' '), 'Topics, as letters from A on in `topicLetters`.'],
    ['audienceWords', audiences.words.join(' '), 'Audiences, as letters from A on in `audienceLetters`; none: everyone.'],
    ['ids', column((line) => line.id), 'The columns: a line of each is one helpline, in the order to show them.'],
    ['names', column((line) => line.name), ''],
    ['topicLetters', topics.letters, ''],
    ['audienceLetters', audiences.letters, ''],
    ['languages', column((line) => line.languages.join(' ')), ''],
    ['regions', column((line) => (line.regions ?? []).join(' ')), ''],
    ['channels', column((line) => line.channels.map(channelText).filter(Boolean).join('|')), 'See `channelText` in compact.ts.'],
    ['hours', column((line) => schedule(line.hours)), '`1` day and night, empty not known, else zone and rules.'],
    ['costs', column((line) => ({ free: 'f', standard: 's', paid: 'p' }[line.cost] ?? '')), ''],
    ['sourceCounts', column((line) => String(line.confidence)), ''],
    ['newest', column((line) => line.latestSourceDate?.slice(2).replaceAll('-', '') ?? ''), 'Day of the newest source, `YYMMDD`, or its month.'],
    ['checked', column((line) => line.checkedAt ?? ''), 'Day on which somebody opened the page of the operator.'],
  ];
  return `// Written by "npm run helplines" from data/. Change the data, not this file.\n${constants.map(([name, value, says]) => `${says && `/** ${says} */\n`}export const ${name} = \`${value.replace(/[\\`$]/g, '\\$&')}\`;\n`).join('')}`;
}

/** Text of `src/sources.ts`: what each line is listed by. */
export function compactSources(): string {
  const { lines } = current();
  const kinds = ['official', 'dataset', 'press', 'directory'];
  const refs = [...new Set(lines.flatMap((line) => line.sources.map(({ kind, ref }) => `${kind}\t${ref}`)))].sort();
  return `// Written by "npm run helplines" from data/. Change the data, not this file.
/** Kind (${kinds.join(', ')}, …), tab, address or name, of everything that lists a line. */
export const references = \`${refs.join('\n').replace(/[\\`$]/g, '\\$&')}\`;
/** Id, operator, website, then reference and date of each source. */
export const lists = \`${lines.map((line) => [line.id, line.operator ?? '', line.website ?? '', ...line.sources.map(({ kind, ref, date }) => `${refs.indexOf(`${kind}\t${ref}`)} ${/^\d{4}(-\d\d){0,2}/.exec(date)?.[0] ?? ''}`)].join('\t')).join('\n').replace(/[\\`$]/g, '\\$&')}\`;
`;
}
