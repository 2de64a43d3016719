import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Delivery } from '@kith/contract';
import { seal, unseal } from './conversation-keys.ts';
import { ProblemError } from './errors.ts';
import { postPublic } from './groups/fetch-feed.ts';
import { Refusal } from './refusal.ts';
import { notNow } from './staff.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxRow } from './store/schema.ts';
import type { Store } from './store/store.ts';

const MOST = 10;
const PAGE = 200;
/** Per try that failed, in ms. */
const SOON = 60_000;

/** The address of a webhook: https, or http of a host that is named. */
export function readWebhookUrl(text: string, hosts: readonly string[]): URL {
  const url = URL.parse(text);
  if (!url || url.username || url.password || !(url.protocol === 'https:' || (url.protocol === 'http:' && hosts.includes(url.host)))) throw new Refusal('webhook', `A webhook needs an https address without a password, like https://pager.example.org/kith.${url?.protocol === 'http:' ? ` For a host of your own over http, put ${url.host} into KITH_FEED_HOSTS.` : ''}`);
  return url;
}

/** The addresses of a program's own systems, signed to as Standard Webhooks has it. */
export class Webhooks {
  private readonly store: Store;
  private readonly key: Buffer;
  private readonly hosts: readonly string[];
  private readonly now: () => number;
  private readonly take: Outbox['take'];
  constructor(store: Store, key: Buffer, hosts: readonly string[], now: () => number, take: Outbox['take']) { this.store = store; this.key = key; this.hosts = hosts; this.now = now; this.take = take; }

  /** Gives the secret, this once (`whsec_…`). */
  async add(program: string, url: string): Promise<{ id: string; secret: string }> {
    const { protocol, host } = new URL(url);
    if (protocol !== 'https:' && !this.hosts.includes(host)) throw notNow('The address must begin with https.');
    if ((await this.store.read.selectFrom('webhooks').select('id').where('program_id', '=', program).execute()).length >= MOST) throw notNow(`There are ${MOST} addresses already. Take one away first.`);
    const id = randomUUID();
    const secret = randomBytes(32);
    await this.store.write.insertInto('webhooks').values({ program_id: program, id, url, secret: seal(this.key, `${id} webhook`, secret), created_at: new Date(this.now()).toISOString() }).execute();
    return { id, secret: `whsec_${secret.toString('base64')}` };
  }
  /** What waits for it goes too. */
  async remove(program: string, id: string): Promise<void> {
    const { numDeletedRows } = await this.store.write.deleteFrom('webhooks').where('program_id', '=', program).where('id', '=', id).executeTakeFirst();
    if (numDeletedRows === 0n) throw new ProblemError('not-here');
    await this.store.write.deleteFrom('outbox').where('program_id', '=', program).where('kind', '=', 'webhook').where('recipient', '=', id).where('state', '=', 'waiting').execute();
  }

  /** The next one that is due. Those of one subject go in their order: the second waits until the first has arrived or was given up. */
  next(id: string): Promise<OutboxRow | undefined> {
    return this.take((due) => due.where('outbox.kind', '=', 'webhook').where('outbox.recipient', '=', id)
      .where((where) => where.not(where.exists(where.selectFrom('outbox as earlier').select('earlier.id').whereRef('earlier.recipient', '=', 'outbox.recipient').whereRef('earlier.about', '=', 'outbox.about').where('earlier.state', '=', 'waiting').whereRef('earlier.seq', '<', 'outbox.seq'))))
      .orderBy('outbox.created_at').orderBy('outbox.seq'));
  }
  /** The address answers again: what waited for a later try goes soon. One that failed often waits a little longer, since it may fail by itself. */
  async awake({ recipient, program_id: program }: OutboxRow): Promise<void> {
    for (const { id, tries, next_at: next } of await this.store.read.selectFrom('outbox').select(['id', 'tries', 'next_at']).where('program_id', '=', program).where('kind', '=', 'webhook').where('recipient', '=', recipient).where('state', '=', 'waiting').where('next_at', '>', new Date(this.now()).toISOString()).limit(1_000).execute()) {
      const soon = new Date(this.now() + tries * SOON).toISOString();
      if (soon < next) await this.store.write.updateTable('outbox').set({ next_at: soon }).where('program_id', '=', program).where('id', '=', id).execute();
    }
  }

  /** Id, time and body are signed, so that nothing can be changed or sent again later. Gives the status; 410 for an address that was taken away. */
  async post(row: OutboxRow): Promise<number> {
    const hook = await this.store.read.selectFrom('webhooks').selectAll().where('program_id', '=', row.program_id).where('id', '=', row.recipient).executeTakeFirst();
    if (!hook) return 410;
    const at = String(Math.floor(this.now() / 1_000));
    const signature = createHmac('sha256', unseal(this.key, `${hook.id} webhook`, hook.secret)).update(`${row.id}.${at}.${row.body}`).digest('base64');
    return postPublic(hook.url, row.body, { 'content-type': 'application/json', 'webhook-id': row.id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` }, this.hosts);
  }

  /** Of an address the host alone: its path may hold a secret. */
  async list(program: string): Promise<{ webhooks: { id: string; host: string; createdAt: string; waiting: number; failed: number }[]; deliveries: Delivery[] }> {
    const hooks = await this.store.read.selectFrom('webhooks').selectAll().where('program_id', '=', program).orderBy('created_at').execute();
    const rows = await this.store.read.selectFrom('outbox').selectAll().where('program_id', '=', program).where('kind', '=', 'webhook').orderBy('created_at', 'desc').orderBy('seq', 'desc').limit(PAGE).execute();
    const counts = await this.store.read.selectFrom('outbox').select((select) => ['recipient', 'state', select.fn.countAll<number>().as('count')]).where('program_id', '=', program).where('kind', '=', 'webhook').where('state', 'in', ['waiting', 'failed']).groupBy(['recipient', 'state']).execute();
    const countOf = (id: string, state: string) => Number(counts.find((row) => row.recipient === id && row.state === state)?.count ?? 0);
    return {
      webhooks: hooks.map((hook) => ({ id: hook.id, host: new URL(hook.url).host, createdAt: hook.created_at, waiting: countOf(hook.id, 'waiting'), failed: countOf(hook.id, 'failed') })),
      deliveries: rows.map((row) => ({ id: row.id, webhook: row.recipient, type: row.subject, about: row.about ?? '', at: row.created_at, state: row.state, tries: row.tries, ...(row.state === 'waiting' ? { nextAt: row.next_at } : {}), ...(row.answered === null ? {} : { status: row.answered }) })),
    };
  }
  /** Sent again with the same id, so that whoever has it already can tell. */
  async replay(program: string, { deliveries, webhook, since }: { deliveries?: string[] | undefined; webhook?: string | undefined; since?: string | undefined }): Promise<number> {
    if (!deliveries?.length && !(webhook && since)) throw notNow('Choose deliveries, or an address and since when.');
    let query = this.store.write.updateTable('outbox').set({ state: 'waiting', tries: 0, next_at: new Date(this.now()).toISOString() }).where('program_id', '=', program).where('kind', '=', 'webhook').where('state', 'in', ['sent', 'failed']);
    if (deliveries?.length) query = query.where('id', 'in', deliveries);
    if (webhook) query = query.where('recipient', '=', webhook);
    if (since) query = query.where('created_at', '>=', since);
    return Number((await query.executeTakeFirst()).numUpdatedRows);
  }
}
