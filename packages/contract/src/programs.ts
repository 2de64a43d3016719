import * as z from 'zod/mini';
import { HelplineList } from './helplines.ts';
import type { Setting } from './vocabulary.ts';

/** What any page may know of a program, by its site key. */
export const Program = z.object({
  name: z.string(),
  /** Preset: clinic, hospital-portal, veteran, school, community. Open in answers. */
  setting: z.string() as unknown as z.ZodMiniType<Setting | (string & {})>,
  /** Name of the partner, as its people know it. */
  partner: z.string(),
  /** BCP 47 language of the program's own words. */
  language: z.string(),
  /** IANA zone of the program. */
  timeZone: z.string(),
  /** ISO 3166-1 alpha-2: whose emergency number and lines are shown. */
  country: z.string(),
  /** Slugs offered as filters, in order. */
  topics: z.array(z.string()),
  audiences: z.array(z.string()),
  /** Quick exit is shown; to a neutral page. */
  quickExit: z.boolean(),
  /** 42 CFR Part 2 applies. */
  part2: z.boolean(),
  /** `anonymous` or `known`, visibly, never a mix. */
  identity: z.string(),
  /** Where map pictures come from, once a visitor asks for them: an address with {z}, {x} and {y}, and who must be named. */
  tiles: z.optional(z.object({ url: z.string(), attribution: z.string() })),
  /** True: the listings are samples and are labelled so. */
  sample: z.optional(z.boolean()),
  /** The first lines to show before the whole list is there. */
  helplines: HelplineList,
});
export type Program = z.infer<typeof Program>;
