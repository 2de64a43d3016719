import type { Catalog } from '../locale/locale.ts';
import { talkEnglish, type TalkWords } from '../locale/talk-en.ts';

export const talkWords: Catalog<TalkWords> = {
  english: talkEnglish,
  others: new Map<string, () => Promise<TalkWords>>([
    ['es', async () => (await import('../locale/talk-es.ts')).talkSpanish],
    ['ar', async () => (await import('../locale/talk-ar.ts')).talkArabic],
  ]),
};
