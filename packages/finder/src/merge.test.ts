import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Group } from '@kith/contract';
import { mergeGroups, seriesOf, tiesInSteps } from './merge.ts';
import { allAtOnce } from './slices.ts';

const ties = (groups: Group[]) => allAtOnce(tiesInSteps(groups));

const group = (feed: string, record: string, more: Partial<Group> = {}): Group => ({
  id: `${feed}-${record}`, name: 'Monday hope', topics: [], audiences: [], access: [], format: 'in-person', languages: [], attributes: [], owner: { name: 'Owner' }, source: { feed, record },
  schedule: { timeZone: 'America/Chicago', start: '2020-01-06T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'] }, place: { address: '12 Oak Street, Springfield, IL 62701, US', latitude: 39.78, longitude: -89.65 }, ...more,
});

test('the same meeting in two feeds is one, with both sources, and what each of them knows', () => {
  const one = group('a', '1', { audiences: ['women'], updatedAt: '2026-01-01T00:00:00Z', cost: 'Free' });
  const other = group('b', '9', { name: 'The Monday Hope Group', attributes: ['step-free'], updatedAt: '2026-06-01T00:00:00Z', notes: 'Ring the bell.', place: { address: '12 Oak St', name: 'Oak Hall', latitude: 39.7801, longitude: -89.6501 } });
  assert.deepEqual([...ties([one, other]).copies], [['a-1', ['a-1', 'b-9']]]);
  const merged = mergeGroups([one, other]);
  assert.deepEqual([merged.id, merged.name, merged.notes, merged.cost, merged.audiences, merged.attributes, merged.place!.name], ['a-1', 'The Monday Hope Group', 'Ring the bell.', 'Free', ['women'], ['step-free'], 'Oak Hall']);
  assert.deepEqual([merged.source, merged.sources], [{ feed: 'a', record: '1' }, [{ feed: 'a', record: '1' }, { feed: 'b', record: '9' }]]);
});

test('two groups are not one because they share a house, an hour, a name or a feed', () => {
  const one = group('a', '1');
  for (const [why, other] of Object.entries({
    'another name in the same house': group('b', '2', { name: 'Tuesday people' }),
    'another hour': group('b', '2', { schedule: { ...one.schedule!, start: '2020-01-06T20:00' } }),
    'another day': group('b', '2', { schedule: { ...one.schedule!, rules: ['FREQ=WEEKLY;BYDAY=TU'] } }),
    'another house': group('b', '2', { place: { address: '400 Lake Ave, Springfield, IL 62701, US', latitude: 39.9, longitude: -89.65 } }),
    'the same feed': group('a', '2'),
    'by appointment': (({ schedule: _, ...rest }) => rest)(group('b', '2')),
  })) assert.equal(ties([one, other]).copies.size, 0, why);
});

test('every two weeks: the same weeks are one meeting, the other weeks are another', () => {
  const every = (feed: string, start: string) => group(feed, feed, { schedule: { ...group(feed, feed).schedule!, start, rules: ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'] } });
  assert.equal(ties([every('a', '2020-01-06T19:00'), every('b', '2020-01-06T19:00')]).copies.size, 1);
  assert.equal(ties([every('a', '2020-01-06T19:00'), every('b', '2020-01-13T19:00')]).copies.size, 0);
});

test('a rule that names no day means the one of its first date: another day is another meeting', () => {
  const at = (feed: string, start: string, rule: string) => group(feed, feed, { schedule: { ...group(feed, feed).schedule!, start, rules: [rule] } });
  for (const [rule, one, other, same] of [['FREQ=WEEKLY', '2020-01-06T19:00', '2020-01-07T19:00', 0], ['FREQ=WEEKLY', '2020-01-06T19:00', '2021-03-01T19:00', 1], ['FREQ=MONTHLY', '2020-01-05T19:00', '2020-01-12T19:00', 0], ['FREQ=YEARLY', '2020-01-05T19:00', '2020-01-12T19:00', 0], ['FREQ=DAILY', '2020-01-05T19:00', '2020-01-12T19:00', 1], ['FREQ=MONTHLY;BYMONTHDAY=5', '2020-01-05T19:00', '2020-02-05T19:00', 1]] as const) assert.equal(ties([at('a', one, rule), at('b', other, rule)]).copies.size, same, `${rule} ${one} ${other}`);
  assert.equal(ties([at('a', '2020-01-06T19:00', 'FREQ=WEEKLY'), at('b', '2019-12-30T19:00', 'FREQ=WEEKLY;BYDAY=MO')]).copies.size, 1);
});

test('what the program lists itself stands as it is, whatever a feed says of the same meeting, and however fresh', () => {
  const { source: _, ...own } = group('own', '1', { schedule: { ...group('own', '1').schedule!, pausedUntil: 'unknown' }, checkedAt: '2026-11-20T00:00:00Z' });
  const copy = group('a', '2', { id: 'a-first', updatedAt: '2026-11-21T00:00:00Z', online: { url: 'https://elsewhere.example/join' }, contact: { phone: '555-0100' } });
  for (const order of [[own, copy], [copy, own]]) assert.deepEqual([...ties(order).copies], [['own-1', ['own-1', 'a-first']]]);
  assert.deepEqual(mergeGroups([own, copy]), own);
});

test('three copies, and days written in another order', () => {
  const rules = ['FREQ=WEEKLY;BYDAY=MO,TH'];
  const { copies } = ties([group('a', '1', { schedule: { ...group('a', '1').schedule!, rules } }), group('b', '2', { schedule: { ...group('a', '1').schedule!, rules: ['FREQ=WEEKLY;BYDAY=TH,MO'] } }), group('c', '3', { schedule: { ...group('a', '1').schedule!, rules } })]);
  assert.deepEqual([...copies], [['a-1', ['a-1', 'b-2', 'c-3']]]);
});

test('a meeting that is on is on, whatever an older copy says', () => {
  const closed = group('a', '1', { attributes: ['temporarily-closed'], updatedAt: '2021-01-01T00:00:00Z' });
  assert.deepEqual(mergeGroups([closed, group('b', '2', { updatedAt: '2026-01-01T00:00:00Z' })]).attributes, []);
});

test('sisters: by what the source says, else by owner, name and where', () => {
  const monday = group('a', '1');
  const thursday = group('a', '2', { schedule: { ...monday.schedule!, rules: ['FREQ=WEEKLY;BYDAY=TH'] } });
  assert.deepEqual([...ties([monday, thursday]).sisters], [['a-1', ['a-1', 'a-2']], ['a-2', ['a-1', 'a-2']]]);
  assert.notEqual(seriesOf(monday), seriesOf(group('a', '3', { name: 'Other' })));
  assert.equal(seriesOf({ ...monday, series: 'x' }), seriesOf(group('b', '4', { name: 'Quite different', series: 'x' })));
});
