import { createHash, randomBytes } from 'node:crypto';
import { after } from 'node:test';
import pg from 'pg';
import { migrations } from './migrations.ts';
import { prepareStore } from './store.ts';

/** Databases for tests, on the server of TEST_DATABASE_URL, whose user may make databases and roles. The server's tests run on them with TEST_STORE=postgres. */
export const onPostgres: boolean = process.env.TEST_STORE === 'postgres';
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
  const name = `kith_test_template_${createHash('sha256').update(JSON.stringify(Object.entries(migrations).map(([migration, { up }]) => [migration, String(up)]))).digest('hex').slice(0, 12)}`;
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
