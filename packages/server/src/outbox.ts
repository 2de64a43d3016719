import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { seal, unseal } from './conversation-keys.ts';
import { postPublic } from './fetch-feed.ts';
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
  private readonly key: Buffer;
  private readonly hosts: readonly string[];
  private busy = false;
  /** Without SMTP the entries wait on the outbox page of the console, which is enough to try Kith out, and for nothing else. */
  constructor(store: Store, log: Log, { smtp, from, url, key, hosts = [] }: { smtp?: string | undefined; from?: string | undefined; url: () => string; /** Seals the secrets of webhooks. */ key: Buffer; /** Hosts that may be plain http or private. */ hosts?: readonly string[] }) {
    this.store = store; this.log = log; this.url = url; this.key = key; this.hosts = hosts;
    this.transport = smtp === undefined ? undefined : createTransport(smtp, { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 } as object);
    this.from = from ?? 'kith@localhost';
  }

  /** Where a program's own systems are told of pages and messages: ids and kinds, nothing else. Gives the secret, this once (Standard Webhooks, `whsec_…`). */
  async addWebhook(program: string, url: string): Promise<{ id: string; secret: string }> {
    const id = randomUUID();
    const secret = randomBytes(32);
    await this.store.write.insertInto('webhooks').values({ program_id: program, id, url, secret: seal(this.key, `${id} webhook`, secret), created_at: new Date().toISOString() }).execute();
    return { id, secret: `whsec_${secret.toString('base64')}` };
  }

  /** `link`: a path of the server. A page with an acknowledgement gets a code of its own in the fragment. */
  async tell(program: string, kind: TellKind, recipient: string, link = '/console/', acknowledge = false): Promise<string | undefined> {
    const code = acknowledge ? randomBytes(32).toString('base64url') : undefined;
    const { subject, body } = texts[kind];
    const address = `${this.url()}${link}${code ? `#page=${code}` : ''}`;
    const at = new Date().toISOString();
    await this.store.write.insertInto('outbox').values({ program_id: program, id: randomUUID(), kind, recipient, subject, body: `${body}\n\n${address}\n`, state: this.transport ? 'waiting' : 'here', tries: 0, next_at: at, created_at: at, code_hash: code ? hash(code) : null }).execute();
    for (const hook of await this.store.read.selectFrom('webhooks').select('id').where('program_id', '=', program).execute()) {
      await this.store.write.insertInto('outbox').values({ program_id: program, id: randomUUID(), kind: 'webhook', recipient: hook.id, subject: `kith.${kind}`, body: JSON.stringify({ type: `kith.${kind}`, timestamp: at, data: { program } }), state: 'waiting', tries: 0, next_at: at, created_at: at, code_hash: null }).execute();
    }
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
    if (this.busy) return;
    this.busy = true;
    try {
      for (;;) {
        const row = await this.store.read.selectFrom('outbox').selectAll().where('state', '=', 'waiting').where('next_at', '<=', new Date().toISOString()).orderBy((of) => of.case().when('kind', '=', 'page').then(0).else(1).end()).orderBy('next_at').limit(1).executeTakeFirst();
        if (!row) return;
        await this.send(row);
      }
    } finally { this.busy = false; }
  }

  private async send(row: OutboxRow): Promise<void> {
    try {
      if (row.kind === 'webhook') await this.post(row);
      else await this.transport!.sendMail({ from: this.from, to: row.recipient, subject: row.subject, text: row.body });
      await this.mark(row, { state: 'sent', tries: row.tries + 1, ...(row.code_hash ? {} : { body: '' }) });
    } catch {
      const tries = row.tries + 1;
      const wait = WAITS[tries];
      await this.mark(row, { tries, ...(wait === undefined ? { state: 'failed' } : { next_at: new Date(Date.now() + wait * 1_000).toISOString() }) });
      this.log({ event: 'outbox', program: row.program_id, message: wait === undefined ? 'given up' : 'will be tried again' });
    }
  }
  /** Signed as Standard Webhooks has it: id, time and body, so that nothing can be changed or sent again later. */
  private async post(row: OutboxRow): Promise<void> {
    const hook = await this.store.read.selectFrom('webhooks').selectAll().where('program_id', '=', row.program_id).where('id', '=', row.recipient).executeTakeFirst();
    if (!hook) return;
    const at = String(Math.floor(Date.now() / 1_000));
    const secret = unseal(this.key, `${hook.id} webhook`, hook.secret);
    const signature = createHmac('sha256', secret).update(`${row.id}.${at}.${row.body}`).digest('base64');
    const status = await postPublic(hook.url, row.body, { 'content-type': 'application/json', 'webhook-id': row.id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` }, this.hosts);
    if (status < 200 || status >= 300) throw new Error(String(status));
  }
  private async mark(row: OutboxRow, change: Partial<OutboxRow>): Promise<void> { await this.store.write.updateTable('outbox').set(change).where('id', '=', row.id).where('program_id', '=', row.program_id).execute(); }

  /** What left, or waits here because there is no mail server: then whoever it is for finds its link here. */
  async list(program: string, reader: string): Promise<{ id: string; at: string; kind: string; to: string; subject: string; state: string; tries: number; link?: string }[]> {
    const rows = await this.store.read.selectFrom('outbox').selectAll().where('program_id', '=', program).orderBy('created_at', 'desc').limit(100).execute();
    return rows.map((row) => ({ id: row.id, at: row.created_at, kind: row.kind, to: row.recipient, subject: row.subject, state: row.state, tries: row.tries, ...(row.state === 'here' && row.recipient === reader && row.code_hash !== null ? { link: /https?:\S+/.exec(row.body)![0] } : {}) }));
  }
}
