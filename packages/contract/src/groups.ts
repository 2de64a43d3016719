import * as z from 'zod/mini';
import { Place } from './place.ts';
import { Occurrence, Schedule } from './schedule.ts';
import type { AccessKind, Attribute, Audience, Format, LedBy, Topic } from './vocabulary.ts';

/** A vocabulary that stays open in answers: known slugs complete in an editor, unknown ones still type-check. */
type Open<Known extends string> = Known | (string & {});
const open = <Known extends string>() => z.string().check(z.maxLength(64)) as unknown as z.ZodMiniType<Open<Known>, Open<Known>>;
const text = (max: number) => z.optional(z.string().check(z.maxLength(max)));
/** A link that is safe to render: https or http only. */
export const WebLink = z.string().check(z.maxLength(2000), z.regex(/^https?:\/\/[^\s"'<>]+$/i));

/** Who owns a listing: an organization of its own, apart from the partner whose page shows it. */
export const Owner = z.object({ name: z.string().check(z.maxLength(200)), url: z.optional(WebLink) });
export type Owner = z.infer<typeof Owner>;

/** How one takes part online. With `live` false the link is withheld (sample data), so `url` is absent. */
export const Online = z.object({
  url: z.optional(WebLink),
  notes: text(2000),
  /** As dialled, digits with an optional leading + and pauses (`,`). */
  phone: text(120),
  phoneNotes: text(2000),
  live: z.optional(z.boolean()),
});
export type Online = z.infer<typeof Online>;

/** A support group, meeting or course that people can join. */
export const Group = z.object({
  /** Opaque, stable over imports, `[A-Za-z0-9_-]{1,64}`. */
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  /** At most 64 characters where staff write it; imported names are kept as published, up to 200. */
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  /** One sentence. */
  summary: text(300),
  /** Plain text; line breaks kept. */
  notes: text(4000),
  topics: z.array(open<Topic>()).check(z.maxLength(20)),
  audiences: z.array(open<Audience>()).check(z.maxLength(20)),
  ledBy: z.optional(open<LedBy>()),
  /** Several may hold: open and drop-in. */
  access: z.array(open<AccessKind>()).check(z.maxLength(6)),
  /** Number of sessions of a course. */
  sessions: z.optional(z.number().check(z.int(), z.gte(1), z.lte(500))),
  /** Most people at once. */
  capacity: z.optional(z.number().check(z.int(), z.gte(1), z.lte(100_000))),
  /** False: full for now. Absent: not known. */
  hasRoom: z.optional(z.boolean()),
  /** Absent: by appointment. */
  schedule: z.optional(Schedule),
  format: open<Format>(),
  place: z.optional(Place),
  online: z.optional(Online),
  /** BCP 47 tags. */
  languages: z.array(z.string().check(z.maxLength(35))).check(z.maxLength(20)),
  attributes: z.array(open<Attribute>()).check(z.maxLength(40)),
  /** Words, not an amount: "Free", "Pay what you can". */
  cost: text(200),
  ages: z.optional(z.object({ from: z.optional(z.number()), to: z.optional(z.number()) })),
  /** What happens at a meeting, for somebody who has never been. */
  expect: text(2000),
  /** What everybody agrees to. Where there are some, the way to join is shown after them. */
  guidelines: text(2000),
  /** Whose name is seen, in words: "First names only". */
  names: text(200),
  /** Of a course: the last local day to sign up, `YYYY-MM-DD`. */
  enrolUntil: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))),
  /** There is a list to wait on while it is full. */
  waitingList: z.optional(z.boolean()),
  /** How to ask for a place or for the link; a role, never a last name. */
  contact: z.optional(z.object({ role: text(120), phone: text(60), email: text(200) })),
  /** Things to know before going, newest first. */
  alerts: z.optional(z.array(z.string().check(z.maxLength(500))).check(z.maxLength(10))),
  owner: Owner,
  /** The listing on its owner's site. */
  url: z.optional(WebLink),
  /** Codes as the source wrote them, with the source's own words where it has them. None is dropped. */
  sourceCodes: z.optional(z.array(z.object({ code: z.string().check(z.maxLength(64)), label: text(120) })).check(z.maxLength(60))),
  source: z.optional(z.object({ feed: z.string(), record: z.string() })),
  /** Every feed that lists this meeting, where there is more than one; the first is `source`. */
  sources: z.optional(z.array(z.object({ feed: z.string(), record: z.string() })).check(z.maxLength(10))),
  /** The same for all meetings of one group: what it is called at its source, made opaque. */
  series: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))),
  /** Instant when the source changed the listing. */
  updatedAt: z.optional(z.string()),
  /** Instant when the feed last listed it. */
  fetchedAt: z.optional(z.string()),
  /** Instant when a person confirmed it. */
  checkedAt: z.optional(z.string()),
  checkedBy: text(120),
  /** Year of sample data: shown as such, its join links are not live. */
  sampleYear: z.optional(z.number()),
});
export type Group = z.infer<typeof Group>;

/** A group as a search returns it: with its next dates, and how far it is when the search had a point. */
export const GroupResult = z.extend(Group, {
  /** The next dates, soonest first; one that is on now counts. At most 3. */
  next: z.array(Occurrence),
  /** Kilometres, to 0.1. */
  distance: z.optional(z.number()),
  /** Neither fetched nor checked for 90 days. */
  stale: z.optional(z.boolean()),
  /** What the program takes for this group: `plan` (a visitor says that they plan to come), `ask` (they ask how to join, on the group's page). Open. */
  invites: z.optional(z.array(z.string())),
  /** Other meetings of the same group, soonest first. At most 20. */
  sisters: z.optional(z.array(z.object({ id: z.string(), name: z.string(), next: z.optional(Occurrence), format: z.string(), locality: z.optional(z.string()) }))),
});
export type GroupResult = z.infer<typeof GroupResult>;

/** value → number of groups, as if this one list had no choice made. Values without a group are left out. */
export const Counts = z.record(z.string(), z.number());
export const Facets = z.object({
  topics: Counts, audiences: Counts, formats: Counts, days: Counts, times: Counts, languages: Counts, needs: Counts,
});
export type Facets = z.infer<typeof Facets>;

export const GroupPage = z.object({
  groups: z.array(GroupResult),
  /** All matches, not only this page. */
  total: z.number(),
  facets: Facets,
  /** Present while there is more. */
  cursor: z.optional(z.string()),
  /** Instant for which next dates were reckoned. */
  asOf: z.string(),
  /** Words that were found only by a similar spelling: word → the spelling that was used. */
  corrected: z.optional(z.record(z.string(), z.string())),
});
export type GroupPage = z.infer<typeof GroupPage>;
