import { createHash } from 'node:crypto';
import { SettingsEdit, SoundHours, type MentoringSettings, type OpeningHours, type ProgramSettings, type Setting } from '@kith/contract';
import type { Kysely } from 'kysely';
import { nextOccurrences } from '@kith/finder';
import { startingTitle } from './card-words.ts';
import { ProblemError } from './errors.ts';
import { formRefusals } from './mentor-requests/forms.ts';
import { settingDefaults } from './settings.ts';
import type { ProgramRow, Schema } from './store/schema.ts';
import type { Store } from './store/store.ts';
import { touchProgram } from './programs.ts';

/** What a new program has. Texts that only its own people can write are empty, and it cannot open before they are there. */
export function startingSettings(program: ProgramRow): ProgramSettings {
  const { quickExit, part2, listed } = settingDefaults(program.setting as Parameters<typeof settingDefaults>[0]);
  return {
    expectation: '', escalationContact: { name: '', phone: '', email: '' }, title: startingTitle, hours: [], keepHours: 72, incidentDays: 365, mandatedReporter: 'depends', mandatedText: '',
    ages: '', ageBands: [], minorBands: [], adultsAnswerMinors: false, regions: [], quickExit, part2, longestWait: 60, chatMinutes: 45, graceMinutes: 10, breakMinutes: 10, shiftHours: 4,
    requirements: [{ id: 'training', label: 'Training of this program', kind: 'training' }, { id: 'ethics', label: 'Code of ethics accepted', kind: 'ethics' }],
    openers: ['Hi, I am here with you. What is on your mind today?', 'Thank you for telling me. That sounds like a lot.', 'What would help most right now: to be heard, ideas, or finding something?'],
    resources: [
      { title: 'Slow breath', text: 'If you like, we can breathe together. In for four, hold for four, out for six. Three times is enough.' },
      { title: 'Five things', text: 'Look around and name five things you see, four you can touch, three you hear, two you smell, and one you taste.' },
    ],
    complaintsTo: '', mentoring: startingMentoring(program.setting as Setting), groups: { listed },
  };
}

/** Closed until the program has written what guardians read and whom they can ask. */
function startingMentoring(setting: Setting): MentoringSettings {
  const school = setting === 'school';
  return {
    open: false, consentRule: 'under-18', mayWaive: false, consentText: {}, contact: '', counselor: '', adviser: '', topicsLater: school,
    kinds: setting === 'hospital-portal' || setting === 'clinic' ? [{ id: 'mentor', label: 'Mentor' }, { id: 'contact', label: 'Contact after the hospital', days: 60, meetings: 8 }, { id: 'navigator', label: 'Navigator', days: 180, sheet: true, glossary: [] }] : [{ id: 'mentor', label: 'Mentor' }],
    screening: [{ id: 'background-check', label: 'Background check', months: 24 }, { id: 'references', label: 'Two references' }, { id: 'interview', label: 'Interview' }],
    adults: [], languages: ['en', 'es'], answerDays: 3, newsDays: 7, consentDays: 14, firstCheckInDays: 14, checkInDays: 30, keepDays: 365, form: { hidden: [], words: {}, added: [] },
  };
}

const stored = async (on: Kysely<Schema>, program: string) => (await on.selectFrom('program_settings').select('body').where('program_id', '=', program).executeTakeFirst())?.body ?? '{}';
/** Names what is stored: whoever changes it says what they have seen. */
const revisionOf = (body: string) => createHash('sha256').update(body).digest('base64url').slice(0, 22);

/** Settings as they stand. What a newer version added has its starting value. */
export const readSettings = async (store: Store, program: ProgramRow): Promise<ProgramSettings> => (await readRevision(store, program)).settings;
export async function readRevision(store: Store, program: ProgramRow): Promise<{ settings: ProgramSettings; revision: string }> {
  const body = await stored(store.read, program.id);
  return { settings: { ...startingSettings(program), ...JSON.parse(body) as Partial<ProgramSettings> }, revision: revisionOf(body) };
}

/** `known`: the revision that whoever changes them has seen. */
export async function saveSettings(store: Store, program: string, settings: ProgramSettings, known?: string): Promise<void> {
  const { setting } = await store.read.selectFrom('programs').select('setting').where('id', '=', program).executeTakeFirstOrThrow();
  const refusals = formRefusals(setting as Setting, settings.mentoring);
  if (refusals.length) throw new ProblemError('not-now', { issues: refusals.map((message) => ({ path: 'mentoring', message })) });
  const body = JSON.stringify(SettingsEdit.parse(settings));
  await store.change(program, async (transaction) => {
    if (known !== undefined && known !== revisionOf(await stored(transaction, program))) throw new ProblemError('changed-meanwhile');
    await transaction.insertInto('program_settings').values({ program_id: program, body }).onConflict((conflict) => conflict.column('program_id').doUpdateSet({ body })).execute();
    await touchProgram(transaction, program);
  });
}

/** Hours that can be reckoned with. Earlier versions stored such as `25:00` too: no line of the settings may keep a card from its crisis lines. */
export const soundHours = (hours: ProgramSettings['hours']): OpeningHours[] => hours.filter((item) => SoundHours.safeParse(item).success);

/** When the hours begin next, as an instant; undefined without hours. */
export function nextOpening(hours: ProgramSettings['hours'], timeZone: string, from = Date.now()): string | undefined {
  const starts = soundHours(hours).flatMap(({ days, from: start, to }) => {
    const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
    const duration = (minutes(to) - minutes(start) + 1440) % 1440 || 1440;
    const next = nextOccurrences({ timeZone, start: `2020-01-06T${start}`, duration, rules: [`FREQ=WEEKLY;BYDAY=${days.join(',')}`] }, from, 2);
    return next.map((item) => item.start).filter((at) => Date.parse(at) > from);
  });
  return starts.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}
