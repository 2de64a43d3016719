import { en, type Locale } from '@kith/finder/locale/en';
import type { Catalog } from '../locale/locale.ts';

export const finderWords: Catalog<Locale> = {
  english: en,
  others: new Map<string, () => Promise<Locale>>([
    ['es', async () => (await import('@kith/finder/locale/es')).es],
    // One small file more on the way: a page in English does not pay for where the others are.
    ...['ar', 'fr', 'pt', 'zh', 'vi', 'tl', 'fil'].map((base) => [base, async () => (await import('./languages.ts')).languages[base]!()] as const),
  ]),
  later: async () => { if (!('topics' in en)) Object.assign(en, (await import('@kith/finder/locale/en-later')).later); },
};
