import * as z from 'zod/mini';
import { accessNeeds, audiences, dayParts, formats, topics, weekdays } from './vocabulary.ts';

// A file of its own: clients send a query and never read one, so their pages need not load this.
/**
 * A search. Values within one list widen (any of), lists narrow each other (all of); `needs` must all be met.
 * An unknown slug is refused: a search that silently finds nothing is worse than an error.
 */
export const GroupQuery = z.strictObject({
  /**
   * Words of names, places, notes, owners and topics; the start of a word is enough, accents do not matter. Also what the lists call their values
   * ("monday online", "mujeres"), from four letters on. At most 200 characters.
   */
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

/** A search without its place in the list: what a calendar is made of. */
const { cursor: _cursor, limit: _limit, ...lists } = GroupQuery.shape;
export const CalendarCall = z.strictObject(lists);
export type CalendarCall = z.infer<typeof CalendarCall>;
