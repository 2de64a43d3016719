import * as z from 'zod/mini';
import { reportKinds } from './vocabulary.ts';

/** A problem with a listing, picked from a list: nothing that a visitor wrote is taken. */
export const GroupReport = z.strictObject({ kind: z.enum(reportKinds) });
export type GroupReport = z.infer<typeof GroupReport>;

/** `received` true once it is stored. */
export const Receipt = z.object({ received: z.boolean() });
export type Receipt = z.infer<typeof Receipt>;

/** What can be wrong with a crisis line; nothing in words, so that nothing private can be in it. */
export const helplineReportKinds = ['no-answer', 'wrong-number', 'wrong-hours', 'closed-down', 'other'] as const;
export const HelplineReport = z.strictObject({ kind: z.enum(helplineReportKinds) });
export type HelplineReport = z.infer<typeof HelplineReport>;
