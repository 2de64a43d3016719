import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Referral } from '@kith/contract';
import { ProblemError } from '../errors.ts';
import { memberOf, type Member } from '../staff.ts';
import type { ReferralRow } from '../store/schema.ts';
import type { MentorRequests } from './requests.ts';

const GOOD_DAYS = 60;
const WRONG_CODE = 400;
const hash = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Links with which a clinician or a teacher sends somebody in. They learn how it stands only where that person said so. */
export class Referrals {
  private readonly requests: MentorRequests;
  constructor(requests: MentorRequests) { this.requests = requests; }

  async make(member: Member): Promise<{ token: string; until: string }> {
    const { store, audit } = this.requests.office;
    const token = randomBytes(32).toString('base64url');
    const until = new Date(Date.now() + GOOD_DAYS * 86_400_000).toISOString();
    const id = randomUUID();
    await store.write.insertInto('referrals').values({ program_id: member.program, id, referrer_id: member.userId, token_hash: hash(token), created_at: new Date().toISOString(), until, request_id: null, may_see: 0 }).execute();
    await audit.write(member.program, member.userId, 'referral-made', id);
    return { token, until };
  }
  /** One that has not been used. */
  private async open(program: string, token: string): Promise<ReferralRow> {
    const row = await this.requests.office.store.read.selectFrom('referrals').selectAll().where('program_id', '=', program).where('token_hash', '=', hash(token)).where('request_id', 'is', null).where('until', '>', new Date().toISOString()).executeTakeFirst();
    if (!row) { await wait(WRONG_CODE); throw new ProblemError('link-used'); }
    return row;
  }
  async look(program: string, token: string): Promise<{ by: string }> {
    const row = await this.open(program, token);
    return { by: (await memberOf(this.requests.office.store, program, row.referrer_id))?.name ?? '' };
  }
  /** The id of one, for a request that comes with it. One that is used or too old does not hold the request up. */
  async idOf(program: string, token: string | undefined): Promise<string | undefined> {
    if (token === undefined) return undefined;
    return this.open(program, token).then(({ id }) => id, () => undefined);
  }
  async list(member: Member): Promise<Referral[]> {
    const { store } = this.requests.office;
    const rows = await store.read.selectFrom('referrals').selectAll().where('program_id', '=', member.program).where('referrer_id', '=', member.userId).orderBy('created_at', 'desc').limit(500).execute();
    return Promise.all(rows.map(async (row) => {
      const agreed = row.request_id !== null && row.may_see === 1;
      const request = agreed ? await this.requests.row(member.program, row.request_id!).catch(() => undefined) : undefined;
      return { id: row.id, createdAt: row.created_at, until: row.until, used: row.request_id !== null, agreed, ...(request ? { status: request.status, since: request.since } : {}) };
    }));
  }
}
