import { Group } from '@kith/contract';
import type { FeedOptions } from './read-feed.ts';
import { readRecords, Refused, type Reading } from './records.ts';
import { stableId } from './text.ts';

/** Kith's own JSON, `{"format": "kith-groups", "version": 1, "groups": [Group, …]}`: what a Kith server publishes, without loss. */
export function readKith(records: readonly unknown[], options: FeedOptions): Reading {
  return readRecords(records, ({ id }) => id, (record, mend) => {
    const read = Group.safeParse(record);
    if (!read.success) { const [issue] = read.error.issues; throw new Refused(issue!.path.map(String).join('.') || 'record', 'does not fit the form of a group'); }
    const { source: _, sources: __, checkedBy: ___, fetchedAt: ____, ...group } = read.data;
    if (!options.topics?.length && !group.topics.length) mend('topics', 'none: it is found by words alone');
    return [{
      ...group, id: stableId(options.feed, group.id), source: { feed: options.feed, record: group.id },
      ...(group.series ? { series: stableId(options.feed, 'series', group.series) } : {}),
      topics: [...new Set([...group.topics, ...(options.topics ?? [])])].slice(0, 20), audiences: [...new Set([...group.audiences, ...(options.audiences ?? [])])].slice(0, 20),
      ...(options.sampleYear === undefined ? {} : { sampleYear: options.sampleYear, ...(group.online ? { online: { live: false } } : {}) }),
    }];
  });
}
