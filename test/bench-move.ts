import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeMasterKey, openStore, runCommand, saveGroups } from 'kith';
import { freePort } from '../packages/server/src/testing-port.ts';
import { missing, startDatabase } from './grown.ts';
import { manyGroups } from './many-groups.ts';

/** A large store from a folder into PostgreSQL while it is served and read, then a backup of it and back: how long each takes, and whether it is the same. */
const MESSAGES = 1_000_000;
const GROUPS = 50_000;
const TALKS = 2_000;

export async function benchMove(print: (line: object) => void): Promise<void> {
  if (missing().includes('postgresql')) { print({ bench: 'move', skipped: 'postgresql is not installed' }); return; }
  const base = mkdtempSync(join(tmpdir(), 'kith-bench-move-'));
  const env: Record<string, string> = { KITH_DATA: join(base, 'data'), KITH_MASTER_KEY_FILE: join(base, 'key') };
  makeMasterKey(env.KITH_MASTER_KEY_FILE!);
  const said: string[] = [];
  const kith = async (...words: string[]) => { const status = await runCommand([...words, '--json'], env, { line: (text) => { said.push(text); }, mistake: (text) => { throw new Error(text); } }); const answer = JSON.parse(said.at(-1)!) as Record<string, never>; if (status) throw new Error(said.at(-1)); return answer as Record<string, unknown>; };
  await kith('program', 'add', 'large', '--setting', 'community', '--partner', 'Large', '--country', 'US', '--time-zone', 'UTC', '--key', 'pk_large');
  const store = await openStore(env.KITH_DATA!, 'real');
  await saveGroups(store, 'large', null, [...manyGroups(GROUPS)]);
  await store.close();
  const database = new DatabaseSync(join(env.KITH_DATA!, 'kith.db'));
  database.exec('pragma synchronous=off; begin');
  const talk = database.prepare("insert into conversations (id, program_id, token_hash, state, head, intake, created_at) values (?, 'large', ?, 'ended', ?, 'x', '2026-01-01T00:00:00.000Z')");
  const event = database.prepare("insert into conversation_events (conversation_id, program_id, seq, at, kind, author, client_id, body) values (?, 'large', ?, '2026-01-01T00:00:00.000Z', 'message', 'visitor', ?, ?)");
  for (let at = 0; at < TALKS; at++) {
    const id = randomBytes(16).toString('hex');
    talk.run(id, id, MESSAGES / TALKS);
    for (let seq = 1; seq <= MESSAGES / TALKS; seq++) event.run(id, seq, `message-${seq}`, randomBytes(96).toString('base64url'));
  }
  database.exec('commit');
  database.close();
  const { service, port } = await startDatabase(base);
  const server = fork(join(import.meta.dirname, 'faults-server.ts'), { execArgv: ['--conditions=kith-source', '--disable-warning=ExperimentalWarning'], env: { ...process.env, ...env, PORT: String(await freePort()) } });
  try {
    const [{ port: at }] = await once(server, 'message') as [{ port: number }];
    const { Client } = (await import('pg')).default;
    const admin = new Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/postgres` });
    await admin.connect();
    for (const statement of ['create role kith login', 'create database kith owner kith', 'create database kith_keys owner kith', 'create database again owner kith', 'create database again_keys owner kith']) await admin.query(statement);
    await admin.end();
    const seconds = async <Result>(work: () => Promise<Result>): Promise<[number, Result]> => { const since = performance.now(); const result = await work(); return [Math.round((performance.now() - since) / 100) / 10, result]; };
    // Read all the while.
    let reads = 0;
    let reading = true;
    const slow: number[] = [];
    const reader = (async () => { while (reading) { const since = performance.now(); const answer = await fetch(`http://127.0.0.1:${at}/v1/groups?site=pk_large`, { headers: { origin: `http://127.0.0.1:${at}` } }); await answer.arrayBuffer(); if (answer.ok) reads++; slow.push(performance.now() - since); await new Promise((resolve) => { setTimeout(resolve, 20); }); } })();
    const placed = (name: string) => ({ DATABASE_URL: `postgres://kith@127.0.0.1:${port}/${name}`, KEYS_DATABASE_URL: `postgres://kith@127.0.0.1:${port}/${name}_keys` });
    Object.assign(env, placed('kith'));
    const [first, moved] = await seconds(() => kith('move'));
    reading = false;
    await reader;
    server.kill();
    await once(server, 'exit');
    const [last, finished] = await seconds(() => kith('move'));
    const copy = join(base, 'backup');
    const [made, facts] = await seconds(() => kith('backup', copy));
    Object.assign(env, placed('again'));
    const [restored] = await seconds(() => kith('restore', copy, '--ledger', 'none'));
    const [compared, other] = await seconds(() => kith('backup', join(base, 'backup-again')));
    const digests = (of: Record<string, unknown>) => { const { meta: _, ...tables } = (of.digests as Record<string, Record<string, unknown>>)['kith.db']!; return JSON.stringify(tables); };
    print({ bench: 'move', messages: MESSAGES, groups: GROUPS, move_s: first, reads_meanwhile: reads, slowest_read_ms: Math.round(Math.max(...slow)), written: moved.written, last_move_s: last, finished: finished.finished, written_last: finished.written, backup_s: made, restore_s: restored, backup_of_restored_s: compared, same: digests(facts) === digests(other) });
  } finally { server.kill('SIGKILL'); await service.stop(); rmSync(base, { recursive: true, force: true }); }
}
