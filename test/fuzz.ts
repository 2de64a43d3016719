import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Group, type GroupPage } from '@kith/contract';
import { createIndex, readFeed, search, toResult } from '@kith/finder';
import { writeKith, writeMeetingGuide, writeTable } from '@kith/finder/publish';
import { asBmlt, asCalendar, asHsds, asKith, asTable } from '../packages/finder/src/feeds/same-groups.ts';
import { groupListPage, groupPage, type View } from '../packages/server/src/groups/pages.ts';
import { randomNumbers } from './many-groups.ts';

/**
 * `npm run fuzz [-- --count N --seed S]`: every sample feed, and twenty groups in every format, broken at random. Each case must end with
 * groups that fit the contract and a report that accounts for every record, or with a refusal in words. A case that takes over 2 s is a hang.
 */
export interface FuzzResult { fuzz: number; seed: number; shown: number; refusedFiles: number; refusedRecords: number; mended: number; kinds: Record<string, number>; slowest_ms: number; heap_MB: number; failures: string[] }
const HANG = 2_000;

/** What feeds have been seen to hold, and what nobody should ever put there. */
const poison: unknown[] = [null, '', ' ', 0, -1, 7, 1e308, true, [], {}, [[]], [null], '\u0000', '\ud800', '\u202e', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'javascript:alert(1)', 'constructor', '__proto__', '24:00', '7:00 PM', '99:99', '2026-02-30',
  'Eastern', 'x/'.repeat(50), 'a'.repeat(5_000), '=1+1', 'FREQ=SECONDLY', 'FREQ=WEEKLY;BYDAY=9XX', 'BEGIN:VEVENT', 'first and third '.repeat(200), `closed ${'on the last '.repeat(300)}`, `${'1st, '.repeat(400)}Monday`, 'https://', '//x.y', 'http://[', { constructor: 1 }, [1, 2, 3, 4, 5, 6, 7, 8, 9]];
const shreds = ['{', '}', '[', ']', '"', ',', ':', '\\', '\\u0000', '<!--', '-->', '\r\n', ';', '\t', 'BEGIN:VCALENDAR', 'END:VEVENT', 'RRULE:FREQ=DAILY;COUNT=99999', 'DTSTART:99999999T999999', 'EXDATE:', ':::::', '﻿', '\u0085', 'null', '1e999', '"".""', '['.repeat(2_000), '"'.repeat(99)];

interface Seed { name: string; text: string; value?: unknown }
const demo = ['meeting-guide-oc-1967', 'meeting-guide-sepia-2098-strings', 'meeting-guide-edmonton-315-dayarrays', 'meeting-guide-eda-185', 'bmlt-greater-new-york-1500', 'meeting-guide-invalid-malformed'];

function seeds(): { small: Seed[]; whole: Seed[] } {
  const whole = demo.map((name): Seed => { const text = readFileSync(new URL(`../demo/feeds/${name}.json`, import.meta.url), 'utf8'); try { return { name, text, value: JSON.parse(text) }; } catch { return { name, text }; } });
  const small: Seed[] = whole.flatMap(({ name, text, value }) => (value === undefined ? [{ name, text }] : Array.isArray(value) ? [0, 90, 150].map((from) => ({ name, text: JSON.stringify(value.slice(from, from + 8)), value: value.slice(from, from + 8) }))
    : [0, 700].map((from) => { const part = { ...value as object, meetings: (value as { meetings: unknown[] }).meetings.slice(from, from + 8) }; return { name, text: JSON.stringify(part), value: part }; })));
  for (const [name, text] of [['bmlt', asBmlt()], ['hsds 3.0', asHsds('3.0')], ['hsds 3.1', asHsds('3.1')], ['hsds 3.2', asHsds('3.2 events')], ['kith', asKith()]] as const) small.push({ name, text, value: JSON.parse(text) });
  for (const [name, text] of [['table', asTable()], ['calendar', asCalendar()]] as const) small.push({ name, text });
  return { small, whole };
}

/** Replaces, removes, doubles or moves some values anywhere in a JSON value. */
function breakValue(value: unknown, random: () => number): unknown {
  const copy = structuredClone(value);
  const holders: (unknown[] | Record<string, unknown>)[] = [];
  const walk = (item: unknown) => { if (typeof item === 'object' && item !== null) { holders.push(item as Record<string, unknown>); for (const part of Object.values(item)) walk(part); } };
  walk(copy);
  for (let times = 1 + Math.floor(random() * 6); times > 0 && holders.length; times--) {
    const holder = holders[Math.floor(random() * holders.length)]!;
    const keys = Object.keys(holder);
    const key = keys[Math.floor(random() * keys.length)];
    if (key === undefined) continue;
    const what = random();
    const bad = poison[Math.floor(random() * poison.length)];
    // All prose of one record, so that none that a page shows is passed over by chance.
    if (what < 0.1) { for (const name of keys) { const text = (holder as Record<string, unknown>)[name]; if (typeof text === 'string' && text.includes(' ')) (holder as Record<string, unknown>)[name] = `${text}<b onclick="x()">${text}<img src=x onerror=x()>`; } }
    else if (what < 0.6) (holder as Record<string, unknown>)[key] = bad;
    else if (what < 0.75) { if (Array.isArray(holder)) holder.splice(Number(key), 1); else delete holder[key]; }
    else if (what < 0.9) { const other = keys[Math.floor(random() * keys.length)]!; (holder as Record<string, unknown>)[key] = (holder as Record<string, unknown>)[other]; }
    else (holder as Record<string, unknown>)[typeof bad === 'string' ? bad.slice(0, 40) : 'extra'] = bad;
  }
  return copy;
}

/** Cuts, doubles, moves and plants pieces of a text. */
function breakText(text: string, random: () => number): string {
  let broken = text;
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) {
    const at = Math.floor(random() * broken.length);
    const length = Math.floor(random() ** 3 * 400);
    const what = random();
    if (what < 0.15) broken = broken.slice(0, at);
    else if (what < 0.35) broken = broken.slice(0, at) + broken.slice(at + length);
    else if (what < 0.5) broken = broken.slice(0, at) + broken.slice(at, at + length).repeat(1 + Math.floor(random() * 4)) + broken.slice(at);
    else if (what < 0.85) broken = broken.slice(0, at) + shreds[Math.floor(random() * shreds.length)]! + broken.slice(at);
    else broken = broken.slice(0, at) + String.fromCharCode(Math.floor(random() * 0xffff)) + broken.slice(at + 1);
  }
  return broken;
}

const options = { feed: 'fuzz', owner: { name: 'Owner' }, timeZone: 'America/New_York', language: 'en' } as const;
const now = Date.UTC(2026, 10, 22);

const view: View = { site: 'pk_fuzz', language: 'en', address: 'https://kith.example', listed: true, now, program: { name: 'fuzz', setting: 'community', partner: 'Partner', language: 'en', timeZone: 'America/New_York', country: 'US', topics: [], audiences: [], quickExit: false, part2: false, identity: 'anonymous', helplines: { country: 'US', lines: [] } } };
/** Elements that the pages are made of themselves. */
const ours = new Set('html head meta title link style script body main header footer nav find-a-group h1 h2 h3 p a ol ul li article section address details summary form label input select option button strong span time div br svg path rect g'.split(' '));

/** What a page of the server holds that did not come from Kith: an element, a handler, an address that runs. */
export function foreignMarkup(page: string): string | undefined {
  for (const [tag, name, rest] of page.matchAll(/<([a-z][^\s/>]*)([^>]*)/gi)) {
    if (!ours.has(name!.toLowerCase())) return tag.slice(0, 60);
    if (/\son\w+\s*=|(?:href|src|action)\s*=\s*["']?\s*(?:javascript|data|vbscript):/i.test(rest!.replace(/="[^"]*"/g, (value) => (/^="\s*(?:javascript|data|vbscript):/i.test(value) ? value : '=""')))) return tag.slice(0, 60);
  }
  for (const [, attributes, body] of page.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/gi)) if (/ld\+json/.test(attributes!) ? body!.includes('<') : body !== '') return `a script: ${body!.slice(0, 60)}`;
  return undefined;
}

/** Everything that is done with a feed, and what must hold. Gives what is wrong, or nothing. */
async function attempt(text: string, result: FuzzResult): Promise<string | undefined> {
  const reading = await readFeed(text, options);
  if (!reading.ok) { result.refusedFiles++; return /^[A-Z].{10,}[.]$/s.test(reading.message) ? undefined : `a refusal that does not explain: ${reading.message}`; }
  const { groups, report, kind } = reading;
  result.kinds[kind] = (result.kinds[kind] ?? 0) + 1;
  result.shown += groups.length;
  result.refusedRecords += report.refusedCount;
  result.mended += report.mendedCount;
  if (report.shown !== groups.length) return 'the report counts other groups than there are';
  if (kind !== 'hsds' && groups.length + report.refusedCount !== report.total) return 'a record is neither shown nor explained';
  for (const line of [...report.refused, ...report.mended]) if (!line.field || !line.reason || line.reason.length > 200) return 'a line of the report that does not explain';
  if (new Set(groups.map(({ id }) => id)).size !== groups.length) return 'two groups with one id';
  for (const group of groups) { const read = Group.safeParse(group); if (!read.success) return `a group that does not fit: ${read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`; }
  // Everything that would be shown or published of them must come without an error too.
  const index = createIndex(groups, {}, now);
  search(index, { text: 'monday', limit: 20 }, now);
  const results = groups.map((group) => toResult(group, now));
  const drawn = [groupListPage(view, { groups: results.slice(0, 20), total: results.length, facets: {}, asOf: new Date(now).toISOString(), asOfData: new Date(now).toISOString() } as unknown as GroupPage, {}), ...results.slice(0, 1).map((group) => groupPage(view, group))];
  for (const page of drawn) { const wrong = foreignMarkup(page); if (wrong !== undefined) return `markup of the feed in a page: ${wrong}`; }
  JSON.stringify(writeMeetingGuide(groups)); writeTable(groups); writeKith(groups);
  return undefined;
}

async function work(count: number, seed: number): Promise<FuzzResult> {
  const random = randomNumbers(seed);
  const { small, whole } = seeds();
  const result: FuzzResult = { fuzz: count, seed, shown: 0, refusedFiles: 0, refusedRecords: 0, mended: 0, kinds: {}, slowest_ms: 0, heap_MB: 0, failures: [] };
  for (let at = 0; at < count; at++) {
    const list = at % 500 === 499 ? whole : small;
    const { text, value } = list[Math.floor(random() * list.length)]!;
    const broken = value !== undefined && random() < 0.6 ? JSON.stringify(breakValue(value, random)) : breakText(text, random);
    parentPort!.postMessage(at);
    const started = performance.now();
    let wrong: string | undefined;
    try { wrong = await attempt(broken, result); } catch (error) { wrong = `${error instanceof Error ? error.stack : String(error)}`; }
    result.slowest_ms = Math.max(result.slowest_ms, Math.round(performance.now() - started));
    if (wrong) { result.failures.push(`case ${at}: ${wrong}`); if (result.failures.length >= 5) break; }
  }
  globalThis.gc?.();
  result.heap_MB = Math.round(process.memoryUsage().heapUsed / 1e6);
  return result;
}

/** Runs cases in a thread of their own, so that a hang is seen and ended, and memory has a bound. */
export function fuzz(count: number, seed: number): Promise<FuzzResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { count, seed }, resourceLimits: { maxOldGenerationSizeMb: 512 } });
    let at = -1;
    let watch: ReturnType<typeof setTimeout> | undefined;
    const hung = () => { void worker.terminate(); reject(new Error(`case ${at} of seed ${seed} took over ${HANG} ms`)); };
    worker.on('message', (message: number | FuzzResult) => {
      clearTimeout(watch);
      if (typeof message === 'number') { at = message; watch = setTimeout(hung, HANG); } else resolve(message);
    });
    worker.on('error', (error) => { clearTimeout(watch); reject(new Error(`case ${at} of seed ${seed}: ${error.message}`)); });
  });
}

if (!isMainThread && workerData) { const { count, seed } = workerData as { count: number; seed: number }; parentPort!.postMessage(await work(count, seed)); }
else if (import.meta.main) {
  const given = (name: string, fallback: number) => { const at = process.argv.indexOf(`--${name}`); return at > 0 ? Number(process.argv[at + 1]) : fallback; };
  const result = await fuzz(given('count', 50_000), given('seed', Math.floor(Math.random() * 1e9)));
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.failures.length ? 1 : 0;
}
