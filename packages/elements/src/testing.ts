import type { Group, GroupPage, GroupQuery, GroupResult, Program } from '@kith/contract';
import { createIndex, searchPage, toResult } from '@kith/finder';

/** Helpers of the elements' tests: a Kith server that lives in `fetch`, with real searches over real-looking groups. */
export const program: Program = {
  name: 'Riverside', setting: 'clinic', partner: 'Riverside Clinic', language: 'en', timeZone: 'America/New_York', country: 'US', topics: ['grief', 'alcohol'], audiences: [], quickExit: false, part2: false, identity: 'anonymous',
  helplines: { country: 'US', emergency: { value: '911', certain: true }, lines: [{ id: 'us-988', name: '988 Lifeline', country: 'US', channels: [{ type: 'call', value: '988', href: 'tel:988' }, { type: 'text', value: '988', href: 'sms:988' }], languages: ['en'], topics: ['suicide'], audiences: [], hours: { kind: 'always' }, sources: 3, stale: false }] },
};

const days = ['MO', 'TU', 'WE', 'TH', 'FR'];
export const groups: Group[] = Array.from({ length: 30 }, (_, at) => ({
  id: `g${String(at).padStart(2, '0')}`, name: at === 3 ? 'Café circle' : `Group ${at}`, summary: at === 0 ? 'A first word.' : undefined, topics: [at % 2 ? 'alcohol' : 'grief'], audiences: at % 3 ? [] : ['women'], access: ['open'],
  format: at % 2 ? 'online' : 'in-person', ...(at % 2 ? { online: { url: 'https://meet.example/x' } } : { place: { name: 'Hall', address: '1 Oak St, Troy, NY 12180, USA', locality: 'Troy' } }),
  languages: ['en'], attributes: at % 5 ? [] : ['step-free'], owner: { name: 'Owner' }, fetchedAt: new Date().toISOString(),
  schedule: { timeZone: 'America/Los_Angeles', start: '2020-01-06T19:00', duration: 60, rules: [`FREQ=WEEKLY;BYDAY=${days[at % 5]!}`] },
}));

export interface FakeServer {
  requests: { url: URL; method: string; body: GroupQuery }[];
  /** Replaces the answer to calls of groups. */
  answer: ((query: GroupQuery) => Response | Promise<Response>) | undefined;
  /** Calls to a path that fits get no answer. */
  gone: RegExp | undefined;
  restore: () => void;
}

const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
export const refusal = (code: string, status: number): Response => json({ type: 'x', title: 'x', status, code, detail: 'x', requestId: 'r-1' }, status);
export const pageOf = (list: GroupResult[]): GroupPage => ({ groups: list, total: list.length, facets: { topics: {}, audiences: {}, formats: {}, days: {}, times: {}, languages: {}, needs: {} }, asOf: new Date().toISOString() });

/** Puts the server in place of `fetch` until `restore`. Calls to anything else go through. */
export function fakeServer(list: Group[] = groups): FakeServer {
  const real = globalThis.fetch;
  const index = createIndex(list);
  const server: FakeServer = { requests: [], answer: undefined, gone: undefined, restore: () => { globalThis.fetch = real; } };
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.hostname !== 'kith.test') return real(input, init);
    const body = (request.method === 'POST' ? await request.json() : Object.fromEntries([...url.searchParams].filter(([name]) => name !== 'site').map(([name, value]) => [name, name === 'limit' ? Number(value) : value]))) as GroupQuery;
    server.requests.push({ url, method: request.method, body });
    if (server.gone?.test(url.pathname)) throw new TypeError('Failed to fetch');
    if (url.pathname.startsWith('/v1/programs/')) return server.answer && (await server.answer({})).status === 0 ? Response.error() : json(program);
    if (/\/(?:reports|plans)$/.test(url.pathname)) return json({ received: true }, 201);
    if (url.pathname === '/v1/places/search') return json({ places: [{ name: 'Springfield', region: 'IL', country: 'US', latitude: 39.8, longitude: -89.64 }, { name: 'Springfield', region: 'MA', country: 'US', latitude: 42.1, longitude: -72.59 }].filter(({ region }) => !(body as { text: string }).text.includes(',') || (body as { text: string }).text.endsWith(region)) });
    if (url.pathname === '/v1/calendars') return json({ path: '/v1/calendars/opaque.ics', forgottenAfter: 120 }, 201);
    if (/^\/v1\/groups\/(?!search$)[^/]+$/.test(url.pathname)) {
      const group = list.find(({ id }) => url.pathname.endsWith(`/${id}`));
      const sister = list.find(({ id }) => id !== group?.id);
      return group ? json({ ...toResult(group, Date.now()), ...(group.id === 'g01' ? { invites: ['plan', 'ask'] } : {}), ...(group.series && sister ? { sisters: [{ id: sister.id, name: sister.name, format: sister.format }] } : {}) }) : refusal('group-not-found', 404);
    }
    if (server.answer) return server.answer(body);
    return json(await searchPage(index, body, (hits) => hits.map(({ document }) => list[document]!)));
  };
  return server;
}
