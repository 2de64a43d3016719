import type { Group } from '@kith/contract';
import type { FeedReport, ReportLine } from './read-feed.ts';
import { plainText, stableId } from './text.ts';

/** A record as a feed gives it: nothing is known of it. */
export type FeedRecord = Record<string, unknown>;
/** Says what was mended in a record: the field and how, never a value of the record; and the code, where it is one that nothing is known of. */
export type Mend = (field: string, reason: string, code?: string) => void;
/** A refused record: the field and why, in words. Never a value of the record. */
export class Refused extends Error {
  readonly field: string;
  constructor(field: string, reason: string) { super(reason); this.field = field; }
}

const KEPT_LINES = 500;
const KEPT_CODES = 200;

export const isRecord = (value: unknown): value is FeedRecord => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The reading of a feed's records, in steps. */
export type Reading = Generator<void, { groups: Group[]; report: FeedReport }, void>;

/**
 * Reads records one by one, a step each. Never throws: each becomes groups (most often one) or a line of the report.
 * `nameOf` gives what the source calls a record, for the report.
 */
export function* readRecords(records: readonly unknown[], nameOf: (record: FeedRecord) => unknown, read: (record: FeedRecord, mend: Mend) => Group[]): Reading {
  const groups: Group[] = [];
  const report: FeedReport = { total: records.length, shown: 0, refusedCount: 0, refused: [], mendedCount: 0, mended: [] };
  const taken = new Map<string, number>();
  const codes = new Map<string, number>();
  // All are counted, the first are kept: a hostile feed must not be answered with a report larger than itself.
  const note = (kind: 'refused' | 'mended', line: ReportLine) => { report[`${kind}Count`]++; if (report[kind].length < KEPT_LINES) report[kind].push(line); };
  for (const [index, value] of records.entries()) {
    yield;
    const identity = isRecord(value) ? plainText(nameOf(value), 80) : '';
    const where = { record: index + 1, ...(identity ? { slug: identity } : {}) };
    const mended: { field: string; reason: string }[] = [];
    try {
      if (!isRecord(value)) throw new Refused('record', 'not an object');
      for (const group of read(value, (field, reason, code) => {
        mended.push({ field, reason });
        if (code !== undefined && (codes.has(code) || codes.size < KEPT_CODES)) codes.set(code, (codes.get(code) ?? 0) + 1);
      })) {
        const times = taken.get(group.id) ?? 0;
        taken.set(group.id, times + 1);
        if (times) { group.id = stableId(group.id, String(times + 1)); mended.push({ field: 'slug', reason: 'used by an earlier record too: kept apart' }); }
        groups.push(group);
      }
      for (const line of mended) note('mended', { ...where, ...line });
    } catch (error) {
      note('refused', { ...where, field: error instanceof Refused ? error.field : 'record', reason: error instanceof Refused ? error.message : 'could not be read' });
    }
  }
  report.shown = groups.length;
  if (codes.size) report.unknownCodes = [...codes].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count);
  return { groups, report };
}
