import { lists, references } from './source-data.ts';

/** Something that lists a line: `official`, `dataset`, `press`, `directory`, …; an address or the name of a data set; when. */
export interface Source { kind: string; reference: string; date?: string }

/** Everything that lists a line, newest first, and the operator's own address. Empty for an unknown line. */
export function sourcesOf(id: string): { website?: string; sources: Source[] } {
  const row = lists.split('\n').find((line) => line.startsWith(`${id}\t`));
  if (!row) return { sources: [] };
  const [, website, ...items] = row.split('\t');
  const all = references.split('\n');
  const sources = items.map((item): Source => {
    const [at, date] = item.split(' ');
    const [kind, reference] = all[Number(at)]!.split('\t');
    return { kind: kind!, reference: reference!, ...(date ? { date } : {}) };
  });
  return { ...(website ? { website } : {}), sources: sources.sort((a, b) => (a.date ?? '' ) < (b.date ?? '') ? 1 : -1) };
}
