import { en, type Locale } from '../locale/en.ts';
import type { Catalog } from '../locale/locale.ts';

export const finderWords: Catalog<Locale> = {
  english: en,
  others: new Map<string, () => Promise<Locale>>([
    ['es', async () => (await import('../locale/es.ts')).es],
    ['ar', async () => (await import('../locale/ar.ts')).ar],
  ]),
  later: async () => { if (!('topics' in en)) Object.assign(en, (await import('../locale/en-later.ts')).later); },
};
