import { randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { MentorAnswers, MentoringSettings } from '@kith/contract';
import type { AppOptions } from '../app.ts';
import { saveSettings } from '../program-settings.ts';
import { addStaff, setMet } from '../staff.ts';
import { staffedApp, type Caller } from '../testing.ts';
import { screenMentor, setMentor } from './mentors.ts';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const newCode = (): string => [...randomBytes(16)].map((byte) => letters[byte % 32]!).join('');
export const newToken = (): string => randomBytes(32).toString('base64url');
type Json = Record<string, unknown>;

/** Two schools that take requests: mentors who are screened, a student among them, and an adviser for minors. */
export async function mentoringApp(context: TestContext, change: Partial<MentoringSettings> = {}, more: Partial<AppOptions> = {}) {
  const app = await staffedApp(context, more);
  const { store, desk, people, ask, enter } = app;
  for (const program of ['one', 'two']) {
    await store.write.updateTable('programs').set({ setting: 'school' }).where('id', '=', program).execute();
    const settings = await desk.settingsOf(program);
    const all = people[program]!;
    for (const name of ['mentor2', 'student', 'coordinator2']) {
      const { userId } = await addStaff(store, program, { email: `${name}@${program}.example`, name, roles: [name === 'coordinator2' ? 'coordinator' : 'mentor'] }, true);
      for (const { id } of settings.requirements) await setMet(store, program, userId, { id, on: '2020-01-01' });
      all[name] = await enter(userId);
    }
    const mentoring: MentoringSettings = { ...settings.mentoring, open: true, consentText: { en: 'I agree that my child meets a mentor.', es: 'Acepto que mi hijo o hija tenga un mentor.' }, contact: 'Ms. Alvarez, 555-0100', counselor: all.supervisor2!.userId, adviser: all.supervisor2!.userId, adults: ['Ms. Alvarez', 'Coach Kim'], ...change };
    await saveSettings(store, program, { ...settings, mentoring });
    desk.settingsChanged(program);
    for (const name of ['mentor', 'mentor2', 'student']) {
      await setMentor(store, program, all[name]!.userId, { capacity: 2, ...(name === 'student' ? { student: true, adviser: all.supervisor2!.userId, permissionOn: '2026-01-01', grade: '12' } : {}) });
      for (const { id } of mentoring.screening) await screenMentor(store, program, all[name]!.userId, mentoring, { step: id, result: 'passed', on: new Date().toISOString().slice(0, 10) });
    }
  }
  const callAs = (caller: Caller, program: string) => (method: string, path: string, body?: unknown) => caller.call(method, `/v1/staff/programs/${program}${path}`, body);
  const as = (name: string, program = 'one') => callAs(people[program]![name]!, program);
  /** One step by somebody of the staff. */
  const act = (name: string, id: string, action: string, details: object = {}, program = 'one') => as(name, program)('POST', `/mentor-requests/${id}/actions`, { action, ...details });
  const open = (path: string, { code, body, method = body === undefined ? 'GET' : 'POST', program = 'one' }: { code?: string; body?: unknown; method?: string; program?: string } = {}) => ask(method, `/v1/${path}?site=pk_${program}`, body, { origin: `https://${program}.example`, ...(code ? { 'x-reply-code': code } : {}) });
  /** A request, with everything that a person of this age must answer. */
  const request = async (answers: MentorAnswers = {}, { program = 'one', ...extra }: { program?: string; [key: string]: unknown } = {}) => {
    const code = newCode();
    const sent = await open('mentor-requests', { program, body: { replyCode: code, answers: Object.fromEntries(Object.entries({ name: 'Robin', age: '18-plus', understood: true, contact: 'Locker 12', ...answers }).filter(([, value]) => value !== '')), language: 'en', seconds: 60, ...extra } });
    const row = await store.read.selectFrom('mentor_requests').select('id').where('program_id', '=', program).orderBy('created_at', 'desc').limit(1).executeTakeFirst();
    return { code, sent, id: row?.id ?? '', mine: () => open('mentor-requests/mine', { code, program }), reply: (body: Json) => open('mentor-requests/mine', { code, body, program }), withdraw: () => open('mentor-requests/mine/withdraw', { code, body: {}, program }), remove: () => open('mentor-requests/mine', { code, method: 'DELETE', program }) };
  };
  /** Somebody of age, brought as far as this. */
  const upTo = async (status: 'in-review' | 'waiting-for-match' | 'proposed' | 'mentor-accepted' | 'approved' | 'matched' | 'first-meeting-set' | 'active', answers: MentorAnswers = {}) => {
    const made = await request(answers);
    const { id } = made;
    const mentor = people.one!.mentor!.userId;
    if (answers.age && answers.age !== '18-plus') await act('coordinator', id, 'record-consent', { paper: { name: 'A parent', on: '2026-01-01', online: true } });
    else await act('coordinator', id, 'review');
    const steps: [string, () => Promise<unknown>][] = [
      ['waiting-for-match', () => act('coordinator', id, 'ready')], ['proposed', () => act('coordinator', id, 'propose', { mentors: [mentor] })], ['mentor-accepted', () => act('mentor', id, 'accept')], ['approved', () => act('supervisor', id, 'approve')],
      ['matched', async () => { await act('mentor', id, 'agree'); await made.reply({ action: 'agree' }); }], ['first-meeting-set', () => act('mentor', id, 'set-meeting', { start: new Date(Date.now() + 3_600_000).toISOString(), place: 'Library' })],
      ['active', async () => { await desk.mentoring.requests.act('one', id, { actors: ['mentor'], userId: mentor, name: 'mentor' }, 'met', {}, Date.now() + 2 * 3_600_000); }],
    ];
    if (status !== 'in-review') for (const [reached, step] of steps) { await step(); if (reached === status) break; }
    return made;
  };
  const statusOf = async (id: string, program = 'one') => (await store.read.selectFrom('mentor_requests').select('status').where('program_id', '=', program).where('id', '=', id).executeTakeFirst())?.status;
  return { ...app, as, act, open, request, upTo, statusOf, mentoring: desk.mentoring };
}
