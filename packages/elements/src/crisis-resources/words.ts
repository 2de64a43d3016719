import { crisisEnglish, type CrisisWords } from '../locale/crisis-en.ts';
import type { Catalog } from '../locale/locale.ts';

const tagalog = async (): Promise<CrisisWords> => (await import('../locale/crisis-tl.ts')).crisisTagalog;

export const crisisWords: Catalog<CrisisWords> = {
  english: crisisEnglish,
  others: new Map<string, () => Promise<CrisisWords>>([
    ['es', async () => (await import('../locale/crisis-es.ts')).crisisSpanish],
    ['fr', async () => (await import('../locale/crisis-fr.ts')).crisisFrench],
    ['pt', async () => (await import('../locale/crisis-pt.ts')).crisisPortuguese],
    ['de', async () => (await import('../locale/crisis-de.ts')).crisisGerman],
    ['ar', async () => (await import('../locale/crisis-ar.ts')).crisisArabic],
    ['zh', async () => (await import('../locale/crisis-zh.ts')).crisisChinese],
    ['vi', async () => (await import('../locale/crisis-vi.ts')).crisisVietnamese],
    ['tl', tagalog], ['fil', tagalog],
  ]),
  later: async () => { if (!('copy' in crisisEnglish)) Object.assign(crisisEnglish, (await import('../locale/crisis-en-more.ts')).crisisMore); },
  // Help in English now is better than help in Spanish in a second.
  patience: 50,
};
