import { ProgramSettings, type MentoringSettings, type OpeningHours, type Setting } from '@kith/contract';
import { nextOccurrences } from '@kith/finder';
import { ProblemError } from './errors.ts';
import { formRefusals } from './mentor-requests/forms.ts';
import { settingDefaults } from './settings.ts';
import type { ProgramRow } from './store/schema.ts';
import type { Store } from './store/store.ts';
import { touchProgram } from './programs.ts';

/** What a new program has. Texts that only its own people can write are empty, and it cannot open before they are there. */
export function startingSettings(program: ProgramRow): ProgramSettings {
  const { quickExit, part2, listed } = settingDefaults(program.setting as Parameters<typeof settingDefaults>[0]);
  return {
    expectation: '', escalationContact: { name: '', phone: '', email: '' }, title: 'Peer supporter', hours: [], keepHours: 72, incidentDays: 365, mandatedReporter: 'depends', mandatedText: '',
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

/** Settings as they stand. What a newer version added has its starting value. */
export async function readSettings(store: Store, program: ProgramRow): Promise<ProgramSettings> {
  const row = await store.read.selectFrom('program_settings').select('body').where('program_id', '=', program.id).executeTakeFirst();
  return { ...startingSettings(program), ...(row ? JSON.parse(row.body) as Partial<ProgramSettings> : {}) };
}

export async function saveSettings(store: Store, program: string, settings: ProgramSettings): Promise<void> {
  const { setting } = await store.read.selectFrom('programs').select('setting').where('id', '=', program).executeTakeFirstOrThrow();
  const refusals = formRefusals(setting as Setting, settings.mentoring);
  if (refusals.length) throw new ProblemError('not-now', { issues: refusals.map((message) => ({ path: 'mentoring', message })) });
  const body = JSON.stringify(ProgramSettings.parse(settings));
  await store.write.insertInto('program_settings').values({ program_id: program, body }).onConflict((conflict) => conflict.column('program_id').doUpdateSet({ body })).execute();
  await touchProgram(store.write, program);
}

/** When the hours begin next, as an instant; undefined without hours. */
export function nextOpening(hours: OpeningHours[], timeZone: string, from = Date.now()): string | undefined {
  const starts = hours.filter(({ days }) => days.length).flatMap(({ days, from: start, to }) => {
    const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
    const duration = (minutes(to) - minutes(start) + 1440) % 1440 || 1440;
    const next = nextOccurrences({ timeZone, start: `2020-01-06T${start}`, duration, rules: [`FREQ=WEEKLY;BYDAY=${days.join(',')}`] }, from, 2);
    return next.map((item) => item.start).filter((at) => Date.parse(at) > from);
  });
  return starts.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}
