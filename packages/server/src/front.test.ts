import assert from 'node:assert/strict';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { test } from 'node:test';
import { shedding } from './front.ts';
import { webServer } from './testing.ts';

test('of one program only so many requests are let in at once; help always is, whatever is written behind its address', async (context) => {
  const held: ServerResponse[] = [];
  const { url } = await webServer(context, shedding((request, response) => {
    if (request.url!.startsWith('/v1/groups')) held.push(response); else response.end('help');
  }, 2));
  const ask = async (path: string) => (await fetch(`${url}${path}`)).status;
  const first = [ask('/v1/groups?site=one'), ask('/v1/groups?site=one')];
  while (held.length < 2) await new Promise((resolve) => { setImmediate(resolve); });
  assert.equal(await ask('/v1/groups?site=one'), 429);
  assert.equal(await ask('/v1/helplines?site=one'), 200);
  const other = ask('/v1/groups?site=two');
  while (held.length < 3) await new Promise((resolve) => { setImmediate(resolve); });
  for (const response of held.splice(0)) response.end('groups');
  assert.deepEqual(await Promise.all([...first, other]), [200, 200, 200]);
  const again = ask('/v1/groups?site=one');
  while (!held.length) await new Promise((resolve) => { setImmediate(resolve); });
  held[0]!.end();
  assert.equal(await again, 200);
});

test('whoever sends a body that does not come keeps nobody out, and counts again when it has', async (context) => {
  const inside: IncomingMessage[] = [];
  const { url } = await webServer(context, shedding((request, response) => {
    inside.push(request);
    request.resume().once('end', () => { response.end('groups'); });
  }, 2, 20));
  const ask = async () => (await fetch(`${url}/v1/groups?site=one`, { signal: AbortSignal.timeout(5_000) })).status;
  const slow = Array.from({ length: 2 }, () => {
    const call = request(`${url}/v1/groups/search?site=one`, { method: 'POST', headers: { 'content-length': 2 } });
    call.on('error', () => undefined);
    call.write('{');
    return call;
  });
  context.after(() => { for (const call of slow) call.destroy(); });
  while (inside.length < 2) await new Promise((resolve) => { setImmediate(resolve); });
  for (let status = 429; status !== 200;) status = await ask();
  const answered = new Promise<number>((resolve) => { slow[0]!.on('response', (response) => { resolve(response.statusCode!); }); });
  slow[0]!.end('}');
  assert.equal(await answered, 200);
});
