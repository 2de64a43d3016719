import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anybodyFor, estimate, inLine, offers, PREFER_FOR, serviceRange, TURN_FOR, type Taker, type Waiting } from './matching.ts';

const chat = (id: string, more: Partial<Waiting> = {}): Waiting => ({ id, since: 0, topics: [], shared: [], anyone: false, transferred: false, avoid: [], supervisorOnly: false, ...more });
const peer = (id: string, more: Partial<Taker> = {}): Taker => ({ id, role: 'peer', languages: ['en'], optOut: [], shares: [], free: true, chats: 0, lastChatAt: 0, ...more });
const seed = Number(process.env.SEED ?? 20261122);

test('first come, first served; who was handed over stands first', () => {
  assert.deepEqual(inLine([chat('b', { since: 2 }), chat('a', { since: 1 }), chat('c', { since: 3, transferred: true })]).map(({ id }) => id), ['c', 'a', 'b']);
});

test('a supervisor who speaks the language takes no chat away from peers: they are not the ones who take it', () => {
  const noor = peer('noor', { languages: ['en', 'ar'] });
  const maya = peer('maya', { role: 'supervisor', languages: ['en', 'es'] });
  assert.equal(anybodyFor(chat('x', { language: 'es' }), [noor, maya]), true);
  assert.equal(offers([chat('x', { language: 'es' })], [noor, maya], noor, TURN_FOR + 1)[0]!.mayAccept, true);
});

test('language, opted-out topics and "not again" always count; a language that nobody speaks does not', () => {
  const sam = peer('sam', { optOut: ['grief'] });
  const ana = peer('ana', { languages: ['es'] });
  const of = (waiting: Waiting, me: Taker) => offers([waiting], [sam, ana], me, TURN_FOR + 1)[0]!;
  assert.deepEqual(of(chat('x', { language: 'es' }), sam).reasons, ['other-language']);
  assert.equal(of(chat('x', { language: 'es' }), ana).mayAccept, true);
  assert.deepEqual(of(chat('x', { topics: ['grief'] }), sam).reasons, ['opted-out']);
  assert.deepEqual(of(chat('x', { avoid: ['sam'] }), sam).reasons, ['not-again']);
  assert.deepEqual([of(chat('x', { language: 'ar' }), sam).mayAccept, of(chat('x', { language: 'ar' }), sam).reasons.includes('nobody-speaks-it')], [true, true]);
});

test('somebody who shares it is waited for, but not for ever, and not once the visitor says that anyone will do', () => {
  const sam = peer('sam');
  const ana = peer('ana', { shares: ['branch:navy'] });
  const wish = chat('x', { shared: ['branch:navy'] });
  assert.deepEqual(offers([wish], [sam, ana], sam, TURN_FOR + 1)[0]!.reasons, ['wants-other']);
  assert.deepEqual(offers([wish], [sam, ana], ana, 1)[0]!.reasons, ['shares', 'your-turn']);
  assert.equal(offers([wish], [sam, ana], sam, PREFER_FOR + 1)[0]!.mayAccept, true);
  assert.equal(offers([chat('x', { shared: ['branch:navy'], anyone: true })], [sam, ana], sam, TURN_FOR + 1)[0]!.mayAccept, true);
  assert.equal(offers([wish], [sam], sam, 1)[0]!.mayAccept, true, 'nobody here shares it');
});

test('fair load: who had fewest chats is asked first, then who has rested longest; after a while any of them may', () => {
  const tired = peer('a', { chats: 3, lastChatAt: 5 });
  const rested = peer('b', { chats: 1, lastChatAt: 4 });
  const most = peer('c', { chats: 1, lastChatAt: 2 });
  const all = [tired, rested, most];
  assert.deepEqual(all.map((me) => offers([chat('x')], all, me, 1)[0]!.mayAccept), [false, false, true]);
  assert.deepEqual(all.map((me) => offers([chat('x')], all, me, TURN_FOR + 1)[0]!.mayAccept), [true, true, true]);
});

test('whatever the line: everybody has exactly the offers of the line, somebody free may always take the first one in time, and order does not depend on how it was given', () => {
  const waiting = fc.array(fc.record({ since: fc.integer({ min: 0, max: 1000 }), shared: fc.subarray(['a:x', 'b:y']), topics: fc.subarray(['grief', 'worry']), language: fc.constantFrom(undefined, 'en', 'es', 'ar'), transferred: fc.boolean(), anyone: fc.boolean() }), { maxLength: 8 }).map((list) => list.map((item, at) => chat(`w${at}`, item)));
  const takers = fc.array(fc.record({ languages: fc.subarray(['en', 'es'], { minLength: 1 }), shares: fc.subarray(['a:x', 'b:y']), free: fc.boolean(), chats: fc.nat(3), lastChatAt: fc.nat(5) }), { minLength: 1, maxLength: 5 }).map((list) => list.map((item, at) => peer(`p${at}`, item)));
  fc.assert(fc.property(waiting, takers, fc.nat(PREFER_FOR * 2), (line, people, now) => {
    for (const me of people) {
      const mine = offers(line, people, me, now);
      assert.deepEqual(mine, offers([...line].reverse(), [...people].reverse(), me, now));
      assert.deepEqual(mine.map(({ id }) => id).sort(), line.map(({ id }) => id).sort());
      assert.ok(mine.every(({ mayAccept, reasons }) => mayAccept || reasons.length > 0), 'every refusal says why');
    }
    const late = Math.max(now, PREFER_FOR + 2_000);
    if (people.some(({ free }) => free)) for (const one of line) {
      const able = people.filter((me) => me.free && (one.language === undefined || me.languages.includes(one.language) || !people.some(({ languages }) => languages.includes(one.language!))));
      if (able.length) assert.ok(able.every((me) => offers(line, people, me, late).find(({ id }) => id === one.id)!.mayAccept), 'nobody waits for ever for a wish');
    }
  }), { seed, numRuns: 300 });
  console.log(JSON.stringify({ property: 'matching', seed }));
});

test('the range of a wait comes from what was measured, is rounded outwards, and is absent without anybody', () => {
  assert.equal(estimate(1, [], [15, 45], 10), undefined);
  assert.deepEqual(estimate(1, [{ pause: 0 }], [15, 45], 10), [0, 3]);
  assert.deepEqual(estimate(1, [{ pause: 7 }], [15, 45], 10), [5, 10]);
  assert.deepEqual(estimate(1, [{ pause: 0, inChat: 10 }], [15, 45], 10), [15, 45]);
  assert.deepEqual(estimate(2, [{ pause: 0 }], [15, 45], 10), [25, 55]);
  assert.deepEqual(estimate(3, [{ pause: 0 }, { pause: 0 }], [15, 45], 10), [25, 55]);
  assert.deepEqual(serviceRange([60, 120]), [15, 45], 'two are too few to say anything');
  assert.deepEqual(serviceRange([600, 660, 1200, 1260, 2400, 2460, 2520, 2580]), [20, 42]);
  fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.record({ pause: fc.nat(30), inChat: fc.option(fc.nat(60), { nil: undefined }) }), { minLength: 1, maxLength: 6 }), fc.nat(60), fc.nat(60), (place, servers, one, other) => {
    const range: [number, number] = [Math.min(one, other) + 1, Math.max(one, other) + 1];
    const [low, high] = estimate(place, servers, range, 10)!;
    assert.ok(low <= high);
    const next = estimate(place + 1, servers, range, 10)!;
    assert.ok(next[0] >= low && next[1] >= high, 'further back is never sooner');
    const more = estimate(place, [...servers, { pause: 0 }], range, 10)!;
    assert.ok(more[0] <= low && more[1] <= high, 'one more peer is never slower');
  }), { seed, numRuns: 500 });
});
