import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { ConsentAnswer, ConsentPage, MentorAct, MentoringSettings, OwnConsent } from '@kith/contract';
import { seal, unseal } from '../conversation-keys.ts';
import { ProblemError } from '../errors.ts';
import { directionOf } from '../locales.ts';
import { notNow } from '../staff.ts';
import type { ConsentLinkRow, ConsentRow, MentorRequestRow, Schema } from '../store/schema.ts';
import { codeHash } from '../reply-codes.ts';
import { type By, type MentorRequests } from './requests.ts';
import { refusalsOf } from './rules.ts';

const DAY = 86_400_000;
const WRONG_CODE = 400;
const hash = (token: string) => createHash('sha256').update(token).digest('base64url');
const place = (id: string) => `${id} consent`;
const guardian: By = { actors: ['guardian'], name: 'guardian' };

/** What was agreed to, as it was read, and by whom: sealed under the request's key. */
interface Sealed { text: string; language: string; name: string; relationship?: string | undefined; contact?: string | undefined; emergency?: string | undefined; online?: boolean | undefined; on: string }

/** The text that a guardian reads, in their language where there is one. Its version is a hash of it: another word is another version. */
export function consentText({ consentText: texts }: MentoringSettings, language: string): { text: string; language: string; version: string } {
  const short = language.split('-')[0]!;
  const found = texts[short]?.trim() ? short : 'en';
  const text = texts[found] ?? '';
  return { text, language: found, version: createHash('sha256').update(text).digest('base64url').slice(0, 12) };
}

export class Consents {
  private readonly requests: MentorRequests;
  constructor(requests: MentorRequests) { this.requests = requests; }

  /** A link for a guardian. Its token goes into the fragment, which no server and no mail scanner sends on. */
  async link(row: MentorRequestRow, by: By, language = row.language): Promise<{ token: string; until: string; language: string }> {
    const { store, audit } = this.requests.office;
    const { settings } = await this.requests.settingsOf(row.program_id);
    if (row.keep_from_home) throw notNow('They are worried about asking at home. Nothing is sent before the counselor has talked with them.');
    if (refusalsOf('give-consent', await this.requests.facts(row, guardian, {}, await this.requests.said(row)), true).length) throw notNow('No consent is needed here now.');
    const token = randomBytes(32).toString('base64url');
    const until = new Date(Date.now() + settings.consentDays * DAY).toISOString();
    const { language: shown } = consentText(settings, language);
    await store.change(row.program_id, async (transaction) => {
      // One at a time: an older one is of no use any more.
      await transaction.updateTable('consent_links').set({ used_at: new Date().toISOString() }).where('program_id', '=', row.program_id).where('request_id', '=', row.id).where('used_at', 'is', null).execute();
      await transaction.deleteFrom('outbox').where('program_id', '=', row.program_id).where('kind', '=', 'consent').where('about', '=', row.id).execute();
      await transaction.insertInto('consent_links').values({ program_id: row.program_id, token_hash: hash(token), request_id: row.id, language, expires_at: until, used_at: null }).execute();
      await audit.append(transaction, row.program_id, by.userId ?? by.name, 'request-consent-link', row.id, shown);
    });
    return { token, until, language: shown };
  }

  private async open(program: string, token: string): Promise<{ link: ConsentLinkRow; row: MentorRequestRow }> {
    const link = await this.requests.office.store.read.selectFrom('consent_links').selectAll().where('program_id', '=', program).where('token_hash', '=', hash(token)).where('used_at', 'is', null).where('expires_at', '>', new Date().toISOString()).executeTakeFirst();
    if (!link) { await wait(WRONG_CODE); throw new ProblemError('link-used'); }
    return { link, row: await this.requests.row(program, link.request_id).catch(() => { throw new ProblemError('link-used'); }) };
  }

  async look(program: string, token: string, wanted?: string): Promise<ConsentPage> {
    const { link, row } = await this.open(program, token);
    const { program: facts, settings } = await this.requests.settingsOf(program);
    const { text, language, version } = consentText(settings, wanted ?? link.language);
    const { answers } = await this.requests.said(row);
    return { partner: facts.partner, program: facts.name, name: String(answers.name ?? ''), language, direction: directionOf(language), version, text, contact: settings.contact, until: link.expires_at };
  }

  /** The guardian's answer. Uses the link up, whatever it is. */
  async answer(program: string, given: ConsentAnswer): Promise<void> {
    const { link, row } = await this.open(program, given.token);
    const { settings } = await this.requests.settingsOf(program);
    const read = consentText(settings, given.language ?? link.language);
    if (given.agree) {
      if (!given.name?.trim()) throw notNow('Please write your name.');
      if (!given.understood) throw notNow('Please tick that you have read it.');
      if (!given.code) throw notNow('This page is out of date. Open the link again.');
      // It changed while it was being read: then it has to be read again.
      if (given.version !== read.version) throw notNow('The text has changed. Open the link again and read it once more.');
    }
    const record = given.agree ? await this.made(row, 'link', { text: read.text, language: read.language, name: given.name!.trim(), relationship: given.relationship, contact: given.contact, emergency: given.emergency, online: given.online ?? false, on: new Date().toISOString().slice(0, 10) }, read.version, given.code) : undefined;
    // The link, the record and the step: all of it or nothing.
    await this.requests.act(program, row.id, guardian, given.agree ? 'give-consent' : 'refuse-consent', { online: given.online ?? false }, Date.now(), async (transaction) => {
      const { numUpdatedRows } = await transaction.updateTable('consent_links').set({ used_at: new Date().toISOString() }).where('token_hash', '=', link.token_hash).where('program_id', '=', program).where('used_at', 'is', null).executeTakeFirst();
      if (numUpdatedRows === 0n) throw new ProblemError('link-used');
      if (record) await transaction.insertInto('consents').values(record).execute();
    });
  }

  private async made(row: MentorRequestRow, how: 'link' | 'paper', sealed: Sealed, version: string, code?: string): Promise<ConsentRow> {
    const key = await this.requests.office.keys.of(row.id);
    if (!key) throw new ProblemError('not-here');
    const id = randomUUID();
    return { program_id: row.program_id, id, request_id: row.id, code_hash: code === undefined ? null : codeHash(code), how, given_at: new Date().toISOString(), revoked_at: null, version, sealed: seal(key, place(id), JSON.stringify(sealed)) };
  }
  /** On paper, recorded by staff: the paper stays with the program. */
  async record(row: MentorRequestRow, by: By, details: MentorAct): Promise<void> {
    const { settings } = await this.requests.settingsOf(row.program_id);
    const { text, language, version } = consentText(settings, row.language);
    const paper = details.paper && await this.made(row, 'paper', { text, language, name: details.paper.name.trim(), relationship: details.paper.relationship, online: details.paper.online ?? false, on: details.paper.on }, version);
    await this.requests.act(row.program_id, row.id, by, 'record-consent', details, Date.now(), async (transaction) => { await transaction.insertInto('consents').values(paper!).execute(); });
  }

  /** The newest one of a request, in words. */
  async of(row: Pick<MentorRequestRow, 'id' | 'program_id'>): Promise<(Sealed & { row: ConsentRow }) | undefined> {
    const found = await this.requests.office.store.read.selectFrom('consents').selectAll().where('program_id', '=', row.program_id).where('request_id', '=', row.id).orderBy('given_at', 'desc').limit(1).executeTakeFirst();
    return found && { ...await this.unseal(found), row: found };
  }
  private async unseal(row: ConsentRow): Promise<Sealed> {
    const key = await this.requests.office.keys.of(row.request_id);
    if (!key) throw new ProblemError('code-not-found');
    return JSON.parse(unseal(key, place(row.id), row.sealed).toString('utf8')) as Sealed;
  }
  private async byCode(program: string, code: string): Promise<ConsentRow> {
    const row = await this.requests.office.store.read.selectFrom('consents').selectAll().where('program_id', '=', program).where('code_hash', '=', codeHash(code)).executeTakeFirst();
    if (!row) { await wait(WRONG_CODE); throw new ProblemError('code-not-found'); }
    return row;
  }
  async mine(program: string, code: string): Promise<OwnConsent> {
    const row = await this.byCode(program, code);
    const { name, text } = await this.unseal(row);
    const { program: facts } = await this.requests.settingsOf(program);
    return { partner: facts.partner, name, givenAt: row.given_at, ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }), text };
  }
  /** At any time, by whoever gave it. Over and over is once. */
  async revokeByCode(program: string, code: string): Promise<OwnConsent> {
    const row = await this.byCode(program, code);
    if (row.revoked_at === null) await this.revoke(await this.requests.row(program, row.request_id), guardian);
    return this.mine(program, code);
  }
  async revoke(row: MentorRequestRow, by: By): Promise<void> {
    const { store } = this.requests.office;
    const at = new Date().toISOString();
    const current = await this.requests.row(row.program_id, row.id);
    const mark = async (transaction: Transaction<Schema>) => { await transaction.updateTable('consents').set({ revoked_at: at }).where('program_id', '=', row.program_id).where('request_id', '=', row.id).where('revoked_at', 'is', null).execute(); };
    if (refusalsOf('revoke-consent', await this.requests.facts(current, by, {}, await this.requests.said(current)), true).length === 0) { await this.requests.act(row.program_id, row.id, by, 'revoke-consent', {}, Date.now(), mark); return; }
    if (!by.actors.includes('guardian')) throw notNow('There is no consent to take back.');
    // What is over stays over, and cannot be opened again on a consent that was taken back.
    await store.change(row.program_id, async (transaction) => {
      await mark(transaction);
      await transaction.updateTable('mentor_requests').set({ consent: 'revoked' }).where('program_id', '=', row.program_id).where('id', '=', row.id).where('consent', '=', 'given').execute();
    });
  }
}
