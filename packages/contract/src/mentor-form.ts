import * as z from 'zod/mini';

/** `later`: offered to the ages that need consent once an adult has agreed, where the form says `topicsLater`. */
export const FormOption = z.object({ value: z.string(), label: z.optional(z.string()), later: z.optional(z.boolean()) });

/** One question. A question of the kit's own has its words in the locale, unless the program reworded it; one of the program brings them. */
export const FormQuestion = z.object({
  id: z.string(), kind: z.string(), required: z.boolean(),
  label: z.optional(z.string()), hint: z.optional(z.string()),
  options: z.optional(z.array(FormOption)),
  /** Characters of a text, or how many may be chosen. */
  most: z.optional(z.number()),
  /** Asked of these ages alone; absent: of all. */
  bands: z.optional(z.array(z.string())),
});
export type FormQuestion = z.infer<typeof FormQuestion>;
/** A form as it is drawn and as the server checks answers against it. `setting` chooses words, `kinds` are the relations on offer. */
export const FormDescription = z.object({ setting: z.string(), questions: z.array(FormQuestion), kinds: z.array(z.object({ id: z.string(), label: z.string() })), /** Ages for which an adult has to agree. */ consentBands: z.array(z.string()), /** Topics that are asked only once an adult has agreed. */ topicsLater: z.boolean() });
export type FormDescription = z.infer<typeof FormDescription>;

/** What the card and the form need, in one answer and in the page's language. */
export const MentorForm = z.object({
  open: z.boolean(), partner: z.string(), quickExit: z.boolean(), contact: z.string(), form: FormDescription,
  crisis: z.array(z.object({ text: z.string(), href: z.string() })), words: z.record(z.string(), z.string()), language: z.string(), direction: z.string(),
});
export type MentorForm = z.infer<typeof MentorForm>;

/** Who gave somebody the link. */
export const Referrer = z.object({ by: z.string() });
