import type { Group } from '@kith/contract';

/** Kith's own JSON, without loss; `readFeed` reads it back. */
export const writeKith = (groups: readonly Group[]): string => JSON.stringify({ format: 'kith-groups', version: 1, groups });
