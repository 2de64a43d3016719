import * as z from 'zod/mini';
import { kindsOfHelp } from './conversations.ts';
import { topics } from './vocabulary.ts';

// A file of its own: clients send these and never read one.
const face = z.number().check(z.int(), z.gte(1), z.lte(5));
/** A sum that was done: only where the server answered `proof-needed`. */
export const solvedProof = z.optional(z.string().check(z.maxLength(2000)));
const short = z.string().check(z.maxLength(500));

/**
 * Starts a conversation. The visitor's side makes the token, 256 random bits as base64url, and sends it this once; the server
 * keeps its hash. So a retry is answered as the first was, and no secret has to come back. Everything but the acknowledgement may be left out.
 */
export const ConversationStart = z.strictObject({
  token: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
  /** The expectation text was read: a human peer, not an emergency service, what is kept, when we must tell someone. */
  acknowledged: z.literal(true),
  topics: z.optional(z.array(z.enum(topics)).check(z.maxLength(5))),
  /** In their own words, at most 500 characters. */
  words: z.optional(z.string().check(z.maxLength(500))),
  help: z.optional(z.enum(kindsOfHelp)),
  /** What they would like to be called, at most 40 characters. */
  name: z.optional(z.string().check(z.maxLength(40))),
  /** How they are right now, 1 to 5. */
  face: z.optional(face),
  /** Only where the program asks: one of its age bands, one of its regions. */
  age: z.optional(z.string().check(z.maxLength(40))),
  region: z.optional(z.string().check(z.maxLength(40))),
  /** They would rather talk to somebody who shares this: `topic:grief`, `branch:navy`. Never blocks. */
  shared: z.optional(z.array(z.string().check(z.regex(/^[a-z]+:[A-Za-z0-9-]{1,40}$/))).check(z.maxLength(5))),
  /** Made up by the visitor's page and kept in its memory alone, so that a peer who was blocked is not met again on this visit. */
  visit: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{16,43}$/))),
  /** For somebody that they care about. */
  forSomeoneElse: z.optional(z.boolean()),
  /** BCP 47. */
  language: z.optional(z.string().check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))),
  proof: solvedProof,
});
export type ConversationStart = z.infer<typeof ConversationStart>;

/** A message of at most 4,000 characters. `clientId` is made once for each message and stays the same in every retry. */
export const MessageSend = z.strictObject({
  clientId: z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/)),
  body: z.string().check(z.minLength(1), z.maxLength(4000)),
});
export type MessageSend = z.infer<typeof MessageSend>;

const count = z.coerce.number().check(z.int(), z.gte(0), z.lte(1e9));
/** `after`: the newest `seq` that is known, 0 at first. `wait`: seconds to hold the answer back while there is nothing new, at most 25. */
export const EventQuery = z.strictObject({ after: z.optional(count), wait: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(25))) });
/** `end`; a beacon sends the token in the body, as it can carry no header. */
export const ConversationEnd = z.strictObject({ token: z.optional(z.string().check(z.maxLength(64))) });
export const Nothing = z.strictObject({});
/** The visitor's answer to a handover that was offered. */
export const HandoverAnswer = z.strictObject({ agree: z.boolean() });
/** Everything may be left out. `next`: they have a next step. */
export const Feedback = z.strictObject({ face: z.optional(face), listened: z.optional(z.enum(['yes', 'partly', 'no'])), next: z.optional(z.boolean()), comment: z.optional(short) });
export type Feedback = z.infer<typeof Feedback>;
/** About the peer, to somebody outside the peer's line. `stop` ends the chat; `block` ends it and never brings the two together again on this visit. */
export const PeerReport = z.strictObject({ kind: z.enum(['stop', 'report', 'block']), words: z.optional(short) });
export const ResumeCall = z.strictObject({ code: z.string().check(z.regex(/^[A-Za-z0-9 -]{10,24}$/)), token: ConversationStart.shape.token });
/** For when nobody is on shift. The visitor's side makes the reply code, 80 random bits in Crockford's base 32, and picks the answer up with it. `contact`: only where they want to be called back. */
export const MessageLeave = z.strictObject({
  replyCode: z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{16}$/)),
  body: z.string().check(z.minLength(1), z.maxLength(2000)), name: z.optional(z.string().check(z.maxLength(40))), contact: z.optional(z.string().check(z.maxLength(120))), mayLeaveMessage: z.optional(z.boolean()),
});
export type MessageLeave = z.infer<typeof MessageLeave>;
