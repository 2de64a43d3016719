import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeMasterKey } from 'kith';
import { pages, servePages } from '../demo/pages.ts';
import { links, seed } from '../demo/seed.ts';
import { freePort } from '../packages/server/src/testing-port.ts';
import { grow, missing } from './grown.ts';

/** `npm run cluster`: the grown form to try out. Three nodes behind nginx, with a PostgreSQL and a NATS of their own and the sample data; all of it is gone when it ends. */
const NODES = 3;
const say = (text: string) => { process.stdout.write(`${text}\n`); };
const lacking = missing();
if (lacking.length) { say(`This needs some of Debian's packages: apt-get install --no-install-recommends ${lacking.join(' ')}`); process.exit(1); }
if (!existsSync(join(import.meta.dirname, '../packages/server/web/kith.js'))) { say('Run npm start once before: it builds what browsers download.'); process.exit(1); }
const [port, demoPort] = [Number(process.env.PORT || 8080), Number(process.env.DEMO_PORT || 8081)];
const url = `http://localhost:${port}`;
const pagesUrl = `http://localhost:${demoPort}`;
const site = servePages(() => url).listen(demoPort, '127.0.0.1');
say('Starting PostgreSQL and NATS');
const grown = await grow(NODES, { namespaces: false });
const env = { KITH_DATA: join(grown.folder, 'data'), KITH_MASTER_KEY_FILE: join(grown.folder, 'master.key'), DATABASE_URL: grown.url, KEYS_DATABASE_URL: grown.keysUrl, NATS_URL: grown.nats, KITH_URL: url, KITH_PROXIES: '1', KITH_FEED_HOSTS: `localhost:${demoPort}` };
makeMasterKey(env.KITH_MASTER_KEY_FILE);
await seed(env, pagesUrl, say);
const ports = await Promise.all(grown.hosts.map(() => freePort()));
let ending = false;
/** A node that ends is started again, as a service manager would. */
const begin = (node: number): number => {
  const child = spawn(process.execPath, ['--conditions=kith-source', '--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'cluster-node.ts')], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env, PORT: String(ports[node]) } });
  child.on('exit', () => { if (!ending) say(`Node ${node + 1} ended; started again as ${begin(node)}`); });
  process.on('exit', () => { child.kill(); });
  return child.pid!;
};
const pids = ports.map((_, node) => begin(node));
await grown.proxy(ports, port);
say(`
Kith is running on ${NODES} nodes, to try it out (sample data, this machine only).
  Server         ${url}
  Nodes          ${ports.map((one, node) => `process ${pids[node]!}: http://127.0.0.1:${one}/readyz`).join('\n                 ')}
  Partner pages  ${pages.map((name) => `${pagesUrl}/${name}/`).join('\n                 ')}
  Staff          ${(await links(env, url)).join('\n                 ')}
Open a chat, then kill a node (kill -9), or stop one (kill): it goes on on another. Stop with Ctrl+C.`);
const stop = () => { ending = true; site.close(); site.closeAllConnections(); void grown.stop().then(() => { process.exit(0); }); };
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
