import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect as dial, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMasterKey, runCommand } from 'kith';
import { freePort } from '../packages/server/src/testing-port.ts';

const STREAMS = 5_000;
const PER_SECOND = 200;
const quantile = (values: number[], part: number) => { const sorted = [...values].sort((a, b) => a - b); return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN) * 10) / 10; };

/** One node, the same machine as the load: open streams, messages at a steady rate, how soon they are acknowledged and delivered. */
export async function benchConversations(print: (line: object) => void, seconds = 60): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'kith-bench-talk-'));
  const folder = join(base, 'data');
  const key = join(base, 'master.key');
  makeMasterKey(key);
  await runCommand(['program', 'add', 'faults', '--setting', 'community', '--partner', 'Bench', '--country', 'US', '--time-zone', 'UTC', '--key', 'pk_bench'], { KITH_DATA: folder }, { line: () => undefined, mistake: (text) => { throw new Error(text); } });
  const port = await freePort();
  const child = fork(join(import.meta.dirname, 'faults-server.ts'), { execArgv: ['--conditions=kith-source', '--disable-warning=ExperimentalWarning'], env: { ...process.env, KITH_DATA: folder, KITH_MASTER_KEY_FILE: key, PORT: String(port) } });
  await once(child, 'message');
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const post = (path: string, token: string | undefined, body: object) => new Promise<{ status: number; text: string }>((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) } }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; }).on('end', () => { resolve({ status: response.statusCode!, text }); });
    });
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
  const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid!}/status`, 'utf8'))![1]);
  const sockets: Socket[] = [];
  try {
    const talks: { id: string; token: string }[] = [];
    for (let at = 0; at < STREAMS; at += 50) {
      talks.push(...await Promise.all(Array.from({ length: 50 }, async () => {
        const token = randomBytes(32).toString('base64url');
        return { token, id: (JSON.parse((await post('/v1/conversations?site=pk_bench', undefined, { token, acknowledged: true })).text) as { id: string }).id };
      })));
    }
    const before = resident();
    const sentAt = new Map<string, number>();
    const delivered: number[] = [];
    const acknowledged: number[] = [];
    const open = ({ id, token }: { id: string; token: string }) => new Promise<void>((resolve, reject) => {
      const socket = dial(port, '127.0.0.1');
      sockets.push(socket);
      socket.write(`GET /v1/conversations/${id}/events?after=1 HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\nauthorization: Bearer ${token}\r\n\r\n`);
      socket.on('data', (chunk) => {
        const now = performance.now();
        const text = chunk.toString('latin1');
        if (text.includes('event: hello')) resolve();
        for (const [, clientId] of text.matchAll(/"clientId":"([^"]+)"/g)) { const at = sentAt.get(clientId!); if (at !== undefined) delivered.push(now - at); }
      });
      socket.on('error', reject);
    });
    for (let at = 0; at < talks.length; at += 100) await Promise.all(talks.slice(at, at + 100).map(open));
    await new Promise((resolve) => { setTimeout(resolve, 3_000); });
    const kB = (resident() - before) / STREAMS;
    let failed = 0;
    const running: Promise<void>[] = [];
    const start = performance.now();
    for (let at = 0; at < seconds * PER_SECOND; at++) {
      const wait = start + at * 1_000 / PER_SECOND - performance.now();
      if (wait > 1) await new Promise((resolve) => { setTimeout(resolve, wait); });
      const talk = talks[at * 7919 % STREAMS]!;
      const clientId = `bench-${at.toString().padStart(8, '0')}`;
      const began = performance.now();
      sentAt.set(clientId, began);
      running.push(post(`/v1/conversations/${talk.id}/messages`, talk.token, { clientId, body: 'A sentence of the usual length, as people write it.' }).then(({ status }) => { if (status === 201) acknowledged.push(performance.now() - began); else failed++; }));
    }
    await Promise.all(running);
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    print({ bench: 'conversations', streams: STREAMS, sends_per_second: PER_SECOND, seconds, ack_p50_ms: quantile(acknowledged, 0.5), ack_p99_ms: quantile(acknowledged, 0.99), budget_ack_p99_ms: 50, delivery_p50_ms: quantile(delivered, 0.5), budget_delivery_p50_ms: 10, delivery_p99_ms: quantile(delivered, 0.99), budget_delivery_p99_ms: 50, delivered: delivered.length, failed, kB_a_stream: Math.round(kB * 10) / 10, budget_kB_a_stream: 25 });
    for (const socket of sockets.splice(0)) socket.destroy();
    await new Promise((resolve) => { setTimeout(resolve, 1_000); });
    const back = performance.now();
    await Promise.all(talks.slice(0, 2_000).map(open));
    print({ bench: 'conversations.reconnect', clients: 2_000, all_back_s: Math.round((performance.now() - back) / 100) / 10, budget_s: 20 });
  } finally {
    for (const socket of sockets) socket.destroy();
    agent.destroy();
    child.kill('SIGKILL');
    rmSync(base, { recursive: true, force: true });
  }
}
