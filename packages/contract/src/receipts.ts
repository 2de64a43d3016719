import * as z from 'zod/mini';

/** `received` true once it is stored. */
export const Receipt = z.object({ received: z.boolean() });
export type Receipt = z.infer<typeof Receipt>;
