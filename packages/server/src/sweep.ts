import type { ProgramSettings } from '@kith/contract';
import type { Desk } from './desk.ts';
import { NotNow } from './conversations.ts';
import type { Log } from './log.ts';
import { steady } from './presence.ts';
import { listPrograms } from './programs.ts';
import { endOldShifts, openShifts } from './shifts.ts';
import { GroupAsks } from './groups/asks.ts';
import { forgetOldMeetings } from './groups/meetings.ts';
import { remindOfListings } from './groups/reminders.ts';

const MINUTE = 60_000;
/** One who waits and has gone: their place is given on. One in a chat: the peer has been patient. */
const WAITER_GONE = 5 * MINUTE;
const VISITOR_GONE = 30 * MINUTE;
/** A peer whose console is gone: the visitor is told; later they get another peer. */
const PEER_AWAY = 2 * MINUTE;
const PEER_GONE = 5 * MINUTE;

type Clock = Awaited<ReturnType<Desk['office']['conversations']['clocks']>>[number];
/** What is due for one conversation, if anything. Times in ms. */
function timeFor({ accepted_at: acceptedAt, peer_id: peer, escalation_id: escalation, extra_minutes: extra, warned }: Clock, { chatMinutes, graceMinutes }: ProgramSettings, now: number, away: number, peerAway: number) {
  // Nobody who may not be safe is given up by a clock.
  if (acceptedAt === null && escalation === null && away > WAITER_GONE) return 'abandoned';
  if (peer === null || acceptedAt === null) return undefined;
  if (escalation === null && away > VISITOR_GONE) return 'left-early';
  if (peerAway > PEER_GONE) return 'peer-gone';
  if (peerAway > PEER_AWAY && !(warned & 1)) return 'peer-away';
  // Nobody who may not be safe is cut off by a clock.
  if (escalation) return undefined;
  const minutes = (now - Date.parse(acceptedAt)) / MINUTE - extra;
  if (minutes >= chatMinutes + graceMinutes && graceMinutes > 0) return 'completed';
  if (minutes >= chatMinutes && !(warned & 4)) return 'time-over';
  return minutes >= chatMinutes - 5 && !(warned & 2) ? 'time-short' : undefined;
}

/** What time does to live conversations, every few seconds. One that cannot be handled does not hold up the others. */
export async function sweepConversations(desk: Desk, log: Log, given?: number): Promise<void> {
  const { office: { store, conversations, presence } } = desk;
  // By the store's clock, which all nodes share: nobody's time is over because one of them has another.
  const now = given ?? await store.time();
  const here = steady() + (given === undefined ? 0 : given - Date.now());
  for (const { id: program } of await listPrograms(store)) {
    const settings = await desk.settingsOf(program);
    await presence.learn((await openShifts(desk.office, program)).map(({ user_id: user }) => user));
    await endOldShifts(desk.office, program, now, here);
    for (const work of [() => desk.escalations.chase(program, now), () => desk.mentoring.sweep(program, now)]) await work().catch((error: unknown) => { log({ event: 'sweep-failed', program, message: error instanceof Error ? error.name : 'unknown' }); });
    const live = await conversations.clocks(program);
    await presence.learn(live.flatMap(({ id, peer_id: peer }) => (peer === null ? [id] : [id, peer])));
    for (const clock of live) {
      try {
        const act = timeFor(clock, settings, now, presence.visitorAway(clock.id, here), clock.peer_id === null ? 0 : presence.staffAway(clock.peer_id, here));
        if (!act) continue;
        const row = await conversations.get(clock.id, program);
        if (!row || row.ended_at !== null || row.peer_id !== clock.peer_id || row.escalation_id !== clock.escalation_id || row.warned !== clock.warned) continue;
        switch (act) {
          case 'abandoned': await desk.end(row, 'system', 'abandoned', 'left-early'); break;
          case 'left-early': case 'completed': await desk.end(row, 'system', 'ended', act); break;
          case 'peer-gone':
            await conversations.change(row, 'system', 'transferred', { check: (fresh) => { if (fresh.peer_id !== row.peer_id) throw new NotNow('changed'); }, set: { peer_id: null, peer_name: null, accepted_at: null, queue_at: new Date(now).toISOString(), handover: null, warned: 0 } });
            desk.lines.touch(program);
            break;
          case 'peer-away': await conversations.notice(row, 'system', 'peer-away', { set: { warned: row.warned + 1 } }); desk.lines.touch(program); break;
          case 'time-over': await conversations.notice(row, 'system', 'time-over', { set: { warned: row.warned + 4 + (row.warned & 2 ? 0 : 2) } }); break;
          default: await conversations.notice(row, 'system', 'time-short', { set: { warned: row.warned + 2 } });
        }
      } catch (error) { log({ event: 'sweep-failed', program, message: error instanceof Error ? error.name : 'unknown' }); }
    }
  }
}

/** Deletes what has been kept long enough, and says in the log that it did. */
export async function deleteWhatIsOver(desk: Desk, log: Log, given?: number): Promise<void> {
  // Too early cannot be undone: never by the clock of one node.
  const now = given ?? await desk.office.store.time();
  for (const { id: program } of await listPrograms(desk.office.store)) {
    const { keepHours, incidentDays } = await desk.settingsOf(program);
    let deleted = 0;
    for (let after = ''; ;) {
      const old = await desk.office.conversations.old(program, keepHours, now, after);
      // One that cannot be deleted must not keep the others.
      for (const row of old) { try { await desk.delete(row, false); deleted++; } catch (error) { log({ event: 'retention-failed', program, message: error instanceof Error ? error.name : 'unknown' }); } }
      if (!old.length) break;
      after = old.at(-1)!.id;
    }
    const left = await desk.messages.deleteOld(program, now);
    await desk.mentoring.applications.deleteOld(program, now);
    await desk.mentoring.finishDeletions(program);
    await desk.office.outbox.deleteOld(program, now);
    await remindOfListings(desk.office, program, now);
    await new GroupAsks(desk.office).deleteOld(program, now);
    const incidents = await desk.escalations.deleteOld(program, incidentDays, now);
    log({ event: 'retention', program, message: `${deleted} conversations deleted ${keepHours} hours after their end, ${left} messages, ${incidents} incident records` });
  }
  await forgetOldMeetings(desk.office.store, now);
  await desk.office.store.write.deleteFrom('refusals').where('until', '<', new Date(now).toISOString()).execute();
  await desk.office.nodes?.tidy();
}
