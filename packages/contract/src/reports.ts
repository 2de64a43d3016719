import * as z from 'zod/mini';
import { reportKinds } from './vocabulary.ts';

/** A problem with a listing, picked from a list: nothing that a visitor wrote is taken. */
export const GroupReport = z.strictObject({ kind: z.enum(reportKinds) });
export type GroupReport = z.infer<typeof GroupReport>;
