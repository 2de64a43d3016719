import * as z from 'zod/mini';

/** A sum for the sender's device, as ALTCHA has it. */
export const Proof = z.object({ algorithm: z.string(), challenge: z.string(), maxnumber: z.optional(z.number()), salt: z.string(), signature: z.string() });
export type Proof = z.infer<typeof Proof>;
