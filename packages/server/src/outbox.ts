import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { ExpressionBuilder, SelectQueryBuilder, Transaction } from 'kysely';
import { createTransport } from 'nodemailer';
import type { Log } from './log.ts';
import { mailWords, type TellKind } from './outbox-words.ts';
import type { OutboxRow, Schema } from './store/schema.ts';
import type { Store } from './store/store.ts';
import { acrossPrograms } from './store/tenant.ts';
import { Webhooks } from './webhooks.ts';

/** Waits between tries, in seconds: two days and a half. After the last one it is given up, in words on the outbox page. */
const WAITS = [0, 15, 60, 300, 900, 3600, 7200, 14_400, 28_800, 43_200, 43_200, 86_400];
const KEEP_DAYS = 30;
/** Longer than any try may take, in ms. */
const TAKEN = 120_000;
const hash = (text: string) => createHash('sha256').update(text).digest('base64url');
const iso = (at: number) => new Date(at).toISOString();

/** A mail to somebody, as it is queued. `link`: a path of the server. */
export interface Telling { kind: TellKind; recipient: string; link?: string | undefined; code?: string | undefined; /** A whole address instead. */ address?: string; /** What it is about, so that it can be taken back. */ about?: string; /** BCP 47; else the program's. */ language?: string }
/** What the partner's own systems are told: ids and statuses, nothing else. */
export interface Happening { type: string; request: string; status: string; seq: number }

/** What has to reach somebody is stored first and sent after: a restart, or a mail server that is down, loses nothing. */
export class Outbox {
  private readonly store: Store;
  private readonly log: Log;
  private readonly transport: ReturnType<typeof createTransport> | undefined;
  private readonly from: string;
  private readonly url: () => string;
  private readonly now: () => number;
  private readonly busy = new Map<string, Promise<void>>();
  readonly webhooks: Webhooks;
  /** Without SMTP the entries wait on the outbox page of the console, which is enough to try Kith out, and for nothing else. */
  constructor(store: Store, log: Log, { smtp, from, url, key, hosts = [], now = Date.now }: { smtp?: string | undefined; from?: string | undefined; url: () => string; /** Seals the secrets of webhooks. */ key: Buffer; /** Hosts that may be plain http or private. */ hosts?: readonly string[]; /** For tests of days. */ now?: () => number }) {
    this.store = store; this.log = log; this.url = url; this.now = now;
    this.webhooks = new Webhooks(store, key, hosts, now, (which) => this.take(which));
    this.transport = smtp === undefined ? undefined : createTransport(smtp, { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 } as object);
    this.from = from ?? 'kith@localhost';
  }

  /** Whether there is a mail server. */
  get mails(): boolean { return this.transport !== undefined; }

  private row(program: string, more: Partial<OutboxRow> & Pick<OutboxRow, 'kind' | 'recipient' | 'subject' | 'body'>): OutboxRow {
    const at = iso(this.now());
    return { program_id: program, id: randomUUID(), state: 'waiting', tries: 0, next_at: at, created_at: at, code_hash: null, about: null, seq: 0, answered: null, sent_at: null, taken_until: '', ...more };
  }
  /** Together with what it tells of, or not at all; `run` sends it afterwards. */
  async queue(transaction: Transaction<Schema>, program: string, tellings: readonly Telling[], happening?: Happening): Promise<void> {
    const own = tellings.length ? await transaction.selectFrom('programs').select('language').where('id', '=', program).executeTakeFirst() : undefined;
    const rows = tellings.map(({ kind, recipient, link = '/console/', code, about, language = own?.language ?? 'en', address = `${this.url()}${link}${code ? `#page=${code}` : ''}` }) => {
      const { subject } = mailWords(language)[kind];
      // Nobody knows for certain what a guardian reads: they get it in the likely ones.
      const body = [...new Set((kind === 'consent' ? [language, 'en', 'es'] : [language]).map((tag) => mailWords(tag)[kind].body))].join(' / ');
      return this.row(program, { kind, recipient, subject, body: `${body}\n\n${address}\n`, state: this.transport ? 'waiting' : 'here', code_hash: code ? hash(code) : null, about: about ?? null });
    });
    const hooks = await transaction.selectFrom('webhooks').select('id').where('program_id', '=', program).execute();
    for (const { id } of hooks) {
      const event = (type: string, data: object, more: Partial<OutboxRow> = {}) => rows.push(this.row(program, { kind: 'webhook', recipient: id, subject: type, body: JSON.stringify({ type, timestamp: iso(this.now()), data: { program, ...data } }), ...more }));
      if (happening) event(happening.type, { request: happening.request, status: happening.status, seq: happening.seq }, { about: happening.request, seq: happening.seq });
      // A guardian's mail is between the program and them.
      else for (const { kind } of tellings) if (kind !== 'consent') event(`kith.${kind}`, {});
    }
    for (const row of rows) await transaction.insertInto('outbox').values(row).execute();
  }

  /** A page with an acknowledgement gets a code of its own in the fragment. */
  async tell(program: string, kind: TellKind, recipient: string, link?: string, acknowledge = false): Promise<string | undefined> {
    const code = acknowledge ? randomBytes(32).toString('base64url') : undefined;
    await this.store.write.transaction().execute((transaction) => this.queue(transaction, program, [{ kind, recipient, link, code }]));
    void this.run();
    return code;
  }

  /** The page that a code belongs to, once. */
  async acknowledge(code: string): Promise<{ program: string; recipient: string } | undefined> {
    const row = await acrossPrograms(() => this.store.write.updateTable('outbox').set({ state: 'acknowledged', code_hash: null, body: '' }).where('code_hash', '=', hash(code)).returning(['program_id', 'recipient']).executeTakeFirst());
    return row && { program: row.program_id, recipient: row.recipient };
  }

  /** What was never tried is due whatever the clock said when it was written: a clock that was ahead must not hold up a page. */
  private readonly isDue = (where: ExpressionBuilder<Schema, 'outbox'>) => where.or([where('outbox.next_at', '<=', iso(this.now())), where('outbox.tries', '=', 0)]);

  /** Sends what is due: mails in one lane, each webhook in one of its own, so that an address that hangs holds up nobody else. */
  run(): Promise<void> { return acrossPrograms(() => this.runAll()); }
  private async runAll(): Promise<void> {
    // Nobody waits for this: it must not end the process, and the next one comes.
    try {
    const due = await this.store.read.selectFrom('outbox').select(['kind', 'recipient']).distinct().where('state', '=', 'waiting').where(this.isDue).execute();
    const lanes = new Set(due.map(({ kind, recipient }) => (kind === 'webhook' ? recipient : '')));
    await Promise.all([...lanes].map((lane) => this.lane(lane)));
    } catch (error) { this.log({ event: 'outbox', message: error instanceof Error ? error.name : 'unknown' }); }
  }
  /** One at a time; whoever comes meanwhile waits, and looks once more: something may have come after the last look. */
  private async lane(name: string): Promise<void> {
    const under = this.busy.get(name);
    if (under) { await under; if (this.busy.has(name)) return; }
    const work = (async () => {
      for (let row = await this.nextOf(name); row; row = await this.nextOf(name)) await this.send(row);
    })().finally(() => { this.busy.delete(name); });
    this.busy.set(name, work);
    return work;
  }
  private nextOf(lane: string): Promise<OutboxRow | undefined> { return lane ? this.webhooks.next(lane) : this.nextMail(); }
  /** Pages first. */
  private nextMail(): Promise<OutboxRow | undefined> {
    return this.take((rows) => rows.where('kind', '<>', 'webhook').orderBy((of) => of.case().when('kind', '=', 'page').then(0).else(1).end()).orderBy('next_at'));
  }
  /** One that is due and that no other node is sending; it is this node's for as long as any try takes, and anybody's again if the node dies. */
  take(which: (due: SelectQueryBuilder<Schema, 'outbox', { id: string }>) => SelectQueryBuilder<Schema, 'outbox', { id: string }>): Promise<OutboxRow | undefined> {
    const { store } = this;
    return this.store.write.updateTable('outbox').set({ taken_until: store.now(TAKEN) }).where('state', '=', 'waiting').where('id', '=', (free) => {
      const due = which(free.selectFrom('outbox').select('outbox.id').where('outbox.state', '=', 'waiting').where(this.isDue).where((where) => where.or([where('outbox.taken_until', '<', store.now()), where('outbox.taken_until', '>', store.now(TAKEN))])) as SelectQueryBuilder<Schema, 'outbox', { id: string }>).limit(1);
      return store.kind === 'postgres' ? due.forUpdate().skipLocked() : due;
    }).returningAll().executeTakeFirst();
  }

  /** Nobody else serves this store: what a server that was killed had taken is anybody's again. */
  async release(): Promise<void> { await this.store.write.updateTable('outbox').set({ taken_until: '' }).where('taken_until', '<>', '').execute(); }

  private async send(row: OutboxRow): Promise<void> {
    const tries = row.tries + 1;
    let answered: string | null = null;
    try {
      if (row.kind === 'webhook') {
        answered = String(await this.webhooks.post(row));
        if (!/^2\d\d$/.test(answered)) throw new Error(answered);
      } else await this.transport!.sendMail({ from: this.from, to: row.recipient, subject: row.subject, text: row.body });
      // An event may be sent again, and holds ids alone; of a mail nothing has to stay.
      await this.mark(row, { state: 'sent', tries, answered, sent_at: iso(this.now()), ...(row.code_hash || row.kind === 'webhook' ? {} : { body: '' }), ...(row.kind === 'consent' ? { recipient: '' } : {}) });
      if (row.kind === 'webhook') await this.webhooks.awake(row);
    } catch {
      const wait = WAITS[tries];
      await this.mark(row, { tries, answered: answered ?? 'no-answer', ...(wait === undefined ? { state: 'failed', ...(row.kind === 'consent' ? { recipient: '', body: '' } : {}) } : { next_at: iso(this.now() + wait * 1_000) }) });
      this.log({ event: 'outbox', program: row.program_id, message: wait === undefined ? 'given up' : 'will be tried again' });
    }
  }
  private async mark(row: OutboxRow, change: Partial<OutboxRow>): Promise<void> { await this.store.write.updateTable('outbox').set({ ...change, taken_until: '' }).where('id', '=', row.id).where('program_id', '=', row.program_id).execute(); }

  /** What left, or waits here because there is no mail server: then whoever it is for finds its link here. */
  async list(program: string, reader: string): Promise<{ id: string; at: string; kind: string; to: string; subject: string; state: string; tries: number; link?: string }[]> {
    const rows = await this.store.read.selectFrom('outbox').selectAll().where('program_id', '=', program).where('kind', '<>', 'webhook').orderBy('created_at', 'desc').limit(100).execute();
    return rows.map((row) => ({ id: row.id, at: row.created_at, kind: row.kind, to: row.kind === 'consent' ? '' : row.recipient, subject: row.subject, state: row.state, tries: row.tries, ...(row.state === 'here' && row.recipient === reader && row.code_hash !== null ? { link: /https?:\S+/.exec(row.body)![0] } : {}) }));
  }
  /** What was delivered, or given up, a month ago. */
  async deleteOld(program: string, now = this.now()): Promise<void> {
    await this.store.write.deleteFrom('outbox').where('program_id', '=', program).where('state', '<>', 'waiting').where('created_at', '<', iso(now - KEEP_DAYS * 86_400_000)).execute();
  }
}
