import * as z from 'zod/mini';

/** A message that was left, for whoever has its reply code: there is no account. `state`: `waiting`, `answered`; open. */
export const LeftMessage = z.object({ state: z.string(), body: z.string(), createdAt: z.string(), answer: z.optional(z.string()), answeredAt: z.optional(z.string()), deletedAt: z.optional(z.string()) });
export type LeftMessage = z.infer<typeof LeftMessage>;
