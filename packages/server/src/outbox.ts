import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Log } from './log.ts';
import type { OutboxRow } from './store/schema.ts';
import type { Store } from './store/store.ts';

/** Waits between tries, in seconds; after the last one it is given up, in words on the outbox page. */
const WAITS = [0, 15, 60, 300, 900, 3600, 14_400];
const hash = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Every text that leaves the server. None says who, what about, or a word of anybody's. */
const texts = {
  'page': { subject: 'Kith: please look at the console', body: 'Somebody may not be safe, or nobody answers. Open the console now.' },
  'test-page': { subject: 'Kith: test page', body: 'This is a test. Open the link to say that pages reach you.' },
  'invitation': { subject: 'Kith: you are invited', body: 'Open the link to sign in. It works once, for 7 days.' },
  'message': { subject: 'Kith: there is news', body: 'There is something new in the console.' },
} as const;
export type TellKind = keyof typeof texts;

/** What has to reach somebody is stored first and sent after: a restart, or a mail server that is down, loses nothing. */
export class Outbox {
  private readonly store: Store;
  private readonly log: Log;
  private readonly transport: ReturnType<typeof createTransport> | undefined;
  private readonly from: string;
  private readonly url: () => string;
  private busy = false;
  /** Without SMTP the entries wait on the outbox page of the console, which is enough to try Kith out, and for nothing else. */
  constructor(store: Store, log: Log, { smtp, from, url }: { smtp?: string | undefined; from?: string | undefined; url: () => string }) {
    this.store = store; this.log = log; this.url = url;
    this.transport = smtp === undefined ? undefined : createTransport(smtp);
    this.from = from ?? 'kith@localhost';
  }

  /** `link`: a path of the server. A page with an acknowledgement gets a code of its own in the fragment. */
  async tell(program: string, kind: TellKind, recipient: string, link = '/console/', acknowledge = false): Promise<string | undefined> {
    const code = acknowledge ? randomBytes(32).toString('base64url') : undefined;
    const { subject, body } = texts[kind];
    const address = `${this.url()}${link}${code ? `#page=${code}` : ''}`;
    const at = new Date().toISOString();
    await this.store.write.insertInto('outbox').values({ program_id: program, id: randomUUID(), kind, recipient, subject, body: `${body}\n\n${address}\n`, state: this.transport ? 'waiting' : 'here', tries: 0, next_at: at, created_at: at, code_hash: code ? hash(code) : null }).execute();
    void this.run();
    return code;
  }

  /** The page that a code belongs to, once. */
  async acknowledge(code: string): Promise<{ program: string; recipient: string } | undefined> {
    const row = await this.store.write.updateTable('outbox').set({ state: 'acknowledged', code_hash: null, body: '' }).where('code_hash', '=', hash(code)).returning(['program_id', 'recipient']).executeTakeFirst();
    return row && { program: row.program_id, recipient: row.recipient };
  }

  /** Sends what is due. */
  async run(): Promise<void> {
    if (this.busy || !this.transport) return;
    this.busy = true;
    try {
      for (;;) {
        const row = await this.store.read.selectFrom('outbox').selectAll().where('state', '=', 'waiting').where('next_at', '<=', new Date().toISOString()).orderBy('next_at').limit(1).executeTakeFirst();
        if (!row) return;
        await this.send(row);
      }
    } finally { this.busy = false; }
  }

  private async send(row: OutboxRow): Promise<void> {
    try {
      await this.transport!.sendMail({ from: this.from, to: row.recipient, subject: row.subject, text: row.body });
      await this.mark(row, { state: 'sent', tries: row.tries + 1, ...(row.code_hash ? {} : { body: '' }) });
    } catch {
      const tries = row.tries + 1;
      const wait = WAITS[tries];
      await this.mark(row, { tries, ...(wait === undefined ? { state: 'failed' } : { next_at: new Date(Date.now() + wait * 1_000).toISOString() }) });
      this.log({ event: 'outbox', program: row.program_id, message: wait === undefined ? 'given up' : 'will be tried again' });
    }
  }
  private async mark(row: OutboxRow, change: Partial<OutboxRow>): Promise<void> { await this.store.write.updateTable('outbox').set(change).where('id', '=', row.id).where('program_id', '=', row.program_id).execute(); }

  async list(program: string): Promise<{ id: string; at: string; kind: string; to: string; subject: string; state: string; tries: number }[]> {
    const rows = await this.store.read.selectFrom('outbox').selectAll().where('program_id', '=', program).orderBy('created_at', 'desc').limit(100).execute();
    return rows.map((row) => ({ id: row.id, at: row.created_at, kind: row.kind, to: row.recipient, subject: row.subject, state: row.state, tries: row.tries }));
  }
  /** Only the try-it form, which has no mail server, shows what would have been sent. */
  async bodyOf(program: string, id: string): Promise<string | undefined> {
    return (await this.store.read.selectFrom('outbox').select('body').where('program_id', '=', program).where('id', '=', id).executeTakeFirst())?.body;
  }
}
