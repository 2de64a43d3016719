import * as z from 'zod/mini';
import { kindsOfHelp } from './conversations.ts';
import { topics } from './vocabulary.ts';

// A file of its own: clients send these and never read one.
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
  face: z.optional(z.number().check(z.int(), z.gte(1), z.lte(5))),
  /** BCP 47. */
  language: z.optional(z.string().check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))),
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
