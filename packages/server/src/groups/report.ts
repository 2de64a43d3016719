import type { StaffFeed } from '@kith/contract';
import type { FeedReport } from '@kith/finder';

type Remark = StaffFeed['mended'][number];

/** Lines of a report with one and the same remark together, the most frequent first; `most`: records that each names. */
export function remarksOf(lines: FeedReport['mended'], most = Infinity): Remark[] {
  const remarks = new Map<string, Remark>();
  for (const { record, slug, field, reason } of lines) {
    const key = `${field}: ${reason}`;
    const remark = remarks.get(key) ?? { field, reason, count: 0, records: [] };
    remarks.set(key, remark);
    remark.count++;
    if (remark.records.length < most) remark.records.push({ record, ...(slug ? { slug } : {}) });
  }
  return [...remarks.values()].sort((a, b) => b.count - a.count);
}
