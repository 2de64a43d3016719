import { lists, references } from './source-data.ts';

const rows = lists.split('\n');

/** Something that lists a line: `official`, `dataset`, `press`, `directory`, …; an address or the name of a data set; when. */
export interface Source { kind: string; reference: string; date?: string }

/** Who runs a line, their address, and everything that lists it, newest first. Empty for an unknown line. */
export function sourcesOf(id: string): { operator?: string; website?: string; sources: Source[] } {
  const row = rows.find((line) => line.startsWith(`${id}\t`));
  if (!row) return { sources: [] };
  const [, operator, website, ...items] = row.split('\t');
  const all = references.split('\n');
  const sources = items.map((item): Source => {
    const [at, date] = item.split(' ');
    const [kind, reference] = all[Number(at)]!.split('\t');
    return { kind: kind!, reference: reference!, ...(date ? { date } : {}) };
  });
  return { ...(operator ? { operator } : {}), ...(website ? { website } : {}), sources: sources.sort((a, b) => (a.date ?? '' ) < (b.date ?? '') ? 1 : -1) };
}
