import { DatabaseSync, type StatementSync, type SQLInputValue } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';

/** One SQLite connection at a time on a thread of its own, because `node:sqlite` is synchronous and a long query would stop the server's loop. */
export interface Place { path: string; pragmas: string[] }
export interface Request { id: number; sql: string; parameters: readonly unknown[]; /** Done before; when that cannot be, nothing is. */ first?: string }
export interface Answer { id: number; rows?: unknown[]; changes?: number | bigint; error?: { message: string; errcode?: number; /** No transaction is open any more. */ over: boolean } }

let database: DatabaseSync;
function open({ path, pragmas }: Place): void {
  database = new DatabaseSync(path);
  for (const pragma of pragmas) database.exec(`PRAGMA ${pragma}`);
}
function close(): void {
  statements.clear();
  database.close();
  parentPort!.postMessage('closed');
}

const statements = new Map<string, StatementSync>();
function prepare(sql: string): StatementSync {
  let statement = statements.get(sql);
  if (!statement) {
    if (statements.size > 200) statements.clear();
    statement = database.prepare(sql);
    statements.set(sql, statement);
  }
  return statement;
}

function answerTo({ id, sql, parameters, first }: Request): Answer {
  try {
    if (first !== undefined) database.exec(first);
    const statement = prepare(sql);
    return statement.columns().length
      ? { id, rows: statement.all(...parameters as SQLInputValue[]) }
      : { id, rows: [], changes: statement.run(...parameters as SQLInputValue[]).changes };
  } catch (error) {
    const { message, errcode } = error as Error & { errcode?: number };
    return { id, error: { message, over: !database.isTransaction, ...(errcode === undefined ? {} : { errcode }) } };
  }
}

/** Answers that are ready wait no longer than this for those of the same message, in ms. */
const TOGETHER = 1;
function answer(requests: Request[]): void {
  let answers: Answer[] = [];
  let since = performance.now();
  for (const [at, request] of requests.entries()) {
    answers.push(answerTo(request));
    if (at < requests.length - 1 && performance.now() - since < TOGETHER) continue;
    parentPort!.postMessage(answers);
    answers = [];
    since = performance.now();
  }
}

parentPort!.on('message', (message: Place | Request[] | 'close') => {
  if (message === 'close') close(); else if (Array.isArray(message)) answer(message); else open(message);
});
