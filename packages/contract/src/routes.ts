import * as z from 'zod/mini';
import type { ErrorCode } from './errors.ts';
import { ConversationEnd, ConversationStart, EventQuery, Feedback, HandoverAnswer, MessageLeave, MessageSend, Nothing, PeerReport, ResumeCall } from './conversation-calls.ts';
import { Availability } from './availability.ts';
import { LeftMessage } from './left-messages.ts';
import { ConversationStarted, DeletionReceipt, EventPage, MessageReceipt, NotSafeReceipt, ResumeCode } from './conversations.ts';
import { CalendarMade } from './calendars.ts';
import { CalendarCall, GroupQuery } from './group-query.ts';
import { GroupPage, GroupResult } from './groups.ts';
import { HelplineList } from './helplines.ts';
import { HelplineReport } from './own-helplines.ts';
import { PlaceCall } from './place-calls.ts';
import { FoundPlaces } from './places.ts';
import { Program } from './programs.ts';
import { Proof } from './proofs.ts';
import { Receipt } from './receipts.ts';
import { GroupPlan, GroupReport } from './reports.ts';
import { mentorRoutes } from './mentor-routes.ts';
import { SiteKey } from './site-key.ts';

const bySite = { site: SiteKey };
const pageNumber = z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)));

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Path with `{name}` for each parameter. */
  path: string;
  summary: string;
  parameters?: Record<string, z.ZodMiniType>;
  query?: z.ZodMiniObject;
  body?: z.ZodMiniType;
  answer: z.ZodMiniType;
  status: 200 | 201;
  errors: readonly ErrorCode[];
  /** Takes an `Idempotency-Key` header: a retry with the same key is answered as the first was. */
  idempotent?: true;
  /** Takes the code of a message in the header `X-Reply-Code`, never in an address. */
  replyCode?: true;
  /** Called with the token of a conversation, `Authorization: Bearer …`, instead of a site key. */
  bearer?: true;
  /** Type of an answer that is not JSON. */
  media?: 'text/calendar';
  /** Needs neither site key nor token: its id is a secret of its own. */
  opaque?: true;
  /** Answers as a stream of server-sent events too, to `Accept: text/event-stream`: `hello`, then each event with `id: epoch.seq`. */
  stream?: true;
}

const tokenErrors = ['no-token', 'conversation-not-found', 'origin-not-allowed', 'too-many-requests', 'invalid-query'] as const;
const Ended = z.object({ state: z.string() });
const bodyErrors = ['bad-request', 'too-slow', 'too-large', 'unsupported-type'] as const;
const siteErrors = ['unknown-site', 'origin-not-allowed', 'too-many-requests'] as const;

/** Every call of the public API. The server mounts exactly these; `openapi.json` is generated from them. */
export const routes = {
  'programs.get': {
    method: 'GET', path: '/v1/programs/{site}', summary: 'What a page may know of a program, with its first crisis lines',
    parameters: { site: SiteKey }, answer: Program, status: 200, errors: siteErrors,
  },
  'groups.list': {
    method: 'GET', path: '/v1/groups', summary: 'Unfiltered pages of groups, soonest first; may be cached',
    query: z.strictObject({ ...bySite, limit: pageNumber, cursor: GroupQuery.shape.cursor }), answer: GroupPage, status: 200,
    errors: [...siteErrors, 'invalid-query', 'invalid-cursor'],
  },
  'groups.search': {
    method: 'POST', path: '/v1/groups/search', summary: 'Search; words, topics and places travel in the body, never in a URL',
    query: z.strictObject(bySite), body: GroupQuery, answer: GroupPage, status: 200,
    errors: [...siteErrors, 'bad-request', 'invalid-query', 'invalid-cursor', 'too-slow', 'too-large', 'unsupported-type'],
  },
  'groups.calendar': {
    method: 'GET', path: '/v1/groups/{id}.ics', summary: 'The dates of a group as a calendar (RFC 5545), without the way to join', media: 'text/calendar',
    parameters: { id: z.string() }, query: z.strictObject(bySite), answer: z.string(), status: 200,
    errors: [...siteErrors, 'group-not-found', 'no-dates'],
  },
  'calendars.make': {
    method: 'POST', path: '/v1/calendars', summary: 'A search as a calendar to subscribe to, by an opaque id',
    query: z.strictObject(bySite), body: CalendarCall, answer: CalendarMade, status: 201, errors: [...siteErrors, ...bodyErrors, 'invalid-query', 'full'],
  },
  'calendars.get': {
    method: 'GET', path: '/v1/calendars/{id}.ics', summary: 'The calendar of a search', media: 'text/calendar', opaque: true,
    parameters: { id: z.string() }, answer: z.string(), status: 200, errors: ['too-many-requests', 'calendar-not-found', 'no-dates'],
  },
  'places.search': {
    method: 'POST', path: '/v1/places/search', summary: 'Towns and postcodes by name, from a gazetteer on this server',
    query: z.strictObject(bySite), body: PlaceCall, answer: FoundPlaces, status: 200, errors: [...siteErrors, ...bodyErrors, 'invalid-query'],
  },
  'groups.get': {
    method: 'GET', path: '/v1/groups/{id}', summary: 'One group with its next dates',
    parameters: { id: z.string() }, query: z.strictObject(bySite), answer: GroupResult, status: 200,
    errors: [...siteErrors, 'group-not-found'],
  },
  'groups.plan': {
    method: 'POST', path: '/v1/groups/{id}/plans', summary: 'Count one more who plans to come to a date, or one less, with the same Idempotency-Key', idempotent: true,
    parameters: { id: z.string() }, query: z.strictObject(bySite), body: GroupPlan, answer: Receipt, status: 201,
    errors: [...siteErrors, 'bad-request', 'invalid-query', 'group-not-found', 'not-now', 'too-slow', 'too-large', 'unsupported-type'],
  },
  'groups.report': {
    method: 'POST', path: '/v1/groups/{id}/reports', summary: 'Report a problem with a listing, from a pick list', idempotent: true,
    parameters: { id: z.string() }, query: z.strictObject(bySite), body: GroupReport, answer: Receipt, status: 201,
    errors: [...siteErrors, 'bad-request', 'invalid-query', 'group-not-found', 'idempotency-conflict', 'too-slow', 'too-large', 'unsupported-type'],
  },
  'helplines.list': {
    method: 'GET', path: '/v1/helplines', summary: "Crisis lines of the program's country, or of another named one, with the program's own",
    query: z.strictObject({ ...bySite, country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/))) }),
    answer: HelplineList, status: 200, errors: [...siteErrors, 'invalid-query'],
  },
  'helplines.report': {
    method: 'POST', path: '/v1/helplines/{id}/reports', summary: 'Report a mistake in a crisis line, from a pick list', idempotent: true,
    parameters: { id: z.string() }, query: z.strictObject(bySite), body: HelplineReport, answer: Receipt, status: 201,
    errors: [...siteErrors, 'bad-request', 'invalid-query', 'helpline-not-found', 'idempotency-conflict', 'too-slow', 'too-large', 'unsupported-type'],
  },
  'proofs.make': {
    method: 'GET', path: '/v1/proofs', summary: 'A task for the sender\'s device, only where the server asked for one (ALTCHA)',
    query: z.strictObject(bySite), answer: Proof, status: 200, errors: siteErrors,
  },
  'conversations.start': {
    method: 'POST', path: '/v1/conversations', summary: 'Start to talk to a peer; refused while nobody can answer',
    query: z.strictObject(bySite), body: ConversationStart, answer: ConversationStarted, status: 201,
    errors: [...siteErrors, 'bad-request', 'invalid-query', 'closed', 'busy', 'other-ages', 'blocked', 'proof-needed', 'full', 'too-slow', 'too-large', 'unsupported-type'],
  },
  'conversations.events': {
    method: 'GET', path: '/v1/conversations/{id}/events', summary: 'What happened after a point, at once, after a wait, or as a stream', bearer: true, stream: true,
    parameters: { id: z.string() }, query: EventQuery, answer: EventPage, status: 200, errors: tokenErrors,
  },
  'conversations.send': {
    method: 'POST', path: '/v1/conversations/{id}/messages', summary: 'Send a message; a retry with the same clientId is answered with 200 as the first was', bearer: true,
    parameters: { id: z.string() }, body: MessageSend, answer: MessageReceipt, status: 201,
    errors: [...tokenErrors, 'bad-request', 'conversation-ended', 'full', 'too-slow', 'too-large', 'unsupported-type'],
  },
  'conversations.end': {
    method: 'POST', path: '/v1/conversations/{id}/end', summary: 'End it; a beacon may send text/plain with the token in the body', bearer: true,
    parameters: { id: z.string() }, body: ConversationEnd, answer: Ended, status: 200, errors: [...tokenErrors, 'bad-request', 'full', 'too-slow', 'too-large', 'unsupported-type'],
  },
  'conversations.typing': {
    method: 'POST', path: '/v1/conversations/{id}/typing', summary: 'Says that somebody types; never stored, never with text', bearer: true,
    parameters: { id: z.string() }, body: Nothing, answer: Receipt, status: 200, errors: [...tokenErrors, ...bodyErrors],
  },
  'conversations.notSafe': {
    method: 'POST', path: '/v1/conversations/{id}/not-safe', summary: '"I\'m not safe right now": tells the supervisors on duty at once', bearer: true,
    parameters: { id: z.string() }, body: Nothing, answer: NotSafeReceipt, status: 200, errors: [...tokenErrors, ...bodyErrors, 'conversation-ended', 'full'],
  },
  'conversations.handover': {
    method: 'POST', path: '/v1/conversations/{id}/handover', summary: 'Answers a handover that was offered', bearer: true,
    parameters: { id: z.string() }, body: HandoverAnswer, answer: Ended, status: 200, errors: [...tokenErrors, ...bodyErrors, 'conversation-ended', 'full'],
  },
  'conversations.anyone': {
    method: 'POST', path: '/v1/conversations/{id}/anyone', summary: 'Takes the wish for somebody who shares something back: anyone will do', bearer: true,
    parameters: { id: z.string() }, body: Nothing, answer: Receipt, status: 200, errors: [...tokenErrors, ...bodyErrors, 'full'],
  },
  'conversations.report': {
    method: 'POST', path: '/v1/conversations/{id}/reports', summary: 'Stop, report or block the peer; goes to somebody outside the peer\'s line', bearer: true,
    parameters: { id: z.string() }, body: PeerReport, answer: Receipt, status: 201, errors: [...tokenErrors, ...bodyErrors, 'full'],
  },
  'conversations.feedback': {
    method: 'POST', path: '/v1/conversations/{id}/feedback', summary: 'How it was, each part optional', bearer: true,
    parameters: { id: z.string() }, body: Feedback, answer: Receipt, status: 200, errors: [...tokenErrors, ...bodyErrors, 'full'],
  },
  'conversations.code': {
    method: 'POST', path: '/v1/conversations/{id}/code', summary: 'A code to go on with this conversation later or elsewhere; used up once', bearer: true,
    parameters: { id: z.string() }, body: Nothing, answer: ResumeCode, status: 200, errors: [...tokenErrors, ...bodyErrors, 'conversation-ended', 'full'],
  },
  'conversations.resume': {
    method: 'POST', path: '/v1/conversations/resume', summary: 'Goes on with a conversation by its code; the old token ends',
    query: z.strictObject(bySite), body: ResumeCall, answer: ConversationStarted, status: 200, errors: [...siteErrors, ...bodyErrors, 'invalid-query', 'code-not-found'],
  },
  'availability.get': {
    method: 'GET', path: '/v1/availability', summary: 'Whether somebody can take a chat now, and everything that the card says',
    query: z.strictObject({ ...bySite, lang: z.optional(z.string().check(z.maxLength(35))) }), answer: Availability, status: 200, errors: [...siteErrors, 'invalid-query'],
  },
  'messages.leave': {
    method: 'POST', path: '/v1/messages', summary: 'Leave a message while nobody is on shift; the answer is picked up with the reply code',
    query: z.strictObject(bySite), body: MessageLeave, answer: Receipt, status: 201, errors: [...siteErrors, ...bodyErrors, 'invalid-query', 'full'],
  },
  'messages.mine': {
    method: 'GET', path: '/v1/messages/mine', summary: 'The answer to a message, by the reply code in the header X-Reply-Code', replyCode: true,
    query: z.strictObject(bySite), answer: LeftMessage, status: 200, errors: [...siteErrors, 'code-not-found'],
  },
  'messages.delete': {
    method: 'DELETE', path: '/v1/messages/mine', summary: 'Delete the message and its answer, at once', replyCode: true,
    query: z.strictObject(bySite), answer: DeletionReceipt, status: 200, errors: [...siteErrors, 'code-not-found', 'full'],
  },
  'conversations.delete': {
    method: 'DELETE', path: '/v1/conversations/{id}', summary: 'Delete every message and the key that could read them, at once', bearer: true,
    parameters: { id: z.string() }, answer: DeletionReceipt, status: 200, errors: [...tokenErrors, 'full'],
  },
  ...mentorRoutes,
} as const satisfies Record<string, Route>;
export type RouteName = keyof typeof routes;
