import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Desk } from './desk.ts';
import { listen } from './listen.ts';
import type { LogLine } from './log.ts';
import { listPrograms } from './programs.ts';
import { acrossPrograms } from './store/tenant.ts';

const SECOND = 1_000;

/** What a node can say of itself in numbers (Prometheus). Labels are routes, statuses and the short names of jobs and programs: never anything of a person. */
export class Metrics {
  readonly registry: Registry = new Registry();
  private readonly requests = new Histogram({ name: 'kith_request_seconds', help: 'Requests by route and class of status', labelNames: ['route', 'status'], buckets: [0.005, 0.02, 0.06, 0.25, 1, 5], registers: [this.registry] });
  private readonly failures = new Counter({ name: 'kith_failures_total', help: 'Errors of ours, and jobs that failed, by their name in the log', labelNames: ['event'], registers: [this.registry] });
  constructor(desk: Desk) {
    const { store, streams, bus, nodes } = desk.office;
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    const gauge = (name: string, help: string, read: () => number | Promise<number>) => new Gauge({ name, help, registers, async collect() { this.set(await acrossPrograms(async () => read()).catch(() => NaN)); } });
    gauge('kith_streams', 'Streams of visitors that are open on this node', () => streams.size);
    gauge('kith_lost_wake_ups', 'Streams that the look into the store found behind, since the start: wake-ups are lost', () => streams.found);
    gauge('kith_wake_ups_up', '1 while the other nodes can be heard', () => Number(bus.isThere()));
    gauge('kith_nodes', 'Nodes of this store that were heard of within 20 s', async () => (await nodes?.list())?.length ?? 1);
    gauge('kith_store_up', '1 while the store answers', () => store.read.selectFrom('meta').select('name').limit(1).execute().then(() => 1, () => 0));
    gauge('kith_outbox_waiting', 'Mails, pages and webhooks that wait to be sent', async () => Number((await store.read.selectFrom('outbox').select((of) => of.fn.countAll<number>().as('count')).where('state', '=', 'waiting').executeTakeFirstOrThrow()).count));
    new Gauge({
      name: 'kith_waiting', help: 'Visitors in the line, by program', labelNames: ['program'], registers,
      async collect() { this.reset(); await acrossPrograms(async () => { for (const { program_id: program, count } of await store.read.selectFrom('conversations').select((of) => ['program_id', of.fn.countAll<number>().as('count')]).where('ended_at', 'is', null).where('peer_id', 'is', null).where('request_id', 'is', null).groupBy('program_id').execute()) this.set({ program }, Number(count)); }).catch(() => undefined); },
    });
    new Gauge({
      name: 'kith_supervisors', help: 'Supervisors on shift, by program', labelNames: ['program'], registers,
      async collect() {
        this.reset();
        await acrossPrograms(async () => {
          for (const { id } of await listPrograms(store)) this.set({ program: id }, 0);
          for (const { program_id: program, count } of await store.read.selectFrom('shifts').select((of) => ['program_id', of.fn.countAll<number>().as('count')]).where('ended_at', 'is', null).where('role', '=', 'supervisor').groupBy('program_id').execute()) this.set({ program }, Number(count));
        }).catch(() => undefined);
      },
    });
    new Gauge({
      name: 'kith_job_late_seconds', help: 'How long a job that is done once for all nodes has been due', labelNames: ['job'], registers,
      async collect() { this.reset(); await acrossPrograms(async () => { for (const { name, due_at: due, now } of await store.read.selectFrom('jobs').select(['name', 'due_at', store.now().as('now')]).execute()) this.set({ job: name }, Math.max(0, (Date.parse(now) - Date.parse(due)) / SECOND)); }).catch(() => undefined); },
    });
  }

  /** Counts a line of the log. */
  count({ event, route, status, ms }: LogLine): void {
    if (event === 'request') this.requests.observe({ route: route ?? 'none', status: `${Math.floor((status ?? 0) / 100)}xx` }, (ms ?? 0) / SECOND);
    else if (event === 'error' || event.endsWith('-failed')) this.failures.inc({ event });
  }

  /** Serves them on a port of their own, which no proxy shows to the world. */
  async listen(host: string, port: number): Promise<Server> {
    const server = createServer((_request, response) => {
      this.registry.metrics().then((text) => { response.writeHead(200, { 'content-type': this.registry.contentType, 'cache-control': 'no-store' }).end(text); }, () => { response.writeHead(500).end(); });
    });
    return listen(server, { host, port }, { host: 'KITH_METRICS', port: 'KITH_METRICS' });
  }
}
