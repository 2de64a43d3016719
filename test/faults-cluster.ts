import { join } from 'node:path';
import { makeMasterKey, runCommand } from 'kith';
import { freePort } from '../packages/server/src/testing-port.ts';
import { addPrograms, runFaults, sleep, Target } from './faults-parts.ts';
import { delayAnswers, inflictOnWire, repeatRequest } from './faults-wire.ts';
import { grow, missing } from './grown.ts';

/** Three nodes behind nginx, with a PostgreSQL and a NATS of their own, while all of it is killed, cut off, stopped and set to another time. */
const NODES = 3;
const kinds = ['node-killed', 'bus-killed', 'database-killed', 'partition', 'node-paused', 'clock-jump', 'proxy-cut', 'proxy-repeat', 'proxy-delay'] as const;

export async function cluster(count: number, seed: number, workers: number, wantedOf: <Kind extends string>(kinds: readonly Kind[]) => Kind[]): Promise<number> {
  const lacking = missing();
  if (lacking.length) { process.stderr.write(`To run this, install: apt-get install --no-install-recommends ${lacking.join(' ')}\n`); return 2; }
  const grown = await grow(NODES);
  const env = { KITH_DATA: join(grown.folder, 'data'), KITH_MASTER_KEY_FILE: join(grown.folder, 'master.key'), DATABASE_URL: grown.url, KEYS_DATABASE_URL: grown.keysUrl, NATS_URL: grown.nats };
  makeMasterKey(env.KITH_MASTER_KEY_FILE);
  if (await runCommand(['migrate'], env, { line: () => undefined, mistake: (text) => { throw new Error(text); } })) throw new Error('The store cannot be made.');
  await addPrograms(env);
  const nodes = await Promise.all(grown.hosts.map(async (host, at) => new Target(await freePort(), { ...env, KITH_HOST: host, KITH_URL: 'http://kith.test' }, grown.within(at))));
  await Promise.all(nodes.map((node) => node.start()));
  const url = await grown.proxy(nodes.map(({ port }) => port));
  const front = Number(new URL(url).port);
  /** One after the other for each node: it must be there before something can happen to it. */
  const lanes = nodes.map(() => Promise.resolve());
  const onNode = (random: () => number, work: (node: Target, at: number) => Promise<void>) => { const at = Math.floor(random() * NODES); return lanes[at] = lanes[at]!.then(() => work(nodes[at]!, at)); };
  const look = async () => {
    const { Client } = (await import('pg')).default;
    const client = new Client({ connectionString: grown.url, connectionTimeoutMillis: 2_000, query_timeout: 2_000 });
    const said = (error: unknown) => (error as Error).message;
    const database = await client.connect().then(async () => (await client.query("select application_name, state, wait_event, left(query, 60) as query, round(extract(epoch from clock_timestamp() - coalesce(xact_start, query_start))) as s, count(*)::int from pg_stat_activity where backend_type = 'client backend' group by 1, 2, 3, 4, 5 order by count(*) desc limit 20")).rows as object[]).catch(said);
    await client.end().catch(() => undefined);
    return { database, nodes: await Promise.all(nodes.map(({ port }, at) => fetch(`http://${grown.hosts[at]!}:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then((answer) => answer.text()).catch(said))) };
  };
  const status = await runFaults({
    kinds: wantedOf(kinds).filter((kind) => kind !== 'partition' || grown.partition), count, seed, workers, servers: nodes,
    front: { port: () => front, look, insist: async (order) => { for (const until = Date.now() + 30_000; ;) { try { return await nodes[Math.floor(Math.random() * NODES)]!.ask(order); } catch (error) { if (Date.now() > until) throw error; await sleep(30); } } } },
    async inflict(kind, at) {
      const { random, wire, talk } = at;
      switch (kind) {
        case 'node-killed': return onNode(random, (node) => node.kill());
        case 'node-paused': return onNode(random, (node) => node.paused(100 + random() * 1_500));
        case 'clock-jump': return onNode(random, async (node) => { await node.ask({ kind: 'clock', by: Math.round((random() - 0.5) * 4 * 3_600_000) }).catch(() => undefined); });
        case 'partition': return onNode(random, async (_node, which) => { const heal = grown.partition!(which, random() < 0.5 ? 'all' : 'database'); await sleep(100 + random() * 1_500); heal(); });
        case 'bus-killed': return grown.bus.killed(random() * 500);
        case 'database-killed': return grown.database.killed(random() * 200);
        case 'proxy-cut': return inflictOnWire(random() < 0.5 ? 'cut-in-request' : 'cut-in-answer', at);
        case 'proxy-repeat': return repeatRequest(wire, front, () => { talk.send('sent once, and heard twice'); });
        default: return delayAnswers(wire, 100 + random() * 1_000);
      }
    },
    more: async () => ({ nodes: NODES, namespaces: grown.partition !== undefined, wakeUpsLost: (await Promise.all(nodes.map((node) => node.insist<number>({ kind: 'found' })))).reduce((sum, found) => sum + found, 0) }),
  });
  for (const node of nodes) node.stop();
  await grown.stop();
  return status;
}
