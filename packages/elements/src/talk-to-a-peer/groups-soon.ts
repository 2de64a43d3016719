import type { GroupPage } from '@kith/contract';
import { ahead, soon, whole, yourTime, zoneName } from '@kith/finder/times';
import { finderWords } from '../find-a-group/words.ts';

/** A group that comes next, in the words of the finder: by its own clock with its zone, then what else is to be known. */
export interface SoonGroup { name: string; start: string; when: string; notes: string[] }
const MOST = 3;

export async function groupsSoon({ site, server }: { site: string; server: string }, tag: string): Promise<SoonGroup[]> {
  const [response, words] = await Promise.all([
    fetch(`${server}/v1/groups?${new URLSearchParams({ site, limit: String(MOST) }).toString()}`, { credentials: 'omit', referrerPolicy: 'no-referrer' }),
    finderWords.others.get(tag.toLowerCase().split('-')[0]!)?.() ?? finderWords.english,
  ]);
  const { groups } = await response.json() as GroupPage;
  const clock = { tag, words, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, now: Date.now() };
  return groups.flatMap((group) => {
    const [next] = ahead(clock, group);
    if (!next) return [];
    const notes = [yourTime(clock, next), soon(clock, next), group.sampleYear === undefined ? undefined : words.sample(group.sampleYear)].filter((note) => note !== undefined);
    return [{ name: group.name, start: next.start, when: `${whole(clock, next)} ${zoneName(clock, next)}`, notes }];
  });
}
