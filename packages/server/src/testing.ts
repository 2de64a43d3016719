import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Group } from '@kith/contract';
import { createApp, type AppOptions } from './app.ts';
import { createSignIn } from './auth.ts';
import { saveGroups } from './groups/feeds.ts';
import { Groups } from './groups/groups.ts';
import type { LogLine } from './log.ts';
import { openDesk } from './open-desk.ts';
import { saveSettings, startingSettings } from './program-settings.ts';
import { addOrigin, addProgram, listPrograms } from './programs.ts';
import type { Provider } from './single-sign-on.ts';
import { addStaff, makeLink, setMet } from './staff.ts';
import { openStore, type Store } from './store/store.ts';
import { onPostgres, temporaryDatabase } from './store/testing.ts';

/** Helpers of the server's tests: real stores in temporary folders, real HTTP servers on free ports. */
export async function temporaryFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-test-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Where a store of this test may be: a folder, or with TEST_STORE=postgres a database of its own. */
export async function temporaryPlace(context: TestContext): Promise<string> { return onPostgres ? temporaryDatabase() : temporaryFolder(context); }

export async function temporaryStore(context: TestContext, pragmas: string[] = []): Promise<Store> {
  const store = await openStore(await temporaryPlace(context), 'real', pragmas);
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

type Json = Record<string, never> & Record<string, unknown>;
export interface Caller { userId: string; call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Json }> }

/** Two programs that may open, with people in every role, each signed in by a link; and a door that is the real one. */
export async function staffedApp(context: TestContext, more: Partial<AppOptions> = {}, { hosts = [], provider, url = 'http://localhost:8080' }: { hosts?: string[]; provider?: Provider; url?: string } = {}) {
  const folder = await temporaryPlace(context);
  const store = await openStore(folder, 'real');
  const lines: LogLine[] = [];
  const log = (line: LogLine) => { lines.push(line); };
  const { desk, close } = await openDesk({ store, keysAt: folder, master: randomBytes(32), log, url: () => url, hosts });
  context.after(async () => { await close(); await store.close(); });
  const signIn = createSignIn(store, { secret: randomBytes(32).toString('base64url'), url, secure: false, provider, log });
  const wide = { burst: 1e6, perSecond: 1e6 };
  const app = createApp({ store, groups: new Groups(store), assets: { files: new Map(), version: '0.1.0', integrity: undefined }, log, publicUrl: url, desk, signIn, rates: { address: wide, program: wide, report: wide, conversation: wide, start: wide, starts: wide, leave: wide, signIn: wide }, ...more });
  const people: Record<string, Record<string, Caller>> = {};
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await app.request(`${url}${path}`, { method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as Json, response };
  };
  const enter = async (userId: string): Promise<Caller> => {
    const { token } = await makeLink(store, userId);
    const { response } = await ask('POST', '/v1/auth/link', { token }, { origin: url });
    const cookie = response.headers.getSetCookie().map((item) => item.split(';')[0]).join('; ');
    return { userId, call: (method, path, body) => ask(method, path, body, { cookie, origin: url }) };
  };
  for (const id of ['one', 'two']) {
    await addProgram(store, { id, name: id, partner: `Partner ${id}`, setting: 'clinic', language: 'en', timeZone: 'America/New_York', country: 'US', siteKey: `pk_${id}` });
    await addOrigin(store, id, `https://${id}.example`);
    const program = (await listPrograms(store)).find((row) => row.id === id)!;
    const settings = startingSettings(program);
    await saveSettings(store, id, { ...settings, expectation: 'A peer reads this.', escalationContact: { name: 'Front desk', phone: '555-0100', email: '' } });
    people[id] = {};
    for (const [name, role] of [['supervisor', 'supervisor'], ['supervisor2', 'supervisor'], ['peer', 'peer'], ['peer2', 'peer'], ['facilitator', 'facilitator'], ['mentor', 'mentor'], ['coordinator', 'coordinator'], ['admin', 'admin'], ['referrer', 'referrer']] as const) {
      const member = await addStaff(store, id, { email: `${name}@${id}.example`, name, roles: [role] }, true);
      for (const requirement of settings.requirements) await setMet(store, id, member.userId, { id: requirement.id, on: '2020-01-01' });
      people[id][name] = await enter(member.userId);
    }
  }
  const visitor = async (program = 'one', intake: object = {}) => {
    const token = randomBytes(32).toString('base64url');
    const started = await ask('POST', `/v1/conversations?site=pk_${program}`, { token, acknowledged: true, ...intake }, { origin: `https://${program}.example` });
    const id = started.body.id as unknown as string;
    return { started, id, token, call: (method: string, path: string, body?: unknown) => ask(method, `/v1/conversations/${id}${path}`, body, { authorization: `Bearer ${token}`, origin: `https://${program}.example` }) };
  };
  /** A peer and a supervisor on shift. */
  const openDoor = async (program = 'one') => {
    for (const [name, role] of [['supervisor', 'supervisor'], ['peer', 'peer']] as const) await people[program]![name]!.call('POST', `/v1/staff/programs/${program}/shift`, { role });
  };
  return { folder, store, desk, app, ask, enter, people, visitor, openDoor, lines, url };
}
