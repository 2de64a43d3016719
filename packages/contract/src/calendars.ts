import * as z from 'zod/mini';

/** A search as a calendar to subscribe to. Its address holds an opaque id alone: nothing of what was looked for. */
export const CalendarMade = z.object({
  /** Path on the server, `/v1/calendars/….ics`. Whoever has it sees which groups were found, so it is for one's own calendar. */
  path: z.string(),
  /** Days after which a calendar that nobody reads is forgotten. */
  forgottenAfter: z.number(),
});
export type CalendarMade = z.infer<typeof CalendarMade>;
