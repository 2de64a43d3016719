import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readConfig, Refusal, serve, type Running } from 'kith';
import { pages, servePages } from './pages.ts';
import { seed } from './seed.ts';

/** The try-it form: `npm start`. Server and partner pages on two ports of this machine, with sample data. */
const say = (text: string) => { process.stdout.write(`${text}\n`); };

async function start(): Promise<void> {
  const env: Record<string, string | undefined> = { ...process.env };
  env.KITH_DATA ||= join(import.meta.dirname, '..', '.kith');
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
