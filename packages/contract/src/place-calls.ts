import * as z from 'zod/mini';

/** A town or a postcode, looked up on the partner's own server: nobody else hears it. The words travel in the body, never in an address. */
export const PlaceCall = z.strictObject({
  /** A town ("Springfield, IL") or a postcode. 2 to 80 characters. */
  text: z.string().check(z.minLength(2), z.maxLength(80)),
});
export type PlaceCall = z.infer<typeof PlaceCall>;
