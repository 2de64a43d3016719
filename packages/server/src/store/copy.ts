import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Kysely, sql, type RawBuilder } from 'kysely';
import { isPostgres, postgresDialect } from './postgres.ts';
import { sqliteDialect } from './sqlite.ts';

/**
 * Makes one store equal to another, table by table and page by page, whatever each of them is made of. Only what differs is written, so a copy that
 * broke off goes on where it was, and a second one after a while brings what has changed since.
 */
const PAGE = 2_000;

type Value = string | number | null;
interface Table { name: string; columns: { name: string; type: 'text' | 'integer' }[]; key: string[] }
/** Of a table: how many rows, and a hash over all of them in the order of their keys. The same in every kind of store. */
export interface Digest { rows: number; hash: string }
export type Digests = Record<string, Digest>;
export interface Progress { table: string; done: number; total: number; /** Rows that differed. */ written: number }

export type StoreFile = 'kith.db' | 'keys.db';
export interface Copyable { db: Kysely<unknown>; postgres: boolean; file: StoreFile; close: () => Promise<void> }

/** `file`: of a folder, which of its two stores. */
export function openForCopy(place: string, file: StoreFile, pragmas: readonly string[] = ['busy_timeout=10000']): Copyable {
  const postgres = isPostgres(place);
  const db = new Kysely<unknown>({ dialect: postgres ? postgresDialect(place, { patient: true }) : sqliteDialect(join(place, file), [...pragmas]) });
  return { db, postgres, file, close: () => db.destroy() };
}

/** Everything as it is at one moment, for as long as `work` takes, while others go on writing. */
export const atOneMoment = <Result>({ db, postgres }: Copyable, work: (still: Kysely<unknown>) => Promise<Result>): Promise<Result> => db.connection().execute(async (one) => {
  await sql.raw(postgres ? 'begin isolation level repeatable read read only' : 'begin').execute(one);
  try { return await work(one); } finally { await sql.raw('rollback').execute(one).catch(() => undefined); }
});

/** Parents before what refers to them. What the store keeps of its own form, and of the nodes that use it, is not copied; the ledger goes its own way. */
async function tablesOf(db: Kysely<unknown>, { postgres, file }: Copyable): Promise<Table[]> {
  const { rows } = postgres
    ? await sql<{ name: string; column: string; type: string; place: number | null }>`
        select c.relname as name, a.attname as column, format_type(a.atttypid, null) as type, array_position(k.conkey, a.attnum) as place
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
        where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' order by c.relname, a.attnum`.execute(db)
    : await sql<{ name: string; column: string; type: string; place: number | null }>`
        select m.name as name, c.name as "column", lower(c.type) as type, nullif(c.pk, 0) as place from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, c.cid`.execute(db);
  const tables = new Map<string, Table & { places: [number, string][] }>();
  for (const { name, column, type, place } of rows) {
    if (name.startsWith('kysely_') || ['jobs', 'nodes', 'presence', 'deletions'].includes(name) || (name === 'conversation_keys') !== (file === 'keys.db')) continue;
    const table = tables.get(name) ?? { name, columns: [], key: [], places: [] };
    tables.set(name, table);
    table.columns.push({ name: column, type: type.startsWith('int') ? 'integer' : 'text' });
    if (place !== null) table.places.push([place, column]);
  }
  const first = ['programs', 'feeds', 'conversations'];
  const rank = ({ name }: Table) => (first.includes(name) ? first.indexOf(name) : first.length);
  return [...tables.values()].map(({ places, ...table }) => {
    // In the order of their names: a column that came later stands last in one store and not in the other.
    return { ...table, columns: table.columns.sort((one, other) => (one.name < other.name ? -1 : 1)), key: places.sort((one, other) => one[0] - other[0]).map(([, column]) => column) };
  }).sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1));
}

const refs = (names: readonly string[]): RawBuilder<unknown> => sql.join(names.map((name) => sql.ref(name)));
type Row = Record<string, Value>;
const keyOf = ({ key }: Table, row: Row): Value[] => key.map((name) => row[name]!);
const lineOf = ({ columns }: Table, row: Row): string => JSON.stringify(columns.map(({ name }) => row[name]));

function pageOf(db: Kysely<unknown>, table: Table, after: Value[] | undefined, upTo?: Value[]): Promise<Row[]> {
  const values = (of: readonly Value[]) => sql.join(of.map((value) => sql.val(value)));
  const conditions = [...(after ? [sql`(${refs(table.key)}) > (${values(after)})`] : []), ...(upTo ? [sql`(${refs(table.key)}) <= (${values(upTo)})`] : [])];
  const where = conditions.length ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
  return sql<Row>`select ${refs(table.columns.map(({ name }) => name))} from ${sql.table(table.name)} ${where} order by ${refs(table.key)} ${upTo ? sql`` : sql`limit ${sql.lit(PAGE)}`}`.execute(db).then(({ rows }) => rows);
}

/** Many rows in one statement whose text is always the same. */
async function insert(db: Kysely<unknown>, postgres: boolean, { name, columns }: Table, rows: readonly Row[]): Promise<void> {
  const names = refs(columns.map((column) => column.name));
  if (postgres) await sql`insert into ${sql.table(name)} (${names}) select * from unnest(${sql.join(columns.map((column) => sql`${rows.map((row) => row[column.name])}::${sql.raw(column.type)}[]`))})`.execute(db);
  else await sql`insert into ${sql.table(name)} (${names}) select ${sql.join(columns.map((_, at) => sql`value ->> ${sql.lit(at)}`))} from json_each(${JSON.stringify(rows.map((row) => columns.map((column) => row[column.name])))})`.execute(db);
}
const isRow = (table: Table, row: Row): RawBuilder<unknown> => sql.join(table.key.map((column) => sql`${sql.ref(column)} = ${sql.val(row[column])}`), sql` and `);
async function change(db: Kysely<unknown>, table: Table, rows: readonly Row[]): Promise<void> {
  const others = table.columns.filter(({ name }) => !table.key.includes(name));
  for (const row of rows) await sql`update ${sql.table(table.name)} set ${sql.join(others.map(({ name }) => sql`${sql.ref(name)} = ${sql.val(row[name])}`))} where ${isRow(table, row)}`.execute(db);
}

/** Every row in the order of its key, a page at a time. */
async function* pagesOf(db: Kysely<unknown>, table: Table): AsyncGenerator<Row[]> {
  if (!table.key.length) {
    const all = refs(table.columns.map(({ name }) => name));
    for (let at = 0; ; at += PAGE) {
      const { rows } = await sql<Row>`select ${all} from ${sql.table(table.name)} order by ${all} limit ${sql.lit(PAGE)} offset ${sql.lit(at)}`.execute(db);
      if (rows.length) yield rows;
      if (rows.length < PAGE) return;
    }
  }
  for (let page = await pageOf(db, table, undefined); page.length; page = await pageOf(db, table, keyOf(table, page.at(-1)!))) yield page;
}

/** Rows that each side has for itself. */
export type Leave = (table: string, row: Row) => boolean;
/** Rows and hashes of every table. */
export async function digestOf(of: Copyable, leave: Leave = () => false): Promise<Digests> {
  const digests: Digests = {};
  for (const table of await tablesOf(of.db, of)) digests[table.name] = await digestOfTable(of.db, table, leave);
  return digests;
}
async function digestOfTable(db: Kysely<unknown>, table: Table, leave: Leave): Promise<Digest> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const page of pagesOf(db, table)) for (const row of page) if (!leave(table.name, row)) { hash.update(lineOf(table, row)); rows++; }
  return { rows, hash: hash.digest('base64url') };
}

/** Writes into `target` what differs from `still`, a store held at one moment. Gives the digests of the source. */
export async function makeEqual(still: Kysely<unknown>, from: Copyable, target: Copyable, { leave = () => false, tell }: { leave?: Leave; tell?: ((progress: Progress) => void) | undefined } = {}): Promise<Digests> {
  const theirs = new Map((await tablesOf(target.db, target)).map((table) => [table.name, table]));
  const digests: Digests = {};
  for (const table of await tablesOf(still, from)) {
    if (JSON.stringify(theirs.get(table.name)) !== JSON.stringify(table)) throw new Error(`The table ${table.name} is of another form there.`);
    const total = Number((await sql<{ count: number }>`select count(*) as count from ${sql.table(table.name)}`.execute(still)).rows[0]!.count);
    digests[table.name] = await (table.key.length ? equalByKey : equalAsAWhole)(still, target, table, leave, (done, written) => tell?.({ table: table.name, done, total, written }));
  }
  return digests;
}

type Told = (done: number, written: number) => void;
async function equalByKey(still: Kysely<unknown>, target: Copyable, table: Table, leave: Leave, tell: Told): Promise<Digest> {
  const hash = createHash('sha256');
  let [rows, done, written] = [0, 0, 0];
  const own = (row: Row) => leave(table.name, row);
  const named = (row: Row) => JSON.stringify(keyOf(table, row));
  for (let after: Value[] | undefined; ;) {
    const page = await pageOf(still, table, after);
    const last = page.length ? keyOf(table, page.at(-1)!) : undefined;
    // After the last page of the source, whatever else the target has is too much.
    const there = (await pageOf(target.db, table, after, last)).filter((row) => !own(row));
    const mine = new Set(page.map(named));
    const known = new Map(there.map((row) => [named(row), lineOf(table, row)]));
    const gone = there.filter((row) => !mine.has(named(row)));
    const fresh = page.filter((row) => !own(row) && !known.has(named(row)));
    const changed = page.filter((row) => !own(row) && known.has(named(row)) && known.get(named(row)) !== lineOf(table, row));
    if (gone.length || fresh.length || changed.length) {
      await target.db.transaction().execute(async (transaction) => {
        for (const row of gone) await sql`delete from ${sql.table(table.name)} where ${isRow(table, row)}`.execute(transaction);
        await change(transaction, table, changed);
        if (fresh.length) await insert(transaction, target.postgres, table, fresh);
      });
    }
    for (const row of page) if (!own(row)) { hash.update(lineOf(table, row)); rows++; }
    done += page.length;
    written += fresh.length + changed.length + gone.length;
    tell(done, written);
    if (last) after = last;
    else if (there.length < PAGE) return { rows, hash: hash.digest('base64url') };
  }
}
/** A table without a key is left as it is, or written anew. */
async function equalAsAWhole(still: Kysely<unknown>, target: Copyable, table: Table, leave: Leave, tell: Told): Promise<Digest> {
  const mine = await digestOfTable(still, table, leave);
  const theirs = await digestOfTable(target.db, table, leave);
  if (mine.hash !== theirs.hash) {
    await target.db.transaction().execute(async (transaction) => {
      await sql`delete from ${sql.table(table.name)}`.execute(transaction);
      for await (const page of pagesOf(still, table)) await insert(transaction, target.postgres, table, page);
    });
  }
  tell(mine.rows, mine.hash === theirs.hash ? 0 : mine.rows);
  return mine;
}

/** The tables that are not the same, in words. */
export const differences = (one: Digests, other: Digests): string[] => [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => one[name]?.hash !== other[name]?.hash || one[name]?.rows !== other[name]?.rows).map((name) => `${name}: ${one[name]?.rows ?? 'none'} and ${other[name]?.rows ?? 'none'} rows`);
