import * as z from 'zod/mini';
import { HelplineList } from './helplines.ts';

/** Weekly opening hours in the program's zone. Days as RFC 5545 has them, `MO`; times as `09:00`. After midnight: `to` is the smaller one; the whole day: both are `00:00`. */
export const OpeningHours = z.object({ days: z.array(z.string().check(z.regex(/^(MO|TU|WE|TH|FR|SA|SU)$/))), from: z.string().check(z.regex(/^\d\d:\d\d$/)), to: z.string().check(z.regex(/^\d\d:\d\d$/)) });
export type OpeningHours = z.infer<typeof OpeningHours>;

/** Something that a visitor may ask their peer to share: `{ kind: 'branch', value: 'navy', label: 'Navy' }`. */
export const SharedExperience = z.object({ kind: z.string(), value: z.string(), label: z.string() });
export type SharedExperience = z.infer<typeof SharedExperience>;

/** Whether somebody can take a chat now, in words of the language that was asked for. Holds all that the card and the first question say. */
export const Availability = z.object({
  /** `open`; `closed`: nobody on shift; `busy`: no wait can be promised; `not-ready`: the program may not open. Open. */
  state: z.string(),
  /** Who answers, as the program calls them: "Peer supporter". */
  title: z.string(),
  /** Who runs this. */
  partner: z.string(),
  /** The expectation text: who reads this, what is kept, when we must tell someone. */
  expectation: z.string(),
  identity: z.string(), quickExit: z.boolean(), part2: z.boolean(),
  /** Hours after the end at which the text is deleted. */
  keepHours: z.number(),
  /** `yes`, `no`, `depends`: whether the program must report some things, and its own words about it. */
  mandatedReporter: z.string(), mandatedText: z.optional(z.string()),
  ages: z.optional(z.string()),
  topics: z.array(z.string()),
  /** Asked only where the program needs it. */
  ageBands: z.optional(z.array(z.string())), regions: z.optional(z.array(z.string())),
  /** What peers on shift have in common with visitors and chose to publish. */
  shared: z.array(SharedExperience),
  hours: z.array(OpeningHours), timeZone: z.string(), /** Instant of the next opening. */ opensAt: z.optional(z.string()),
  /** Range of the wait in minutes, where there is one. */
  wait: z.optional(z.array(z.number())),
  helplines: HelplineList,
  /** The ways to help right now, as links with their words: emergency first. */
  crisis: z.array(z.object({ text: z.string(), href: z.string() })),
  /** Words of the card, by name, so that the card itself brings none. */
  words: z.record(z.string(), z.string()), language: z.string(), direction: z.string(),
});
export type Availability = z.infer<typeof Availability>;
