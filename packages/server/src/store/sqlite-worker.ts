import { DatabaseSync, type StatementSync, type SQLInputValue } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';

/** One SQLite connection at a time on a thread of its own, because `node:sqlite` is synchronous and a long query would stop the server's loop. */
export interface Place { path: string; pragmas: string[] }
export interface Query { sql: string; parameters: readonly unknown[] }
export interface Request extends Query { id: number; /** Done before; when that cannot be, nothing is. */ first?: string }
/** Changes that belong together, each to as many rows as the first: a transaction of its own, that needs no word in between. */
export interface Changes { id: number; changes: readonly Query[] }
export interface Answer { id: number; rows?: unknown[]; changes?: number | bigint; error?: { message: string; errcode?: number; /** No transaction is open any more. */ over: boolean } }

let database: DatabaseSync | undefined;
/** Why there is none: whoever asks is told, and the thread goes on. */
let notOpened: unknown;
function open({ path, pragmas }: Place): void {
  try {
    database = new DatabaseSync(path);
    for (const pragma of pragmas) database.exec(`PRAGMA ${pragma}`);
  } catch (error) {
    close();
    notOpened = error;
  }
}
function close(): void {
  statements.clear();
  notOpened = undefined;
  database?.close();
  database = undefined;
}
const opened = (): DatabaseSync => {
  if (!database) throw notOpened as Error;
  return database;
};
function leave(): void {
  close();
  parentPort!.postMessage('closed');
}

const statements = new Map<string, StatementSync>();
function prepare(sql: string): StatementSync {
  let statement = statements.get(sql);
  if (!statement) {
    if (statements.size > 200) statements.clear();
    statement = opened().prepare(sql);
    statements.set(sql, statement);
  }
  return statement;
}

function answerTo({ id, sql, parameters, first }: Request): Answer {
  try {
    if (first !== undefined) opened().exec(first);
    const statement = prepare(sql);
    return statement.columns().length
      ? { id, rows: statement.all(...parameters as SQLInputValue[]) }
      : { id, rows: [], changes: statement.run(...parameters as SQLInputValue[]).changes };
  } catch (error) { return failed(id, error); }
}
function failed(id: number, error: unknown): Answer {
  const { message, errcode } = error as Error & { errcode?: number };
  return { id, error: { message, over: !database?.isTransaction, ...(errcode === undefined ? {} : { errcode }) } };
}

function change({ id, changes }: Changes): Answer {
  opened().exec('savepoint one');
  const [first, ...others] = changes.map(({ sql, parameters }) => prepare(sql).run(...parameters as SQLInputValue[]).changes);
  if (others.some((count) => count !== first)) throw new Error('Changes that belong together were not made together.');
  opened().exec('release one');
  return { id, changes: first! };
}

/** Everybody's changes go to the disk at once. Nobody is told that theirs are there before they are. */
function changeTogether(all: readonly Changes[]): Answer[] {
  let answers: Answer[] = [];
  const allFail = (error: unknown) => { answers = answers.map((answer) => (answer.error ? answer : failed(answer.id, error))); };
  for (const one of all) {
    try {
      if (!opened().isTransaction) opened().exec('begin immediate');
      answers.push(change(one));
    } catch (error) {
      // A full disk takes along what was done before.
      if (database?.isTransaction) database.exec('rollback to one; release one'); else allFail(error);
      answers.push(failed(one.id, error));
    }
  }
  try { if (database?.isTransaction) database.exec('commit'); } catch (error) {
    if (database?.isTransaction) database.exec('rollback');
    allFail(error);
  }
  return answers;
}

/** Answers that are ready wait no longer than this for those of the same message, in ms. */
const TOGETHER = 1;
function answer(requests: readonly (Request | Changes)[]): void {
  let answers: Answer[] = [];
  let since = performance.now();
  for (let at = 0; at < requests.length;) {
    const request = requests[at]!;
    if ('changes' in request) {
      let end = at + 1;
      while (end < requests.length && 'changes' in requests[end]!) end++;
      answers.push(...changeTogether(requests.slice(at, end) as Changes[]));
      at = end;
    } else { answers.push(answerTo(request)); at++; }
    if (at < requests.length && performance.now() - since < TOGETHER) continue;
    parentPort!.postMessage(answers);
    answers = [];
    since = performance.now();
  }
}

parentPort!.on('message', (message: Place | (Request | Changes)[] | 'close') => {
  if (message === 'close') leave(); else if (Array.isArray(message)) answer(message); else open(message);
});
