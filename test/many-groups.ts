import { readFileSync } from 'node:fs';
import type { Group } from '@kith/contract';
import { readFeed } from '@kith/finder';

const feeds = [['meeting-guide-oc-1967', 'America/Los_Angeles'], ['meeting-guide-sepia-2098-strings', 'America/New_York'], ['meeting-guide-edmonton-315-dayarrays', 'America/Edmonton'], ['meeting-guide-eda-185', 'America/Chicago']] as const;

/** Real feeds of the demo as groups. */
const real = (await Promise.all(feeds.map(async ([name, timeZone]) => {
  const reading = await readFeed(readFileSync(new URL(`../demo/feeds/${name}.json`, import.meta.url), 'utf8'), { feed: name, owner: { name }, timeZone });
  if (!reading.ok) throw new Error(reading.message);
  return reading.groups;
}))).flat();

/** A repeatable stream of numbers in [0, 1): mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const zones = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'Europe/London', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Adelaide'];

/** `count` groups made from the real ones: names, times, zones and points vary, the rest is as published. */
export function* manyGroups(count: number, seed = 1): Generator<Group> {
  const random = randomNumbers(seed);
  const vocabulary = [...new Set(real.flatMap((group) => group.name.split(/\s+/)))];
  for (let at = 0; at < count; at++) {
    const group = real[at % real.length]!;
    const copy = structuredClone(group);
    copy.id = `g${at.toString(36)}`;
    copy.name = `${group.name} ${vocabulary[Math.floor(random() * vocabulary.length)]} ${Math.floor(at / real.length)}`.slice(0, 200);
    if (copy.schedule) {
      copy.schedule.timeZone = zones[Math.floor(random() * zones.length)]!;
      copy.schedule.start = `2020-01-0${5 + Math.floor(random() * 5)}T${String(Math.floor(random() * 24)).padStart(2, '0')}:${random() < 0.5 ? '00' : '30'}`;
    }
    if (copy.place?.latitude !== undefined) { copy.place.latitude = 25 + random() * 24; copy.place.longitude = -122 + random() * 50; }
    yield copy;
  }
}
