import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { GroupQuery } from '@kith/contract';
import { createIndex, readFeed, search } from '@kith/finder';
import { randomNumbers } from './many-groups.ts';

/**
 * An independent count: 50 searches over the Orange County file, totals and counts compared with a plain script
 * over the raw JSON that shares no line with the finder.
 */
interface Raw { name: string; day?: number; time?: string; types?: string[]; notes?: string; location?: string; formatted_address: string; regions: string[]; attendance_option: string; latitude: number; longitude: number; slug: string }
const text = readFileSync(new URL('../demo/feeds/meeting-guide-oc-1967.json', import.meta.url), 'utf8');
const raw = JSON.parse(text) as Raw[];
const dayNames = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const labels: Record<string, string> = {
  'ABSI': 'as bill sees it', 'B': 'big book', 'CAN': 'candlelight', 'DR': 'daily reflections', 'GR': 'grapevine', 'H': 'birthday', 'LIT': 'literature', 'LS': 'living sober', 'TR': 'tradition study', 'XT': 'cross talk allowed',
  '12x12': '12 steps and 12 traditions', 'BE': 'newcomer', 'G': 'gay', 'L': 'lesbian', 'T': 'transgender', 'NB': 'non-binary',
};

const fold = (value: string) => value.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f'’]/g, '').split(/[^a-z0-9]+/).filter(Boolean);
const clean = (value: string | undefined) => (value ?? '').replace(/<[^>]+>/g, ' ').replace(/&amp;/g, '&').replace(/&#8217;|&rsquo;/g, '’').replace(/&#\d+;|&[a-z]+;/g, ' ');
const townOf = (address: string) => { const parts = address.split(',').map((part) => part.trim()); return parts.length >= 3 ? parts[parts.length - 3] : ''; };

interface Plain { words: Set<string>; days: string[]; times: string[]; formats: string[]; topics: string[]; audiences: string[]; languages: string[]; needs: string[]; point: [number, number] | undefined }
const plain: Plain[] = raw.map((record) => {
  const types = record.types ?? [];
  const timed = record.day !== undefined && /^\d{2}:\d{2}$/.test(record.time ?? '') || (record.day !== undefined && /^\d:\d{2}$/.test(record.time ?? ''));
  const minute = timed ? Number(record.time!.split(':')[0]) * 60 + Number(record.time!.split(':')[1]) : -1;
  const remote = record.attendance_option === 'online';
  const languages = types.flatMap((code) => (code === 'S' ? ['es'] : code === 'EN' ? ['en'] : []));
  return {
    words: new Set([record.name, record.notes, record.location, record.formatted_address, townOf(record.formatted_address), ...record.regions, 'orange owner', ...types.map((code) => labels[code] ?? '')].flatMap((part) => fold(clean(part)))),
    days: timed ? [dayNames[record.day!]!] : [],
    times: timed ? [minute < 240 || minute >= 1260 ? 'night' : minute < 720 ? 'morning' : minute < 1020 ? 'afternoon' : 'evening'] : [],
    formats: record.attendance_option === 'hybrid' ? ['mixed', 'in-person', 'online'] : remote ? ['online'] : ['in-person'],
    topics: [],
    audiences: [...new Set(types.flatMap((code) => ({ W: ['women'], M: ['men'], Y: ['young-adults'], LGBTQ: ['lgbtq'], G: ['lgbtq'], L: ['lgbtq'], T: ['lgbtq'], NB: ['lgbtq'] } as Record<string, string[]>)[code] ?? []))],
    languages: languages.length ? [...new Set(languages)] : ['en'],
    needs: [...new Set(types.flatMap((code) => ({ X: ['step-free'], BA: ['childcare'], CF: ['children-welcome'] } as Record<string, string[]>)[code] ?? []))],
    point: remote ? undefined : [record.latitude, record.longitude],
  };
});

const kilometres = ([a, b]: [number, number], [c, d]: [number, number]) => {
  const rad = Math.PI / 180;
  const h = Math.sin((c - a) * rad / 2) ** 2 + Math.cos(a * rad) * Math.cos(c * rad) * Math.sin((d - b) * rad / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.sqrt(h));
};
const lists = ['days', 'times', 'formats', 'topics', 'audiences', 'languages', 'needs'] as const;
type Choice = Partial<Record<(typeof lists)[number], string[]>>;
const fits = (item: Plain, query: GroupQuery, without?: string) => {
  const choice = query as Choice;
  for (const word of fold(query.text ?? '')) if (![...item.words].some((own) => own.startsWith(word))) return false;
  if (query.near && !(item.point && kilometres(item.point, [query.near.latitude, query.near.longitude]) <= query.near.radius!)) return false;
  return lists.every((list) => list === without || !choice[list]?.length || (list === 'needs' ? choice[list].every((value) => item[list].includes(value)) : choice[list].some((value) => item[list].includes(value))));
};

const seed = Number(process.env.SEED ?? 20_261_122);
test(`50 searches over the Orange County file count what a plain script counts (SEED=${seed})`, async () => {
  const reading = await readFeed(text, { feed: 'oc', owner: { name: 'Orange owner' }, timeZone: 'America/Los_Angeles', language: 'en' });
  assert.ok(reading.ok && reading.groups.length === raw.length);
  const index = createIndex(reading.groups);
  const random = randomNumbers(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  let nonEmpty = 0;
  for (let round = 0; round < 50; round++) {
    const query: Record<string, unknown> = { limit: 1 };
    const words = [...pick(plain).words];
    if (random() < 0.7) query.text = Array.from({ length: 1 + Math.floor(random() * 2) }, () => pick(words).slice(0, 2 + Math.floor(random() * 5))).join(' ');
    if (random() < 0.3) query.days = [pick(dayNames), pick(dayNames)];
    if (random() < 0.3) query.times = [pick(['morning', 'afternoon', 'evening', 'night'])];
    if (random() < 0.3) query.formats = [pick(['in-person', 'online', 'mixed'])];
    if (random() < 0.15) query.audiences = [pick(['women', 'men', 'lgbtq'])];
    if (random() < 0.2) query.languages = [pick(['es', 'en'])];
    if (random() < 0.2) query.needs = ['step-free'];
    if (random() < 0.2) query.near = { latitude: 33.5 + random() * 0.4, longitude: -118 + random() * 0.4, radius: 3 + random() * 20 };
    let result = search(index, query);
    // Similar spelling is looked for only when nothing is found; the plain script does not guess.
    const expected = plain.filter((item) => fits(item, query as GroupQuery));
    if (!expected.length && result.corrected) result = { ...result, total: 0, facets: result.facets };
    const name = `round ${round}: ${JSON.stringify(query)}`;
    assert.equal(result.total, expected.length, name);
    if (result.corrected) continue;
    for (const list of lists) {
      const counts: Record<string, number> = {};
      for (const item of plain) if (fits(item, query, list === 'needs' ? undefined : list)) for (const value of item[list]) counts[value] = (counts[value] ?? 0) + 1;
      assert.deepEqual({ ...result.facets[list] }, counts, `${list} of ${name}`);
    }
    if (expected.length) nonEmpty++;
  }
  assert.ok(nonEmpty >= 25, `only ${nonEmpty} searches found anything`);
  process.stdout.write(`${JSON.stringify({ independent: 'orange county', searches: 50, nonEmpty, seed })}\n`);
});
