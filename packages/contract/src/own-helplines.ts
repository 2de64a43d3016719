import * as z from 'zod/mini';

// A file of its own: what only servers and forms need must not be in what every page loads.
const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));

/** A way to reach a program's own line, as the program writes it. */
const OwnChannel = z.object({
  type: z.enum(['call', 'text', 'chat', 'whatsapp']),
  /** A number to dial, or an https address for a chat. */
  value: text(200),
  keyword: z.optional(text(20)),
});

/** A line of the program itself, as the program writes it: a duty nurse, campus security, a warmline. It never takes the place of the emergency number. */
export const OwnHelpline = z.object({
  /** Lower-case letters, digits and dashes. */
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/)),
  name: text(100),
  /** One sentence: who answers, when. */
  note: z.optional(text(200)),
  /** At least one. */
  channels: z.array(OwnChannel).check(z.minLength(1), z.maxLength(6)),
  /** Above the lines of the country; else below the first of them. */
  first: z.boolean(),
});
export type OwnHelpline = z.infer<typeof OwnHelpline>;

/** What can be wrong with a crisis line; nothing in words, so that nothing private can be in it. */
export const helplineReportKinds = ['no-answer', 'wrong-number', 'wrong-hours', 'closed-down', 'other'] as const;
export const HelplineReport = z.strictObject({ kind: z.enum(helplineReportKinds) });
export type HelplineReport = z.infer<typeof HelplineReport>;
