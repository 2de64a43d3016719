import * as z from 'zod/mini';
import { Place } from './place.ts';
import { Occurrence, Schedule } from './schedule.ts';
import { accessNeeds, audiences, dayParts, formats, topics, weekdays } from './vocabulary.ts';
import type { AccessKind, AccessNeed, Attribute, Audience, DayPart, Format, LedBy, Topic, Weekday } from './vocabulary.ts';

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
});
export type GroupResult = z.infer<typeof GroupResult>;

/**
 * A search. Values within one list widen (any of), lists narrow each other (all of); `needs` must all be met.
 * An unknown slug is refused: a search that silently finds nothing is worse than an error.
 */
export const GroupQuery = z.strictObject({
  /** Words; the start of a word is enough, accents do not matter. At most 200 characters. */
  text: z.optional(z.string().check(z.maxLength(200))),
  topics: z.optional(z.array(z.enum(topics)).check(z.maxLength(20))),
  audiences: z.optional(z.array(z.enum(audiences)).check(z.maxLength(20))),
  /** `in-person` and `online` both match groups that are `mixed`. */
  formats: z.optional(z.array(z.enum(formats)).check(z.maxLength(4))),
  /** By the meeting's own calendar. */
  days: z.optional(z.array(z.enum(weekdays)).check(z.maxLength(7))),
  times: z.optional(z.array(z.enum(dayParts)).check(z.maxLength(4))),
  languages: z.optional(z.array(z.string().check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))).check(z.maxLength(10))),
  needs: z.optional(z.array(z.enum(accessNeeds)).check(z.maxLength(11))),
  /** Within `radius` kilometres (default 40, at most 500) of a point. */
  near: z.optional(z.strictObject({
    latitude: z.number().check(z.gte(-90), z.lte(90)),
    longitude: z.number().check(z.gte(-180), z.lte(180)),
    radius: z.optional(z.number().check(z.gt(0), z.lte(500))),
  })),
  /** Starting within this many minutes, or on now. At most 10,080. */
  startsWithin: z.optional(z.number().check(z.int(), z.gte(1), z.lte(10_080))),
  /** `distance` needs `near`. Default `next`. */
  sort: z.optional(z.enum(['next', 'distance'])),
  /** 1 to 100, default 20. */
  limit: z.optional(z.number().check(z.int(), z.gte(1), z.lte(100))),
  /** `cursor` of the page before, together with the same search. */
  cursor: z.optional(z.string().check(z.maxLength(200), z.regex(/^[A-Za-z0-9_-]+$/))),
});
export type GroupQuery = z.infer<typeof GroupQuery>;

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
export type { DayPart, Weekday, AccessNeed };
