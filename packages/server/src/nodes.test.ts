import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Jobs } from './jobs.ts';
import { Nodes } from './nodes.ts';
import { openStore } from './store/store.ts';
import { ofDatabases } from './store/testing.ts';
import { localBus } from './bus.ts';
import { Outbox } from './outbox.ts';
import { Presence } from './presence.ts';
import { addProgram } from './programs.ts';
import { temporaryPlace, temporaryStore } from './testing.ts';

const silent = () => undefined;

test('a job is done by one of many nodes, again when it is due, and by another when a node died over it', async (context) => {
  const store = await temporaryStore(context);
  const nodes = Array.from({ length: 5 }, (_, at) => new Jobs(store, `node-${at}`, silent));
  let done = 0;
  const all = (every: number) => Promise.all(nodes.map((node) => node.run('work', every, () => { done++; return Promise.resolve(); })));
  assert.equal((await all(3_600_000)).filter(Boolean).length, 1);
  await all(3_600_000);
  assert.equal(done, 1, 'not due yet');
  await store.write.updateTable('jobs').set({ due_at: store.now(-1) }).execute();
  await all(3_600_000);
  assert.equal(done, 2);
  // One that died in the middle holds it until its lease is over, and no longer.
  await store.write.updateTable('jobs').set({ due_at: store.now(-1), node: 'dead', taken_until: store.now(60_000) }).execute();
  await all(3_600_000);
  assert.equal(done, 2);
  await store.write.updateTable('jobs').set({ taken_until: store.now(-1) }).execute();
  await all(3_600_000);
  assert.equal(done, 3);
});

test('a job that fails is tried again when it is due, and holds up nobody', async (context) => {
  const store = await temporaryStore(context);
  const jobs = new Jobs(store, 'node', silent);
  await assert.rejects(jobs.run('work', 0, () => Promise.reject(new Error('on purpose'))), /on purpose/);
  assert.equal(await jobs.run('work', 0, () => Promise.resolve()), true);
});

test('mails of many nodes: each goes once, and one that a dead node had taken goes after it', async (context) => {
  const mails: string[] = [];
  const server = createServer((socket) => {
    socket.write('220 mail\r\n');
    let reading = false;
    socket.on('error', silent);
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n')) {
        if (reading) { if (line === '.') { reading = false; socket.write('250 ok\r\n'); } continue; }
        if (/^RCPT TO:<(.*)>/.test(line)) mails.push(/^RCPT TO:<(.*)>/.exec(line)![1]!);
        if (line === 'DATA') { reading = true; socket.write('354 go\r\n'); } else if (line === 'QUIT') { socket.end('221 bye\r\n'); } else if (/^(EHLO|HELO|MAIL|RCPT)/.test(line)) socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  context.after(() => { server.close(); });
  const place = await temporaryPlace(context);
  const stores = [await openStore(place, 'real'), await openStore(place, 'real'), await openStore(place, 'real')];
  context.after(() => Promise.all(stores.map((store) => store.close())));
  const [store] = stores;
  await addProgram(store!, { id: 'one', name: 'one', partner: 'one', setting: 'clinic', language: 'en', timeZone: 'UTC', country: 'US' });
  const outboxes = stores.map((of) => new Outbox(of, silent, { smtp: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, url: () => 'https://kith.example', key: Buffer.alloc(32) }));
  await store!.write.transaction().execute((transaction) => outboxes[0]!.queue(transaction, 'one', Array.from({ length: 30 }, (_, at) => ({ kind: 'message' as const, recipient: `person${at}@one.example` }))));
  await store!.write.updateTable('outbox').set({ taken_until: store!.now(60_000) }).where('recipient', '=', 'person7@one.example').where('program_id', '=', 'one').execute();
  await Promise.all(outboxes.map((outbox) => outbox.run()));
  assert.deepEqual(mails.sort(), Array.from({ length: 30 }, (_, at) => `person${at}@one.example`).filter((one) => !one.startsWith('person7@')).sort());
  await store!.write.updateTable('outbox').set({ taken_until: store!.now(-1) }).where('recipient', '=', 'person7@one.example').where('program_id', '=', 'one').execute();
  await outboxes[2]!.run();
  assert.equal(mails.length, 30);
  assert.equal(new Set(mails).size, 30);
  // Written by a node whose clock was an hour ahead, and taken by one: a page waits for neither.
  await store!.write.transaction().execute((transaction) => outboxes[0]!.queue(transaction, 'one', ['ahead', 'taken'].map((name) => ({ kind: 'page' as const, recipient: `${name}@one.example` }))));
  await store!.write.updateTable('outbox').set({ next_at: new Date(Date.now() + 3_600_000).toISOString(), taken_until: store!.now(7_200_000) }).where('state', '=', 'waiting').where('program_id', '=', 'one').execute();
  await outboxes[1]!.run();
  assert.deepEqual(mails.slice(30).sort(), ['ahead@one.example', 'taken@one.example']);
});

ofDatabases('who is there is known to every node, whatever the clocks of the others say; whoever was on a node that died is away since then', async (context) => {
  const place = await temporaryPlace(context);
  const store = await openStore(place, 'real');
  context.after(() => store.close());
  const [one, two] = [new Nodes(store), new Nodes(store)];
  await Promise.all([one.tell('1'), two.tell('1')]);
  one.changed('visitor', true);
  await one.tell('1');
  await two.learn(['visitor', 'stranger']);
  assert.ok(two.away('visitor')! < 1_000);
  assert.equal(two.away('stranger'), undefined);
  assert.equal((await two.list()).length, 2);
  // A node that is not heard of any more.
  await store.write.updateTable('nodes').set({ seen_at: store.now(-300_000) }).where('id', '=', one.id).execute();
  const later = new Nodes(store);
  await later.learn(['visitor']);
  assert.ok(later.away('visitor')! < 5_000, 'a node that has just come gives nobody up by what it did not see');
  assert.equal((await later.list()).length, 1);
  // They came back on another one, and left it.
  two.changed('visitor', true);
  await two.tell('1');
  const third = new Nodes(store);
  await third.learn(['visitor']);
  assert.ok(third.away('visitor')! < 1_000);
  await two.leave();
  await store.write.updateTable('presence').set({ at: store.now(-50_000) }).where('node', '=', two.id).execute();
  await store.write.deleteFrom('presence').where('node', '=', one.id).execute();
  const fourth = new Nodes(store);
  await fourth.learn(['visitor']);
  assert.ok(fourth.away('visitor')! >= 49_000);
  // A node that has just come gives nobody up, and opens no door for somebody of whom the others know that they are away.
  const presence = new Presence(localBus(), fourth);
  assert.deepEqual([presence.isStaffHere('visitor'), presence.isStaffThere('visitor'), presence.isStaffThere('nobody-knows')], [true, false, true]);
  const started = presence as unknown as { started: number };
  started.started -= 20_000;
  assert.deepEqual([presence.isStaffHere('nobody-knows'), presence.isStaffThere('nobody-knows')], [true, false], 'nor for somebody who did not come back after a start');
  presence.staffHere('visitor');
  assert.equal(presence.isStaffThere('visitor'), true);
  // The clock of the store was set back: what it said before lies ahead, and nobody is given up by that.
  await store.write.updateTable('presence').set({ at: store.now(3_600_000) }).where('node', '=', two.id).execute();
  const fifth = new Nodes(store);
  await fifth.learn(['visitor']);
  assert.ok(fifth.away('visitor')! < 1_000);
});
