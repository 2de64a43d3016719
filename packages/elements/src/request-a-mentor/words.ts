import type { Catalog } from '../locale/locale.ts';
import { mentorEnglish, type MentorWords } from '../locale/mentor-en.ts';

export const mentorWords: Catalog<MentorWords> = {
  // The rest is there before anything is drawn that needs it.
  english: mentorEnglish as MentorWords,
  later: async () => { Object.assign(mentorEnglish, (await import('../locale/mentor-en-later.ts')).mentorEnglishLater); },
  others: new Map<string, () => Promise<MentorWords>>([
    ['es', async () => (await import('../locale/mentor-es.ts')).mentorSpanish],
    ['ar', async () => (await import('../locale/mentor-ar.ts')).mentorArabic],
  ]),
};
