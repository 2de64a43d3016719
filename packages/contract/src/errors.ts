import * as z from 'zod/mini';

/** Every code that the server answers with, its HTTP status, and words that are fit to show and say what to do. */
export const errorCodes = {
  'bad-request': [400, 'The request could not be read. Check the form of the address and the body.'],
  'invalid-query': [400, 'A part of the search was not understood. See "errors" for which part.'],
  'invalid-cursor': [400, 'This place in the list is no longer known. Start again from the first page.'],
  'unknown-site': [404, 'No program has this site key. Check the data-site attribute, or ask whoever runs the server for the current key.'],
  'origin-not-allowed': [403, 'This site may not show this program yet. Whoever runs the server can allow it with: kith origin add.'],
  'not-found': [404, 'Nothing is here.'],
  'group-not-found': [404, 'This group is no longer listed.'],
  'no-dates': [404, 'There are no dates ahead, so there is no calendar.'],
  'calendar-not-found': [404, 'This calendar is not here. It may not have been read for a long time: make a new one from the list of groups.'],
  'closed': [409, 'Nobody can take a chat right now. The lines for help are still there.'],
  'busy': [409, 'Everybody is in a chat, and the line is as long as can be kept today. The lines for help are still there.'],
  'other-ages': [409, 'This chat is for other ages. The help lines are there for you.'],
  'blocked': [403, 'This program takes no new chat from here for a while. The lines for help are still there.'],
  'code-not-found': [404, 'That code did not match. Check it and try again.'],
  'not-signed-in': [401, 'Sign in first.'],
  'second-factor': [403, 'Set up the second factor of your password first.'],
  'not-allowed': [403, 'Your role may not do this.'],
  'not-here': [404, 'This is not in your program, or it is gone.'],
  'link-used': [410, 'This link was used already, or is too old. Ask for a new one.'],
  'changed-meanwhile': [409, 'Somebody else changed this meanwhile. Look at it again before you go on.'],
  'not-now': [409, 'This cannot be done now. See "errors" for the reason.'],
  'proof-needed': [403, 'Many requests came at once. This device has to do a short sum first, by itself; then it is sent.'],
  'mentoring-closed': [409, 'This program takes no requests for mentors right now. The lines for help are still there.'],
  'no-token': [401, 'This needs the token of the conversation.'],
  'conversation-not-found': [404, 'This conversation is not here. It may have been deleted.'],
  'conversation-ended': [409, 'This conversation has ended.'],
  'full': [507, 'The server has no room to store this right now. It was not sent; try again in a moment.'],
  'helpline-not-found': [404, 'This line is not in the list. Reload the page.'],
  'method-not-allowed': [405, 'This address does not take that method.'],
  'too-slow': [408, 'The request did not come in time. Try again.'],
  'too-large': [413, 'The request is too large. Send at most 64 kB.'],
  'unsupported-type': [415, 'Send the body as application/json.'],
  'idempotency-conflict': [409, 'This Idempotency-Key was used for another request. Use a new one.'],
  'too-many-requests': [429, 'Too many requests just now. Wait a moment and try again.'],
  'internal': [500, 'Something failed on the server. Try again; if it lasts, tell whoever runs it the request id.'],
  'not-ready': [503, 'The server is starting or its store cannot be reached. Try again in a moment.'],
} as const satisfies Record<string, readonly [status: number, detail: string]>;
export type ErrorCode = keyof typeof errorCodes;

/**
 * The one error body (RFC 9457, `application/problem+json`). `detail` is fit to show.
 * Nothing a visitor wrote is ever in it: `errors` names paths and rules, never values.
 */
export const Problem = z.object({
  /** URI reference of the page that explains the code. */
  type: z.string(),
  title: z.string(),
  status: z.number(),
  /** Open: a newer server may have more. */
  code: z.string() as unknown as z.ZodMiniType<ErrorCode | (string & {})>,
  detail: z.string(),
  requestId: z.string(),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;
