import type { KyselyPlugin, OperationNode, PluginTransformQueryArgs, PluginTransformResultArgs, QueryResult, RootOperationNode, UnknownRow } from 'kysely';
import { ACROSS, tenant } from './tenant.ts';

/** Tables that belong to no program: people sign in once for all of theirs. `programs` is itself the program, by its `id`. */
const shared = new Set(['meta', 'jobs', 'nodes', 'presence', 'sign_in_links', 'auth_users', 'auth_sessions', 'auth_accounts', 'auth_verifications', 'auth_two_factors', 'auth_passkeys']);
const columnOf = (table: string) => (table === 'programs' ? 'id' : 'program_id');

/** A query for one program's data that does not say which program's, or says another. A mistake of ours, never of a caller's. */
export class ForeignQuery extends Error {
  override name = 'ForeignQuery';
  constructor(table: string) { super(`A query of ${table} is not held to its program.`); }
}

// The shapes of Kysely's nodes that are looked at; only what is needed of them.
interface Node extends OperationNode { [part: string]: unknown }
const is = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as { kind?: unknown }).kind === 'string';
const nameOf = (node: Node): string => ((node.table as Node | undefined)?.identifier as { name?: string } | undefined)?.name ?? '';

interface Named { table: string; as: string }
function tableOf(node: unknown): Named[] {
  if (!is(node)) return [];
  if (node.kind === 'AliasNode') return tableOf(node.node).map(({ table }) => ({ table, as: (node.alias as { name?: string }).name ?? table }));
  return node.kind === 'TableNode' ? [{ table: nameOf(node), as: nameOf(node) }] : [];
}

/** Everything that has to be true of a row: conditions joined by "and". */
function conditions(node: unknown): Node[] {
  if (!is(node)) return [];
  if (node.kind === 'AndNode') return [...conditions(node.left), ...conditions(node.right)];
  if (node.kind === 'ParensNode') return conditions(node.node);
  if (node.kind === 'WhereNode') return conditions(node.where);
  if (node.kind === 'OnNode') return conditions(node.on);
  return [node];
}

interface Column { table: string; column: string }
function reference(node: unknown): Column | undefined {
  if (!is(node) || node.kind !== 'ReferenceNode') return undefined;
  return { table: is(node.table) ? nameOf(node.table) : '', column: (((node.column as Node | undefined)?.column) as { name?: string } | undefined)?.name ?? '' };
}

/** Held to the program: by its value, or by being the same as in another table that is. */
function isHeld({ table, as }: Named, wheres: readonly Node[], alone: boolean, program: unknown, isOther: (as: string) => boolean): boolean {
  const mine = (column: Column | undefined) => column?.column === columnOf(table) && (column.table === as || (column.table === '' && alone));
  const theirs = (column: Column | undefined) => column !== undefined && (column.column === 'program_id' || column.column === 'id') && column.table !== '' && column.table !== as && isOther(column.table);
  return wheres.some((condition) => {
    if (condition.kind !== 'BinaryOperationNode' || (condition.operator as { operator?: string }).operator !== '=') return false;
    const [left, right] = [reference(condition.leftOperand), reference(condition.rightOperand)];
    if (mine(left)) return theirs(right) || (is(condition.rightOperand) && condition.rightOperand.kind === 'ValueNode' && condition.rightOperand.value === program);
    return mine(right) && theirs(left);
  });
}

/** Throws `ForeignQuery` for a query, or one within it, that is not held to the program. */
export function check(node: unknown, program: unknown): void {
  if (Array.isArray(node)) { for (const part of node) check(part, program); return; }
  if (!is(node)) return;
  if (node.kind === 'InsertQueryNode') {
    const [{ table } = { table: '' }] = tableOf(node.into);
    if (!shared.has(table)) {
      const at = (node.columns as Node[] | undefined ?? []).findIndex((column) => (column.column as { name?: string }).name === columnOf(table));
      const lists = is(node.values) && node.values.kind === 'ValuesNode' ? node.values.values as { values: unknown[] }[] : [];
      // Of a query whose rows are inserted: what it selects.
      const selected = is(node.values) && node.values.kind === 'SelectQueryNode' ? [{ values: (node.values.selections as { selection: unknown }[]).map(({ selection }) => (is(selection) && selection.kind === 'AliasNode' ? selection.node : selection)) }] : [];
      const value = (list: { values: unknown[] }) => { const item = list.values[at]; return is(item) ? item.value : item; };
      const given = [...lists, ...selected];
      if (at < 0 || !given.length || given.some((list) => value(list) !== program)) throw new ForeignQuery(table);
    }
  }
  if (node.kind === 'SelectQueryNode' || node.kind === 'UpdateQueryNode' || node.kind === 'DeleteQueryNode') {
    const joins = node.joins as Node[] | undefined ?? [];
    const tables = [...((is(node.from) ? node.from.froms : undefined) as unknown[] | undefined ?? []).flatMap(tableOf), ...tableOf(node.table), ...joins.flatMap((join) => tableOf(join.table))];
    const wheres = [...conditions(node.where), ...joins.flatMap((join) => conditions(join.on))];
    // Two that are held to each other alone are held to nothing. What stands around this query is looked at by itself.
    const left = new Map(tables.map((table) => [table.as, table]));
    for (let before = 0; before !== left.size;) {
      before = left.size;
      for (const table of left.values()) if (!shared.has(table.table) && isHeld(table, wheres, tables.length === 1, program, (other) => !left.has(other))) left.delete(table.as);
    }
    for (const { table } of left.values()) if (!shared.has(table)) throw new ForeignQuery(table);
  }
  // Queries within it.
  for (const part of Object.values(node)) if (typeof part === 'object') check(part, program);
}

/** What a query that is built before its values are known is held to: the program that stands in it, or no program's tables at all, or nothing. */
export type Held = { program: unknown } | 'shared' | 'nothing';
export function heldTo(node: RootOperationNode, program: object | undefined): Held {
  try { check(node, program ?? {}); } catch (error) { if (error instanceof ForeignQuery) return 'nothing'; throw error; }
  return program === undefined ? 'shared' : { program };
}

/** The wall of both stores: within a request, no query leaves that is not held to the request's own program. */
export class TenantGuard implements KyselyPlugin {
  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    const program = tenant();
    if (program !== ACROSS && node.kind !== 'RawNode') check(node, program);
    return node;
  }
  /** The same for a query that was checked when it was built, with the program that it is given now. */
  static admit(node: RootOperationNode, held: Held, program: unknown): void {
    const here = tenant();
    if (here === ACROSS || held === 'shared' || (typeof held === 'object' && program === here)) return;
    throw new ForeignQuery(tableOf('from' in node ? node.from?.froms[0] : 'table' in node ? node.table : undefined)[0]?.table ?? node.kind);
  }
  transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> { return Promise.resolve(result); }
}
