import type { Group, GroupPage, GroupQuery, GroupResult } from '@kith/contract';
import type { GroupIndex } from './group-index.ts';
import { instantText, nextOccurrences } from './recurrence.ts';
import { search, type SearchHit } from './search.ts';

const DAY = 86_400_000;
/** A listing that was neither fetched nor checked for so long asks to be checked before going; then it is hidden. */
export const STALE_AFTER = 90 * DAY;
export const HIDDEN_AFTER = 180 * DAY;

/** Milliseconds since a listing was last fetched or checked; 0 for sample data, which is labelled by its year instead. */
function unseenFor(group: Group, now: number): number {
  if (group.sampleYear !== undefined) return 0;
  const seen = Math.max(Date.parse(group.fetchedAt ?? '') || 0, Date.parse(group.checkedAt ?? '') || 0);
  return seen ? now - seen : 0;
}
export const isHidden = (group: Group, now: number): boolean => unseenFor(group, now) > HIDDEN_AFTER;

/** A group with what only the moment can say: its next three dates, and whether it is stale. */
export function toResult(group: Group, now: number, timeZone?: string, distance?: number): GroupResult {
  const paused = group.attributes.includes('temporarily-closed');
  return {
    ...group,
    next: group.schedule && !paused ? nextOccurrences(group.schedule, now, 3, timeZone) : [],
    ...(distance === undefined ? {} : { distance }),
    ...(unseenFor(group, now) > STALE_AFTER ? { stale: true } : {}),
  };
}

/** A whole page of a search; `documents` gives the groups of hits, in their order. */
export async function searchPage(
  index: GroupIndex, query: GroupQuery, documents: (hits: readonly SearchHit[]) => readonly Group[] | Promise<readonly Group[]>, now = Date.now(),
): Promise<GroupPage> {
  const { hits, total, facets, cursor, asOf, corrected } = search(index, query, now);
  const groups = await documents(hits);
  // By id: a group that has just been taken away leaves a gap among the documents.
  const distances = new Map(hits.map(({ id, distance }) => [id, distance]));
  return {
    groups: groups.map((group) => toResult(group, now, index.timeZone, distances.get(group.id))),
    total, facets, ...(cursor === undefined ? {} : { cursor }), asOf: instantText(asOf), ...(corrected ? { corrected } : {}),
  };
}
