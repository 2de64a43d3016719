import * as z from 'zod/mini';

export const FoundPlace = z.object({
  name: z.string(),
  /** Letters of the state or province, where the gazetteer has them. */
  region: z.optional(z.string()),
  /** ISO 3166-1 alpha-2. */
  country: z.string(),
  /** Degrees, to 0.01: about a kilometre. */
  latitude: z.number(), longitude: z.number(),
});
/** The best first, at most 8; the program's country goes before others. */
export const FoundPlaces = z.object({ places: z.array(FoundPlace) });
export type FoundPlaces = z.infer<typeof FoundPlaces>;
