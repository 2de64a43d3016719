import * as z from 'zod/mini';
import { topics } from './vocabulary.ts';
import { escalationStates, EscalationForm, reasons, roles, values } from './staff.ts';
import { kindsOfHelp } from './conversations.ts';

const word = (most: number) => z.string().check(z.maxLength(most));
const faces = z.number().check(z.int(), z.gte(1), z.lte(5));
/** `optOut`: topics that they would rather not take today. `onCall` (supervisors): reachable away from the console, once a test page was acknowledged. */
export const ShiftStart = z.strictObject({ role: z.enum(['peer', 'supervisor']), optOut: z.optional(z.array(z.enum(topics))), onCall: z.optional(z.boolean()) });
export const ShiftChange = z.strictObject({ to: z.enum(['on', 'paused', 'ended']) });
export const OutboxAcknowledge = z.strictObject({ code: word(64) });
/** `wasGood`: was this good for you; for the supervisor only. */
export const ChatClose = z.strictObject({
  outcome: z.enum(['completed', 'left-early', 'technical', 'ended-by-us', 'not-counting']), topics: z.optional(z.array(z.enum(topics)).check(z.maxLength(5))), help: z.optional(z.enum(kindsOfHelp)), grounding: z.optional(z.boolean()),
  signposts: z.optional(z.array(z.enum(['helpline', 'group', 'professional', 'practical', 'mentor', 'other'])).check(z.maxLength(6))), supervisorAsked: z.optional(z.boolean()), followUp: z.optional(z.boolean()), wasGood: z.optional(faces),
});
export type ChatClose = z.infer<typeof ChatClose>;
export const ChatRead = z.strictObject({ after: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(1e9))), /** Of an ended chat, and of one that is somebody else's. */ reason: z.optional(z.enum(reasons)) });
export const Pause = z.strictObject({ on: z.boolean() });
/** `consent`: they said yes to exactly this text. It is not stored: the sheet is given back, to be handed over, and that is all. */
export const HandOff = z.strictObject({ consent: z.literal(true), to: z.string().check(z.minLength(1), z.maxLength(120)), text: z.string().check(z.minLength(1), z.maxLength(2000)) });
export const HandoverOffer = z.strictObject({ to: z.enum(['queue', 'supervisor']) });
export const Block = z.strictObject({ hours: z.number().check(z.int(), z.gte(1), z.lte(24)), reason: z.enum(['abuse', 'spam', 'test']) });
export const Extend = z.strictObject({ minutes: z.number().check(z.int(), z.gte(5), z.lte(60)) });
/** `form`: answers that are added or changed, the others stay; `without`: answers that are taken back. */
export const EscalationStep = z.strictObject({ to: z.optional(z.enum(escalationStates)), form: z.optional(EscalationForm), without: z.optional(z.array(z.keyof(EscalationForm))) });
export type EscalationStep = z.infer<typeof EscalationStep>;
export const Answer = z.strictObject({ body: z.string().check(z.minLength(1), z.maxLength(2000)) });
export const Reveal = z.strictObject({ reason: z.enum(reasons) });
export const Invite = z.strictObject({ email: z.string().check(z.regex(/^[^\s@]{1,64}@[^\s@]{1,120}$/)), name: z.string().check(z.minLength(1), z.maxLength(40)), roles: z.array(z.enum(roles)).check(z.minLength(1)) });
export const RoleChange = z.strictObject({ roles: z.array(z.enum(roles)) });
export const RequirementMet = z.strictObject({ requirement: word(40), on: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)), until: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))), issuer: z.optional(word(80)), jurisdiction: z.optional(word(40)) });
export const Review = z.strictObject({ ratings: z.partialRecord(z.enum(values), z.enum(['yes', 'partly', 'no', 'not-seen'])) });
/** Set once, together with a second factor. */
export const SignInPassword = z.strictObject({ password: z.string().check(z.minLength(12), z.maxLength(128)) });
