import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import { ACROSS } from './tenant.ts';

/** Tables with a program that are open to all programs. */
export const withoutPolicy = async (db: Kysely<Schema>): Promise<{ table_name: string; column_name: string }[]> => (await sql<{ table_name: string; column_name: string }>`
    select c.relname as table_name, a.attname as column_name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and not a.attisdropped and (a.attname = 'program_id' or (c.relname = 'programs' and a.attname = 'id'))
      and not (c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'own_program'))
    order by 1`.execute(db)).rows;

/**
 * The second wall of PostgreSQL: a connection that works for one program sees and writes rows of that one alone, whatever a query says; the owner
 * of the tables too. Every table with a program has one, so none can be forgotten: they are made from what is in the database.
 */
export async function ensurePolicies(db: Kysely<Schema>): Promise<void> {
  const rows = await withoutPolicy(db);
  if (!rows.length) return;
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('policies', 0))`.execute(transaction);
    for (const { table_name: table, column_name: column } of rows) {
      await sql`alter table ${sql.table(table)} enable row level security`.execute(transaction);
      await sql`alter table ${sql.table(table)} force row level security`.execute(transaction);
      await sql`drop policy if exists own_program on ${sql.table(table)}`.execute(transaction);
      // The setting in a sub-select: it is read once for a query, not for each row.
      await sql`create policy own_program on ${sql.table(table)} using ((select current_setting('kith.program', true)) in (${sql.ref(column)}, ${sql.lit(ACROSS)}))`.execute(transaction);
    }
  });
}
