import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeMasterKey, readConfig, Refusal, serve, type Running } from 'kith';
import { pages, servePages } from './pages.ts';
import { links, seed } from './seed.ts';

/** The try-it form: `npm start`. Server and partner pages on two ports of this machine, with sample data. */
const say = (text: string) => { process.stdout.write(`${text}\n`); };

async function start(): Promise<void> {
  const env: Record<string, string | undefined> = { ...process.env };
  env.KITH_DATA ||= join(import.meta.dirname, '..', '.kith');
  // Beside the folder, never in it.
  env.KITH_MASTER_KEY_FILE ||= `${env.KITH_DATA}-master.key`;
  if (!existsSync(env.KITH_MASTER_KEY_FILE)) makeMasterKey(env.KITH_MASTER_KEY_FILE);
  const demoPort = Number(env.DEMO_PORT || 8081);
  if (!Number.isInteger(demoPort) || demoPort < 0 || demoPort > 65535) throw new Refusal('configuration', 'DEMO_PORT must be a whole number from 0 to 65535.');
  readConfig(env);
  let running: Running | undefined;
  const site = servePages(() => `http://localhost:${running?.port ?? 0}`);
  site.listen(demoPort, '127.0.0.1');
  await Promise.race([once(site, 'listening'), once(site, 'error').then(([error]: NodeJS.ErrnoException[]) => { throw new Refusal('port-in-use', error!.code === 'EADDRINUSE' ? `Port ${demoPort} is in use. Set DEMO_PORT to another one.` : 'The partner pages cannot be served.'); })]);
  const port = (site.address() as AddressInfo).port;
  const pagesUrl = `http://localhost:${port}`;
  env.KITH_FEED_HOSTS = `${env.KITH_FEED_HOSTS ?? ''} localhost:${port}`.trim();
  try {
    await seed(env, pagesUrl, say);
    running = await serve(readConfig(env), 'try-it');
  } catch (error) { site.close(); throw error; }
  say(`
Kith is running, to try it out (sample data, this machine only).
  Server         http://localhost:${running.port}
  API            http://localhost:${running.port}/docs
  Partner pages  ${pages.map((name) => `${pagesUrl}/${name}/`).join('\n                 ')}
  Staff          each link signs in once; the people are the same in all five programs. Give the supervisor and a peer a window each,
                 a private one or another browser, go on shift in both, and open a partner page in a third.
                 ${(await links(env, `http://localhost:${running.port}`)).join('\n                 ')}
For real use: npx kith serve. Stop with Ctrl+C.`);
  const stop = () => { site.close(); site.closeAllConnections(); void running.stop().then(() => { process.exit(0); }); };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

start().catch((error: unknown) => {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
