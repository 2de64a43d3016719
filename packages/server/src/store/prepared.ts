import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Schema } from './schema.ts';
import { heldTo, TenantGuard, type Held } from './tenant-guard.ts';

type Value = string | number | null;

/** Stands for a value that each call gives. Whatever would be made of it while the query is built would be made once, for all calls. */
class Slot {
  readonly name: string;
  constructor(name: string) { this.name = name; }
  [Symbol.toPrimitive](): never { throw new TypeError(`A query is built once: "${this.name}" has no value yet.`); }
}

function build<Row, Given extends Record<string, Value>>(db: Kysely<Schema>, make: (db: Kysely<Schema>, given: Given) => Compilable<Row>): { query: CompiledQuery<Row>; held: Held } {
  const slots = new Map<string | symbol, Slot>();
  const given = new Proxy({} as Given, { get(_, name) { const slot = slots.get(name) ?? new Slot(String(name)); slots.set(name, slot); return slot; } });
  // Without the guard, which is asked below: it looks at values.
  const query = make(db.withoutPlugins(), given).compile();
  return { query, held: heldTo(query.query, slots.get('program')) };
}

/** Makes the query with the values of a call. `query`: as it goes to the store, for whoever makes it with others. */
export interface Prepared<Row, Given> { (db: Kysely<Schema>, given: Given): Promise<QueryResult<Row>>; query: (db: Kysely<Schema>, given: Given) => CompiledQuery<Row> }

/**
 * A query that is built, checked and written as SQL once for each store: for those of every message this takes longer than the store takes to answer.
 * `make` gets in `given` what stands for the values of a call; the program that the query is held to is its `program`. Throws `ForeignQuery` as
 * the guard of every other query does.
 */
export function prepare<Row, Given extends Record<string, Value>>(make: (db: Kysely<Schema>, given: Given) => Compilable<Row>): Prepared<Row, Given> {
  // By what a store and its transactions have in common.
  const known = new WeakMap<object, ReturnType<typeof build<Row, Given>>>();
  const write = (db: Kysely<Schema>, given: Given): CompiledQuery<Row> => {
    const { adapter } = db.getExecutor();
    let built = known.get(adapter);
    if (!built) known.set(adapter, built = build(db, make));
    const { query, held } = built;
    TenantGuard.admit(query.query, held, given.program);
    return { ...query, parameters: query.parameters.map((value) => (value instanceof Slot ? given[value.name] : value)) };
  };
  return Object.assign(async (db: Kysely<Schema>, given: Given) => db.executeQuery(write(db, given)), { query: write });
}
