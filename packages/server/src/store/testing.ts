import { createHash, randomBytes } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { migrations } from './migrations.ts';
import type { Places } from '../backup.ts';
import { isPostgres } from './postgres.ts';
import { prepareStore } from './store.ts';

/** Databases for tests, on the server of TEST_DATABASE_URL, whose user may make databases and roles. The server's tests run on them with TEST_STORE=postgres. */
export const onPostgres: boolean = process.env.TEST_STORE === 'postgres';
const notHere = (() => undefined) as unknown as typeof test;
/** A test of what only a folder has, or only a database: in the run of the other store there is nothing of it to test. */
export const ofFiles: typeof test = onPostgres ? notHere : test;
export const ofDatabases: typeof test = onPostgres ? test : notHere;
const admin = (): string => process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const ROLE = 'kith_test';

async function asAdmin<Result>(work: (client: pg.Client) => Promise<Result>, database?: string): Promise<Result> {
  const client = new pg.Client({ connectionString: database === undefined ? admin() : addressOf(database, false) });
  await client.connect();
  try { return await work(client); } finally { await client.end(); }
}
function addressOf(database: string, asTest = true): string {
  const url = new URL(admin());
  url.pathname = `/${database}`;
  if (asTest) { url.username = ROLE; url.password = ROLE; }
  return url.href;
}

/** One that has all the tables, for copies: to make them anew for each test would take most of its time. */
async function template(): Promise<string> {
  const name = `kith_test_template_${createHash('sha256').update(JSON.stringify(Object.entries(migrations).map(([migration, made]) => [migration, made.up.toString()]))).digest('hex').slice(0, 12)}`;
  await asAdmin(async (client) => {
    // Test files run side by side.
    await client.query("select pg_advisory_lock(hashtextextended('kith test template', 0))");
    if ((await client.query('select from pg_database where datname = $1 and datistemplate', [name])).rowCount) return;
    await client.query(`do $$ begin if not exists (select from pg_roles where rolname = '${ROLE}') then create role ${ROLE} login password '${ROLE}'; end if; end $$`);
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} owner ${ROLE}`);
    await prepareStore(addressOf(name), 'real');
    await client.query(`alter database ${name} is_template true`);
  });
  return name;
}
let made: Promise<string> | undefined;
const databases: string[] = [];

/** A database of this test's own, owned by a user who is held to row policies; gone with the test file, when everybody has let go of it. */
export async function temporaryDatabase({ empty = false } = {}): Promise<string> {
  if (!made) after(() => asAdmin(async (client) => { for (const name of databases) await client.query(`drop database if exists ${name} with (force)`); }));
  made ??= template();
  const from = await made;
  const name = `kith_test_${Date.now()}_${randomBytes(5).toString('hex')}`;
  await asAdmin((client) => client.query(`create database ${name} owner ${ROLE} ${empty ? '' : `template ${from}`}`));
  databases.push(name);
  return addressOf(name);
}

/** What nobody but a test may do to a database: as the administrator. */
export const inDatabase = <Result>(place: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> => asAdmin(work, new URL(place).pathname.slice(1));

export const placesOf = (place: string): Places => ({ data: place, place, keysAt: place });

/** Everything that can be read where a store is: each byte of its files, each row of its tables. `of`: only what begins so. */
export async function storedIn(place: string, of = ''): Promise<string> {
  if (!isPostgres(place)) return readdirSync(place).filter((name) => name.startsWith(of) && !name.endsWith('.lock') && statSync(join(place, name)).isFile()).map((name) => readFileSync(join(place, name)).toString('latin1')).join('\n');
  return inDatabase(place, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>("select quote_ident(relname) as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'");
    const texts: string[] = [];
    for (const { name } of tables) if (!of || name === 'conversation_keys') texts.push(...(await client.query<{ line: string }>(`select t::text as line from ${name} t`)).rows.map(({ line }) => line));
    return texts.join('\n');
  });
}
/** The wrapped keys alone. */
export const keysIn = (place: string): Promise<string> => storedIn(place, 'keys.db');

/** As if every node of a database had been stopped a while ago: only then may it be restored or moved into. */
export async function stopNodes(place: string): Promise<void> { if (isPostgres(place)) await inDatabase(place, (client) => client.query("update nodes set seen_at = ''")); }

/** A copy of a folder to try a restore on; a database takes it where it is. */
export async function copyOf(place: string, to: string): Promise<string> {
  await stopNodes(place);
  if (isPostgres(place)) return place;
  cpSync(place, to, { recursive: true });
  rmSync(join(to, 'serving.lock'), { force: true });
  return to;
}
