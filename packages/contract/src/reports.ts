import * as z from 'zod/mini';
import { LocalDateTime } from './schedule.ts';
import { reportKinds } from './vocabulary.ts';

/** A problem with a listing, picked from a list: nothing that a visitor wrote is taken. */
export const GroupReport = z.strictObject({ kind: z.enum(reportKinds) });
/** A visitor plans to come to one date (the meeting's own clock), or does not any more. It counts; nobody is named. */
export const GroupPlan = z.strictObject({ at: LocalDateTime, comes: z.boolean() });
export type GroupPlan = z.infer<typeof GroupPlan>;
export type GroupReport = z.infer<typeof GroupReport>;
