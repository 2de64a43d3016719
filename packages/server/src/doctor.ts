import { statfs } from 'node:fs/promises';
import { connect } from '@nats-io/transport-node';
import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import { Audit } from './audit.ts';
import { ConversationKeys, readMasterKey } from './conversation-keys.ts';
import { natsOptions } from './bus.ts';
import type { Config } from './config.ts';
import { Nodes } from './nodes.ts';
import { requireMasterKey } from './open-desk.ts';
import { Refusal } from './refusal.ts';
import { discoveryOf, readProvider, sameIssuer } from './single-sign-on.ts';
import { codeOf, isPostgres, isStoreAway } from './store/postgres.ts';
import { openStore, type Store } from './store/store.ts';

/** One thing that was looked at. `wrong`: what to do. */
export interface Finding { what: string; ok: boolean; says: string; wrong?: string }
const GIB = 2 ** 30;
const CLOCK = 2_000;
const WITHIN = 5_000;
const nameOf = (error: unknown) => (error instanceof Refusal ? error.message : error instanceof Error ? codeOf(error) || error.name : 'unknown');

/** Looks at everything that Kith needs, and says what to do about what is wrong. Changes no more than a start does. */
export async function examine(config: Config): Promise<Finding[]> {
  const found: Finding[] = [];
  const note = (what: string, ok: boolean, says: string, wrong?: string) => { found.push({ what, ok, says, ...(ok || wrong === undefined ? {} : { wrong }) }); };
  let master: Buffer | undefined;
  try { if (config.masterKeyFile === undefined) throw new Refusal('master-key', 'KITH_MASTER_KEY_FILE is not set.'); master = readMasterKey(config.masterKeyFile, config.data); note('master key', true, `${config.masterKeyFile} holds one`); } catch (error) { note('master key', false, nameOf(error), config.masterKeyFile === undefined ? 'Set it to the key that this store was begun with; for a new store make one with kith master-key make FILE, outside KITH_DATA.' : 'See the message.'); }
  note('address', config.publicUrl?.startsWith('https:') ?? false, config.publicUrl ?? 'KITH_URL is not set', 'Set KITH_URL to the https address that browsers use: staff sign in there, and cookies need it.');
  let store: Store | undefined;
  try { store = await openStore(config.place, 'real'); } catch (error) {
    note('store', false, nameOf(error), isStoreAway(error) ? 'Start the database, and see that this machine may reach it (DATABASE_URL). Kith waits for it meanwhile.' : 'See the message.');
  }
  try {
    if (store) await examineStore(store, config, note);
    await examineKeys(config, master, store, note);
  } finally { await store?.close(); }
  await examineBus(config, note);
  if (config.smtp === undefined) note('mail', false, 'KITH_SMTP_URL is not set', 'Without a mail server pages to supervisors wait in the console, and nobody is woken.');
  else await createTransport(config.smtp, { connectionTimeout: WITHIN, greetingTimeout: WITHIN } as object).verify().then(() => { note('mail', true, 'the mail server takes mails'); }, (error: unknown) => { note('mail', false, nameOf(error), 'See that KITH_SMTP_URL is right, and that this machine may reach it.'); });
  if (config.provider) await examineProvider(config.provider, note);
  if (config.publicUrl) await examineProxy(config.publicUrl, note);
  return found;
}
type Note = (what: string, ok: boolean, says: string, wrong?: string) => void;

async function examineStore(store: Store, config: Config, note: Note): Promise<void> {
  if (isPostgres(config.place)) {
    const setting = async (name: string) => (await sql<{ value: string }>`select current_setting(${name}) as value`.execute(store.read)).rows[0]!.value;
    const version = Number(await setting('server_version_num'));
    note('store', version >= 150_000, `PostgreSQL ${Math.floor(version / 10_000)}`, 'Kith needs PostgreSQL 15 or newer.');
    const [fsync, commit] = [await setting('fsync'), await setting('synchronous_commit')];
    note('durability', fsync === 'on' && commit !== 'off', `fsync ${fsync}, synchronous_commit ${commit}`, 'Switch both on: without them a power cut takes messages that people were told had arrived.');
    const { rows: [clock] } = await sql<{ now: string }>`select ${store.now()} as now`.execute(store.read);
    const apart = Math.abs(Date.now() - Date.parse(clock!.now));
    note('clock', apart < CLOCK, `${Math.round(apart)} ms from the database's`, 'Let this machine and the database keep their time by NTP (chrony).');
    const nodes = await new Nodes(store).list();
    note('nodes', true, nodes.length ? nodes.map(({ version: one, started_at: since }) => `version ${one} since ${since}`).join('; ') : 'none is running');
    const most = Number(await setting('max_connections'));
    const needed = (Math.max(1, nodes.length) + 1) * 2 * 16;
    note('connections', most >= needed, `${most}, and ${needed} may be needed`, 'Raise max_connections: each node uses up to 16 for the store and 16 for the keys. PgBouncer in transaction mode does not do: sessions keep the program that they work for.');
  } else {
    const { rows: [check] } = await sql<{ quick_check: string }>`pragma quick_check`.execute(store.read);
    note('store', check?.quick_check === 'ok', check?.quick_check === 'ok' ? `SQLite in ${config.data}` : 'the file is damaged', 'Stop Kith and restore the last backup (kith restore).');
    const { bavail, bsize } = await statfs(config.data);
    note('disk', bavail * bsize > GIB, `${(bavail * bsize / GIB).toFixed(1)} GiB free`, 'Make room: without it nobody can write.');
  }
  const backup = await store.read.selectFrom('meta').select('value').where('name', '=', 'backup-made').executeTakeFirst();
  const age = backup ? (Date.now() - Date.parse(backup.value)) / 3_600_000 : Infinity;
  note('backup', age < 26, backup ? `the last one was made ${Math.round(age)} hours ago` : 'none was made', 'Make one each day with kith backup FOLDER, and keep its deletions.log somewhere else too.');
}

async function examineKeys({ keysAt }: Config, master: Buffer | undefined, store: Store | undefined, note: Note): Promise<void> {
  try {
    const keys = await ConversationKeys.open(keysAt, master ?? Buffer.alloc(32));
    try {
      if (master && store) await requireMasterKey(keys, new Audit(store, (program) => keys.derive(`audit ${program}`)));
      const opens = await keys.opens();
      note('keys', true, opens === undefined ? 'none yet' : master ? 'the master key opens them' : 'they are there');
    } finally { await keys.close(); }
  } catch (error) { note('keys', false, isStoreAway(error) ? 'cannot be reached' : nameOf(error), isStoreAway(error) ? 'Start the database of KEYS_DATABASE_URL.' : 'See the message.'); }
}

async function examineBus({ nats, place }: Config, note: Note): Promise<void> {
  if (nats === undefined) { note('wake-ups', true, isPostgres(place) ? 'within this node: set NATS_URL when there are more' : 'within the process'); return; }
  try {
    const connection = await connect({ ...natsOptions(nats), timeout: WITHIN, reconnect: false });
    const began = performance.now();
    await connection.flush();
    note('wake-ups', true, `NATS answers in ${Math.round(performance.now() - began)} ms`);
    await connection.close();
  } catch (error) { note('wake-ups', false, nameOf(error), 'Start NATS, and see that this machine may reach it (NATS_URL). Until then messages between nodes come some seconds late; none is lost.'); }
}

async function examineProvider(given: NonNullable<Config['provider']>, note: Note): Promise<void> {
  const { issuer, name } = given;
  try { readProvider(given); } catch (error) { note('single sign-on', false, nameOf(error), 'Without it Kith does not start.'); return; }
  try {
    const response = await fetch(discoveryOf(issuer), { signal: AbortSignal.timeout(WITHIN) });
    if (!response.ok) throw new Refusal('provider', `it answers with ${response.status}`);
    const said = await response.json() as { issuer?: unknown };
    note('single sign-on', sameIssuer(said.issuer, issuer), sameIssuer(said.issuer, issuer) ? `${name} answers` : 'the provider names another issuer', 'Set KITH_OIDC_ISSUER to exactly what its openid-configuration calls "issuer".');
  } catch (error) { note('single sign-on', false, `${issuer} cannot be reached from here (${nameOf(error)})`, 'See that KITH_OIDC_ISSUER is right, and that this machine may reach it. Until then staff sign in with passkeys, passwords or links.'); }
}

/** Whether what is sent piece by piece arrives so: a proxy that collects it keeps chats silent. */
async function examineProxy(url: string, note: Note): Promise<void> {
  try {
    const response = await fetch(`${url}/streamz`, { headers: { accept: 'text/event-stream' }, signal: AbortSignal.timeout(2 * WITHIN) });
    if (!response.ok || !response.body) throw new Refusal('proxy', `it answers with ${response.status}`);
    const times: number[] = [];
    for await (const _chunk of response.body) times.push(performance.now());
    const spread = times.at(-1)! - times[0]!;
    note('proxy', spread > 500, spread > 500 ? 'streams come through' : 'it holds streams back until they are whole', 'nginx: leave X-Accel-Buffering on, or set proxy_buffering off; Caddy: flush_interval -1. See deploy/.');
  } catch (error) { note('proxy', false, `${url} cannot be reached from here (${nameOf(error)})`, 'Start Kith and the proxy before it, or look from outside.'); }
}
