import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ApplicationMove, ApplicationStage, DeletionReceipt, MentorApplication, MentorApply, OwnApplication, Screening } from '@kith/contract';
import type * as z from 'zod/mini';
import { seal, unseal } from '../conversation-keys.ts';
import { count } from '../counts.ts';
import { ProblemError } from '../errors.ts';
import { emailOf } from '../shifts.ts';
import { addStaff, memberByEmail, membersOf, notNow, setRoles, type Member } from '../staff.ts';
import type { MentorApplicationRow } from '../store/schema.ts';
import { screeningOf, setMentor, screenMentor, withStep } from './mentors.ts';
import { codeHash } from '../reply-codes.ts';
import { type MentorRequests } from './requests.ts';

const WRONG_CODE = 400;
const KEEP_DAYS = 365;
/** Which stage follows which. Each may be left, none may be jumped. */
const steps: Record<ApplicationStage, ApplicationStage[]> = {
  applied: ['interview', 'declined'], interview: ['references', 'declined'], references: ['checks', 'declined'], checks: ['training', 'declined'], training: ['shadow', 'declined'], shadow: ['active', 'declined'], active: [], declined: ['applied'], withdrawn: [],
};
interface Sealed { name: string; contact: string; words?: string | undefined; shares: string[]; languages: string[]; student: boolean }
const place = (id: string) => `${id} application`;

/** People who want to become a mentor, from the first form to the first match. */
export class Applications {
  private readonly requests: MentorRequests;
  constructor(requests: MentorRequests) { this.requests = requests; }

  async apply(program: string, { replyCode, name, contact, words, shares = [], languages = [], student = false }: MentorApply): Promise<void> {
    const { store, keys, audit, outbox } = this.requests.office;
    if (!(await this.requests.settingsOf(program)).settings.open) throw new ProblemError('mentoring-closed');
    const hash = codeHash(replyCode);
    if (await store.write.selectFrom('mentor_applications').select('id').where('program_id', '=', program).where('code_hash', '=', hash).executeTakeFirst()) return;
    const id = randomUUID();
    const key = await keys.create(id);
    const at = new Date().toISOString();
    const coordinators = (await membersOf(store, program)).filter(({ roles }) => roles.includes('coordinator'));
    const tellings = await Promise.all(coordinators.map(async ({ userId }) => ({ kind: 'message' as const, recipient: await emailOf(this.requests.office, userId) })));
    await store.change(program, async (transaction) => {
      if (await transaction.selectFrom('mentor_applications').select('id').where('program_id', '=', program).where('code_hash', '=', hash).executeTakeFirst()) return;
      await transaction.insertInto('mentor_applications').values({ program_id: program, id, code_hash: hash, stage: 'applied', since: at, created_at: at, sealed: seal(key, place(id), JSON.stringify({ name, contact, words, shares, languages, student } satisfies Sealed)), screening: '[]', user_id: null }).execute();
      await audit.append(transaction, program, 'applicant', 'application-applied', id);
      await outbox.queue(transaction, program, tellings);
    });
    await count(store, program, [['mentor-applications', 'applied']]);
    this.requests.changed(program);
  }

  private async row(program: string, id: string): Promise<MentorApplicationRow> {
    const row = await this.requests.office.store.read.selectFrom('mentor_applications').selectAll().where('program_id', '=', program).where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-here');
    return row;
  }
  private async byCode(program: string, code: string): Promise<MentorApplicationRow> {
    const row = await this.requests.office.store.read.selectFrom('mentor_applications').selectAll().where('program_id', '=', program).where('code_hash', '=', codeHash(code)).executeTakeFirst();
    if (!row) { await wait(WRONG_CODE); throw new ProblemError('code-not-found'); }
    return row;
  }
  async mine(program: string, code: string): Promise<OwnApplication> { const row = await this.byCode(program, code); return { stage: row.stage, since: row.since, createdAt: row.created_at }; }
  async deleteMine(program: string, code: string): Promise<DeletionReceipt> { return this.delete(await this.byCode(program, code), 'applicant'); }
  private async delete(row: MentorApplicationRow, actor: string): Promise<DeletionReceipt> {
    const { store, keys, conversations, audit } = this.requests.office;
    await conversations.rememberDeletion(row.id);
    await keys.destroy(row.id);
    await store.write.deleteFrom('mentor_applications').where('program_id', '=', row.program_id).where('id', '=', row.id).execute();
    await audit.write(row.program_id, actor, 'application-deleted', row.id);
    await store.forget();
    this.requests.changed(row.program_id);
    return { deletedAt: new Date().toISOString(), messages: 0, ...await conversations.backupsUntil() };
  }

  private async view(row: MentorApplicationRow): Promise<MentorApplication | undefined> {
    const key = await this.requests.office.keys.of(row.id);
    if (!key) return undefined;
    const { words, ...said } = JSON.parse(unseal(key, place(row.id), row.sealed).toString('utf8')) as Sealed;
    return { id: row.id, stage: row.stage, since: row.since, createdAt: row.created_at, ...said, ...(words ? { words } : {}), screening: screeningOf(row), next: steps[row.stage as ApplicationStage], ...(row.user_id === null ? {} : { person: row.user_id }) };
  }
  async list(program: string): Promise<MentorApplication[]> {
    const rows = await this.requests.office.store.read.selectFrom('mentor_applications').selectAll().where('program_id', '=', program).orderBy('since').limit(500).execute();
    return (await Promise.all(rows.map((row) => this.view(row)))).filter((item) => item !== undefined);
  }

  /**
   * The next stage, or the result of a step. With `training` the applicant becomes one of the staff, by the e-mail address that is given
   * then, and waits like anybody who will read what others write for a supervisor's approval; what was screened comes along.
   */
  async move(member: Member, id: string, { to, screening, email }: z.infer<typeof ApplicationMove>, now = Date.now()): Promise<{ application: MentorApplication; invited?: string }> {
    const { store, audit, outbox } = this.requests.office;
    const { settings } = await this.requests.settingsOf(member.program);
    const row = await this.row(member.program, id);
    let isNew = false;
    const found = await this.view(row);
    if (!found) throw new ProblemError('not-here');
    let steady: Screening[] = found.screening;
    if (screening) {
      steady = withStep(steady, settings, screening, now);
      if (row.user_id !== null) await screenMentor(store, member.program, row.user_id, settings, screening, now);
    }
    let userId = row.user_id;
    if (to !== undefined) {
      if (!found.next.includes(to)) throw notNow(`After "${row.stage}" comes ${found.next.map((stage) => `"${stage}"`).join(' or ') || 'nothing'}.`);
      const failing = settings.screening.filter(({ id: step }) => !steady.some((item) => item.step === step && item.result === 'passed'));
      if (to === 'training' && failing.length) throw notNow(...failing.map(({ label }) => `Not passed yet: ${label}`));
      if (to === 'training' && userId === null) {
        if (!email) throw notNow('Write the e-mail address with which they will sign in.');
        // Somebody of the program already, or a try that broke off: the role is asked for, and waits for approval.
        const here = await memberByEmail(store, member.program, email);
        if (here && ![...here.roles, ...here.pending].includes('mentor')) await setRoles(store, member.program, here.userId, [...here.roles, ...here.pending, 'mentor']);
        const added = here ? undefined : await addStaff(store, member.program, { email, name: found.name.slice(0, 40), roles: ['mentor'] });
        userId = here?.userId ?? added!.userId;
        // Who signs in elsewhere already does so as before: a link would open that program to whoever has it.
        isNew = added !== undefined && !added.known;
        await outbox.tell(member.program, 'invitation', email.toLowerCase());
        await setMentor(store, member.program, userId, { state: 'paused', student: found.student });
        for (const item of steady) await screenMentor(store, member.program, userId, settings, { step: item.step, result: item.result as 'passed', on: item.on, until: item.until }, now);
      }
      if (to === 'active') {
        const person = userId === null ? undefined : (await membersOf(store, member.program)).find((one) => one.userId === userId);
        if (!person?.roles.includes('mentor')) throw notNow('A supervisor has to approve them first, under People.');
        await setMentor(store, member.program, userId!, { state: 'active' });
      }
    }
    await store.write.updateTable('mentor_applications').set({ ...(to === undefined ? {} : { stage: to, since: new Date(now).toISOString() }), screening: JSON.stringify(steady), user_id: userId }).where('program_id', '=', member.program).where('id', '=', id).execute();
    if (to !== undefined) { await audit.write(member.program, member.userId, `application-${to}`, id); await count(store, member.program, [['mentor-applications', to]]); }
    if (screening) await audit.write(member.program, member.userId, 'application-screened', id, `${screening.step} ${screening.result}`);
    this.requests.changed(member.program);
    const invited = isNew && userId !== null ? { invited: userId } : {};
    return { application: (await this.view(await this.row(member.program, id)))!, ...invited };
  }

  async deleteOld(program: string, now = Date.now()): Promise<void> {
    const rows = await this.requests.office.store.read.selectFrom('mentor_applications').selectAll().where('program_id', '=', program).where('since', '<', new Date(now - KEEP_DAYS * 86_400_000).toISOString()).limit(100).execute();
    for (const row of rows) await this.delete(row, 'system');
  }
}
