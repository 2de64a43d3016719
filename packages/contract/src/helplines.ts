import * as z from 'zod/mini';

/** One way to reach a helpline. `value` is exactly what to dial or open; short codes never carry a `+`. */
export const HelplineChannel = z.object({
  /** `call`, `text`, `chat`, `whatsapp`, …: open, a newer server may know more. */
  type: z.string(),
  value: z.string(),
  /** Ready for a link: `tel:`, `sms:` or `https:`. */
  href: z.optional(z.string().check(z.regex(/^(tel:|sms:|https:)/))),
  /** Word to send, for text lines. */
  keyword: z.optional(z.string()),
});

/** A crisis line or warmline run by someone else. */
export const Helpline = z.object({
  id: z.string(),
  name: z.string(),
  /** ISO 3166-1 alpha-2: a number never crosses a border. */
  country: z.string(),
  operator: z.optional(z.string()),
  channels: z.array(HelplineChannel),
  languages: z.array(z.string()),
  /** True: day and night. False: it has hours. Absent: not known, no claim. */
  always: z.optional(z.boolean()),
  /** Independent sources that list it, and the newest date among them, `YYYY-MM` or `YYYY-MM-DD`. Never "verified". */
  sources: z.number(),
  newest: z.optional(z.string()),
});
export type Helpline = z.infer<typeof Helpline>;

/** `emergency` is absent only where no number is known: then show the words "your local emergency number". */
export const HelplineList = z.object({
  country: z.string(),
  emergency: z.optional(z.object({ value: z.string(), certain: z.boolean() })),
  lines: z.array(Helpline),
});
export type HelplineList = z.infer<typeof HelplineList>;
