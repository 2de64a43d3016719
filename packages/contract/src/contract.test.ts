import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { GroupQuery, GroupResult, isCrisisTopic, isSensitiveTopic, Program, SiteKey, topicLabel, topics, topicsOf } from './index.ts';
import { openapi } from './openapi.ts';

test('openapi.json is what the schemas say', () => {
  assert.equal(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'), `${JSON.stringify(openapi(), null, 2)}\n`, 'run: npm run openapi');
});

test('every topic has a label, a sensitive one is known as such, an unknown one counts as sensitive', () => {
  for (const slug of topics) assert.ok(topicLabel(slug), slug);
  assert.deepEqual([isSensitiveTopic('grief'), isSensitiveTopic('suicide-thoughts'), isSensitiveTopic('from-the-future'), isCrisisTopic('self-harm'), isCrisisTopic('grief')], [false, true, true, true, false]);
  assert.ok(topicsOf('veteran').includes('mst') && !topicsOf('school').includes('mst'));
});

test('answers stay open: fields and values from the future are tolerated', () => {
  const group = { id: 'a', name: 'A', topics: ['from-the-future'], audiences: [], access: ['teleport'], format: 'hologram', languages: [], attributes: ['new'], owner: { name: 'x', mood: 'good' }, next: [], future: { deep: true } };
  const read = GroupResult.parse(group);
  assert.equal(read.format, 'hologram');
  assert.ok(!('future' in read), 'unknown fields are left out');
  const program = { name: 'a', setting: 'ship', partner: 'b', language: 'en', timeZone: 'UTC', country: 'US', topics: [], audiences: [], quickExit: false, part2: false, identity: 'anonymous', helplines: { country: 'US', lines: [] }, extra: 1 };
  assert.equal(Program.parse(program).setting, 'ship');
});

test('questions are closed: fields and values that are not known are refused', () => {
  assert.ok(GroupQuery.safeParse({ text: 'x', days: ['MO'], near: { latitude: 1, longitude: 2 } }).success);
  for (const query of [{ extra: 1 }, { days: ['XX'] }, { topics: ['from-the-future'] }, { limit: 0 }, { limit: 101 }, { limit: 1.5 }, { near: { latitude: 1 } }, { text: 'x'.repeat(201) }, { sort: 'rank' }, { startsWithin: -1 }]) assert.ok(!GroupQuery.safeParse(query).success, JSON.stringify(query));
  assert.ok(SiteKey.safeParse('pk_riverside').success);
  for (const key of ['riverside', 'sk_x12345', 'pk_', 'pk_a b']) assert.ok(!SiteKey.safeParse(key).success, key);
});
