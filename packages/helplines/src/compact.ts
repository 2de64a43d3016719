import { readFileSync } from 'node:fs';

interface Channel { kind: string; value?: string; url?: string; keyword?: string; format?: string; numberType?: string; national?: string; instruction?: string }
interface Line {
  id: string; name: string; operator?: string; country: string; topics: string[]; audiences: string[]; languages: string[]; regions?: string[];
  channels: Channel[]; hours: { kind: string }; confidence: number; latestSourceDate: string | null; status: string;
}
interface Helplines { compiledAt: string; countries: Record<string, { lines: string[] }>; helplines: Line[] }
interface Emergency { countries: { country: string; primary: { value: string } | null; grade: string }[] }

const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), 'utf8')) as T;
const dialled = (text: string) => text.replace(/[^\d+*#,]/g, '');

/** [kind, shown, dialled or address, keyword] */
function channel(item: Channel): string[] | undefined {
  if (item.value !== undefined) {
    const shown = item.national ?? item.value;
    // The international form of a free-phone or shared-cost number often cannot be dialled.
    const local = item.format === 'as-dialled' || /TOLL_FREE|SHARED_COST/.test(item.numberType ?? '');
    const number = dialled(local ? shown : item.value);
    const row = [item.kind, shown, number === shown ? '' : number, item.keyword ?? ''];
    while (row.at(-1) === '') row.pop();
    return row;
  }
  return item.url?.startsWith('https://') ? [item.kind, item.url] : undefined;
}

/** Text of `src/data.ts`: emergency numbers as one string, lines as rows. */
export function compact(): string {
  const { compiledAt, countries, helplines } = read<Helplines>('helplines');
  const emergency = read<Emergency>('emergency').countries.filter((item) => item.primary)
    .map((item) => `${item.country}${item.grade === 'C' ? '?' : ''}${item.primary!.value}`).join(' ');
  const position = new Map(Object.values(countries).flatMap(({ lines }) => lines.map((id, at) => [id, at] as const)));
  const rows = helplines.filter((line) => line.status === 'current')
    .sort((a, b) => (a.country < b.country ? -1 : a.country > b.country ? 1 : (position.get(a.id) ?? 999) - (position.get(b.id) ?? 999)))
    .map((line) => [line.country, line.id, line.name, line.operator === line.name ? '' : line.operator ?? '', line.channels.map(channel).filter(Boolean), line.languages.join(' '),
      line.hours.kind === 'always' ? 1 : line.hours.kind === 'schedule' ? 0 : 2, line.confidence, line.latestSourceDate ?? '', line.audiences.join(' '), (line.regions ?? []).join(' '), position.has(line.id) ? 1 : 0]);
  return `// Written by "npm run helplines" from data/. Change the data, not this file.
/** Date of the compilation, \`YYYY-MM-DD\`. */
export const compiledAt = ${JSON.stringify(compiledAt)};
/** Country code, \`?\` where the number is not certain, number. */
export const emergencyNumbers = ${JSON.stringify(emergency)};
/** country, id, name, operator, channels, languages, hours (1 always, 0 schedule, 2 unknown), sources, newest, audiences, regions, listed in the country's order */
export type Row = [string, string, string, string, string[][], string, number, number, string, string, string, number];
export const rows: Row[] = [
${rows.map((row) => `  ${JSON.stringify(row)},`).join('\n')}
];
`;
}
