import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Group, GroupQuery } from '@kith/contract';
import { createIndex, giveLabels, search, type GroupIndex } from '@kith/finder';
import { en } from '@kith/finder/locale/en';
import { later } from '@kith/finder/locale/en-later';
import { es } from '@kith/finder/locale/es';
import { writeMeetingGuide } from '@kith/finder/publish';
import { openStore, runCommand, saveGroups } from 'kith';
import { benchConversations } from './bench-conversations.ts';
import { benchFairness } from './bench-fairness.ts';
import { benchKill } from './bench-kill.ts';
import { benchLoad } from './bench-load.ts';
import { benchMove } from './bench-move.ts';
import { benchPage } from './bench-page.ts';
import { manyGroups, randomNumbers } from './many-groups.ts';

/** `npm run bench [NAME]`: JSON lines, medians of runs. Groups are made from the real feeds of the demo. */
const GROUPS = 200_000;
const only = process.argv[2];
const wanted = (name: string) => !only || name.startsWith(only) || only.startsWith(`${name}.`);
const print = (line: object) => { process.stdout.write(`${JSON.stringify(line)}\n`); };
const round = (value: number, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits;
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const quantile = (sorted: number[], part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
const collect = () => { globalThis.gc!(); globalThis.gc!(); };
const held = () => { collect(); const { heapUsed, arrayBuffers } = process.memoryUsage(); return (heapUsed + arrayBuffers) / 1e6; };

const words = 'serenity sobriety womens newcomer meditaton step studdy beginers noon candlelight philadelpia costa mesa livng group discusion speaker sunrise hope friday online church'.split(' ');
const days = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

/** A slip in half of the longer words, at another place each time: mistakes must not repeat, or what is remembered of them would be measured. */
function slip(word: string, random: () => number): string {
  if (word.length < 5 || random() < 0.5) return word;
  const at = 1 + Math.floor(random() * (word.length - 1));
  const letter = String.fromCharCode(97 + Math.floor(random() * 26));
  return word.slice(0, at) + letter + word.slice(at + (random() < 0.5 ? 1 : 0));
}

/** Combined searches, never the same twice: words with mistakes, a day, a point, all counts. */
function* queries(seed: number): Generator<GroupQuery> {
  const random = randomNumbers(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  for (;;) {
    yield {
      text: random() < 0.5 ? slip(pick(words), random) : `${slip(pick(words), random)} ${slip(pick(words).slice(0, 6), random)}`, days: [pick(days)],
      near: { latitude: round(25 + random() * 24, 5), longitude: round(-122 + random() * 50, 5), radius: 100 + Math.floor(random() * 300) }, limit: 20,
    };
  }
}

function finder(): void {
  if (!wanted('finder')) return;
  const groups = [...manyGroups(GROUPS)];
  const times: number[] = [];
  let index: GroupIndex | undefined;
  let peak = 0;
  let kept = 0;
  for (let run = 0; run < 5; run++) {
    index = undefined;
    const before = held();
    const started = performance.now();
    index = createIndex(groups);
    giveLabels(index, [{ tag: 'en', words: { ...en, ...later } }, { tag: 'es', words: es }]);
    times.push(performance.now() - started);
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    peak = Math.max(peak, (heapUsed + arrayBuffers) / 1e6 - before);
    kept = held() - before;
  }
  if (wanted('finder.index')) print({ bench: 'finder.index', groups: GROUPS, median_ms: Math.round(median(times)), budget_ms: 2500, held_MB: Math.round(kept), budget_MB: 120, peak_MB: Math.round(peak), words: index!.dictionary.words.length });
  if (!wanted('finder.search')) return;
  const p50: number[] = [];
  const p99: number[] = [];
  let found = 0;
  for (let run = 0; run < 5; run++) {
    const source = queries(run + 1);
    const spent: number[] = [];
    for (let at = 0; at < 2_200; at++) {
      const query = source.next().value as GroupQuery;
      const started = performance.now();
      const { total } = search(index!, query);
      if (at >= 200) { spent.push(performance.now() - started); if (total) found++; }
    }
    spent.sort((a, b) => a - b);
    p50.push(quantile(spent, 0.5));
    p99.push(quantile(spent, 0.99));
  }
  print({ bench: 'finder.search', groups: GROUPS, p50_ms: round(median(p50), 2), p99_ms: round(median(p99), 2), budget_p99_ms: 8, searches: 10_000, with_results: found });
}

interface Load { 'requests': { average: number }; '2xx': number; 'non2xx': number; 'latency': { p99: number; p50: number } }
const autocannon = createRequire(import.meta.url)('autocannon') as (options: object) => Promise<Load>;

async function server(): Promise<void> {
  if (!wanted('server')) return;
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-'));
  await runCommand(['program', 'add', 'bench', '--setting', 'community', '--partner', 'Bench', '--country', 'US', '--time-zone', 'America/New_York', '--key', 'pk_bench'], { KITH_DATA: folder }, { line: () => undefined, mistake: (text) => { throw new Error(text); } });
  const store = await openStore(folder, 'real');
  const started = performance.now();
  const checkedAt = new Date().toISOString();
  await saveGroups(store, 'bench', null, [...manyGroups(GROUPS)].map((group): Group => ({ ...group, checkedAt })));
  await store.close();
  print({ bench: 'server.import', groups: GROUPS, ms: Math.round(performance.now() - started) });
  collect();
  const child = fork(join(import.meta.dirname, 'bench-server.ts'), [folder], { execArgv: ['--conditions=kith-source', '--disable-warning=ExperimentalWarning'] });
  const [port] = await once(child, 'message') as [number];
  const url = `http://127.0.0.1:${port}`;
  try {
    await (await fetch(`${url}/v1/groups?site=pk_bench`)).text();
    // As every browser asks: the answer travels packed.
    const browser = { 'accept-encoding': 'gzip, deflate, br' };
    const load = (path: string, more: object = {}) => autocannon({ url: url + path, connections: 8, duration: 4, headers: browser, ...more });
    if (wanted('server.list')) {
      await load('/v1/groups?site=pk_bench', { duration: 2 });
      const ratios: number[] = [];
      const rates: number[] = [];
      const bare: number[] = [];
      for (let run = 0; run < 7; run++) {
        const one = await load('/bare', { duration: 3, connections: 32 });
        const other = await load('/v1/groups?site=pk_bench', { duration: 3, connections: 32 });
        ratios.push(other.requests.average / one.requests.average);
        rates.push(other.requests.average);
        bare.push(one.requests.average);
      }
      const bytes = Number((await fetch(`${url}/v1/groups?site=pk_bench`, { headers: browser })).headers.get('content-length'));
      print({ bench: 'server.list', groups: GROUPS, per_second: Math.round(median(rates)), bare_per_second: Math.round(median(bare)), ratio: round(median(ratios), 2), ratio_of_runs: ratios.map((ratio) => round(ratio, 2)), budget_ratio: 0.5, bytes });
    }
    if (wanted('server.search')) {
      const runs: Load[] = [];
      let failed = 0;
      for (let run = 0; run < 5; run++) {
        const source = queries(100 + run);
        const done = await load('/v1/groups/search?site=pk_bench', {
          connections: 4, duration: 8, overallRate: 320,
          requests: [{ method: 'POST', headers: { ...browser, 'content-type': 'application/json' }, setupRequest: (request: object) => ({ ...request, body: JSON.stringify(source.next().value) }) }],
        });
        // The first two warm the server up: its code is compiled as it is used.
        if (run >= 2) runs.push(done);
        failed += done.non2xx;
      }
      print({ bench: 'server.search', groups: GROUPS, per_second: Math.round(median(runs.map((done) => done['2xx'] / 8))), budget_per_second: 300, p50_ms: median(runs.map((done) => done.latency.p50)), p99_ms: median(runs.map((done) => done.latency.p99)), p99_of_runs: runs.map((done) => done.latency.p99), budget_p99_ms: 25, failed });
    }
    if (wanted('server.search')) {
      // At half of its highest rate: what people feel on a busy day.
      const source = queries(500);
      const searches = { connections: 8, requests: [{ method: 'POST', headers: { ...browser, 'content-type': 'application/json' }, setupRequest: (request: object) => ({ ...request, body: JSON.stringify(source.next().value) }) }] };
      const most = await load('/v1/groups/search?site=pk_bench', { ...searches, duration: 6 });
      const half = await load('/v1/groups/search?site=pk_bench', { ...searches, duration: 8, overallRate: Math.round(most.requests.average / 2) });
      print({ bench: 'server.search-half', groups: GROUPS, highest_per_second: Math.round(most.requests.average), p50_ms: half.latency.p50, p99_ms: half.latency.p99, budget_p99_ms: 25, failed: half.non2xx });
    }
    if (wanted('server.import-while')) {
      const file = join(folder, 'feed.json');
      writeFileSync(file, JSON.stringify(writeMeetingGuide([...manyGroups(50_000, 9)])));
      await runCommand(['program', 'add', 'other', '--setting', 'community', '--partner', 'Other', '--country', 'US', '--time-zone', 'America/New_York', '--key', 'pk_other'], { KITH_DATA: folder }, { line: () => undefined, mistake: console.error });
      await runCommand(['feed', 'add', file, '--owner', 'Owner', '--program', 'other'], { KITH_DATA: folder }, { line: () => undefined, mistake: console.error });
      const source = queries(900);
      const done = once(child, 'message') as Promise<[{ imported: number; indexed: number; shown: number; error?: string }]>;
      child.send('other');
      const meanwhile = await load('/v1/groups/search?site=pk_bench', { connections: 4, duration: 14, overallRate: 60, requests: [{ method: 'POST', headers: { ...browser, 'content-type': 'application/json' }, setupRequest: (request: object) => ({ ...request, body: JSON.stringify(source.next().value) }) }] });
      const [{ imported, indexed, shown, error }] = await done;
      print({ bench: 'server.import-while', groups: 50_000, shown, import_ms: imported, budget_import_ms: 20_000, with_index_ms: indexed, searches: meanwhile['2xx'], search_p50_ms: meanwhile.latency.p50, search_p99_ms: meanwhile.latency.p99, budget_search_p99_ms: 100, failed: meanwhile.non2xx, ...(error ? { error } : {}) });
    }
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

finder();
await server();
if (wanted('page')) await benchPage(print);
if (wanted('conversations')) await benchConversations(print);
if (wanted('fairness')) await benchFairness(print);
if (wanted('kill')) await benchKill(print);
if (wanted('load')) await benchLoad(print);
if (wanted('move')) await benchMove(print);
