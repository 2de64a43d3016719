import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Group } from '@kith/contract';
import { createApp, type AppOptions } from './app.ts';
import { saveGroups } from './feeds.ts';
import { Groups } from './groups.ts';
import type { LogLine } from './log.ts';
import { addOrigin, addProgram } from './programs.ts';
import { openStore, type Store } from './store/store.ts';

/** Helpers of the server's tests: real stores in temporary folders, real HTTP servers on free ports. */
export async function temporaryFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-test-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function temporaryStore(context: TestContext, pragmas: string[] = []): Promise<Store> {
  const store = await openStore(await temporaryFolder(context), 'real', pragmas);
  context.after(() => store.close());
  return store;
}

export const listing = (id: string, more: Partial<Group> = {}): Group => ({
  id, name: `Group ${id}`, topics: ['grief'], audiences: [], access: ['open'], format: 'in-person', languages: ['en'], attributes: [], owner: { name: 'Owner' },
  schedule: { timeZone: 'America/New_York', start: '2020-01-06T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'] }, checkedAt: new Date().toISOString(), ...more,
});

/** An app with the programs "one" and "two", each with an origin, a key and groups of its own. */
export async function exampleApp(context: TestContext, more: Partial<AppOptions> = {}): Promise<{ app: ReturnType<typeof createApp>; store: Store; lines: LogLine[]; get: (path: string, headers?: Record<string, string>) => Promise<Response>; post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Response> }> {
  const store = await temporaryStore(context);
  for (const id of ['one', 'two']) {
    await addProgram(store, { id, name: id, partner: `Partner ${id}`, setting: 'clinic', language: 'en', timeZone: 'America/New_York', country: 'US', siteKey: `pk_${id}` });
    await addOrigin(store, id, `https://${id}.example`);
    await saveGroups(store, id, null, [listing(`${id}-a`), listing(`${id}-b`, { topics: ['alcohol'], format: 'online', online: { url: 'https://meet.example/x' } }), listing(`${id}-c`, { name: 'Çafé' })]);
  }
  const lines: LogLine[] = [];
  const app = createApp({ store, groups: new Groups(store), assets: { files: new Map(), version: '0.1.0', integrity: undefined }, log: (line) => { lines.push(line); }, ...more });
  const origin = { origin: 'https://one.example' };
  return {
    app, store, lines,
    get: async (path, headers = origin) => app.request(path, { headers }),
    post: async (path, body, headers = origin) => app.request(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}

/** A small web server; `url` has no slash at the end. */
export async function webServer(context: TestContext, listener: RequestListener): Promise<{ url: string; host: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  context.after(() => { server.closeAllConnections(); server.close(); });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` };
}
