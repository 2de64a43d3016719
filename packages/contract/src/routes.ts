import * as z from 'zod/mini';
import type { ErrorCode } from './errors.ts';
import { ConversationEnd, ConversationStart, EventQuery, MessageSend } from './conversation-calls.ts';
import { ConversationStarted, DeletionReceipt, EventPage, MessageReceipt } from './conversations.ts';
import { GroupQuery } from './group-query.ts';
import { GroupPage, GroupResult } from './groups.ts';
import { HelplineList } from './helplines.ts';
import { HelplineReport } from './own-helplines.ts';
import { Program } from './programs.ts';
import { Receipt } from './receipts.ts';
import { GroupReport } from './reports.ts';

/** Site key: `pk_` and letters, digits or dashes. Public: it names a program and grants nothing private. */
export const SiteKey = z.string().check(z.regex(/^pk_[A-Za-z0-9_-]{3,64}$/));

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
  /** Called with the token of a conversation, `Authorization: Bearer …`, instead of a site key. */
  bearer?: true;
  /** Answers as a stream of server-sent events too, to `Accept: text/event-stream`: `hello`, then each event with `id: epoch.seq`. */
  stream?: true;
}

const tokenErrors = ['no-token', 'conversation-not-found', 'origin-not-allowed', 'too-many-requests', 'invalid-query'] as const;
const Ended = z.object({ state: z.string() });
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
    errors: [...siteErrors, 'bad-request', 'invalid-query', 'invalid-cursor', 'too-large', 'unsupported-type'],
  },
  'groups.get': {
    method: 'GET', path: '/v1/groups/{id}', summary: 'One group with its next dates',
    parameters: { id: z.string() }, query: z.strictObject(bySite), answer: GroupResult, status: 200,
    errors: [...siteErrors, 'group-not-found'],
  },
  'groups.report': {
    method: 'POST', path: '/v1/groups/{id}/reports', summary: 'Report a problem with a listing, from a pick list', idempotent: true,
    parameters: { id: z.string() }, query: z.strictObject(bySite), body: GroupReport, answer: Receipt, status: 201,
    errors: [...siteErrors, 'bad-request', 'invalid-query', 'group-not-found', 'idempotency-conflict', 'too-large', 'unsupported-type'],
  },
  'helplines.list': {
    method: 'GET', path: '/v1/helplines', summary: "Crisis lines of the program's country, or of another named one, with the program's own",
    query: z.strictObject({ ...bySite, country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/))) }),
    answer: HelplineList, status: 200, errors: [...siteErrors, 'invalid-query'],
  },
  'helplines.report': {
    method: 'POST', path: '/v1/helplines/{id}/reports', summary: 'Report a mistake in a crisis line, from a pick list', idempotent: true,
    parameters: { id: z.string() }, query: z.strictObject(bySite), body: HelplineReport, answer: Receipt, status: 201,
    errors: [...siteErrors, 'bad-request', 'invalid-query', 'helpline-not-found', 'idempotency-conflict', 'too-large', 'unsupported-type'],
  },
  'conversations.start': {
    method: 'POST', path: '/v1/conversations', summary: 'Start to talk to a peer; refused while nobody can answer',
    query: z.strictObject(bySite), body: ConversationStart, answer: ConversationStarted, status: 201,
    errors: [...siteErrors, 'bad-request', 'invalid-query', 'closed', 'full', 'too-large', 'unsupported-type'],
  },
  'conversations.events': {
    method: 'GET', path: '/v1/conversations/{id}/events', summary: 'What happened after a point, at once, after a wait, or as a stream', bearer: true, stream: true,
    parameters: { id: z.string() }, query: EventQuery, answer: EventPage, status: 200, errors: tokenErrors,
  },
  'conversations.send': {
    method: 'POST', path: '/v1/conversations/{id}/messages', summary: 'Send a message; a retry with the same clientId is answered with 200 as the first was', bearer: true,
    parameters: { id: z.string() }, body: MessageSend, answer: MessageReceipt, status: 201,
    errors: [...tokenErrors, 'bad-request', 'conversation-ended', 'full', 'too-large', 'unsupported-type'],
  },
  'conversations.end': {
    method: 'POST', path: '/v1/conversations/{id}/end', summary: 'End it; a beacon may send text/plain with the token in the body', bearer: true,
    parameters: { id: z.string() }, body: ConversationEnd, answer: Ended, status: 200, errors: [...tokenErrors, 'bad-request', 'full', 'too-large', 'unsupported-type'],
  },
  'conversations.delete': {
    method: 'DELETE', path: '/v1/conversations/{id}', summary: 'Delete every message and the key that could read them, at once', bearer: true,
    parameters: { id: z.string() }, answer: DeletionReceipt, status: 200, errors: [...tokenErrors, 'full'],
  },
} as const satisfies Record<string, Route>;
export type RouteName = keyof typeof routes;
