import type { OperationNode, RootOperationNode } from 'kysely';
import { TenantGuard } from './tenant-guard.ts';
import { ACROSS, tenant } from './tenant.ts';

/** For tests: every query that a request makes, and what becomes of it when somebody forgets one of its filters. */
type Node = OperationNode & Record<string, unknown>;
const is = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as { kind?: unknown }).kind === 'string';

/** Told of every query from now on, with the program, or what stands for it, that the guard holds it to. */
function listen(hear: (node: RootOperationNode, program: unknown) => void): () => void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with their own guard below
  const [{ admit }, { transformQuery }] = [TenantGuard, TenantGuard.prototype];
  TenantGuard.prototype.transformQuery = function listening(this: TenantGuard, arguments_) {
    hear(arguments_.node, tenant());
    return transformQuery.call(this, arguments_);
  };
  TenantGuard.admit = (node, held, program) => { hear(node, typeof held === 'object' ? held.program : tenant()); admit.call(TenantGuard, node, held, program); };
  return () => { TenantGuard.prototype.transformQuery = transformQuery; TenantGuard.admit = admit; };
}

/** Notes the queries that requests make from now on, each shape once, with the program that they were made for. */
export function watchQueries(): { queries: Map<string, { node: RootOperationNode; program: unknown }>; stop: () => void } {
  const queries = new Map<string, { node: RootOperationNode; program: unknown }>();
  const stop = listen((node, program) => {
    if (tenant() !== ACROSS && node.kind !== 'RawNode') queries.set(JSON.stringify(node, (key, value: unknown) => (key === 'queryId' || key === 'value' || key === 'values' ? undefined : value)), { node, program });
  });
  return { queries, stop };
}

/** The queries that were made since, by what they do and to which table. */
export function countQueries(): { made: readonly string[]; stop: () => void } {
  const made: string[] = [];
  return { made, stop: listen((node) => { made.push(`${node.kind} ${/"kind":"IdentifierNode","name":"([^"]+)"/.exec(JSON.stringify(node))?.[1] ?? ''}`); }) };
}

const columnOf = (node: unknown): string => (is(node) && node.kind === 'ReferenceNode' ? (((node.column as Node).column) as { name: string }).name : '');
/** A condition that holds a row to a program, `program_id = …` or, of programs, `id = …`. */
const isFilter = (node: Node, program: unknown): boolean => node.kind === 'BinaryOperationNode' && (columnOf(node.leftOperand) === 'program_id' || columnOf(node.rightOperand) === 'program_id' || (columnOf(node.leftOperand) === 'id' && is(node.rightOperand) && node.rightOperand.value === program));

/** The query once for each of its filters, without it. */
export function withoutEach(root: RootOperationNode, program: unknown): unknown[] {
  const made: unknown[] = [];
  // A copy with one node changed; every step of the way is copied.
  const walk = (node: unknown, rebuild: (changed: unknown) => unknown): void => {
    if (Array.isArray(node)) { node.forEach((part, at) => { walk(part, (changed) => rebuild(node.map((one: unknown, index) => (index === at ? changed : one)))); }); return; }
    if (!is(node)) return;
    if (isFilter(node, program)) { made.push(rebuild({ kind: 'RawNode', sqlFragments: ['true'], parameters: [] })); return; }
    for (const [name, part] of Object.entries(node)) if (typeof part === 'object' && part !== null) walk(part, (changed) => rebuild({ ...node, [name]: changed }));
  };
  walk(root, (changed) => changed);
  return made;
}
