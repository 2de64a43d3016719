import type { Context, Hono } from 'hono';
import { contentRoles, OutboxAcknowledge, staffAccount, staffRoutes, SignInPassword, type ChatClose, type EscalationStep, type Me, type MessageSend, type ProgramSettings, type Role, type SignInWays, type StaffProfile, type StaffRoute, type StaffRouteName } from '@kith/contract';
import type { SignIn } from './auth.ts';
import type { Turns } from './turns.ts';
import { answerEvents } from './server-events.ts';
import { staffStream } from './staff-stream.ts';
import { readCounts, notMeasured } from './counts.ts';
import type { Desk } from './desk.ts';
import { issuesOf, ProblemError } from './errors.ts';
import { wayIn } from './message-queries.ts';
import { mayAdvise } from './mentor-requests/mentors.ts';
import { groupStaffHandlers } from './groups/staff-handlers.ts';
import { mentorStaffHandlers } from './mentor-requests/staff-handlers.ts';
import { programAndSettings } from './office.ts';
import { saveSettings } from './program-settings.ts';
import { readJson } from './read-json.ts';
import { acrossPrograms, enterProgram } from './store/tenant.ts';
import { acknowledgePage, changeShift, emailOf, openShifts, sendTestPage, shiftOf, shiftView, startShift } from './shifts.ts';
import { PROVIDER } from './single-sign-on.ts';
import { userTopic } from './presence.ts';
import { addStaff, approve, forgetSignIn, isIn, makeLink, memberOf, membersOf, membershipsOf, notNow, personOf, setMet, setNeedsOk, setProfile, setRoles, type Member } from './staff.ts';

interface Call { parameters: Record<string, string>; query: Record<string, string | number | undefined>; body: unknown }
type Answer = object | undefined;
/** One for each route of the table: a call that has none does not compile. */
type Handlers = { [Name in StaffRouteName]: (member: Member, call: Call) => Promise<Answer> };

const received = { received: true };
const readsFeed = new Set<StaffRouteName>(['feeds.run', 'feeds.dictionary']);
const noLink = { link: '', until: '' };
/** Passwords and second factors. */
const guessable = /^\/v1\/auth\/(sign-in\/email|two-factor\/)/;

function handlersOf(desk: Desk, ownUrl: () => string): Handlers {
  const { office } = desk;
  const { store, conversations, audit, outbox } = office;
  const id = ({ parameters }: Call) => parameters.id!;
  const as = <Value>({ body }: Call) => body as Value;
  const done = async (work: Promise<unknown>) => { await work; return received; };
  const write = (member: Member, action: string, target = '', reason = '') => audit.write(member.program, member.userId, action, target, reason);
  const linkFor = async (userId: string) => { const { token, until } = await makeLink(store, userId); return { link: `${ownUrl()}/console/#link=${token}`, until }; };
  /** People named in settings have to be there, and to be who they are named as. */
  const checkNamed = async (program: string, { counselor, adviser }: ProgramSettings['mentoring']) => {
    if (counselor && !(await memberOf(store, program, counselor))?.roles.some((role) => role === 'coordinator' || role === 'supervisor')) throw notNow('The counselor has to be a coordinator or a supervisor of the program.');
    if (adviser && !await mayAdvise(store, program, adviser)) throw notNow('The adviser for minors has to be an adult who is a supervisor or a mentor.');
  };
  const pageLink = async (program: string, page: string, token: string, language?: string) => {
    const { site_key: site } = await store.read.selectFrom('site_keys').select('site_key').where('program_id', '=', program).where('ends_at', 'is', null).orderBy('created_at', 'desc').executeTakeFirstOrThrow();
    return `${ownUrl()}/embed/${page}?site=${encodeURIComponent(site)}${language ? `&lang=${encodeURIComponent(language)}` : ''}#token=${token}`;
  };
  return {
    ...groupStaffHandlers(office, office.hosts),
    ...mentorStaffHandlers(desk.mentoring, { link: async (userId) => (await linkFor(userId)).link, pageLink, touch: (program) => { desk.lines.touch(program); } }),
    'queue.get': async (member) => {
      const { line, offers } = await desk.lines.offersFor(member.program, member.userId);
      const shift = await shiftOf(office, member.program, member.userId);
      const now = Date.now();
      return {
        waiting: offers.map((offer) => { const row = line.waiting.find((item) => item.id === offer.id)!; return { ...line.summaries.get(offer.id)!, minutes: Math.floor((now - row.since) / 60_000), mayAccept: offer.mayAccept, reasons: offer.reasons }; }),
        // Beside the live ones: what ended within the day and has no note yet.
        mine: [...await Promise.all((await store.read.selectFrom('conversations').selectAll().where('program_id', '=', member.program).where('peer_id', '=', member.userId).where('noted_at', 'is', null).where('request_id', 'is', null).where('ended_at', '>', new Date(now - 86_400_000).toISOString()).orderBy('ended_at', 'desc').limit(10).execute()).map((row) => desk.lines.summary(row, line.members))), ...line.rows.filter((row) => row.peer_id === member.userId || (JSON.parse(row.joined) as string[]).includes(member.userId)).map((row) => line.summaries.get(row.id)!)],
        ...(shift ? { shift: shiftView(shift, member.needsOk) } : {}), duty: { ...line.duty, state: line.state }, unanswered: await desk.messages.unanswered(member.program), escalations: member.roles.includes('supervisor') ? await desk.escalations.stillOpen(member.program) : [],
      };
    },
    'shifts.start': async (member, call) => {
      const row = await startShift(office, member, await desk.settingsOf(member.program), as<{ role: 'peer' | 'supervisor'; optOut?: string[]; onCall?: boolean }>(call));
      await write(member, 'shift-started', row.id);
      desk.lines.touch(member.program);
      return shiftView(row, false);
    },
    'shifts.change': async (member, call) => {
      const { to } = as<{ to: 'on' | 'paused' | 'ended' }>(call);
      const row = await changeShift(office, member.program, member.userId, to);
      if (to === 'ended') await write(member, 'shift-ended', row.id);
      desk.lines.touch(member.program);
      return shiftView(row, member.needsOk);
    },
    'shifts.page': (member) => done(sendTestPage(office, member.program, member.userId)),
    'shifts.ok': async (member, { parameters }) => {
      if (parameters.person === member.userId) throw new ProblemError('not-allowed');
      await setNeedsOk(store, member.program, parameters.person!, false);
      await write(member, 'ok-to-continue', parameters.person);
      desk.lines.touch(member.program);
      return received;
    },
    'profile.set': async (member, call) => { await setProfile(store, member.program, member.userId, as<StaffProfile>(call)); desk.lines.touch(member.program); return received; },
    'board.get': async (member) => {
      const line = await desk.lines.of(member.program);
      const since = new Date(Date.now() - 24 * 3_600_000).toISOString();
      const ended = await store.read.selectFrom('conversations').selectAll().where('program_id', '=', member.program).where('request_id', 'is', null).where('ended_at', '>', since).orderBy('ended_at', 'desc').limit(30).execute();
      return { chats: line.rows.map((row) => line.summaries.get(row.id)!), ended: await Promise.all(ended.map((row) => desk.lines.summary(row, line.members))), people: line.members.map((person) => personOf(person, line.settings, line.shifts.some(({ user_id: user }) => user === person.userId))), escalations: (await desk.escalations.list(member.program)).filter(({ state }) => state !== 'closed') };
    },
    'chats.accept': (member, call) => done(desk.accept(member, id(call))),
    'chats.get': (member, call) => desk.read(member, id(call), Number(call.query.after ?? 0), call.query.reason as string | undefined),
    'chats.send': (member, call) => { const { clientId, body } = as<MessageSend>(call); return desk.send(member, id(call), clientId, body).then(({ again: _, ...receipt }) => receipt); },
    'chats.typing': (member, call) => done(desk.types(member, id(call))),
    'chats.note': (member, call) => { const { clientId, body } = as<MessageSend>(call); return desk.note(member, id(call), clientId, body).then(({ again: _, ...receipt }) => receipt); },
    'chats.join': (member, call) => done(desk.join(member, id(call))),
    'chats.leave': (member, call) => done(desk.leave(member, id(call))),
    'chats.takeOver': (member, call) => done(desk.takeOver(member, id(call))),
    'chats.offer': (member, call) => done(desk.offerHandover(member, id(call), as<{ to: 'queue' | 'supervisor' }>(call).to)),
    'chats.close': (member, call) => done(desk.close(member, id(call), as<ChatClose>(call))),
    'chats.pause': (member, call) => done(desk.pause(member, id(call), as<{ on: boolean }>(call).on)),
    'chats.handOff': async (member, call) => { const { to, text } = as<{ to: string; text: string }>(call); return { sheet: await desk.handOff(member, id(call), to, text) }; },
    'chats.extend': (member, call) => done(desk.extend(member, id(call), as<{ minutes: number }>(call).minutes)),
    'chats.block': (member, call) => { const { hours, reason } = as<{ hours: number; reason: string }>(call); return done(desk.block(member, id(call), hours, reason)); },
    'chats.escalate': (member, call) => desk.escalate(member, id(call)),
    'chats.review': async (member, call) => {
      const row = await desk.chatFor(member, id(call));
      if (row.peer_id === member.userId) throw new ProblemError('not-allowed');
      await conversations.addNote(row, { author: 'review', id: member.userId, name: member.profile.name }, 'review', JSON.stringify(as<{ ratings: object }>(call).ratings));
      await conversations.set(row, { reviewed_at: new Date().toISOString() });
      await write(member, 'chat-reviewed', row.id);
      return received;
    },
    'reviews.list': async (member) => {
      const members = await membersOf(store, member.program);
      // The newest of each peer that nobody has reviewed: no choice by content, and none of one's own.
      const rows = await store.read.selectFrom('conversations').selectAll().where('program_id', '=', member.program).where('request_id', 'is', null).where('state', '=', 'ended').where('reviewed_at', 'is', null).where('peer_id', 'is not', null).where('peer_id', '<>', member.userId).orderBy('ended_at', 'desc').limit(200).execute();
      const sample = [...new Map(rows.reverse().map((row) => [row.peer_id, row])).values()];
      return { chats: await Promise.all(sample.map((row) => desk.lines.summary(row, members))) };
    },
    'escalations.list': async (member) => ({ escalations: await desk.escalations.list(member.program) }),
    'escalations.get': async (member, call) => { const reason = String(call.query.reason ?? '').trim(); if (!reason) throw notNow('Say why you read it.'); const found = await desk.escalations.get(member.program, id(call)); await write(member, 'incident-read', id(call), reason); return { escalation: found.escalation, record: found.record.map(({ at, author, body }) => ({ at, author, body })) }; },
    'escalations.step': async (member, call) => {
      const step = as<EscalationStep>(call);
      const changed = await desk.escalations.step(member.program, id(call), { id: member.userId, name: member.profile.name }, step);
      await write(member, `escalation-${step.to ?? 'noted'}`, id(call));
      desk.lines.touch(member.program);
      return changed;
    },
    'messages.list': async (member) => ({ messages: await desk.messages.list(member.program) }),
    'messages.answer': async (member, call) => { await desk.messages.answer(member.program, id(call), as<{ body: string }>(call).body); await write(member, 'message-answered', id(call)); return received; },
    'messages.reveal': async (member, call) => { const contact = await desk.messages.contact(member.program, id(call)); await write(member, 'contact-revealed', id(call), as<{ reason: string }>(call).reason); return { contact }; },
    'complaints.list': async (member) => ({ complaints: await desk.complaints(member.program, member) }),
    'people.list': async (member) => {
      const settings = await desk.settingsOf(member.program);
      const shifts = await openShifts(office, member.program);
      const seesMail = member.roles.includes('admin');
      return { people: await Promise.all((await membersOf(store, member.program)).filter(isIn).map(async (person) => personOf(person, settings, shifts.some(({ user_id: user }) => user === person.userId), seesMail ? await emailOf(office, person.userId) : undefined))) };
    },
    'people.invite': async (member, call) => {
      const added = await addStaff(store, member.program, as<{ email: string; name: string; roles: Role[] }>(call));
      await write(member, 'person-invited', added.userId);
      await outbox.tell(member.program, 'invitation', await emailOf(office, added.userId));
      // Somebody of another program too signs in as before: a link would open that program to this admin.
      return added.known ? noLink : linkFor(added.userId);
    },
    'people.link': async (member, { parameters }) => {
      const person = await memberOf(store, member.program, parameters.person!);
      if (!person) throw new ProblemError('not-here');
      if ((await membershipsOf(store, person.userId)).filter(isIn).length > 1) throw notNow('This person is in another program too. Whoever runs the server can make the link: kith staff link.');
      // Whoever makes a link could use it: an admin must not become somebody who reads what visitors write.
      const reads = (await membershipsOf(store, person.userId)).some(({ roles, pending }) => [...roles, ...pending].some((role) => contentRoles.includes(role)));
      if (!member.roles.includes(reads ? 'supervisor' : 'admin') || person.userId === member.userId) throw new ProblemError('not-allowed');
      await write(member, 'link-made', person.userId);
      return linkFor(person.userId);
    },
    'people.roles': async (member, call) => {
      const { person } = call.parameters;
      if (person === member.userId) throw new ProblemError('not-allowed');
      await setRoles(store, member.program, person!, as<{ roles: Role[] }>(call).roles);
      // Their windows connect anew, as who they are now.
      desk.office.bus.publish(userTopic(person!), { revoked: true });
      await write(member, 'roles-changed', person);
      desk.lines.touch(member.program);
      return received;
    },
    'people.approve': async (member, { parameters }) => {
      const { person } = parameters;
      if (person === member.userId) throw new ProblemError('not-allowed');
      const before = (await membershipsOf(store, person!)).filter(isIn);
      await approve(store, member.program, person!);
      // An admin who invited them, here or in another program, had their link in hand: what was signed in with it ends, and the supervisor hands a
      // new one over. Where that would open another program too, whoever runs the server does.
      const unknown = !before.some(({ roles }) => roles.some((role) => role === 'admin' || contentRoles.includes(role)));
      if (unknown) await forgetSignIn(store, person!);
      desk.office.bus.publish(userTopic(person!), { revoked: true });
      await write(member, 'roles-approved', person);
      desk.lines.touch(member.program);
      if (!unknown) return noLink;
      return before.length === 1 ? linkFor(person!) : { ...noLink, fromServer: true };
    },
    'people.met': async (member, call) => {
      if (call.parameters.person === member.userId) throw new ProblemError('not-allowed');
      const { requirement, ...met } = as<{ requirement: string; on: string; until?: string; issuer?: string; jurisdiction?: string }>(call);
      await setMet(store, member.program, call.parameters.person!, { id: requirement, ...met });
      await write(member, 'requirement-met', call.parameters.person, requirement);
      return received;
    },
    'settings.get': async (member) => { const { settings, revision } = await programAndSettings(office, member.program); return { settings, revision }; },
    'settings.set': async (member, call) => { await checkNamed(member.program, as<ProgramSettings>(call).mentoring); await saveSettings(store, member.program, as<ProgramSettings>(call), call.query.known as string | undefined); desk.settingsChanged(member.program); await write(member, 'settings-changed'); return received; },
    'reports.counts': async (member, { query }) => {
      const to = String(query.to ?? new Date().toISOString().slice(0, 10));
      const from = String(query.from ?? new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10));
      return { from, to, rows: await readCounts(store, member.program, from, to), notMeasured };
    },
    'hours.list': async (member) => {
      const everybody = member.roles.includes('supervisor') || member.roles.includes('coordinator');
      const members = await membersOf(store, member.program);
      let query = store.read.selectFrom('shifts').selectAll().where('program_id', '=', member.program).orderBy('started_at', 'desc').limit(1_000);
      if (!everybody) query = query.where('user_id', '=', member.userId);
      return { rows: (await query.execute()).map((row) => ({ person: members.find(({ userId }) => userId === row.user_id)?.name ?? '', startedAt: row.started_at, ...(row.ended_at === null ? {} : { endedAt: row.ended_at }), minutes: Math.round((Date.parse(row.ended_at ?? new Date().toISOString()) - Date.parse(row.started_at)) / 60_000), chats: row.chats })) };
    },
    'audit.list': async (member) => {
      const { entries, whole } = await audit.list(member.program);
      const names = new Map((await membersOf(store, member.program)).map(({ userId, name }) => [userId, name]));
      const named = (key: 'by' | 'of', who: string) => (names.has(who) ? { [key]: names.get(who) } : {});
      return { entries: entries.map((entry) => ({ ...entry, ...named('by', entry.actor), ...named('of', entry.target) })), whole };
    },
    'outbox.list': async (member) => ({ entries: await outbox.list(member.program, await emailOf(office, member.userId)) }),
  };
}

export interface StaffApp { desk: Desk; signIn: SignIn; ownOrigin: (context: Context) => string; turns: Turns; limit: (context: Context) => void; /** Of tries to sign in: by caller and by the person who is tried. */ limitSignIn: (context: Context, email?: string) => void; ownUrl: () => string }

/** Every call of staff. The cookie counts only for pages of the server's own origin. */
export function mountStaff<Env extends { Variables: { requestId: string; route: string } }>(app: Hono<Env>, { desk, signIn, ownOrigin, turns, limit, limitSignIn, ownUrl }: StaffApp): void {
  const { office: { store, presence } } = desk;
  const handlers = handlersOf(desk, ownUrl);
  const json = (context: Context, value: object, status: 200 | 201 = 200) => context.body(JSON.stringify(value), status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  const sameOrigin = (context: Context) => {
    const origin = context.req.header('origin');
    if (origin === undefined ? context.req.method !== 'GET' : origin !== ownOrigin(context)) throw new ProblemError('origin-not-allowed');
  };
  const who = async (context: Context) => {
    limit(context);
    sameOrigin(context);
    const user = await signIn.whoIs(context.req.raw.headers);
    if (!user) throw new ProblemError('not-signed-in');
    return user;
  };
  const hasWay = async (userId: string, way: string) => (await wayIn(store.read, { user: userId, way })).rows.length > 0;
  const hasPassword = (userId: string) => hasWay(userId, 'credential');
  const body = async (context: Context, schema: StaffRoute['body']) => {
    const read = schema!.safeParse(await readJson(context));
    if (!read.success) throw new ProblemError('invalid-query', { issues: issuesOf(read.error) });
    return read.data;
  };

  app.on(['GET', 'POST'], '/v1/auth/*', async (context) => {
    context.set('route', `${context.req.method} /v1/auth/*`);
    limit(context);
    sameOrigin(context);
    // Read here, so that a large or a deep body ends here.
    const given = context.req.method === 'POST' ? await readJson(context) as Record<string, unknown> | null : undefined;
    // Only what can be guessed: nobody is kept from a link or a passkey by whoever sits behind the same address.
    if (given !== undefined && guessable.test(context.req.path)) limitSignIn(context, typeof given?.email === 'string' ? given.email.slice(0, 200) : undefined);
    const answer = await signIn.handle(new Request(context.req.url, { method: context.req.method, headers: context.req.raw.headers, ...(given === undefined ? {} : { body: JSON.stringify(given) }) }));
    for (const cookie of answer.headers.getSetCookie()) context.header('set-cookie', cookie, { append: true });
    const location = answer.headers.get('location');
    if (location !== null) context.header('location', location);
    return context.body(await answer.text(), answer.status as 200, { 'content-type': answer.headers.get('content-type') ?? 'application/json', 'cache-control': 'no-store' });
  });
  app.get(staffAccount.ways, (context) => {
    context.set('route', `GET ${staffAccount.ways}`);
    limit(context);
    const ways: SignInWays = signIn.provider === undefined ? {} : { provider: signIn.provider };
    return json(context, ways);
  });
  app.get(staffAccount.me, async (context) => {
    context.set('route', `GET ${staffAccount.me}`);
    const user = await who(context);
    const partners = new Map((await acrossPrograms(() => store.read.selectFrom('programs').select(['id', 'partner']).execute())).map((row) => [row.id, row.partner]));
    const passkeys = (await store.read.selectFrom('auth_passkeys').select('id').where('userId', '=', user.id).execute()).length;
    const me: Me = { id: user.id, email: user.email, passkeys, password: await hasPassword(user.id), twoFactor: user.twoFactorEnabled, provider: await hasWay(user.id, PROVIDER), memberships: (await membershipsOf(store, user.id)).filter(isIn).map(({ program, name, roles, pending, profile }) => ({ program, partner: partners.get(program) ?? program, name, roles, pending, profile })) };
    return json(context, me);
  });
  app.post(staffAccount.password, async (context) => {
    context.set('route', `POST ${staffAccount.password}`);
    const user = await who(context);
    if (await hasPassword(user.id)) throw new ProblemError('not-now', { issues: [{ path: 'password', message: 'There is one already.' }] });
    await signIn.setPassword(context.req.raw.headers, (await body(context, SignInPassword) as { password: string }).password);
    return json(context, received);
  });
  app.post(staffAccount.page, async (context) => {
    context.set('route', `POST ${staffAccount.page}`);
    limit(context);
    sameOrigin(context);
    if (!await acknowledgePage(desk.office, (await body(context, OutboxAcknowledge) as { code: string }).code)) throw new ProblemError('link-used');
    return json(context, received);
  });
  app.get(staffAccount.events, async (context) => {
    context.set('route', `GET ${staffAccount.events}`);
    const user = await who(context);
    return answerEvents(context, staffStream(desk, user.id, (await membershipsOf(store, user.id)).map(({ program }) => program)));
  });

  for (const [name, route] of Object.entries(staffRoutes) as [StaffRouteName, StaffRoute][]) {
    app.on(route.method, `/v1/staff/programs/:program${route.path.replace(/\{(\w+)\}/g, ':$1')}`, async (context) => {
      context.set('route', `${route.method} /v1/staff/programs/{program}${route.path}`);
      const user = await who(context);
      const parameters = context.req.param() as Record<string, string>;
      enterProgram(parameters.program!);
      const [member, lacksFactor] = await Promise.all([memberOf(store, parameters.program!, user.id), !user.twoFactorEnabled && hasPassword(user.id)]);
      // A program that one is not in looks like one that is not there.
      if (!member) throw new ProblemError('not-here');
      if (!member.roles.some((role) => route.may.includes(role))) throw new ProblemError('not-allowed');
      if (lacksFactor) throw new ProblemError('second-factor');
      presence.staffSeen(user.id);
      const query = route.query?.safeParse(context.req.query());
      if (query && !query.success) throw new ProblemError('invalid-query', { issues: issuesOf(query.error) });
      // Before its turn: a body that does not come must not keep anybody from theirs.
      const given = route.body ? await body(context, route.body) : undefined;
      const work = async () => handlers[name](member, { parameters, query: (query?.data ?? {}) as Call['query'], body: given });
      // To read a feed takes as long as its server does: it takes nobody's turn meanwhile.
      const answer = await (readsFeed.has(name) ? work() : turns.run(member.program, name.startsWith('chats.') || name.startsWith('escalations.') ? 'now' : 'soon', work));
      return json(context, answer ?? received, route.status ?? 200);
    });
  }
}
