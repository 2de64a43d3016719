import * as z from 'zod/mini';

const text = (max: number) => z.optional(z.string().check(z.maxLength(max)));

/** Where a group meets. Everything is optional, because real feeds leave out everything at times. */
export const Place = z.object({
  /** The building's name. */
  name: text(200),
  /** One line, fit for a map search. */
  address: text(300),
  /** Town or city. */
  locality: text(120),
  /** State, county or district as the source names it; several are joined from large to small. */
  region: text(200),
  /** ISO 3166-1 alpha-2. */
  country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/))),
  /** Degrees, WGS 84. */
  latitude: z.optional(z.number().check(z.gte(-90), z.lte(90))),
  longitude: z.optional(z.number().check(z.gte(-180), z.lte(180))),
  /** True when the point stands for a town or a region: no directions are offered to it. */
  approximate: z.optional(z.boolean()),
  room: text(120),
  entrance: text(300),
  transit: text(300),
  notes: text(2000),
});
export type Place = z.infer<typeof Place>;
