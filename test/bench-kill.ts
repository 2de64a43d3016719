import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { connect as dial } from 'node:net';
import { join } from 'node:path';
import { makeMasterKey, runCommand } from 'kith';
import { freePort } from '../packages/server/src/testing-port.ts';
import { Target, addPrograms, sleep } from './faults-parts.ts';
import { grow, missing } from './grown.ts';

/** Three nodes behind nginx with open streams and 500 messages a second; one node is killed: how soon its streams are back, on the others. */
const NODES = 3;
const STREAMS = 1_500;
/** As the SDK tries again: soon, with some chance in it, then more and more slowly. */
const again = (tries: number) => Math.min(15_000, 500 * 2 ** tries) * (0.5 + Math.random() / 2);
const quantile = (values: number[], part: number) => Math.round([...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN);

export async function benchKill(print: (line: object) => void, perSecond = 500): Promise<void> {
  const lacking = missing();
  if (lacking.length) { print({ bench: 'kill', skipped: `not installed: ${lacking.join(' ')}` }); return; }
  const grown = await grow(NODES, { namespaces: false });
  const env = { KITH_DATA: join(grown.folder, 'data'), KITH_MASTER_KEY_FILE: join(grown.folder, 'master.key'), DATABASE_URL: grown.url, KEYS_DATABASE_URL: grown.keysUrl, NATS_URL: grown.nats, KITH_URL: 'http://kith.test' };
  makeMasterKey(env.KITH_MASTER_KEY_FILE);
  if (await runCommand(['migrate'], env, { line: () => undefined, mistake: (text) => { throw new Error(text); } })) throw new Error('The store cannot be made.');
  await addPrograms(env);
  const nodes = await Promise.all(grown.hosts.map(async (host) => new Target(await freePort(), { ...env, KITH_HOST: host })));
  await Promise.all(nodes.map((node) => node.start()));
  const port = Number(new URL(await grown.proxy(nodes.map((node) => node.port))).port);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const post = (path: string, token: string | undefined, body: object) => new Promise<{ status: number; text: string }>((resolve) => {
    const call = request({ host: '127.0.0.1', port, path, method: 'POST', agent, timeout: 10_000, headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) } }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; }).on('end', () => { resolve({ status: response.statusCode!, text }); }).on('error', () => { resolve({ status: 0, text: '' }); });
    });
    call.on('error', () => { resolve({ status: 0, text: '' }); }).on('timeout', () => { call.destroy(); });
    call.end(JSON.stringify(body));
  });
  let ended = false;
  let killedAt = Infinity;
  const back: number[] = [];
  const away = new Set<string>();
  const talks: { id: string; token: string }[] = [];
  const follow = ({ id, token }: { id: string; token: string }) => new Promise<void>((first) => {
    let lost: number | undefined;
    const open = (tries: number) => {
      if (ended) return;
      const socket = dial(port, '127.0.0.1');
      let live = false;
      socket.setEncoding('latin1').on('data', (chunk) => {
        if (live || !String(chunk).includes('event: hello')) return;
        live = true;
        first();
        if (lost !== undefined) { back.push(performance.now() - lost); away.delete(id); lost = undefined; }
      }).on('error', () => undefined).on('close', () => {
        if (ended) return;
        // What ends by itself later has nothing to do with it.
        if (live && performance.now() > killedAt && performance.now() < killedAt + 3_000) { lost = performance.now(); away.add(id); }
        setTimeout(() => { open(live ? 0 : tries + 1); }, again(live ? 0 : tries + 1));
      });
      socket.write(`GET /v1/conversations/${id}/events?after=1 HTTP/1.1\r\nhost: localhost:${port}\r\nconnection: close\r\naccept: text/event-stream\r\nauthorization: Bearer ${token}\r\n\r\n`);
    };
    open(0);
  });
  try {
    for (let at = 0; at < STREAMS; at += 30) {
      talks.push(...await Promise.all(Array.from({ length: 30 }, async () => {
        const token = randomBytes(32).toString('base64url');
        return { token, id: (JSON.parse((await post('/v1/conversations?site=pk_faults', undefined, { token, acknowledged: true })).text) as { id: string }).id };
      })));
    }
    for (let at = 0; at < talks.length; at += 50) await Promise.all(talks.slice(at, at + 50).map(follow));
    const statuses = new Map<number, number>();
    const acknowledged = new Map<string, string[]>();
    const running: Promise<void>[] = [];
    const start = performance.now();
    const length = 20;
    for (let at = 0; at < length * perSecond; at++) {
      const wait = start + at * 1_000 / perSecond - performance.now();
      if (wait > 1) await sleep(wait);
      if (at === 6 * perSecond) { killedAt = performance.now(); nodes[0]!.stop(); }
      const talk = talks[at * 7919 % talks.length]!;
      const clientId = `kill-${at.toString().padStart(8, '0')}`;
      running.push(post(`/v1/conversations/${talk.id}/messages`, talk.token, { clientId, body: 'A sentence of the usual length, as people write it.' }).then(async ({ status }) => {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 201) acknowledged.set(talk.id, [...acknowledged.get(talk.id) ?? [], clientId]);
      }));
    }
    await Promise.all(running);
    await sleep(2_000);
    // What was acknowledged is there, whichever node took it.
    let lost = 0;
    for (const [id, ids] of acknowledged) {
      const log = await nodes[1]!.ask<{ clientId?: string }[]>({ kind: 'log', conversation: id, program: 'faults' });
      const there = new Set(log.map(({ clientId }) => clientId));
      for (const clientId of ids) if (!there.has(clientId)) lost++;
    }
    print({ bench: 'kill', nodes: NODES, streams: STREAMS, sends_per_second: perSecond, streams_lost: back.length + away.size, back_p50_ms: quantile(back, 0.5), back_p99_ms: quantile(back, 0.99), budget_back_p99_ms: 5_000, still_away: away.size, answers: Object.fromEntries(statuses), acknowledged_and_lost: lost });
  } finally {
    ended = true;
    agent.destroy();
    for (const node of nodes) node.stop();
    await grown.stop();
  }
}
