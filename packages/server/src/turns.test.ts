import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ProblemError } from './errors.ts';
import { ranks, Turns, type Rank } from './turns.ts';

/** Work that lasts until it is told to end. */
function held() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => new Promise<void>((resolve) => { begun.push(name); ends.set(name, resolve); });
  const end = async (name: string) => { ends.get(name)!(); await new Promise((resolve) => { setImmediate(resolve); }); };
  return { begun, work, end };
}

test('a program with a thousand requests keeps another with one waiting for a turn at most', async () => {
  const turns = new Turns(2, () => 0);
  const { begun, work, end } = held();
  const all = [...Array.from({ length: 100 }, (_, at) => turns.run('flood', 'later', work(`flood ${at}`))), turns.run('calm', 'later', work('calm'))];
  // Not even all of its places: one is left to the others at once.
  assert.deepEqual(begun, ['flood 0', 'calm']);
  for (let at = 0; at < begun.length; at++) await end(begun[at]!);
  await Promise.all(all);
  assert.equal(turns.length, 0);
});

test('chats and helplines go before searches; of what can wait too many are told to come back', async () => {
  const turns = new Turns(1, () => 0);
  const { begun, work, end } = held();
  const first = turns.run('one', 'later', work('first'));
  const searches = Array.from({ length: 101 }, (_, at) => turns.run('one', 'later', work(`search ${at}`)).then(() => 'done', (error: unknown) => (error as ProblemError).code));
  const chat = turns.run('one', 'now', work('chat'));
  const start = turns.run('one', 'soon', work('start'));
  assert.equal(await searches[100], 'too-many-requests');
  await end('first');
  await end('chat');
  await end('start');
  assert.deepEqual(begun.slice(0, 4), ['first', 'chat', 'start', 'search 0']);
  await Promise.all([first, chat, start]);
});

test('whatever hangs of what can wait, of one program or of several, leaves places to help and to open chats', async () => {
  const turns = new Turns(16, () => 0);
  const { begun, work, end } = held();
  const all = ['one', 'two', 'three'].flatMap((program) => Array.from({ length: 20 }, (_, at) => turns.run(program, 'soon', work(`${program} ${at}`))));
  assert.equal(begun.length, 12);
  const help = ['one', 'two'].flatMap((program) => [0, 1].map((at) => turns.run(program, 'now', work(`help of ${program} ${at}`))));
  assert.equal(begun.filter((name) => name.startsWith('help')).length, 4);
  for (let at = 0; at < begun.length; at++) await end(begun[at]!);
  await Promise.all([...all, ...help]);
});

test('whoever waited too long is told so, and takes no turn', async () => {
  let now = 0;
  const turns = new Turns(1, () => now);
  const { begun, work, end } = held();
  const first = turns.run('one', 'later', work('first'));
  const late = turns.run('one', 'later', work('late')).catch((error: unknown) => (error as ProblemError).code);
  now = 4_000;
  const fresh = turns.run('two', 'later', work('fresh'));
  await end('first');
  assert.equal(await late, 'too-many-requests');
  assert.deepEqual(begun, ['first', 'fresh']);
  await end('fresh');
  await Promise.all([first, fresh]);
});

test('whatever comes and fails: never more at once than may be, nobody is forgotten, and in the end nothing waits', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.tuple(fc.constantFrom('one', 'two', 'three'), fc.constantFrom(...ranks), fc.boolean(), fc.integer({ min: 0, max: 3 })), { maxLength: 60 }), async (most, calls) => {
    const turns = new Turns(most);
    let running = 0;
    const results = await Promise.allSettled(calls.map(([program, rank, fails, steps]: [string, Rank, boolean, number]) => turns.run(program, rank, async () => {
      assert.ok(++running <= most);
      for (let at = 0; at < steps; at++) await new Promise((resolve) => { setImmediate(resolve); });
      running--;
      if (fails) throw new Error('on purpose');
    })));
    assert.deepEqual(results.map(({ status }) => status), calls.map(([, , fails]) => (fails ? 'rejected' : 'fulfilled')));
    assert.deepEqual([running, turns.length], [0, 0]);
  }), { seed });
});

test('while one program searches without end, its own chats wait for no search, and other programs for none of either', async () => {
  const turns = new Turns(16, () => 0);
  const { begun, work, end } = held();
  void turns.run('other', 'now', () => Promise.resolve());
  const searches = Array.from({ length: 30 }, (_, at) => turns.run('one', 'later', work(`search ${at}`)));
  const chats = Array.from({ length: 5 }, (_, at) => turns.run('one', 'now', work(`chat ${at}`)));
  const start = turns.run('one', 'soon', work('start'));
  assert.deepEqual(begun, ['search 0', 'chat 0', 'chat 1', 'chat 2', 'chat 3', 'chat 4', 'start'], 'one search at a time, and everything else at once');
  for (let at = 0; at < begun.length; at++) await end(begun[at]!);
  await Promise.all([...searches, ...chats, start]);
  assert.equal(turns.length, 0);
});
