import * as z from 'zod/mini';
import { consentRules } from './mentor-requests.ts';

/** How a question is answered: one of some, several of some, a short text, a long one, times of a week, a tick. No dates: nobody's birthday is asked. */
export const questionKinds = ['one', 'several', 'text', 'long', 'times', 'tick'] as const;
const word = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
const slug = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));

/** A question that a program adds. Whether it asks about health is said, and looked for. */
export const AddedQuestion = z.strictObject({ id: slug, kind: z.enum(questionKinds), label: word(120), hint: z.optional(word(200)), required: z.optional(z.boolean()), health: z.optional(z.boolean()), options: z.optional(z.array(word(60)).check(z.maxLength(20))), most: z.optional(z.number().check(z.int(), z.gte(1), z.lte(500))) });
export type AddedQuestion = z.infer<typeof AddedQuestion>;
/** What a program changes: questions of the kit that it leaves out, its own words for some, questions of its own. */
export const FormChanges = z.strictObject({ hidden: z.array(slug).check(z.maxLength(30)), words: z.record(slug, word(120)), added: z.array(AddedQuestion).check(z.maxLength(10)) });
export type FormChanges = z.infer<typeof FormChanges>;

/** A kind of relation: a mentor, a contact for some weeks, somebody who knows the way through care. */
export const RelationKind = z.strictObject({
  id: slug, label: word(40),
  /** Ends by itself after so many days, or so many meetings. */
  days: z.optional(z.number().check(z.int(), z.gte(1), z.lte(1100))), meetings: z.optional(z.number().check(z.int(), z.gte(1), z.lte(200))),
  /** With a sheet for appointments and words explained. */
  sheet: z.optional(z.boolean()), glossary: z.optional(z.array(z.strictObject({ word: word(60), meaning: word(300) })).check(z.maxLength(60))),
});
export type RelationKind = z.infer<typeof RelationKind>;

/** A step of screening, and for how many months its result is good. */
export const ScreeningStep = z.strictObject({ id: slug, label: word(80), months: z.optional(z.number().check(z.int(), z.gte(1), z.lte(120))) });
const days = (most: number) => z.number().check(z.int(), z.gte(1), z.lte(most));
/** How a program runs mentoring; written by its admin, who sees no request. */
export const MentoringSettings = z.strictObject({
  /** Requests are taken. */
  open: z.boolean(),
  /** Below which age an adult has to agree, by the law where the program is. */
  consentRule: z.enum(consentRules),
  /** A supervisor may decide that it is not needed, where that law lets them. */
  mayWaive: z.boolean(),
  /** What a guardian reads, by language. English has to be there. */
  consentText: z.record(z.string().check(z.regex(/^[a-z]{2,3}$/)), z.string().check(z.maxLength(4000))),
  /** Whom to ask, for guardians and requesters: a name and a number. */
  contact: z.string().check(z.maxLength(120)),
  /** Staff ids. `counselor`: for who is worried about asking a parent; empty: every supervisor. `adviser`: the adult who can always read what minors and their mentors write. */
  counselor: z.string().check(z.maxLength(64)), adviser: z.string().check(z.maxLength(64)),
  /** Sensitive topics are hidden from minors until an adult has agreed. */
  topicsLater: z.boolean(),
  kinds: z.array(RelationKind).check(z.minLength(1), z.maxLength(6)),
  screening: z.array(ScreeningStep).check(z.maxLength(12)),
  /** Adults that a student can name, a list to choose from. */
  adults: z.array(word(60)).check(z.maxLength(40)), languages: z.array(z.string().check(z.regex(/^[a-z]{2,3}$/))).check(z.maxLength(20)),
  answerDays: days(30), newsDays: days(60), consentDays: days(60), firstCheckInDays: days(60), checkInDays: days(120),
  /** Days after the end that everything is kept. */
  keepDays: days(3660),
  form: FormChanges,
});
export type MentoringSettings = z.infer<typeof MentoringSettings>;
