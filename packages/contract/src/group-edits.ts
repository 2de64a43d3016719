import * as z from 'zod/mini';
import { Group, Owner, Online, GroupResult, WebLink } from './groups.ts';
import { Place } from './place.ts';
import { PlaceCall } from './place-calls.ts';
import { FoundPlaces } from './places.ts';
import { Receipt } from './receipts.ts';
import { LocalDateTime, Occurrence, Schedule } from './schedule.ts';
import { accessKinds, attributes, audiences, formats, ledBy, topics } from './vocabulary.ts';
import type { StaffRoute } from './staff-routes.ts';

const text = (max: number) => z.optional(z.string().check(z.maxLength(max)));
/** What a phone can dial: three digits at least, as the shortest numbers have. */
const phone = (max: number) => z.optional(z.string().check(z.maxLength(max), z.regex(/(\d\D*){3}/)));
const several = <const Values extends readonly string[]>(values: Values, most: number) => z.array(z.enum(values)).check(z.maxLength(most));

/**
 * A listing as staff write it: what `Group` has without what the server keeps of it. Codes of a source that the vocabulary does not know
 * stay as they are.
 */
const Words = z.strictObject({
  /** A draft may have none yet. */
  name: z.string().check(z.maxLength(64)),
  summary: text(300), notes: text(4000), expect: text(2000), guidelines: text(2000), names: text(200), cost: text(200),
  topics: several(topics, 20), audiences: several(audiences, 20), access: several(accessKinds, 6), attributes: several(attributes, 40), ledBy: z.optional(z.enum(ledBy)), format: z.enum(formats),
  languages: z.array(z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))).check(z.maxLength(20)),
  sessions: z.optional(z.number().check(z.int(), z.gte(1), z.lte(500))), capacity: z.optional(z.number().check(z.int(), z.gte(1), z.lte(100_000))), hasRoom: z.optional(z.boolean()), waitingList: z.optional(z.boolean()),
  enrolUntil: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))), ages: z.optional(z.strictObject({ from: z.optional(z.number().check(z.int(), z.gte(0), z.lte(120))), to: z.optional(z.number().check(z.int(), z.gte(0), z.lte(120))) })),
  schedule: z.optional(Schedule), place: z.optional(Place), online: z.optional(z.extend(Online, { phone: phone(120) })), contact: z.optional(z.strictObject({ role: text(120), phone: phone(60), email: z.optional(z.string().check(z.maxLength(200), z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/))) })),
  alerts: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(500))).check(z.maxLength(10))), owner: z.optional(Owner), url: z.optional(WebLink),
});
/** Together: ages in order, a point with both its numbers, an end that is not before the beginning. */
export const GroupEdit = Words.check(({ value: { ages, place, schedule }, issues }) => {
  const wrong = (...path: string[]) => { issues.push({ code: 'custom', path, input: undefined, message: '' }); };
  if (ages?.from !== undefined && ages.to !== undefined && ages.from > ages.to) wrong('ages', 'to');
  if (place && (place.latitude === undefined) !== (place.longitude === undefined)) wrong('place', place.latitude === undefined ? 'latitude' : 'longitude');
  if (schedule?.rules.some((rule) => { const end = /UNTIL=(\d{8})/.exec(rule); return end && end[1]! < schedule.start.slice(0, 10).replaceAll('-', ''); })) wrong('schedule', 'rules');
});
export type GroupEdit = z.infer<typeof GroupEdit>;

/** What somebody would miss in a listing, from a fixed list; none of them stops it from being published. */
export const groupHints = ['no-name', 'no-summary', 'no-topic', 'no-dates', 'no-way-to-join', 'no-address', 'no-point', 'no-expectation'] as const;
export type GroupHint = (typeof groupHints)[number];

/** What somebody has written so far: `GroupEdit`, but nothing of it has to be right yet. */
const Draft = z.looseObject({ name: z.string().check(z.maxLength(1_000)) });
/** `at` of the draft that the caller has seen; empty when there was none. Another one is somebody else's: `changed-meanwhile`. */
const known = z.string().check(z.maxLength(40));

const Leader = z.object({ id: z.string(), name: z.string() });
/** One listing among the others, for staff. `state`: `shown`, `hidden` (nobody looked at it for half a year), `draft` (never shown yet), `removed`. */
export const StaffGroup = z.object({
  id: z.string(), name: z.string(), format: z.string(), state: z.string(), /** Whose feed it comes from: it is changed there. */ from: z.optional(z.string()),
  checkedAt: z.optional(z.string()), checkedBy: z.optional(z.string()), /** Somebody should look at it again. */ due: z.boolean(), /** There are changes that nobody has published. */ draft: z.optional(z.object({ by: z.string(), at: z.string() })),
  leaders: z.array(Leader), next: z.optional(Occurrence), /** Problems that visitors told since it was last checked. */ reports: z.number(),
});
export type StaffGroup = z.infer<typeof StaffGroup>;

/** `what`: `found` (as it was before the first change here), `made`, `changed`, `checked`, `removed`; open. */
const Change = z.object({ seq: z.number(), at: z.string(), by: z.string(), what: z.string(), fields: z.array(z.object({ field: z.string(), before: z.optional(z.unknown()), after: z.optional(z.unknown()) })) });
export type GroupChange = z.infer<typeof Change>;
/** One date: `at` is the meeting's own clock. `count`: people who came; `plans`: visitors who said that they plan to come. */
const Meeting = z.object({ at: LocalDateTime, over: z.boolean(), count: z.optional(z.number()), plans: z.number() });

export const StaffGroupWhole = z.object({
  id: z.string(), /** The last one that it had; empty when it never had one. */ name: z.string(), state: z.string(), /** IANA zone of the program: what a new listing begins with. */ zone: z.string(), /** As visitors see it. */ published: z.optional(Group), /** Names the published version that a change is made of; empty while there is none. */ revision: z.string(),
  /** As it is being written. */
  draft: z.optional(z.object({ group: Draft, by: z.string(), at: z.string() })), from: z.optional(z.string()), changes: z.array(Change), leaders: z.array(Leader), meetings: z.array(Meeting),
  reports: z.array(z.object({ kind: z.string(), count: z.number() })), due: z.boolean(), /** Whether the caller may put it before visitors. */ mayPublish: z.boolean(),
});
export type StaffGroupWhole = z.infer<typeof StaffGroupWhole>;

/** Somebody who asks how to join. `name`: what they want to be called; they may have left it out. */
const Ask = z.object({ id: z.string(), group: z.string(), groupName: z.string(), name: z.string(), at: z.string() });
export type GroupAsk = z.infer<typeof Ask>;

const may = ['coordinator', 'facilitator'] as const;
const coordinator = ['coordinator'] as const;
const nothing = z.strictObject({});
export const groupStaffRoutes = {
  'groups.list': { method: 'GET', path: '/groups', summary: "The program's own listings; a facilitator's own alone", may, query: z.strictObject({ text: text(80), show: z.optional(z.enum(['all', 'due', 'drafts', 'reports', 'removed'])), from: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(1e6))) }), answer: z.object({ groups: z.array(StaffGroup), total: z.number(), counts: z.object({ all: z.number(), due: z.number(), drafts: z.number(), reports: z.number(), removed: z.number() }) }) },
  'groups.make': { method: 'POST', path: '/groups', summary: 'Begin a new listing, empty or from another one; a draft until it is published', may, body: z.strictObject({ like: z.optional(z.string().check(z.maxLength(64))) }), answer: z.object({ id: z.string() }), status: 201 },
  'groups.preview': { method: 'POST', path: '/groups/preview', summary: 'How a listing would look: with its next dates, and what is missing', may, body: z.strictObject({ group: GroupEdit }), answer: z.object({ group: GroupResult, hints: z.array(z.string()) }) },
  'groups.places': { method: 'POST', path: '/groups/places', summary: 'Towns and postcodes by name, with their points', may, body: PlaceCall, answer: FoundPlaces },
  'groups.asks': { method: 'GET', path: '/group-asks', summary: 'People who ask how to join, without their contact', may: coordinator, answer: z.object({ asks: z.array(Ask) }) },
  'groups.askContact': { method: 'POST', path: '/group-asks/{id}/contact', summary: 'How to reach one of them; it is written down who looked', may: coordinator, body: nothing, answer: z.object({ contact: z.string(), mayLeaveMessage: z.boolean() }) },
  'groups.askDone': { method: 'POST', path: '/group-asks/{id}/done', summary: 'They have been answered: what they left is deleted at once', may: coordinator, body: nothing, answer: Receipt },
  'groups.get': { method: 'GET', path: '/groups/{id}', summary: 'One listing with its draft, its history, its dates and who leads it', may, answer: StaffGroupWhole },
  'groups.draft': { method: 'PUT', path: '/groups/{id}/draft', summary: 'Keep what was written so far', may, body: z.strictObject({ group: Draft, known }), answer: z.object({ at: z.string() }) },
  'groups.discard': { method: 'DELETE', path: '/groups/{id}/draft', summary: 'Throw the draft away', may, query: z.strictObject({ known }), answer: Receipt },
  'groups.publish': { method: 'POST', path: '/groups/{id}/publish', summary: 'Show it to visitors. A new one is published by a coordinator', may, body: z.strictObject({ group: GroupEdit, revision: z.string().check(z.maxLength(64)), known }), answer: z.object({ revision: z.string() }) },
  'groups.confirm': { method: 'POST', path: '/groups/{id}/confirm', summary: 'It is still right', may, body: nothing, answer: Receipt },
  'groups.remove': { method: 'POST', path: '/groups/{id}/remove', summary: 'Take it away from visitors; its history stays', may: coordinator, body: nothing, answer: Receipt },
  'groups.back': { method: 'POST', path: '/groups/{id}/back', summary: 'An earlier version as a draft', may, body: z.strictObject({ seq: z.number().check(z.int(), z.gte(0)), known }), answer: Receipt },
  'groups.lead': { method: 'PUT', path: '/groups/{id}/leaders', summary: 'Who leads it: facilitators of the program', may: coordinator, body: z.strictObject({ people: z.array(z.string().check(z.maxLength(64))).check(z.maxLength(10)) }), answer: Receipt },
  'groups.attend': { method: 'POST', path: '/groups/{id}/attendance', summary: 'How many came to one date: a number, no names; null takes it back', may, body: z.strictObject({ at: LocalDateTime, count: z.nullable(z.number().check(z.int(), z.gte(0), z.lte(10_000))) }), answer: Receipt },
} as const satisfies Record<string, StaffRoute>;
