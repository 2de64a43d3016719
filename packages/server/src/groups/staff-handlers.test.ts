import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StaffFeed } from '@kith/contract';
import { staffedApp, webServer } from '../testing.ts';
import { addFeed, listFeeds, runFeed } from './feeds.ts';

test('staff see what became of a feed, say what its codes mean, and the feed is read anew', async (context) => {
  const { url, host } = await webServer(context, (_request, response) => { response.setHeader('etag', '"1"'); response.end(JSON.stringify([{ name: 'A', slug: 'a', day: 1, time: '19:00', types: ['ZZ', 'O'] }, { name: 'B', slug: 'b', day: 2, time: 'x', types: ['ZZ', 'W'] }, { slug: 'nameless' }])); });
  const { people, store, desk } = await staffedApp(context, {}, { hosts: [host] });
  const { id } = await addFeed(store, 'one', { url: `${url}/feed.json`, owner: 'Owner', everyMinutes: 60, timeZone: 'America/New_York' }, [host]);
  await runFeed(store, (await listFeeds(store, 'one'))[0]!, { hosts: [host] });
  const list = async () => { const { status, body } = await people.one!.coordinator!.call('GET', '/v1/staff/programs/one/feeds'); assert.equal(status, 200); return StaffFeed.parse((body.feeds as unknown as unknown[])[0]); };
  const feed = await list();
  assert.deepEqual([feed.owner, feed.total, feed.shown, feed.refusedCount], ['Owner', 3, 2, 1]);
  assert.deepEqual(feed.refused, [{ field: 'name', reason: 'missing: a group needs a name', count: 1, records: [{ record: 3, slug: 'nameless' }] }]);
  assert.deepEqual(feed.unknownCodes, [{ code: 'ZZ', count: 2 }], 'O and W are codes of the format');
  const saved = await people.one!.coordinator!.call('PUT', `/v1/staff/programs/one/feeds/${id}/dictionary`, { dictionary: { ZZ: { label: 'Zen', attribute: 'meditation' } } });
  assert.deepEqual([saved.status, saved.body], [200, { ok: true }]);
  const after = await list();
  assert.deepEqual([after.unknownCodes, after.dictionary], [[], { ZZ: { label: 'Zen', attribute: 'meditation' } }]);
  const bodies = (await store.read.selectFrom('groups').select('body').where('program_id', '=', 'one').where('feed_id', '=', id).execute()).map(({ body }) => JSON.parse(body) as { attributes: string[]; sourceCodes: unknown });
  assert.ok(bodies.every(({ attributes }) => attributes.includes('meditation')));
  for (const wrong of [{ ZZ: { attribute: 'nonsense' } }, { '': { label: 'x' } }, { ZZ: { other: 'x' } }]) assert.equal((await people.one!.coordinator!.call('PUT', `/v1/staff/programs/one/feeds/${id}/dictionary`, { dictionary: wrong })).status, 400);
  assert.equal((await people.one!.supervisor!.call('POST', `/v1/staff/programs/one/feeds/${id}/run`, {})).status, 403, 'a supervisor reads, and changes nothing');
  assert.deepEqual((await people.one!.admin!.call('POST', `/v1/staff/programs/one/feeds/${id}/run`, {})).body, { ok: true });
  const actions = (await desk.office.audit.list('one')).entries.map(({ action }) => action);
  assert.ok(actions.includes('feed-dictionary') && actions.includes('feed-run'));
});
