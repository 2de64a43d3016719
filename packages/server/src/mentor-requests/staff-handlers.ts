import type { ApplicationMove, MentorAct, MentorActor, MentorOwn, MentorSet, mentorStaffRoutes, MessageSend, ScreeningSet } from '@kith/contract';
import type * as z from 'zod/mini';
import { ProblemError } from '../errors.ts';
import { membersOf, notNow, type Member } from '../staff.ts';
import type { MentorRequestRow } from '../store/schema.ts';
import type { Mentoring } from './index.ts';
import { listMentors, mentorRow, mentorView, matchCounts, screenMentor, setMentor } from './mentors.ts';
import type { By } from './requests.ts';

interface Call { parameters: Record<string, string>; query: Record<string, string | number | undefined>; body: unknown }
const received = { received: true };

/** The calls of staff about mentors. */
export function mentorStaffHandlers(mentoring: Mentoring, { link, pageLink, touch }: { /** A one-time link that signs somebody in. */ link: (userId: string) => Promise<string>; /** Of a page of Kith's own, with a token in its fragment. */ pageLink: (program: string, page: string, token: string, language?: string) => Promise<string>; touch: (program: string) => void }): { [Name in keyof typeof mentorStaffRoutes]: (member: Member, call: Call) => Promise<object> } {
  const { requests, consents, matches, views, referrals, applications, office } = mentoring;
  const { store, audit, outbox } = office;
  const as = <Value>({ body }: Call) => body as Value;
  const write = (member: Member, action: string, target = '', reason = '') => audit.write(member.program, member.userId, action, target, reason);
  /** The request, and what this person is in it; for whoever is nothing in it, it is not there. */
  const theirs = async (member: Member, { parameters }: Call): Promise<{ row: MentorRequestRow; actors: MentorActor[]; by: By }> => {
    const row = await requests.row(member.program, parameters.id!);
    const actors = await requests.actorsOf(member, row);
    if (!actors.length) throw new ProblemError('not-here');
    return { row, actors, by: { actors, userId: member.userId, name: member.name } };
  };
  /** As `theirs`, for the coordinator's own work. */
  const atOffice = async (member: Member, call: Call) => {
    const found = await theirs(member, call);
    if (!found.actors.includes('coordinator') && !found.actors.includes('supervisor')) throw new ProblemError('not-here');
    return found;
  };
  const view = async (member: Member, row: MentorRequestRow) => {
    const actors = await requests.actorsOf(member, row);
    // A mentor who has passed, or was let go, sees it no more.
    return views.staff(member, row, actors);
  };
  const mentoringOf = async (program: string) => (await requests.settingsOf(program)).settings;
  return {
    'mentorRequests.list': async (member) => ({ requests: await views.list(member) }),
    'mentorRequests.get': async (member, call) => { const { row, actors } = await theirs(member, call); return views.staff(member, row, actors); },
    'mentorRequests.act': async (member, call) => {
      const { row, by } = await theirs(member, call);
      const { action, ...details } = as<MentorAct>(call);
      if (action === 'record-consent') await consents.record(row, by, { action, ...details });
      else if (action === 'revoke-consent') await consents.revoke(row, by);
      else await requests.act(member.program, row.id, by, action, details);
      return view(member, await requests.row(member.program, row.id));
    },
    'mentorRequests.change': async (member, call) => {
      const { row } = await atOffice(member, call);
      const { kind, coordinator } = as<{ kind?: string; coordinator?: string }>(call);
      const { kinds } = await mentoringOf(member.program);
      if (kind !== undefined && !kinds.some(({ id }) => id === kind)) throw notNow('Your program does not have this kind of relation.');
      if (kind !== undefined && kind !== row.kind && row.matched_at !== null) throw notNow('The match has begun. Close it and open another one.');
      if (coordinator && !(await membersOf(store, member.program)).some(({ userId, roles }) => userId === coordinator && roles.includes('coordinator'))) throw notNow('This person is not a coordinator here.');
      await store.write.updateTable('mentor_requests').set({ ...(kind === undefined ? {} : { kind }), ...(coordinator === undefined ? {} : { coordinator_id: coordinator || null }) }).where('id', '=', row.id).where('program_id', '=', member.program).execute();
      await write(member, 'request-changed', row.id, kind ?? '');
      return view(member, await requests.row(member.program, row.id));
    },
    'mentorRequests.suggest': async (member, call) => ({ suggestions: await views.suggestions((await atOffice(member, call)).row) }),
    'mentorRequests.link': async (member, call) => {
      const { row, by } = await atOffice(member, call);
      const { language, send } = as<{ language?: string; send?: string }>(call);
      const settings = await mentoringOf(member.program);
      if (send && !outbox.mails) throw notNow('There is no mail server. Make the link without an address, and hand it over yourself.');
      if (!settings.consentText.en?.trim()) throw notNow('There is no text for guardians to read yet. An admin writes it in the settings.');
      const { token, until } = await consents.link(row, by, language);
      const address = await pageLink(member.program, 'consent', token, language ?? row.language);
      if (send) await store.write.transaction().execute((transaction) => outbox.queue(transaction, member.program, [{ kind: 'consent', recipient: send, address, about: row.id, language: language ?? row.language }]));
      requests.changed(member.program);
      return { link: address, until };
    },
    'mentorRequests.reveal': async (member, call) => {
      const { row } = await atOffice(member, call);
      const { answers } = await requests.said(row);
      if (typeof answers.contact !== 'string') throw new ProblemError('not-here');
      await write(member, 'contact-revealed', row.id, as<{ reason: string }>(call).reason);
      return { contact: answers.contact };
    },
    'mentorRequests.export': async (member, call) => {
      const { row, actors } = await atOffice(member, call);
      const reason = call.query.reason as string | undefined;
      if (!actors.includes('coordinator') && !reason) throw notNow('Say why you read it.');
      await write(member, 'request-exported', row.id, reason ?? '');
      return { record: await views.record(row, actors.includes('supervisor') && reason !== undefined) };
    },
    'mentorRequests.delete': async (member, call) => mentoring.delete((await atOffice(member, call)).row, member.userId),
    'matches.list': async (member) => {
      const list = await views.matchesOf(member);
      if (!member.roles.includes('mentor')) return { matches: list };
      const settings = await mentoringOf(member.program);
      return { matches: list, me: mentorView(member, await mentorRow(store, member.program, member.userId), (await matchCounts(store, member.program)).get(member.userId) ?? 0, settings, await membersOf(store, member.program), new Date().toISOString().slice(0, 10)) };
    },
    'matches.messages': (member, call) => matches.read(member, call.parameters.id!, Number(call.query.after ?? 0), call.query.reason as string | undefined, Number(call.query.back ?? 0)),
    'matches.send': (member, call) => { const { clientId, body } = as<MessageSend>(call); return matches.send(member, call.parameters.id!, clientId, body); },
    'matches.flag': async (member, call) => {
      const row = await requests.row(member.program, call.parameters.id!);
      const adviser = (await requests.advisersOf(row)).includes(member.userId);
      if (!adviser && !(await requests.actorsOf(member, row)).length) throw new ProblemError('not-here');
      return matches.flag(member, row);
    },
    'mentors.list': async (member) => ({ mentors: await listMentors(store, member.program, await mentoringOf(member.program)) }),
    'mentors.set': async (member, call) => {
      const { person } = call.parameters;
      if (person === member.userId) throw new ProblemError('not-allowed');
      const { adviser } = as<MentorSet>(call);
      const before = await mentorRow(store, member.program, person!);
      const other = adviser !== undefined && adviser !== (before.adviser_id ?? '');
      // To name oneself would be to let oneself in; and of a match that is under way only a supervisor changes who reads along.
      if (other && (adviser === member.userId || (!member.roles.includes('supervisor') && (await matchCounts(store, member.program)).has(person!)))) throw new ProblemError('not-allowed');
      await setMentor(store, member.program, person!, as<MentorSet>(call));
      if (other) await matches.adviserChanged(member.program, person!);
      await write(member, 'mentor-changed', person);
      touch(member.program);
      return received;
    },
    'mentors.screen': async (member, call) => {
      const { person } = call.parameters;
      if (person === member.userId) throw new ProblemError('not-allowed');
      const set = as<ScreeningSet>(call);
      await screenMentor(store, member.program, person!, await mentoringOf(member.program), set);
      await write(member, 'mentor-screened', person, `${set.step} ${set.result}`);
      touch(member.program);
      return received;
    },
    'mentors.own': async (member, call) => {
      const own = as<z.infer<typeof MentorOwn>>(call);
      const { state } = await mentorRow(store, member.program, member.userId);
      // Their own rest, which they end themselves; what the coordinator set, the coordinator changes.
      if (own.state !== undefined && own.state !== state && !['active', 'resting'].includes(state)) throw notNow('Your coordinator has to change this.');
      await setMentor(store, member.program, member.userId, own);
      touch(member.program);
      return received;
    },
    'mentorApplications.list': async (member) => ({ applications: await applications.list(member.program) }),
    'mentorApplications.move': async (member, call) => {
      const { application, invited } = await applications.move(member, call.parameters.id!, as<z.infer<typeof ApplicationMove>>(call));
      return { application, ...(invited ? { link: await link(invited) } : {}) };
    },
    'referrals.list': async (member) => ({ referrals: await referrals.list(member) }),
    'referrals.make': async (member) => { const { token, until } = await referrals.make(member); return { link: await pageLink(member.program, 'request-a-mentor', token), until }; },
    'webhooks.list': (member) => outbox.webhooks.list(member.program),
    'webhooks.add': async (member, call) => { const made = await outbox.webhooks.add(member.program, as<{ url: string }>(call).url); await write(member, 'webhook-added', made.id); return made; },
    'webhooks.remove': async (member, call) => { await outbox.webhooks.remove(member.program, call.parameters.id!); await write(member, 'webhook-removed', call.parameters.id); return received; },
    'webhooks.replay': async (member, call) => {
      const again = await outbox.webhooks.replay(member.program, as<{ deliveries?: string[]; webhook?: string; since?: string }>(call));
      await write(member, 'deliveries-replayed', '', String(again));
      void outbox.run();
      return { again };
    },
  };
}
