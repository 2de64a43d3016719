import { Group } from '@kith/contract';
import { unrealDates, withRealDates } from '../recurrence.ts';
import { parseLocal } from '../zones.ts';
import type { FeedOptions } from './read-feed.ts';
import { readRecords, Refused, type Mend, type Reading } from './records.ts';
import { stableId, withoutControls } from './text.ts';

/** Takes out days and moments that are none: whoever shows them later must not break over them. */
function dropUnreal(group: Group, mend: Mend): void {
  const drop = <Of extends object>(of: Of, name: keyof Of & string) => { delete of[name]; mend(name, 'not a date: left out'); };
  for (const name of ['updatedAt', 'checkedAt'] as const) if (group[name] !== undefined && !(/^\d{4}-\d{2}-\d{2}T/.test(group[name]) && Date.parse(group[name]))) drop(group, name);
  if (group.enrolUntil !== undefined && Number.isNaN(parseLocal(group.enrolUntil))) drop(group, 'enrolUntil');
  const { schedule } = group;
  if (schedule && unrealDates(schedule)) { group.schedule = withRealDates(schedule); mend('schedule', 'some of its dates do not exist: left out'); }
  if (schedule?.pausedUntil && schedule.pausedUntil !== 'unknown' && Number.isNaN(parseLocal(schedule.pausedUntil))) { schedule.pausedUntil = 'unknown'; mend('pausedUntil', 'not a date: nobody knows until when'); }
}

/** Kith's own JSON, `{"format": "kith-groups", "version": 1, "groups": [Group, …]}`: what a Kith server publishes, without loss. */
export function readKith(records: readonly unknown[], options: FeedOptions): Reading {
  return readRecords(records, ({ id }) => id, (record, mend) => {
    const read = Group.safeParse(withoutControls(record));
    if (!read.success) { const [issue] = read.error.issues; throw new Refused(issue!.path.map(String).join('.') || 'record', 'does not fit the form of a group'); }
    dropUnreal(read.data, mend);
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
