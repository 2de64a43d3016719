import type { Room } from './room.ts';

/** "December 1, 2026", of an instant in the reader's zone, or of a day. */
export const day = ({ tag }: Room, instant: string): string => new Intl.DateTimeFormat(tag, { dateStyle: 'long', ...(instant.length === 10 ? { timeZone: 'UTC' } : {}) }).format(new Date(instant));
/** With the weekday and the time, by the reader's clock. */
export const time = ({ tag }: Room, instant: string): string => new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'short' }).format(new Date(instant));
