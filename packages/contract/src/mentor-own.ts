import * as z from 'zod/mini';

// A file of its own: all that a requester's, a guardian's and an applicant's side reads.
const text = z.optional(z.string());
const instant = z.string();
/** A meeting: an instant, how long in minutes, and a place or a way, with the text of a calendar file (RFC 5545). */
export const Meeting = z.object({ start: instant, minutes: z.number(), place: z.string(), calendar: z.string() });
export type Meeting = z.infer<typeof Meeting>;

/** One's own request, for whoever has its reply code. What staff write among themselves is not in it. */
export const OwnMentorRequest = z.object({
  status: z.string(), since: instant, createdAt: instant,
  /** The day until which there will be news, `2026-12-01`; absent once it is over. */
  newsBy: text,
  name: z.string(),
  /** What the person asks about that was asked: a question of the coordinator, and the answer once there is one. */
  question: text, answer: text,
  consent: z.object({ needed: z.boolean(), given: z.boolean() }),
  /** Known once both sides may know each other. */
  mentor: z.optional(z.object({ name: z.string(), title: z.string(), shares: z.array(z.string()) })),
  agreement: z.optional(z.object({ mine: z.boolean(), theirs: z.boolean() })),
  meeting: z.optional(Meeting), goals: z.array(z.string()),
  /** Lines of the appointment sheet, in a relation that has one; words and what they mean. */
  sheet: text, glossary: z.optional(z.array(z.object({ word: z.string(), meaning: z.string() }))),
  endsOn: text, meetingsLeft: z.optional(z.number()),
  /** Messages can be read and written. `adviser`: an adult who can read them too. */
  messages: z.boolean(), adviser: text,
  checkInDue: z.boolean(), goodbye: z.boolean(),
  /** What may be done now, of `mentorActions`. Open. */
  may: z.array(z.string()),
  /** More questions may be answered now: an adult has agreed. */
  mayTellMore: z.boolean(), deletedAt: text,
  /** What they said, by the ids of the form. */
  said: z.record(z.string(), z.unknown()),
});
export type OwnMentorRequest = z.infer<typeof OwnMentorRequest>;

/** What a guardian reads and answers. Says no more of the young person than the name that they gave. */
export const ConsentPage = z.object({ partner: z.string(), program: z.string(), name: z.string(), language: z.string(), direction: z.string(), version: z.string(), text: z.string(), contact: z.string(), until: instant });
export type ConsentPage = z.infer<typeof ConsentPage>;
/** A consent as it stands, for whoever gave it. */
export const OwnConsent = z.object({ partner: z.string(), name: z.string(), givenAt: instant, revokedAt: text, text: z.string() });
export type OwnConsent = z.infer<typeof OwnConsent>;

export const OwnApplication = z.object({ stage: z.string(), since: instant, createdAt: instant });
export type OwnApplication = z.infer<typeof OwnApplication>;
/** The messages are open for the token. */
export const MentorTalkOpened = z.object({ id: z.string(), epoch: z.string(), state: z.string() });
