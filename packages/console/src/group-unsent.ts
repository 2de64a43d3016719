import type { GroupEdit, StaffGroupWhole } from '@kith/sdk/staff';
import type { ConsoleState } from './state.ts';

/** What was written in a listing and the server has not, with what it was written on. `sending`: it is on its way. */
export interface Unsent { group: GroupEdit; whole: StaffGroupWhole; /** `at` of the draft that it goes on from. */ known: string; sending?: Promise<void> | undefined }

/** By person, program and listing, in the memory of this page alone: there when the listing is opened again, and nowhere after the page is closed. */
export const unsent = new Map<string, Unsent>();
export const unsentKey = ({ me }: ConsoleState, program: string, group: string): string => [me?.id, program, group].join(' ');
addEventListener('beforeunload', (event) => { if (unsent.size) event.preventDefault(); });
