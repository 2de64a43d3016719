import * as z from 'zod/mini';

/** What a visitor would like: to be heard, ideas, something found, or not sure. */
export const kindsOfHelp = ['listen', 'ideas', 'find-something', 'not-sure'] as const;

/** `waiting → active → ended`; or `abandoned`, `transferred`. Open in answers. */
export const conversationStates = ['waiting', 'active', 'ended', 'abandoned', 'transferred'] as const;
export type ConversationState = (typeof conversationStates)[number];

/** What a `notice` can say. Each is part of the log that the visitor reads: nothing happens behind their back. */
export const notices = ['supervisor-joined', 'supervisor-left', 'taken-over', 'handover-offered', 'handover-declined', 'not-safe', 'not-safe-unanswered', 'paused', 'resumed', 'time-short', 'time-over', 'peer-away', 'reads-along', 'adviser-reads'] as const;
export type Notice = (typeof notices)[number];

/**
 * One thing that happened in a conversation. `seq` is dense and rises by one from 1: a hole is something not seen yet, never
 * something that is not there.
 */
export const ConversationEvent = z.object({
  seq: z.number(),
  /** Instant, ISO 8601 in UTC, by the server's clock. */
  at: z.string(),
  /** `message`, `state`, `notice`: open. */
  kind: z.string(),
  /** `visitor`, `peer`, `supervisor`, `system`: open. */
  author: z.string(),
  /** Of a message: the id that its sender gave it. */
  clientId: z.optional(z.string()),
  /** Of a message: its text. */
  body: z.optional(z.string()),
  /** Of a `state`: the new one. */
  state: z.optional(z.string()),
  /** Of a `notice`: what happened. Open; see `notices`. */
  notice: z.optional(z.string()),
  /** The name under which a staff member speaks to visitors. */
  name: z.optional(z.string()),
});
export type ConversationEvent = z.infer<typeof ConversationEvent>;

/**
 * Where a conversation's log stands: `head` the newest `seq`, `earliest` the oldest that is still kept. A new `epoch` means that the
 * store was restored: forget what was read and read again from the beginning. First event of a stream, and part of a long-poll's answer.
 */
export const Hello = z.object({ epoch: z.string(), head: z.number(), earliest: z.number() });
export type Hello = z.infer<typeof Hello>;
/**
 * What is true just now and is never stored: who types (`peer`, `supervisor`; to staff `visitor` too), the newest `seq` that the other side
 * has fetched, and while waiting the place in line with the honest range of the wait in minutes. `shared` is the range for somebody who
 * shares what the visitor asked for. Event `now` of a stream, part of a long-poll's answer.
 */
export const Now = z.object({
  typing: z.optional(z.array(z.string())), seen: z.optional(z.number()), place: z.optional(z.number()),
  wait: z.optional(z.array(z.number())), shared: z.optional(z.array(z.number())),
});
export type Now = z.infer<typeof Now>;
export const EventPage = z.extend(Hello, { events: z.array(ConversationEvent), now: z.optional(Now) });
export type EventPage = z.infer<typeof EventPage>;

export const ConversationStarted = z.object({ id: z.string(), epoch: z.string(), state: z.string() });
export type ConversationStarted = z.infer<typeof ConversationStarted>;

/** A message is stored. The same answer comes for every retry. */
export const MessageReceipt = z.object({ seq: z.number(), clientId: z.string(), at: z.string() });
export type MessageReceipt = z.infer<typeof MessageReceipt>;

/**
 * What was done, and until when a copy may still be in a backup: absent while there are no backups. `kept`: somebody may not have been
 * safe, so an incident record stays, with the program, until that instant.
 */
export const DeletionReceipt = z.object({ deletedAt: z.string(), messages: z.number(), backupsUntil: z.optional(z.string()), kept: z.optional(z.object({ until: z.string() })) });
export type DeletionReceipt = z.infer<typeof DeletionReceipt>;

/** `paged`: how many people on duty were told, at once. */
export const NotSafeReceipt = z.object({ paged: z.number() });
/** To be shown to the visitor and kept by them: opens the conversation once, within a day. */
export const ResumeCode = z.object({ code: z.string(), until: z.string() });
