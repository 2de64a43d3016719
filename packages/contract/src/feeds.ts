import * as z from 'zod/mini';
import { accessKinds, attributes, audiences, ledBy, topics } from './vocabulary.ts';
import type { StaffRoute } from './staff-routes.ts';

/** What a source's code means in Kith's words, as staff write it. */
export const CodeMeaning = z.strictObject({
  label: z.optional(z.string().check(z.maxLength(120))), access: z.optional(z.enum(accessKinds)), audience: z.optional(z.enum(audiences)), attribute: z.optional(z.enum(attributes)),
  topic: z.optional(z.enum(topics)), language: z.optional(z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))), ledBy: z.optional(z.enum(ledBy)),
});
export const Dictionary = z.record(z.string().check(z.minLength(1), z.maxLength(64)), CodeMeaning);

/** Records of a feed with one and the same remark. */
const Remark = z.object({ field: z.string(), reason: z.string(), count: z.number(), /** The first of them, by their place in the feed, with what the source calls them. */ records: z.array(z.object({ record: z.number(), slug: z.optional(z.string()) })) });
/** A feed as staff see it: when it was read, and what became of its records. Nothing a visitor wrote is near it. */
export const StaffFeed = z.object({
  id: z.string(), url: z.string(), owner: z.string(), everyMinutes: z.number(), fetchedAt: z.optional(z.string()), triedAt: z.optional(z.string()), error: z.optional(z.string()),
  total: z.number(), shown: z.number(), refusedCount: z.number(), mendedCount: z.number(), refused: z.array(Remark), mended: z.array(Remark),
  dictionary: Dictionary, /** Codes that no dictionary knows, with how many groups have them. */ unknownCodes: z.array(z.object({ code: z.string(), count: z.number() })),
});
export type StaffFeed = z.infer<typeof StaffFeed>;

const readers = ['coordinator', 'supervisor', 'admin'] as const;
export const feedStaffRoutes = {
  'feeds.list': { method: 'GET', path: '/feeds', summary: 'Feeds with their reports: what is shown, mended, left out, and why', may: readers, answer: z.object({ feeds: z.array(StaffFeed) }) },
  'feeds.run': { method: 'POST', path: '/feeds/{id}/run', summary: 'Fetch a feed now', may: ['coordinator', 'admin'], body: z.strictObject({}), answer: z.object({ ok: z.boolean(), error: z.optional(z.string()) }) },
  'feeds.dictionary': { method: 'PUT', path: '/feeds/{id}/dictionary', summary: 'What the codes of this source mean; the feed is read anew', may: ['coordinator', 'admin'], body: z.strictObject({ dictionary: Dictionary }), answer: z.object({ ok: z.boolean(), error: z.optional(z.string()) }) },
} as const satisfies Record<string, StaffRoute>;
