import * as z from 'zod/mini';

/** When somebody answers. `kind`: `always`, `unknown` or `schedule`, open. A schedule has an IANA zone and rules: days from 0, Monday, to 6; minutes of the day, past 1440 on the next one. */
export const HelplineHours = z.object({
  kind: z.string(),
  timeZone: z.optional(z.string()),
  rules: z.optional(z.array(z.object({ days: z.array(z.number()), opens: z.number(), closes: z.number() }))),
});

/** What to do once it answers: press a key, dial on, or an extension; with `language` or `audience` only for those. */
const Step = z.object({ kind: z.string(), value: z.string(), language: z.optional(z.string()), audience: z.optional(z.string()) });

/** One way to reach a helpline. `value` is as people read it; short codes never carry a `+`. */
export const HelplineChannel = z.object({
  /** `call`, `text`, `chat`, `whatsapp`, `video`, `relay`, `tty`: open, a newer server may know more. */
  type: z.string(),
  value: z.string(),
  /** Ready for a link: `tel:`, `sms:` or `https:`. */
  href: z.optional(z.string().check(z.regex(/^(tel:|sms:|https:)/))),
  /** Word to send, for text lines. */
  keyword: z.optional(z.string()),
  steps: z.optional(z.array(Step)),
  /** In the words of the source, mostly English. */
  note: z.optional(z.string()),
  /** When they differ from the line's own. */
  hours: z.optional(HelplineHours),
});

/** A crisis line or warmline run by someone else. */
export const Helpline = z.object({
  id: z.string(),
  name: z.string(),
  /** ISO 3166-1 alpha-2: a number never crosses a border. */
  country: z.string(),
  operator: z.optional(z.string()),
  /** Only for these parts of the country: ISO 3166-2 and a name. */
  regions: z.optional(z.array(z.object({ code: z.string(), name: z.string() }))),
  topics: z.array(z.string()),
  /** Empty: everyone. */
  audiences: z.array(z.string()),
  languages: z.array(z.string()),
  channels: z.array(HelplineChannel),
  hours: HelplineHours,
  /** `free`, `standard`, `paid`; absent: not known. */
  cost: z.optional(z.string()),
  /** Independent sources that list it, and the newest date among them, `YYYY-MM` or `YYYY-MM-DD`. Never "verified". */
  sources: z.number(),
  newest: z.optional(z.string()),
  /** Newest source older than 15 months, or without a date: say so. */
  stale: z.boolean(),
});
export type Helpline = z.infer<typeof Helpline>;

/** `emergency` is absent only where no number is known: then show the words "your local emergency number". */
export const HelplineList = z.object({
  country: z.string(),
  emergency: z.optional(z.object({ value: z.string(), certain: z.boolean() })),
  /** Without those that the program hides. */
  lines: z.array(Helpline),
  /** The program's own; `first`: above the lines of the country. */
  own: z.optional(z.array(z.object({ id: z.string(), name: z.string(), note: z.optional(z.string()), channels: z.array(HelplineChannel), first: z.boolean() }))),
  /** Ids of lines that the program does not want shown. */
  hidden: z.optional(z.array(z.string())),
  /** The program wants quick exit on its pages. */
  quickExit: z.optional(z.boolean()),
});
export type HelplineList = z.infer<typeof HelplineList>;
