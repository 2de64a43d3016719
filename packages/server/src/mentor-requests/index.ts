import type { DeletionReceipt } from '@kith/contract';
import type { Desk } from '../desk.ts';
import type { Office } from '../office.ts';
import type { MentorRequestRow } from '../store/schema.ts';
import { Applications } from './applications.ts';
import { Consents } from './consents.ts';
import { Matches } from './matches.ts';
import { Referrals } from './referrals.ts';
import { MentorRequests } from './requests.ts';
import { Views } from './views.ts';

/** Everything about mentors, from the form to the goodbye. */
export class Mentoring {
  readonly office: Office;
  readonly requests: MentorRequests;
  readonly consents: Consents;
  readonly matches: Matches;
  readonly views: Views;
  readonly referrals: Referrals;
  readonly applications: Applications;
  private readonly desk: () => Desk;
  constructor(office: Office, desk: () => Desk) {
    this.office = office;
    this.desk = desk;
    this.requests = new MentorRequests(office);
    this.consents = new Consents(this.requests);
    this.matches = new Matches(this.requests, desk);
    this.views = new Views(this.requests, this.consents, this.matches);
    this.referrals = new Referrals(this.requests);
    this.applications = new Applications(this.requests);
  }

  /** The request with every message of it. An incident record stays, and the receipt says so. */
  async delete(row: MentorRequestRow, actor: string): Promise<DeletionReceipt> {
    let messages = 0;
    let kept: DeletionReceipt['kept'];
    for (const conversation of await this.matches.all(row)) { const receipt = await this.desk().delete(conversation, actor === 'requester'); messages += receipt.messages; kept ??= receipt.kept; }
    // A flag from before there were messages has a record too.
    const flagged = await this.office.store.read.selectFrom('escalations').select('id').where('program_id', '=', row.program_id).where('conversation_id', '=', `request ${row.id}`).execute();
    for (const { id } of flagged) kept ??= { until: await this.desk().escalations.keep(row.program_id, id, (await this.desk().settingsOf(row.program_id)).incidentDays) };
    return { ...await this.requests.delete(row, actor), messages, ...(kept ? { kept } : {}) };
  }

  /** Every few seconds, and what is old once an hour. */
  async sweep(program: string, now = Date.now()): Promise<void> { await this.requests.sweep(program, (row) => this.delete(row, 'system'), now); }

  /** Deletions that broke off after the key: what is left is of no use to anybody. */
  async finishDeletions(program: string): Promise<void> {
    for (const row of await this.office.store.read.selectFrom('mentor_requests').selectAll().where('program_id', '=', program).execute()) if (!await this.office.keys.of(row.id)) await this.delete(row, 'system');
  }
}
