import * as z from 'zod/mini';
import { mentorActionNames } from './mentor-actions.ts';
import { applicationStages, closeOutcomes, declineReasons, goingKinds, redirectTargets } from './mentor-requests.ts';
import { MessageLeave, solvedProof } from './conversation-calls.ts';
import { ChatRead } from './staff-calls.ts';

// A file of its own: clients send these and never read one.
const word = (most: number) => z.string().check(z.maxLength(most));
const id = word(64);
const day = z.iso.date();
const language = z.string().check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/));
const token = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
const { replyCode } = MessageLeave.shape;
/** By the ids of the form: a text, several values, or a tick. The server checks each against the form. */
export const MentorAnswers = z.record(z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)), z.union([word(1000), z.array(word(60)).check(z.maxLength(60)), z.boolean()]));
export type MentorAnswers = z.infer<typeof MentorAnswers>;

/** What machines fill in and people do not see, how long the form was open in seconds, and the answer to a task, only where the server asked for one. */
const notARobot = { trap: z.optional(word(200)), seconds: z.optional(z.number().check(z.gte(0))), proof: solvedProof };
/** The requester's side makes the reply code, as for a message. The same code again is the same request. */
export const MentorRequestCreate = z.strictObject({
  replyCode, answers: MentorAnswers, language: z.optional(language), kind: z.optional(word(40)),
  /** From the link of somebody who refers. `maySee`: they may see how it stands. */
  referral: z.optional(z.strictObject({ token, maySee: z.boolean() })), ...notARobot,
});
export type MentorRequestCreate = z.infer<typeof MentorRequestCreate>;
/** What the requester does later, with the code in a header. */
export const MentorReply = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('answer'), words: z.string().check(z.minLength(1), z.maxLength(1000)) }),
  z.strictObject({ action: z.literal('tell-more'), answers: MentorAnswers }),
  z.strictObject({ action: z.literal('agree') }), z.strictObject({ action: z.literal('pause') }), z.strictObject({ action: z.literal('begin-close') }),
  z.strictObject({ action: z.literal('set-goals'), goals: z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.maxLength(3)) }),
  z.strictObject({ action: z.literal('set-sheet'), words: word(2000) }),
  z.strictObject({ action: z.literal('check-in'), going: z.enum(goingKinds), words: z.optional(word(500)) }),
  z.strictObject({ action: z.literal('say-goodbye'), words: z.optional(word(500)) }),
]);
export type MentorReply = z.infer<typeof MentorReply>;
/** Opens the messages with a token that the requester's side made: `conversations/{id}` takes it from then on. */
export const MentorTalk = z.strictObject({ token });

/** A link's own secret, from the fragment of its address. */
export const LinkLook = z.strictObject({ token });
/** A guardian's answer; uses the link up. `code`: made by their side, to take it back later. */
export const ConsentAnswer = z.strictObject({
  token, agree: z.boolean(), code: z.optional(replyCode), name: z.optional(word(80)), relationship: z.optional(word(40)), contact: z.optional(word(120)), language: z.optional(language), online: z.optional(z.boolean()), emergency: z.optional(word(120)),
  /** As it was read, so that a text that changed meanwhile is read again. */
  version: z.optional(word(40)), understood: z.optional(z.literal(true)),
});
export type ConsentAnswer = z.infer<typeof ConsentAnswer>;
export const MentorApply = z.strictObject({ replyCode, name: z.string().check(z.minLength(1), z.maxLength(80)), contact: z.string().check(z.minLength(3), z.maxLength(120)), words: z.optional(word(1000)), shares: z.optional(z.array(word(40)).check(z.maxLength(10))), languages: z.optional(z.array(z.string().check(z.regex(/^[a-z]{2,3}$/))).check(z.maxLength(10))), student: z.optional(z.boolean()), ...notARobot });
export type MentorApply = z.infer<typeof MentorApply>;

/** Paper is recorded with its date; the paper itself stays with the program. */
const paper = z.strictObject({ name: word(80), relationship: z.optional(word(40)), on: day, online: z.optional(z.boolean()) });
/** One action of staff on a request. Which details it needs, the server says. */
export const MentorAct = z.strictObject({
  action: z.enum(mentorActionNames), words: z.optional(word(2000)), reason: z.optional(z.enum(declineReasons)), target: z.optional(z.enum(redirectTargets)), outcome: z.optional(z.enum(closeOutcomes)),
  /** In the order in which they are asked. */
  mentors: z.optional(z.array(id).check(z.minLength(1), z.maxLength(5))), into: z.optional(id), paper: z.optional(paper),
  /** Of a meeting: an instant, ISO 8601 with its offset, and minutes. */
  start: z.optional(z.iso.datetime({ offset: true })), minutes: z.optional(z.number().check(z.int(), z.gte(10), z.lte(480))), place: z.optional(word(200)),
  going: z.optional(z.enum(goingKinds)),
});
export type MentorAct = z.infer<typeof MentorAct>;
/** `send`: an address to which a mail goes that says only that there is something to read. */
export const ConsentLinkMake = z.strictObject({ language: z.optional(language), send: z.optional(z.string().check(z.regex(/^[^\s@]{1,64}@[^\s@]{1,120}$/))) });
export const MentorRequestChange = z.strictObject({ kind: z.optional(word(40)), coordinator: z.optional(id) });
export const MentorSet = z.strictObject({
  state: z.optional(z.enum(['active', 'paused', 'left'])), student: z.optional(z.boolean()), adviser: z.optional(id), permissionOn: z.optional(z.union([day, z.literal('')])), capacity: z.optional(z.number().check(z.int(), z.gte(0), z.lte(20))),
  grade: z.optional(word(20)), gender: z.optional(word(40)), kinds: z.optional(z.array(word(40)).check(z.maxLength(6))), when: z.optional(z.array(word(20)).check(z.maxLength(60))),
});
export type MentorSet = z.infer<typeof MentorSet>;
/** The result and the dates, never the report: there is no field for it. */
export const ScreeningSet = z.strictObject({ step: word(40), result: z.enum(['passed', 'not-passed']), on: day, until: z.optional(day) });
export type ScreeningSet = z.infer<typeof ScreeningSet>;
/** A mentor's own. */
export const MentorOwn = z.strictObject({ state: z.optional(z.enum(['active', 'resting'])), capacity: z.optional(z.number().check(z.int(), z.gte(0), z.lte(20))), when: z.optional(z.array(word(20)).check(z.maxLength(60))) });
export const ApplicationMove = z.strictObject({ to: z.optional(z.enum(applicationStages)), screening: z.optional(ScreeningSet), email: z.optional(z.string().check(z.regex(/^[^\s@]{1,64}@[^\s@]{1,120}$/))) });
/** `back`: 0 the newest match's messages, 1 those of the one before it; for those who look after a request. */
export const MatchRead = z.extend(ChatRead, { back: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(20))) });
export const WebhookAdd = z.strictObject({ url: z.string().check(z.regex(/^https?:\/\/\S{3,500}$/)) });
export const DeliveryReplay = z.strictObject({ deliveries: z.optional(z.array(id).check(z.maxLength(500))), webhook: z.optional(id), since: z.optional(z.iso.datetime()) });
