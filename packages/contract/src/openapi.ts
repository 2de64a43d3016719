import * as z from 'zod/mini';
import { Availability } from './availability.ts';
import { ConversationStart, Feedback, MessageLeave, MessageSend, PeerReport } from './conversation-calls.ts';
import { ConversationEvent, ConversationStarted, DeletionReceipt, EventPage, Hello, MessageReceipt, Now } from './conversations.ts';
import { LeftMessage } from './left-messages.ts';
import { errorCodes, Problem, type ErrorCode } from './errors.ts';
import { GroupQuery } from './group-query.ts';
import { Group, GroupPage, GroupResult } from './groups.ts';
import { Helpline, HelplineHours, HelplineList } from './helplines.ts';
import { HelplineReport, OwnHelpline } from './own-helplines.ts';
import { Place } from './place.ts';
import { Program } from './programs.ts';
import { Receipt } from './receipts.ts';
import { GroupReport } from './reports.ts';
import { routes, type Route } from './routes.ts';
import { Occurrence, Schedule } from './schedule.ts';
import { Chat, ChatSummary, Escalation, FunderCounts, Person, ProgramSettings, Queue, Shift, StaffProfile } from './staff.ts';
import { ChatClose } from './staff-calls.ts';
import { staffRoutes, type StaffRoute } from './staff-routes.ts';

const named: Record<string, z.ZodMiniType> = {
  ConversationEvent, ConversationStart, ConversationStarted, DeletionReceipt, EventPage, Hello, MessageReceipt, MessageSend,
  Availability, Feedback, LeftMessage, MessageLeave, Now, PeerReport, Chat, ChatClose, ChatSummary, Escalation, FunderCounts, Person, ProgramSettings, Queue, Shift, StaffProfile,
  Group, GroupPage, GroupQuery, GroupReport, GroupResult, Helpline, HelplineHours, HelplineList, HelplineReport, Occurrence, OwnHelpline, Place, Problem, Program, Receipt, Schedule,
};

const schemaOf = (schema: z.ZodMiniType): object => {
  const name = Object.keys(named).find((key) => named[key] === schema);
  return name ? { $ref: `#/components/schemas/${name}` } : inline(schema);
};
const inline = (schema: z.ZodMiniType): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
  return rest;
};
const jsonBody = (schema: z.ZodMiniType, type = 'application/json') => ({ content: { [type]: { schema: schemaOf(schema) } } });

function operation(name: string, route: Route): object {
  const parameters = [
    ...Object.entries(route.parameters ?? {}).map(([key, schema]) => ({ name: key, in: 'path', required: true, schema: inline(schema) })),
    ...Object.entries(route.query?.shape ?? {}).map(([key, schema]) => ({
      name: key, in: 'query', required: (schema as z.ZodMiniType)._zod.optin !== 'optional', schema: inline(schema as z.ZodMiniType),
    })),
    ...(route.replyCode ? [{ name: 'X-Reply-Code', in: 'header', required: true, schema: { type: 'string' } }] : []),
    ...(route.idempotent ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 128 } }] : []),
  ];
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of [...route.errors, 'internal', 'not-ready'] as const) byStatus.set(errorCodes[code][0], [...byStatus.get(errorCodes[code][0]) ?? [], code]);
  return {
    operationId: name, summary: route.summary, parameters, ...(route.bearer ? { security: [{ conversation: [] }] } : {}),
    ...(route.body ? { requestBody: { required: true, ...jsonBody(route.body) } } : {}),
    responses: {
      [route.status]: { description: 'Done', ...(route.media ? { content: { [route.media]: { schema: { type: 'string' } } } } : jsonBody(route.answer)), ...(route.stream ? { content: { ...jsonBody(route.answer).content, 'text/event-stream': { schema: { type: 'string' } } } } : {}) },
      ...Object.fromEntries([...byStatus].sort(([a], [b]) => a - b).map(([status, codes]) => [status,
        { description: codes.map((code) => `${code}: ${errorCodes[code][1]}`).join('\n'), ...jsonBody(Problem, 'application/problem+json') }])),
    },
  };
}

/** Calls of staff: the roles that may stand in the summary. */
function staffOperation(name: string, route: StaffRoute): object {
  const path = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, key]) => key!);
  return {
    operationId: `staff.${name}`, summary: `${route.summary} (${route.may.length === 7 ? 'all staff' : route.may.join(', ')})`, security: [{ staff: [] }],
    parameters: [...['program', ...path].map((key) => ({ name: key, in: 'path', required: true, schema: { type: 'string' } })), ...Object.entries(route.query?.shape ?? {}).map(([key, schema]) => ({ name: key, in: 'query', required: false, schema: inline(schema as z.ZodMiniType) }))],
    ...(route.body ? { requestBody: { required: true, ...jsonBody(route.body) } } : {}),
    responses: { [route.status ?? 200]: { description: 'Done', ...jsonBody(route.answer) }, ...Object.fromEntries([400, 401, 403, 404, 409].map((status) => [status, { description: (Object.entries(errorCodes) as [ErrorCode, readonly [number, string]][]).filter(([code, [of]]) => of === status && ['invalid-query', 'not-signed-in', 'not-allowed', 'not-here', 'not-now', 'second-factor', 'conversation-ended'].includes(code)).map(([code, [, detail]]) => `${code}: ${detail}`).join('\n'), ...jsonBody(Problem, 'application/problem+json') }])) },
  };
}

/** The OpenAPI 3.1 document of the public API, as an object that can be written as JSON. */
export function openapi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of Object.entries(routes)) (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(name, route);
  for (const [name, route] of Object.entries(staffRoutes) as [string, StaffRoute][]) (paths[`/v1/staff/programs/{program}${route.path}`] ??= {})[route.method.toLowerCase()] = staffOperation(name, route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kith', version: '1',
      description: 'Peer support that you run yourself. Public calls name a program by its site key and come from an allowed origin. '
        + 'Clients must tolerate fields and values that they do not know.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: { securitySchemes: { staff: { type: 'apiKey', in: 'cookie', name: '__Host-kith.session_token', description: 'The session of a member of staff, for pages of the server alone.' }, conversation: { type: 'http', scheme: 'bearer', description: 'The token that the visitor\'s side made for this conversation.' } }, schemas: Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, inline(schema)])) },
  };
}
