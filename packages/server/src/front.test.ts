import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
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
