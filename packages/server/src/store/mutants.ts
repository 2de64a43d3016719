import type { OperationNode, RootOperationNode } from 'kysely';
import { TenantGuard } from './tenant-guard.ts';
import { ACROSS, tenant } from './tenant.ts';

/** For tests: every query that a request makes, and what becomes of it when somebody forgets one of its filters. */
type Node = OperationNode & Record<string, unknown>;
const is = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as { kind?: unknown }).kind === 'string';

/** Notes the queries that requests make from now on, each shape once, with the program that they were made for. */
export function watchQueries(): { queries: Map<string, { node: RootOperationNode; program: string }>; stop: () => void } {
  const queries = new Map<string, { node: RootOperationNode; program: string }>();
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own guard below
  const before = TenantGuard.prototype.transformQuery;
  TenantGuard.prototype.transformQuery = function watch(this: TenantGuard, arguments_) {
    const program = tenant();
    if (program !== ACROSS && arguments_.node.kind !== 'RawNode') queries.set(JSON.stringify(arguments_.node, (key, value: unknown) => (key === 'queryId' || key === 'value' || key === 'values' ? undefined : value)), { node: arguments_.node, program });
    return before.call(this, arguments_);
  };
  return { queries, stop: () => { TenantGuard.prototype.transformQuery = before; } };
}

/** The queries that were made since, by what they do and to which table. */
export function countQueries(): { made: readonly string[]; stop: () => void } {
  const made: string[] = [];
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own guard below
  const before = TenantGuard.prototype.transformQuery;
  TenantGuard.prototype.transformQuery = function note(this: TenantGuard, arguments_) {
    made.push(`${arguments_.node.kind} ${/"kind":"IdentifierNode","name":"([^"]+)"/.exec(JSON.stringify(arguments_.node))?.[1] ?? ''}`);
    return before.call(this, arguments_);
  };
  return { made, stop: () => { TenantGuard.prototype.transformQuery = before; } };
}

const columnOf = (node: unknown): string => (is(node) && node.kind === 'ReferenceNode' ? (((node.column as Node).column) as { name: string }).name : '');
/** A condition that holds a row to a program, `program_id = …` or, of programs, `id = …`. */
const isFilter = (node: Node, program: string): boolean => node.kind === 'BinaryOperationNode' && (columnOf(node.leftOperand) === 'program_id' || columnOf(node.rightOperand) === 'program_id' || (columnOf(node.leftOperand) === 'id' && is(node.rightOperand) && node.rightOperand.value === program));

/** The query once for each of its filters, without it. */
export function withoutEach(root: RootOperationNode, program: string): unknown[] {
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
