import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMasterKey, openStore, runCommand, saveGroups } from 'kith';
import { freePort } from '../packages/server/src/testing-port.ts';
import { manyGroups } from './many-groups.ts';

/** Two programs on one node: how much slower one's searches and messages become while the other asks for ten times as much as the node can do. */
const SECONDS = 15;
const OWN = 20;
const quantile = (values: number[], part: number) => [...values].sort((one, other) => one - other)[Math.floor(values.length * part)] ?? NaN;

export async function benchFairness(print: (line: object) => void): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'kith-bench-fair-'));
  const env = { KITH_DATA: join(base, 'data'), KITH_MASTER_KEY_FILE: join(base, 'key') };
  makeMasterKey(env.KITH_MASTER_KEY_FILE);
  for (const id of ['calm', 'flood']) await runCommand(['program', 'add', id, '--setting', 'community', '--partner', id, '--country', 'US', '--time-zone', 'UTC', '--key', `pk_${id}`], env, { line: () => undefined, mistake: (text) => { throw new Error(text); } });
  const store = await openStore(env.KITH_DATA, 'real');
  for (const id of ['calm', 'flood']) await saveGroups(store, id, null, [...manyGroups(20_000)]);
  await store.close();
  const port = await freePort();
  const child = fork(join(import.meta.dirname, 'faults-server.ts'), { execArgv: ['--conditions=kith-source', '--disable-warning=ExperimentalWarning'], env: { ...process.env, ...env, PORT: String(port) } });
  await once(child, 'message');
  const agents = { calm: new Agent({ keepAlive: true, maxSockets: 64 }), flood: new Agent({ keepAlive: true, maxSockets: 16 }) };
  const words = ['grief', 'monday', 'women', 'church', 'evening', 'step', 'open', 'new'];
  const search = (program: 'calm' | 'flood', at: number) => new Promise<number>((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path: `/v1/groups/search?site=pk_${program}`, method: 'POST', agent: agents[program], headers: { 'content-type': 'application/json' } }, (response) => { response.resume().on('end', () => { resolve(response.statusCode!); }); });
    call.on('error', reject);
    call.end(JSON.stringify({ text: words[at % words.length], limit: 20 }));
  });
  /** At a steady rate, whatever the answers do. Gives how long each took. */
  const calm = async () => {
    const times: number[] = [];
    const failed: number[] = [];
    const begun = performance.now();
    await Promise.all(Array.from({ length: SECONDS * OWN }, async (_, at) => {
      await new Promise((resolve) => { setTimeout(resolve, at * 1_000 / OWN); });
      const since = performance.now();
      const status = await search('calm', at);
      if (status === 200) times.push(performance.now() - since); else failed.push(status);
    }));
    return { p95: quantile(times, 0.95), failed: failed.length, seconds: (performance.now() - begun) / 1_000 };
  };
  try {
    for (let at = 0; at < 40; at++) { await search('calm', at); await search('flood', at); }
    // What the node can do: as many as come back when nobody waits.
    let able = 0;
    for (const until = performance.now() + 3_000; performance.now() < until;) { await Promise.all(Array.from({ length: 16 }, (_, at) => search('flood', at))); able += 16; }
    const perSecond = Math.round(able / 3);
    const alone = await calm();
    // A process of its own: the one that measures must not be what is slow.
    const flood = fork(join(import.meta.dirname, 'bench-flood.ts'), [String(port), String(perSecond * 10)], { execArgv: ['--disable-warning=ExperimentalWarning'] });
    const flooded = await calm();
    flood.send('enough');
    const [answers] = await once(flood, 'message') as [Record<string, number>];
    flood.kill();
    print({ bench: 'fairness', able_per_second: perSecond, own_per_second: OWN, alone_p95_ms: Math.round(alone.p95 * 10) / 10, flooded_p95_ms: Math.round(flooded.p95 * 10) / 10, ratio: Math.round(flooded.p95 / alone.p95 * 100) / 100, budget_ratio: 2, failed: alone.failed + flooded.failed, flood: answers });
  } finally {
    child.kill('SIGKILL');
    for (const agent of Object.values(agents)) agent.destroy();
    rmSync(base, { recursive: true, force: true });
  }
}
