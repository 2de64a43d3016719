import type { MentorForm, Setting } from '@kith/contract';
import { crisisLinks } from '../availability.ts';
import { listHelplines } from '../helplines.ts';
import { chooseLocale, talkLanguages } from '../locales.ts';
import type { KnownProgram } from '../programs.ts';
import { settingDefaults } from '../settings.ts';
import { mentorCardWords } from './card-words.ts';
import { formOf } from './forms.ts';
import type { Mentoring } from './index.ts';

/** Everything that the card says and the form asks, in one answer and in the page's language. */
export async function mentorFormOf({ requests }: Mentoring, { row, helplines }: KnownProgram, quickExit: boolean, wanted: string): Promise<MentorForm> {
  const { tag, words, direction } = chooseLocale(wanted, row.language, talkLanguages);
  const { settings } = await requests.settingsOf(row.id);
  return {
    open: settings.open, partner: row.partner, quickExit, contact: settings.contact, form: formOf(row.setting as Setting, settings, settingDefaults(row.setting as Setting).topics),
    crisis: crisisLinks(listHelplines(row.country, helplines, 3), words), words: mentorCardWords(tag, { open: settings.open, partner: row.partner, setting: row.setting }), language: tag, direction,
  };
}
