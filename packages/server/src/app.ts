import { hash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Hono, type Context } from 'hono';
import { getConnInfo } from '@hono/node-server/conninfo';
import { ConversationEnd, errorCodes, routes, type ConversationStart, type Feedback, type MessageLeave, type MessageSend, type HelplineReport, type Route, type RouteName } from '@kith/contract';
import { CursorError } from '@kith/finder';
import { codeOf, isPostgresFull, isStoreAway } from './store/postgres.ts';
import { isDiskFull } from './store/sqlite.ts';
import type { ConversationRow } from './store/schema.ts';
import { availabilityOf } from './availability.ts';
import type { SignIn } from './auth.ts';
import { ConversationGone, ConversationOver, NotNow } from './conversations.ts';
import type { Desk } from './desk.ts';
import { mentorHandlers } from './mentor-requests/public-handlers.ts';
import { Proofs } from './proofs.ts';
import { mountStaff } from './staff-app.ts';
import { eventStream } from './conversation-stream.ts';
import { answerEvents } from './server-events.ts';
import { serveAsset, type Assets } from './assets.ts';
import { Packed } from './compress.ts';
import { docsPage, openapiText } from './docs.ts';
import { helplinesPage } from './docs-helplines.ts';
import { embedCrisisPage, embedMentorPage, embedProblem, embedTalkPage, type EmbedProblem } from './embed.ts';
import { mentorFormOf } from './mentor-requests/form-page.ts';
import { issuesOf, problem, ProblemError } from './errors.ts';
import type { Groups } from './groups/groups.ts';
import { mountGroupPages } from './groups/mount-pages.ts';
import { GroupAsks } from './groups/asks.ts';
import { calendarOf, groupHandlers } from './groups/public-handlers.ts';
import { isKnownHelpline, listHelplines } from './helplines.ts';
import { defaultRates, Limiter, type RateLimits } from './limits.ts';
import type { Log } from './log.ts';
import { allowedOrigin } from './message-queries.ts';
import { findBySite, type KnownProgram } from './programs.ts';
import { readJson, readText } from './read-json.ts';
import { KeyConflict, reportHelpline } from './reports.ts';
import { startPage } from './start-page.ts';
import { Turns, type Rank } from './turns.ts';
import type { Store } from './store/store.ts';
import { acrossPrograms, enterProgram, forNobody } from './store/tenant.ts';

export interface AppOptions {
  store: Store;
  groups: Groups;
  assets: Assets;
  log: Log;
  /** Proxies in front whose X-Forwarded-For is trusted. */
  proxies?: number;
  publicUrl?: string | undefined;
  /** Where staff sign in, when that is not `publicUrl`. */
  staffUrl?: string | undefined;
  rates?: Partial<RateLimits>;
  /** Conversations and those who answer them. */
  desk?: Desk | undefined;
  /** Absent: no calls of staff. */
  signIn?: SignIn | undefined;
}

export interface Variables { requestId: string; route: string }
type Env = { Variables: Variables };
/** Parts of a request, read by the route's own schemas. */
interface Input { parameters: Record<string, string>; query: Record<string, unknown>; body: unknown }
type Handler = (context: Context<Env>, program: KnownProgram, input: Input) => Promise<object | Response>;
/** Of a call with a conversation's token. */
type TokenHandler = (context: Context<Env>, conversation: ConversationRow, input: Input) => Promise<object | Response>;

/** A program is looked up again after this: a new key or origin counts within seconds. */
const PROGRAM_TTL = 2_000;
/** So long it may stand while the store is away. */
const STALE = 3_600_000;
const SECOND = 1_000;
/** A load balancer asks often, and must not wait for a store that hangs. */
const READY_WITHIN = 1_500;
/** Searches of addresses that were read, over all programs. */
const MOST_READINGS = 500;
/** Bytes of a form that a page posts. */
const MOST_FORM = 8_192;
/** Of one conversation: a reconnect or two, and another tab. */
const MOST_STREAMS = 6;

const securityHeaders: Record<string, string> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'permissions-policy': 'camera=(), microphone=(), payment=(), usb=()',
};

/** The server as a value: it composes and never listens. */
export function createApp({ store, groups, assets, log, proxies = 0, publicUrl, staffUrl, rates = {}, desk, signIn }: AppOptions): Hono<Env> {
  const app = new Hono<Env>();
  const conversations = desk?.office.conversations;
  const limiter = new Limiter({ ...defaultRates, ...rates });
  const turns = new Turns();
  const programs = new Map<string, { at: number; found: Promise<KnownProgram | undefined> }>();

  const programOf = (site: string): Promise<KnownProgram | undefined> => {
    const kept = programs.get(site);
    if (kept && performance.now() - kept.at < PROGRAM_TTL) return kept.found;
    if (programs.size > 1_000) programs.clear();
    // While the store is away, what was known of a program stands: crisis lines are in it.
    const found = acrossPrograms(() => findBySite(store, site)).catch((error: unknown) => { if (kept && isStoreAway(error) && performance.now() - kept.at < STALE) return kept.found; throw error; });
    found.catch(() => { if (programs.get(site)?.found === found) programs.delete(site); });
    programs.set(site, { at: performance.now(), found });
    return found;
  };

  /** The caller's address, only ever hashed. */
  const addressOf = (context: Context): string => {
    const forwarded = proxies ? (context.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim()).filter(Boolean) : [];
    if (forwarded.length) return forwarded.at(-Math.min(proxies, forwarded.length))!;
    try { return getConnInfo(context).remote.address ?? 'unknown'; } catch { return 'in process'; }
  };
  const callers = new WeakMap<object, { day: number; hash: string }>();
  /** The caller as a salted hash; made once for a connection and a day. */
  const callerOf = (context: Context): string => {
    const socket = proxies ? undefined : (context.env as { incoming?: { socket?: object } } | undefined)?.incoming?.socket;
    const day = Math.floor(Date.now() / 86_400_000);
    const known = socket && callers.get(socket);
    if (known?.day === day) return known.hash;
    const hashed = limiter.hashed(addressOf(context));
    if (socket) callers.set(socket, { day, hash: hashed });
    return hashed;
  };
  const limit = (context: Context, kind: keyof RateLimits, key: string) => {
    const wait = limiter.take(kind, key);
    if (wait) { throw new ProblemError('too-many-requests', { retryAfter: wait }); }
  };

  app.use((context, next) => forNobody(async () => {
    const started = performance.now();
    const requestId = randomUUID();
    context.set('requestId', requestId);
    context.set('route', 'none');
    // Before the answer is made: to change it afterwards costs more than most answers do.
    context.header('x-request-id', requestId);
    for (const name in securityHeaders) context.header(name, securityHeaders[name]);
    await next();
    log({ event: 'request', requestId, method: context.req.method, route: context.get('route'), status: context.res.status, ms: Math.round((performance.now() - started) * 10) / 10 });
  }));

  const answerProblem = (context: Context<Env>, error: unknown): Response => {
    const requestId = context.get('requestId');
    const known = error instanceof ProblemError ? error : error instanceof KeyConflict ? new ProblemError('idempotency-conflict') : error instanceof CursorError ? new ProblemError('invalid-cursor')
      : error instanceof ConversationGone ? new ProblemError('conversation-not-found') : error instanceof ConversationOver ? new ProblemError('conversation-ended') : error instanceof NotNow ? new ProblemError('not-now', { issues: [{ path: 'state', message: error.reason }] }) : isDiskFull(error) || isPostgresFull(error) ? new ProblemError('full') : isStoreAway(error) ? new ProblemError('not-ready', { retryAfter: 2 }) : undefined;
    if (!known) log({ event: 'error', requestId, route: context.get('route'), message: error instanceof Error ? `${error.name} ${codeOf(error)} at ${(error.stack ?? '').split('\n').find((line) => line.includes('    at '))?.trim().replace(/\(?file:.*\/packages\//, '') ?? 'unknown'}` : 'unknown' });
    const body = problem(known?.code ?? 'internal', requestId, known?.issues);
    // Errors may be read by any page: they hold nothing, and a page that is not allowed must be able to say so.
    return context.body(JSON.stringify(body), body.status as 400, {
      'content-type': 'application/problem+json', 'cache-control': 'no-store', 'access-control-allow-origin': '*', 'access-control-expose-headers': 'x-request-id, retry-after',
      ...(known?.retryAfter ? { 'retry-after': String(known.retryAfter) } : {}),
    });
  };
  const languageOf = (context: Context): string => context.req.query('lang') ?? context.req.header('accept-language') ?? '';
  const pageProblem = (context: Context, code: EmbedProblem, known?: Parameters<typeof embedProblem>[2], more: Record<string, string> = {}) => context.html(embedProblem(code, languageOf(context), known), errorCodes[code][0], { 'content-security-policy': "default-src 'none'; style-src 'self'", 'cache-control': 'no-store', ...more });
  app.onError((error, context) => answerProblem(context, error));
  app.notFound((context) => {
    if (!limiterAllows(context)) return answerProblem(context, new ProblemError('too-many-requests', { retryAfter: 1 }));
    const other = Object.values(routes).some((route) => pathPattern(route.path).test(context.req.path));
    // Somebody with an old link, or one that was cut off, is a person.
    if (!other && context.req.method === 'GET' && !context.req.path.startsWith('/v1/') && context.req.header('accept')?.includes('text/html')) return pageProblem(context, 'not-found');
    return answerProblem(context, new ProblemError(other ? 'method-not-allowed' : 'not-found'));
  });
  // Even misses are limited: guessing keys must cost something.
  const limiterAllows = (context: Context) => limiter.take('address', callerOf(context)) === 0;

  /** The program of a call: by site key, from an origin that may show it. A request without Origin comes from no page and gets public data only. */
  const admit = async (context: Context<Env>, site: string): Promise<KnownProgram> => {
    limit(context, 'address', callerOf(context));
    const program = await programOf(site);
    if (!program) throw new ProblemError('unknown-site');
    enterProgram(program.row.id);
    const origin = context.req.header('origin');
    if (origin !== undefined) {
      if (!program.origins.has(origin) && origin !== ownOrigin(context)) throw new ProblemError('origin-not-allowed');
      context.header('access-control-allow-origin', origin);
      context.header('access-control-expose-headers', 'x-request-id, retry-after');
    }
    context.header('vary', 'origin');
    // Last: what is refused must not use up what the program's own visitors have.
    limit(context, 'program', program.row.id);
    return program;
  };
  const ownOrigin = (context: Context): string => (publicUrl ? new URL(publicUrl).origin : new URL(context.req.url).origin);

  const proofs = new Proofs(desk?.office.keys.derive('proofs') ?? randomBytes(32));
  const address = (context: Context): string => publicUrl ?? ownOrigin(context);
  /** A report counts against its own limit; gives its idempotency key. */
  const admitReport = (context: Context<Env>, program: KnownProgram): string | undefined => {
    limit(context, 'report', `${program.row.id} ${callerOf(context)}`);
    const key = context.req.header('idempotency-key');
    if (key !== undefined && (key.length < 8 || key.length > 128)) throw new ProblemError('invalid-query', { issues: [{ path: 'Idempotency-Key', message: 'must be 8 to 128 characters' }] });
    return key;
  };

  const handlers: Record<Exclude<RouteName, TokenRoute | OpaqueRoute>, Handler> = {
    'programs.get': (context, program) => {
      context.header('cache-control', 'public, max-age=60');
      return Promise.resolve(program.page);
    },
    ...groupHandlers({ store, groups, admitReport, sendPacked, address }),
    'proofs.make': (context) => { context.header('cache-control', 'no-store'); return proofs.make(); },
    'conversations.start': async (context, program, { body }) => {
      if (!desk) throw new ProblemError('closed');
      const { proof, ...start } = body as ConversationStart;
      const caller = `${program.row.id} ${callerOf(context)}`;
      // Under attack nobody is turned away: whoever means it has a device that does a sum.
      if (limiter.take('start', caller) || limiter.take('starts', program.row.id)) {
        if (!await proofs.check(proof, start.token)) throw new ProblemError('proof-needed');
        limit(context, 'proved', `${caller} chat`);
      }
      return desk.start(program.row.id, start);
    },
    'conversations.resume': async (context, program, { body }) => {
      // Codes are long, and guessing them is slow.
      limit(context, 'report', `${program.row.id} ${callerOf(context)}`);
      const { code, token } = body as { code: string; token: string };
      const found = await conversations?.resume(program.row.id, code, token);
      if (!found) throw new ProblemError('code-not-found');
      desk!.office.presence.revoke(found.id);
      return found;
    },
    'availability.get': (context, program, { query }) => {
      context.header('cache-control', 'no-cache');
      return availabilityOf(store, desk, program, (query as { lang?: string }).lang ?? context.req.header('accept-language') ?? '');
    },
    'messages.leave': async (context, program, { body }) => {
      limit(context, 'leave', `${program.row.id} ${callerOf(context)}`);
      if (!desk) throw new ProblemError('closed');
      await desk.messages.leave(program.row.id, body as MessageLeave);
      return { received: true };
    },
    'messages.mine': (context, program) => messageOf(context, program, (code) => desk!.messages.mine(program.row.id, code)),
    'messages.delete': (context, program) => messageOf(context, program, (code) => desk!.messages.deleteMine(program.row.id, code)),
    'helplines.list': (context, program, { query }) => {
      context.header('cache-control', 'public, max-age=300, stale-if-error=604800');
      const { country } = query as { country?: string };
      const here = program.row.country;
      const list = country === undefined || country === here ? listHelplines(here, program.helplines) : listHelplines(country, { own: [], hidden: program.helplines.hidden });
      return Promise.resolve({ ...list, ...(program.page.quickExit ? { quickExit: true } : {}) });
    },
    ...mentorHandlers(desk?.mentoring, { take: (context, kind, program) => limiter.take(kind, `${program} ${callerOf(context)}`), quickExit: async (program) => (await desk!.settingsOf(program)).quickExit, proofs }),
    'helplines.report': async (context, program, { parameters, body }) => {
      const key = admitReport(context, program);
      if (!isKnownHelpline(parameters.id!, program.helplines)) throw new ProblemError('helpline-not-found');
      return reportHelpline(store, program.row.id, parameters.id!, body as HelplineReport, key);
    },
  };

  function messageOf(context: Context<Env>, program: KnownProgram, read: (code: string) => Promise<object>): Promise<object> {
    limit(context, 'report', `${program.row.id} ${callerOf(context)}`);
    context.header('cache-control', 'no-store');
    const code = context.req.header('x-reply-code') ?? '';
    if (!desk || code.length < 10 || code.length > 40) throw new ProblemError('code-not-found');
    return read(code);
  }
  const received = { received: true };
  const tokenHandlers: Record<TokenRoute, TokenHandler> = {
    'conversations.events': async (context, conversation, { query }) => {
      const { id, program_id: programId } = conversation;
      const { after = 0, wait = 0 } = query as { after?: number; wait?: number };
      context.header('cache-control', 'no-store');
      if (context.req.header('accept')?.includes('text/event-stream')) {
        const { presence } = desk!.office;
        if (presence.visitorStreams(id) >= MOST_STREAMS) throw new ProblemError('too-many-requests', { retryAfter: 5 });
        const turn = presence.turn(id);
        return answerEvents(context, await eventStream(conversations!, conversation, after, desk!.office.streams, { presently: (waiting) => desk!.presently(id, programId, waiting), here: () => presence.visitorHere(id), fetched: (seq) => { presence.fetched(id, 'visitor', seq); }, valid: () => presence.turn(id) === turn }));
      }
      const { presence } = desk!.office;
      const leave = presence.visitorHere(id);
      try {
        const page = await conversations!.page(conversation, after, wait * SECOND, context.req.raw.signal);
        presence.fetched(id, 'visitor', page.events.at(-1)?.seq ?? after);
        return { ...page, now: await desk!.presently(id, programId) };
      } finally { leave(); }
    },
    'conversations.send': async (context, conversation, { body }) => {
      const { clientId, body: text } = body as MessageSend;
      const { again, ...receipt } = await desk!.visitorSends(conversation, clientId, text);
      return again ? context.json(receipt, 200) : receipt;
    },
    'conversations.end': async (_context, conversation) => desk!.visitorEnds(conversation),
    'conversations.typing': (_context, conversation) => { desk!.visitorTypes(conversation); return Promise.resolve(received); },
    'conversations.notSafe': (_context, conversation) => desk!.notSafe(conversation),
    'conversations.handover': (_context, conversation, { body }) => desk!.answerHandover(conversation, (body as { agree: boolean }).agree),
    'conversations.anyone': async (_context, conversation) => { await desk!.anyone(conversation); return received; },
    'conversations.report': async (_context, conversation, { body }) => { const { kind, words } = body as { kind: 'stop' | 'report' | 'block'; words?: string }; await desk!.reportPeer(conversation, kind, words); return received; },
    'conversations.feedback': async (_context, conversation, { body }) => { await desk!.feedback(conversation, body as Feedback); return received; },
    'conversations.code': (_context, conversation) => conversations!.makeCode(conversation),
    'conversations.delete': (_context, conversation) => { if (conversation.request_id !== null) throw new NotNow('Delete the request for a mentor: its messages go with it.'); return desk!.delete(conversation); },
  };
  /** The conversation of a bearer token, for a page of its program. */
  const admitToken = async (context: Context<Env>, id: string, token: string, beacon = false): Promise<ConversationRow> => {
    limit(context, 'address', callerOf(context));
    if (!token) throw new ProblemError('no-token');
    const conversation = await acrossPrograms(async () => conversations?.byToken(id, token));
    if (!conversation) throw new ProblemError('conversation-not-found');
    enterProgram(conversation.program_id);
    const origin = context.req.header('origin');
    // A beacon from a page that sends no referrer has no origin in some browsers; its token stands for itself.
    if (origin !== undefined && !(beacon && origin === 'null')) {
      const { rows: [allowed] } = await allowedOrigin(store.read, { program: conversation.program_id, origin });
      if (!allowed && origin !== ownOrigin(context)) throw new ProblemError('origin-not-allowed');
      context.header('access-control-allow-origin', origin);
      context.header('access-control-expose-headers', 'x-request-id, retry-after');
    }
    context.header('vary', 'origin');
    limit(context, 'conversation', conversation.id);
    return conversation;
  };
  const bearerOf = (context: Context) => /^Bearer ([A-Za-z0-9_-]{20,64})$/.exec(context.req.header('authorization') ?? '')?.[1] ?? '';

  const readings = new Map<string, { query: Record<string, string>; read: ReturnType<NonNullable<Route['query']>['safeParse']> | undefined }>();
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    // A parameter with an ending of a file name is told apart by it.
    const path = route.path.replace(/\{(\w+)\}\.(\w+)$/, ':$1{[A-Za-z0-9_-]+\\.$2}').replace(/\{(\w+)\}/g, ':$1');
    const ending = /\{\w+\}(\.\w+)$/.exec(route.path)?.[1];
    app.on(route.method, path, async (context) => {
      context.set('route', `${route.method} ${route.path}`);
      if (route.opaque) {
        limit(context, 'address', callerOf(context));
        return calendarOf(context, context.req.param('id')!.slice(0, -ending!.length), { store, groups, address });
      }
      // The same first pages are asked for again and again: their address need not be read anew each time.
      const search = route.method === 'GET' && !route.bearer ? context.req.url.slice(context.req.url.indexOf('?')) : undefined;
      const known = search === undefined ? undefined : readings.get(name + search);
      const query = known?.query ?? context.req.query();
      const parameters = context.req.param() as Record<string, string>;
      if (ending) parameters.id = parameters.id!.slice(0, -ending.length);
      // A beacon carries no header and no type: its token stands in the body.
      const beacon = name === 'conversations.end' && !context.req.header('authorization') ? ConversationEnd.safeParse(await readJson(context, ['application/json', 'text/plain'])).data?.token ?? '' : undefined;
      const conversation = route.bearer ? await admitToken(context, parameters.id!, beacon ?? bearerOf(context), beacon !== undefined) : undefined;
      const program = conversation ? undefined : await admit(context, parameters.site ?? query.site ?? '');
      const readQuery = known?.read ?? route.query?.safeParse(query);
      if (readQuery && !readQuery.success) throw new ProblemError('invalid-query', { issues: issuesOf(readQuery.error) });
      if (search !== undefined && !known && !query.cursor && search.length < 100) {
        if (readings.size >= MOST_READINGS) readings.clear();
        readings.set(name + search, { query, read: readQuery });
      }
      const readBody = beacon === undefined ? route.body?.safeParse(await readJson(context)) : undefined;
      if (readBody && !readBody.success) throw new ProblemError('invalid-query', { issues: issuesOf(readBody.error) });
      const input = { parameters, query: readQuery?.data ?? {}, body: readBody?.data };
      const work = () => (conversation ? tokenHandlers[name as TokenRoute](context, conversation, input) : handlers[name as Exclude<RouteName, TokenRoute | OpaqueRoute>](context, program!, input));
      // A stream, or a wait for what comes, lasts: it takes no turn.
      const answer = await (name === 'conversations.events' ? work() : turns.run(conversation?.program_id ?? program!.row.id, rankOf(name), work));
      if (answer instanceof Response) return answer;
      return sendPacked(context, new Packed(JSON.stringify(answer)), 'application/json', route.status);
    });
    // A preflight says nothing yet: the call itself is refused with words that the page can show.
    app.options(path, (context) => {
      context.set('route', `OPTIONS ${route.path}`);
      return context.body(null, 204, {
        'access-control-allow-origin': context.req.header('origin') ?? '*', 'access-control-allow-methods': route.method,
        'access-control-allow-headers': 'content-type, idempotency-key, authorization, x-reply-code', 'access-control-max-age': '7200', 'vary': 'origin',
      });
    });
  }

  if (desk && signIn) mountStaff(app, { desk, signIn, ownOrigin, turns, limit: (context) => { limit(context, 'address', callerOf(context)); }, limitSignIn: (context, email) => {
    limit(context, 'signIn', callerOf(context));
    // Much wider than of one caller: whoever knows an address must not be able to keep its person out.
    if (email) limit(context, 'person', hash('sha256', email.toLowerCase(), 'base64url'));
  },  ownUrl: () => staffUrl ?? publicUrl ?? '' });

  app.get('/healthz', (context) => { context.set('route', 'GET /healthz'); return context.json({ ok: true, version: assets.version }, 200, { 'cache-control': 'no-store' }); });
  app.get('/readyz', async (context) => {
    context.set('route', 'GET /readyz');
    const ready = await Promise.race([store.read.selectFrom('meta').select('value').where('name', '=', 'kind').executeTakeFirst().then(() => true, () => false), wait(READY_WITHIN, false, { ref: false })]);
    const bus = desk?.office.bus;
    return context.json({ ready, store: ready ? 'ok' : 'cannot be read', ...(bus?.shared ? { wakeUps: bus.isThere() ? 'ok' : 'late: the server of NATS_URL is away, and what others write comes within some seconds' } : {}) }, ready ? 200 : errorCodes['not-ready'][0], { 'cache-control': 'no-store' });
  });

  // For `kith doctor`: two words, a second apart.
  app.get('/streamz', (context) => {
    context.set('route', 'GET /streamz');
    limit(context, 'report', callerOf(context));
    return answerEvents(context, (events) => { events.write('data: first\n\n'); const timer = setTimeout(() => { events.write('data: second\n\n'); events.close(); }, SECOND); return () => { clearTimeout(timer); }; });
  });

  const html = (context: Context, text: string, csp: string) => sendPacked(context, new Packed(text), 'text/html; charset=utf-8', 200, { 'content-security-policy': csp, 'cache-control': 'no-store' });
  app.get('/', (context) => {
    context.set('route', 'GET /');
    return html(context, startPage({ url: publicUrl ?? new URL(context.req.url).origin, version: assets.version, integrity: assets.integrity }), `default-src 'none'; style-src 'self'; frame-ancestors 'none'`);
  });
  app.get('/docs', (context) => { context.set('route', 'GET /docs'); return html(context, docsPage(), `default-src 'none'; style-src 'self'; frame-ancestors 'none'`); });
  app.get('/docs/helplines', (context) => { context.set('route', 'GET /docs/helplines'); return html(context, helplinesPage(), `default-src 'none'; style-src 'self'; frame-ancestors 'none'`); });
  app.get('/openapi.json', (context) => { context.set('route', 'GET /openapi.json'); return context.body(openapiText, 200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' }); });
  type DrawPage = (program: KnownProgram, site: string, language: string, context: Context<Env>, form: URLSearchParams) => string | undefined | Promise<string | undefined>;
  /** A page of Kith's own, for frames of the program's origins and as a plain link. Nothing drawn: it is not there. */
  const page = (method: 'GET' | 'POST', path: string, draw: DrawPage) => app.on(method, path, async (context) => {
    context.set('route', `${method} ${path}`);
    const site = context.req.param('site') ?? context.req.query('site') ?? '';
    const language = languageOf(context);
    let program: KnownProgram | null | undefined;
    // A frame with a bare error in it would help nobody.
    const refuse = (code: EmbedProblem, more?: Record<string, string>) => pageProblem(context, code, program ? { program: program.page, site } : undefined, more);
    const inWords = (error: unknown) => {
      if (isStoreAway(error)) return refuse('not-ready', { 'retry-after': '2' });
      if (error instanceof ProblemError && error.code === 'too-many-requests') return refuse(error.code, { 'retry-after': String(error.retryAfter ?? 1) });
      if (error instanceof ProblemError) throw error;
      // It stands in the log like any other.
      answerProblem(context, error);
      return refuse('internal');
    };
    try { program = limiterAllows(context) ? await programOf(site) : null; } catch (error) { return inWords(error); }
    if (program === undefined) return refuse('unknown-site');
    if (program) enterProgram(program.row.id);
    const wait = program ? limiter.take('program', program.row.id) : 1;
    if (!program || wait) return refuse('too-many-requests', { 'retry-after': String(wait) });
    const known = program;
    const rank: Rank = path.endsWith('crisis-resources') ? 'now' : /group/.test(path) ? 'later' : 'soon';
    let text: string | undefined;
    try {
      // Before its turn: a form that does not come must not keep anybody from theirs.
      const form = new URLSearchParams(method === 'POST' ? await readText(context, MOST_FORM) : '');
      text = await turns.run(known.row.id, rank, async () => draw(known, site, language, context, form));
    } catch (error) { return inWords(error); }
    return text === undefined ? refuse('group-not-found') : html(context, text,
      `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self' ${[...known.origins].join(' ')}; require-trusted-types-for 'script'; trusted-types lit-html`);
  });
  const embed = (name: string, draw: DrawPage) => { page('GET', `/embed/${name}`, draw); };
  mountGroupPages(app, {
    store, groups, page, address, sendPacked, turn: (program, work) => turns.run(program.row.id, 'later', work), asks: desk && new GroupAsks(desk.office), mayAsk: (context, program) => !limiter.take('leave', `${program.row.id} ${callerOf(context)}`),
    admitFeed: async (context, site) => {
      limit(context, 'address', callerOf(context));
      const program = await programOf(site);
      if (!program) throw new ProblemError('unknown-site');
      enterProgram(program.row.id);
      limit(context, 'program', program.row.id);
      return program;
    },
  });
  embed('talk-to-a-peer', async (program, site, language) => embedTalkPage({ program: program.page, site, language, availability: await availabilityOf(store, desk, program, language) }));
  const mentorPage = (consent: boolean) => async (program: KnownProgram, site: string, language: string) => embedMentorPage({ program: program.page, site, language, consent, form: await mentorFormOf(desk!.mentoring, program, (await desk!.settingsOf(program.row.id)).quickExit, language) });
  if (desk) { embed('request-a-mentor', mentorPage(false)); embed('consent', mentorPage(true)); }
  embed('crisis-resources', (program, site, language) => embedCrisisPage({ program: program.page, site, helplines: listHelplines(program.row.country, program.helplines), language }));
  app.get('*', async (context, next) => {
    const asset = assets.files.get(context.req.path === '/console' || context.req.path === '/console/' ? '/console/index.html' : context.req.path);
    if (!asset) return next();
    context.set('route', 'GET asset');
    if (asset.type.startsWith('text/html')) context.header('content-security-policy', "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; trusted-types lit-html; require-trusted-types-for 'script'");
    const { status, headers, body } = serveAsset(asset, context.req.raw.headers);
    return body ? context.body(body, 200, headers) : context.body(null, status, headers);
  });
  return app;
}

async function sendPacked(context: Context, packed: Packed, type: string, status: 200 | 201, headers: Record<string, string> = {}): Promise<Response> {
  const { body, headers: coding } = await packed.answer(context.req.header('accept-encoding'));
  return context.body(body, status, { 'content-type': type, ...headers, ...coding });
}

/** What cannot wait: help, and chats that are open. What can: lists and searches, and reports of mistakes. The rest is what people came for. */
const rankOf = (name: RouteName): Rank => (/^(helplines\.list|availability|programs)/.test(name) || (name.startsWith('conversations.') && name !== 'conversations.start') ? 'now' : /^(groups|calendars|places)\.|^helplines\.report$/.test(name) ? 'later' : 'soon');

type OpaqueRoute = { [Name in RouteName]: (typeof routes)[Name] extends { opaque: true } ? Name : never }[RouteName];
type TokenRoute = { [Name in RouteName]: (typeof routes)[Name] extends { bearer: true } ? Name : never }[RouteName];

const pathPattern = (path: string) => new RegExp(`^${path.replace('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
