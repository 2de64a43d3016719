import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeMasterKey } from 'kith';
import { freePort } from '../packages/server/src/testing-port.ts';
import { addPrograms, runFaults, sleep, Target } from './faults-parts.ts';
import { inflictOnWire, wireKinds } from './faults-wire.ts';
import { forgetfulDisk } from './power-cut.ts';

/**
 * `npm run faults -- --count N --seed S`: visitors and a peer write to each other while connections are cut, servers killed and disks
 * filled. The last line says what became of every acknowledged message; anything but zeros fails. With `--cluster`: three nodes, PostgreSQL and NATS. `--only KIND,KIND`: faults of these
 * kinds alone, one that stands there twice twice as often. An interrupt (`kill -INT`) ends it early, with its last line.
 */
const { values } = parseArgs({ options: { count: { type: 'string', default: '2000' }, seed: { type: 'string', default: '20261122' }, workers: { type: 'string', default: '8' }, only: { type: 'string' }, cluster: { type: 'boolean', default: false } } });
const [count, seed, workers] = [Number(values.count), Number(values.seed), Number(values.workers)];

function wantedOf<Kind extends string>(kinds: readonly Kind[]): Kind[] {
  const wanted = values.only?.split(',') ?? kinds;
  const isKind = (kind: string): kind is Kind => (kinds as readonly string[]).includes(kind);
  if (wanted.every(isKind)) return [...wanted];
  process.stderr.write(`--only takes of these: ${kinds.join(', ')}.\n`);
  process.exit(2);
}

async function oneServer(): Promise<number> {
  const base = mkdtempSync(join(tmpdir(), 'kith-faults-'));
  const env = { KITH_DATA: join(base, 'data'), KITH_MASTER_KEY_FILE: join(base, 'master.key') };
  makeMasterKey(env.KITH_MASTER_KEY_FILE);
  await addPrograms(env);
  // A free port, kept over restarts.
  const disk = forgetfulDisk(base, env.KITH_DATA);
  if (!disk) process.stderr.write('No power cuts: there is no C compiler (apt-get install gcc libc6-dev).\n');
  const target = new Target(await freePort(), { ...env, ...disk?.env });
  await target.start();
  const status = await runFaults({
    kinds: wantedOf([...wireKinds, 'server-killed', 'disk-full', ...(disk ? ['power-cut'] as const : [])] as const), count, seed, workers, servers: [target], front: { port: () => target.port, insist: (order) => target.insist(order) },
    async inflict(kind, at) {
      if (kind === 'server-killed') return target.kill();
      if (kind === 'power-cut') return target.kill(() => { disk!.cut(at.random); });
      if (kind !== 'disk-full') return inflictOnWire(kind, at);
      await target.ask({ kind: 'full', on: true }).catch(() => undefined);
      await sleep(20 + at.random() * 150);
      await target.insist({ kind: 'full', on: false });
    },
  });
  target.stop();
  rmSync(base, { recursive: true, force: true });
  return status;
}

process.exit(values.cluster ? await (await import('./faults-cluster.ts')).cluster(count, seed, workers, wantedOf) : await oneServer());
