import * as z from 'zod/mini';

/** Local date and time of the meeting's own clock, `YYYY-MM-DDTHH:MM`, without zone or seconds. */
export const LocalDateTime = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/));

/** One date of a series that differs: cancelled, moved, or of another length. `at` is the date it replaces. */
export const Override = z.object({
  at: LocalDateTime,
  start: z.optional(LocalDateTime),
  /** Minutes. */
  duration: z.optional(z.number().check(z.int(), z.gte(1), z.lte(10_080))),
  cancelled: z.optional(z.boolean()),
  note: z.optional(z.string().check(z.maxLength(500))),
});
export type Override = z.infer<typeof Override>;

/** What is different on some dates of a series: open to all, a celebration of anniversaries, a speaker. */
export const dateKinds = ['open', 'celebration', 'speaker', 'different'] as const;
export type DateKind = (typeof dateKinds)[number];

/**
 * When a group meets, in the parts of RFC 5545.
 * A schedule without `timeZone` comes from a feed that states none: its times are the place's own clock, and nobody may claim a zone for it.
 */
export const Schedule = z.object({
  /** IANA zone, for example `America/Los_Angeles`. */
  timeZone: z.optional(z.string().check(z.maxLength(64))),
  /** First start (DTSTART). For a weekly feed without dates this is a date that fits the rule, not a founding date. */
  start: LocalDateTime,
  /** Minutes, 1 to 10,080 (a week). */
  duration: z.number().check(z.int(), z.gte(1), z.lte(10_080)),
  /** RRULE values without the name, for example `FREQ=MONTHLY;BYDAY=2FR,4FR`. Empty: the start is the only date. At most 4. */
  rules: z.array(z.string().check(z.maxLength(200))).check(z.maxLength(4)),
  /** RDATE: further local starts, beside what the rules give. At most 400. */
  also: z.optional(z.array(LocalDateTime).check(z.maxLength(400))),
  /** EXDATE: local starts that do not take place. At most 400. */
  except: z.optional(z.array(LocalDateTime).check(z.maxLength(400))),
  /** RECURRENCE-ID: single dates that differ. At most 400. */
  overrides: z.optional(z.array(Override).check(z.maxLength(400))),
  /** No meetings before this local date, `YYYY-MM-DD`; `unknown` when nobody said until when. */
  pausedUntil: z.optional(z.string().check(z.regex(/^(\d{4}-\d{2}-\d{2}|unknown)$/))),
  /** Dates on which the meeting takes place and is different, by a rule of their own: open to all on the last Friday of the month. */
  differs: z.optional(z.array(z.object({ rule: z.string().check(z.maxLength(200)), kind: z.string().check(z.maxLength(64)) as unknown as z.ZodMiniType<DateKind | (string & {}), DateKind | (string & {})> })).check(z.maxLength(4))),
  /** The notes say more about the dates than could be read with certainty ("closed on holidays"): people should read them before they go. */
  checkNote: z.optional(z.boolean()),
});
export type Schedule = z.infer<typeof Schedule>;

/** One meeting in time. */
export const Occurrence = z.object({
  /** Instant, ISO 8601 in UTC, `2026-11-22T18:00:00Z`. */
  start: z.string(),
  end: z.string(),
  /** The meeting's own clock, so that it can be shown beside the reader's. */
  localStart: LocalDateTime,
  localEnd: LocalDateTime,
  timeZone: z.optional(z.string()),
  /** True when the feed states no zone, so that `start` was reckoned in the program's or the reader's zone. */
  zoneAssumed: z.optional(z.boolean()),
  note: z.optional(z.string()),
  /** How this date differs from the others; `DateKind`, open. */
  kind: z.optional(z.string()),
});
export type Occurrence = z.infer<typeof Occurrence>;
