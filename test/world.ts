import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMasterKey, readConfig, serve, type Running } from 'kith';
import { servePages } from '../demo/pages.ts';
import { seed } from '../demo/seed.ts';

/** Server and partner pages on free ports with the demo's programs, as `npm start` has them. */
export interface World { server: string; pages: string; running: Running; env: Record<string, string>; stop: () => Promise<void> }

export const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
};

/** `more`: settings beside those that every world has. */
export async function startWorld(more: Record<string, string> = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-world-'));
  let server = '';
  const site = servePages(() => server);
  const pages = await listen(site);
  const key = `${folder}-master.key`;
  makeMasterKey(key);
  const env = { KITH_DATA: folder, KITH_MASTER_KEY_FILE: key, PORT: '0', KITH_FEED_HOSTS: new URL(pages).host, ...more };
  await seed(env, pages, () => undefined);
  const running = await serve(readConfig(env), 'try-it', () => undefined);
  server = `http://localhost:${running.port}`;
  return {
    server, pages, running, env,
    stop: async () => {
      site.closeAllConnections();
      site.close();
      await running.stop();
      await rm(folder, { recursive: true, force: true });
      await rm(key, { force: true });
    },
  };
}

/** A page of some other site. */
export async function otherSite(listener: RequestListener): Promise<{ url: string; stop: () => void }> {
  const server = createServer(listener);
  const url = await listen(server);
  return { url, stop: () => { server.closeAllConnections(); server.close(); } };
}
