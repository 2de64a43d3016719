import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeMeetingGuide } from '@kith/finder/publish';
import type { CDPSession, Page } from 'playwright-core';
import { engines } from './browsers.ts';
import { manyGroups } from './many-groups.ts';

/**
 * What a page pays for groups from one file: the element with `src`, and beside it the cheapest page that one could write by hand (fetch, filter, 20
 * rows, no features). Main-thread time is what Chromium counts as tasks of the page's own thread; the worker has its own.
 */
const web = join(import.meta.dirname, '../packages/server/web');
const types: Record<string, string> = { '.js': 'text/javascript', '.json': 'application/json', '.html': 'text/html; charset=utf-8' };
const RUNS = 5;
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const floorPage = `<!doctype html><meta charset="utf-8"><input id="q"><ul id="l"></ul><script>
let all = [];
const draw = () => { const q = document.getElementById('q').value.toLowerCase(); const hits = all.filter((m) => m.name.toLowerCase().includes(q)); const l = document.getElementById('l'); l.textContent = '';
  for (const m of hits.slice(0, 20)) { const li = document.createElement('li'); li.textContent = m.name + ' ' + m.day + ' ' + m.time + ' ' + (m.location || ''); const a = document.createElement('a'); a.href = '#'; a.textContent = 'more'; li.append(a); l.append(li); } document.title = 'ready ' + hits.length; };
document.getElementById('q').addEventListener('input', draw);
fetch('/feed.json').then((r) => r.json()).then((j) => { all = j; draw(); });
</script>`;
const kithPage = '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><body><find-a-group src="/feed.json"></find-a-group><script async src="/kith.js"></script>';

async function metrics(session: CDPSession): Promise<Record<string, number>> {
  const { metrics: list } = await session.send('Performance.getMetrics');
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

/** The page thread is idle: nothing but waiting for half a second. */
async function settled(session: CDPSession, page: Page): Promise<void> {
  for (let before = -1; ;) {
    const { TaskDuration: now } = await metrics(session);
    if (now! - before < 0.005) return;
    before = now!;
    await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 500); }));
  }
}

interface Load { load: number; filter: number; heap: number; nodes: number; longest: number; first: number }

async function one(url: string, path: string, kith: boolean): Promise<Load> {
  const browser = await engines.chromium.launch();
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.addInitScript(() => { (globalThis as unknown as { long: number[] }).long = []; new PerformanceObserver((list) => { const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity; for (const entry of list.getEntries()) if (entry.startTime > paint) (globalThis as unknown as { long: number[] }).long.push(entry.duration); }).observe({ type: 'longtask', buffered: true }); });
    const started = performance.now();
    await page.goto(`${url}${path}`);
    await page.waitForFunction(kith ? () => document.querySelector('find-a-group[data-kith-ready]') !== null : () => document.title.startsWith('ready'), undefined, { timeout: 120_000 });
    const first = performance.now() - started;
    await settled(session, page);
    const loaded = await metrics(session);
    // Ten keystrokes, each a search of its own.
    const filters: number[] = [];
    for (const letter of 'sunrise st') {
      const before = await metrics(session);
      await page.evaluate(([isKith, more]) => { const box = isKith ? document.querySelector('find-a-group')!.shadowRoot!.querySelector<HTMLInputElement>('input[type=search]')! : document.querySelector<HTMLInputElement>('#q')!; box.value += more; box.dispatchEvent(new InputEvent('input', { bubbles: true })); }, [kith, letter] as const);
      await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 700); }));
      filters.push(((await metrics(session)).TaskDuration! - before.TaskDuration!) * 1000);
    }
    await session.send('HeapProfiler.collectGarbage');
    const after = await metrics(session);
    const nodes = await page.evaluate((isKith) => document.querySelectorAll('*').length + (isKith ? document.querySelector('find-a-group')!.shadowRoot!.querySelectorAll('*').length : 0), kith);
    const longest = await page.evaluate(() => Math.max(0, ...(globalThis as unknown as { long: number[] }).long));
    return { load: loaded.TaskDuration! * 1000, filter: median(filters), heap: after.JSHeapUsedSize! / 1e6, nodes, longest, first };
  } finally { await browser.close(); }
}

export async function benchPage(print: (line: object) => void): Promise<void> {
  if (!engines.chromium.there) { print({ bench: 'page', skipped: 'Chromium is not installed' }); return; }
  for (const count of [50_000, 500]) {
    const feed = gzipSync(JSON.stringify(writeMeetingGuide([...manyGroups(count)])));
    const server = createServer((request, response) => {
      const path = normalize((request.url ?? '/').split('?')[0]!);
      if (path === '/feed.json') { response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(feed); return; }
      if (path === '/floor' || path === '/kith') { response.writeHead(200, { 'content-type': types['.html'] }).end(path === '/floor' ? floorPage : kithPage); return; }
      try { const body = readFileSync(join(web, path)); response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(body); } catch { response.writeHead(404).end(); }
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const runs: { kith: Load; floor: Load }[] = [];
    for (let run = 0; run < RUNS; run++) runs.push({ floor: await one(url, '/floor', false), kith: await one(url, '/kith', true) });
    server.close();
    const of = (who: 'kith' | 'floor', what: keyof Load) => Math.round(median(runs.map((run) => run[who][what])) * 10) / 10;
    print({
      bench: `page.${count}`, groups: count, main_thread_load_ms: of('kith', 'load'), floor_load_ms: of('floor', 'load'), filter_ms: of('kith', 'filter'), floor_filter_ms: of('floor', 'filter'), heap_MB: of('kith', 'heap'), floor_heap_MB: of('floor', 'heap'),
      elements: of('kith', 'nodes'), longest_task_ms: of('kith', 'longest'), first_list_ms: of('kith', 'first'), floor_first_list_ms: of('floor', 'first'), first_list_ratio: Math.round(median(runs.map((run) => run.kith.first / run.floor.first)) * 100) / 100,
      ...(count === 50_000 ? { budget: { main_thread_load_ms: 900, filter_ms: 40, heap_MB: 60, elements: 2500, longest_task_ms: 100 } } : { budget: { first_list_ratio: 1.5 } }),
    });
  }
}
