import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { createClient, isApiError, isKithError, KithAnswerError, KithApiError, KithConnectionError, KithTimeoutError, type ConnectionOptions } from './index.ts';
import { staff } from './staff.ts';

const group = (id: string) => ({ id, name: id, topics: [], audiences: [], access: [], format: 'online', languages: [], attributes: [], owner: { name: 'x' }, next: [] });
const page = (ids: string[], cursor?: string) => ({ groups: ids.map(group), total: 3, facets: { topics: {}, audiences: {}, formats: {}, days: {}, times: {}, languages: {}, needs: {} }, asOf: '2026-11-22T00:00:00Z', ...(cursor ? { cursor } : {}) });

async function server(context: TestContext, listener: RequestListener, options: Partial<ConnectionOptions> = {}) {
  const requests: IncomingMessage[] = [];
  const http = createServer((request, response) => { requests.push(request); listener(request, response); });
  await new Promise<void>((resolve) => { http.listen(0, '127.0.0.1', resolve); });
  context.after(() => { http.closeAllConnections(); http.close(); });
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { requests, client: createClient({ server: url, site: 'pk_test', ...options }), url };
}
const json = (value: unknown, status = 200, headers: Record<string, string> = {}): RequestListener => (_request, response) => { response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value)); };
const problem = (code: string, status: number) => ({ type: 'x', title: 'x', status, code, detail: 'Words to show.', requestId: 'r-1' });

test('search goes through all pages, one at a time, and stops when the reader does', async (context) => {
  const pages = [page(['a'], 'c1'), page(['b'], 'c2'), page(['c'])];
  const { client, requests } = await server(context, (request, response) => { json(pages[requests.length - 1])(request, response); });
  const seen: string[] = [];
  for await (const { id } of client.groups.search({ text: 'x' })) seen.push(id);
  assert.deepEqual(seen, ['a', 'b', 'c']);
  requests.length = 0;
  for await (const found of client.groups.search({ text: 'x' })) { void found; break; }
  assert.equal(requests.length, 1);
});

test('words travel in the body; the plain list is a GET that may be cached', async (context) => {
  const { client, requests } = await server(context, json(page(['a'])));
  await client.groups.page({ text: 'plantedword', topics: ['grief'] });
  await client.groups.page({ limit: 5 });
  assert.deepEqual(requests.map(({ method, url }) => `${method} ${url}`), ['POST /v1/groups/search?site=pk_test', 'GET /v1/groups?site=pk_test&limit=5']);
});

test('an error of the server: code, status, request id and its own words', async (context) => {
  const { client } = await server(context, json(problem('origin-not-allowed', 403), 403));
  await assert.rejects(client.programs.get(), (error) => {
    assert.ok(error instanceof KithApiError && isKithError(error) && isApiError(error));
    assert.deepEqual([error.name, error.code, error.status, error.requestId, error.message], ['KithApiError', 'origin-not-allowed', 403, 'r-1', 'Words to show.']);
    return true;
  });
});

test('a malformed answer is refused with a typed error that names fields and not values', async (context) => {
  const { client } = await server(context, json({ ...page([]), total: 'plantedvalue' }, 200, { 'x-request-id': 'r-2' }));
  await assert.rejects(client.groups.page(), (error) => {
    assert.ok(error instanceof KithAnswerError);
    assert.deepEqual([error.paths, error.requestId], [['total'], 'r-2']);
    assert.doesNotMatch(JSON.stringify({ ...error, message: error.message }), /planted/);
    return true;
  });
  const html = await server(context, (_request, response) => { response.end('<html>'); });
  await assert.rejects(html.client.groups.page(), KithAnswerError);
});

test('fields that are not known are tolerated', async (context) => {
  const { client } = await server(context, json({ ...page(['a']), future: 1 }));
  assert.equal((await client.groups.page()).groups[0]!.id, 'a');
});

test('safe calls are tried again, with Retry-After', async (context) => {
  let count = 0;
  const { client } = await server(context, (request, response) => { (++count < 3 ? json(problem('not-ready', 503), 503, { 'retry-after': '0' }) : json(page(['a'])))(request, response); });
  assert.equal((await client.groups.page()).total, 3);
  assert.equal(count, 3);
});

test('a server that stays down: the last error comes, after as many tries as said', async (context) => {
  const { client, requests } = await server(context, json(problem('not-ready', 503), 503, { 'retry-after': '0' }), { retries: 1 });
  await assert.rejects(client.groups.page(), (error) => isApiError(error) && error.code === 'not-ready');
  assert.equal(requests.length, 2);
});

test('refusals are not tried again', async (context) => {
  const { client, requests } = await server(context, json(problem('unknown-site', 404), 404));
  await assert.rejects(client.groups.page(), KithApiError);
  assert.equal(requests.length, 1);
});

test('nobody there', async () => {
  const client = createClient({ server: 'http://127.0.0.1:9', site: 'pk_test', retries: 0 });
  await assert.rejects(client.groups.page(), KithConnectionError);
});

test('no answer in time, also when only the body does not come and while it waits to try again', async (context) => {
  const silent = await server(context, () => { /* silence */ }, { timeout: 150 });
  await assert.rejects(silent.client.groups.page(), KithTimeoutError);
  const half = await server(context, (_request, response) => { response.writeHead(200, { 'content-type': 'application/json' }); response.write('{'); }, { timeout: 150 });
  await assert.rejects(half.client.groups.page(), KithTimeoutError);
  const waiting = await server(context, json(problem('not-ready', 503), 503, { 'retry-after': '5' }), { timeout: 150 });
  await assert.rejects(waiting.client.groups.page(), KithTimeoutError);
});

test('an abort ends a call at once, with its own reason', async (context) => {
  const { client } = await server(context, () => { /* silence */ });
  const controller = new AbortController();
  const call = client.groups.page({}, { signal: controller.signal });
  controller.abort(new Error('enough'));
  await assert.rejects(call, /enough/);
  await assert.rejects(client.groups.page({}, { signal: AbortSignal.abort(new Error('before')) }), /before/);
});

test('another fetch can be given; no cookie and no referrer are sent', async () => {
  const seen: Request[] = [];
  const client = createClient({ server: 'https://peers.example.org/', site: 'pk_test', fetch: async (input) => { seen.push(input as Request); return new Response(JSON.stringify({ country: 'US', lines: [] })); } });
  await client.helplines.list({ country: 'US' });
  assert.deepEqual([seen[0]!.url, seen[0]!.credentials, seen[0]!.referrerPolicy], ['https://peers.example.org/v1/helplines?site=pk_test&country=US', 'omit', 'no-referrer']);
});

test('errors are known by name across copies of the SDK', () => {
  const foreign = Object.assign(new Error('x'), { name: 'KithApiError' });
  assert.ok(isApiError(foreign) && isKithError(foreign));
  assert.ok(!isKithError(new Error('x')));
});

test('staff behind a proxy that holds streams back: asked every few seconds instead, until a stream greets', async (context) => {
  const held: ServerResponse[] = [];
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  const { url } = await server(context, (_request, response) => { held.push(response); response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders(); open(); });
  context.mock.timers.enable({ apis: ['setInterval'] });
  const stop = new AbortController();
  let asked = 0;
  const greeted = new Promise<void>((resolve) => { staff(url).follow({ wake: () => undefined, again: () => { asked++; }, link: (live) => { if (live) resolve(); } }, stop.signal); });
  await opened;
  context.mock.timers.tick(15_000);
  assert.equal(asked, 3);
  held[0]!.write('event: hello\ndata: {}\n\n');
  await greeted;
  context.mock.timers.tick(15_000);
  assert.equal(asked, 4);
  stop.abort();
});
