import { AsyncLocalStorage } from 'node:async_hooks';
import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { forNobody } from './store/tenant.ts';
import { connect, type NatsConnection, type NodeConnectionOptions, type Subscription } from '@nats-io/transport-node';

/**
 * What is true for a moment only and is never stored, said along with a wake-up. Who types and what was fetched; that a token was changed; that a
 * supervisor begins to read along. Never a word of anybody.
 */
export interface Fact { /** The newest number there is: who has it already need not look. */ head?: number; typing?: string; wrote?: string; seen?: ['visitor' | 'staff', number]; /** The side that did it, and need not be told. */ by?: 'visitor' | 'staff'; revoked?: true; watch?: string }
export type Wake = (fact: Fact) => void;

/** Wake-ups between those who write and those who wait. A wake-up only ever says that there is something to read; what is lost costs time, never a message. */
export interface Bus {
  /** Others hear it too: then wake-ups may be lost, and whoever waits has to look by themselves now and then. */
  shared: boolean;
  /** False while the others cannot be heard. */
  isThere: () => boolean;
  publish: (topic: string, fact?: Fact) => void;
  /** Calls back after every publish of the topic until the returned function is called. */
  subscribe: (topic: string, wake: Wake) => () => void;
  close: () => Promise<void>;
}

/** Within one process. Whoever is woken says for themselves which program they work for: a wake-up comes for nobody. */
export function localBus(): Bus {
  // Most topics have one who waits; a set for each of them is felt where tens of thousands do.
  const topics = new Map<string, Wake | Set<Wake>>();
  const run = forNobody(() => AsyncLocalStorage.snapshot());
  return {
    shared: false, isThere: () => true,
    publish(topic, fact = {}) {
      const known = topics.get(topic);
      if (known) for (const wake of known instanceof Set ? known : [known]) queueMicrotask(() => { run(wake, fact); });
    },
    subscribe(topic, callback) {
      // The same one may wait twice.
      const wake: Wake = (fact) => { callback(fact); };
      const known = topics.get(topic);
      if (known instanceof Set) known.add(wake); else topics.set(topic, known ? new Set([known, wake]) : wake);
      return () => {
        const left = topics.get(topic);
        if (left === wake) topics.delete(topic);
        else if (left instanceof Set) { left.delete(wake); if (!left.size) topics.delete(topic); }
      };
    },
    close: () => Promise.resolve(),
  };
}

const AGAIN = 500;

/** How to reach the server of an address; `tls://` is never anything less. */
export function natsOptions(url: string): NodeConnectionOptions {
  const { username, password, protocol, host } = new URL(url);
  return { servers: host, name: 'kith', ...(username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : {}), ...(protocol === 'tls:' ? { tls: {} } : {}) };
}

/**
 * Between nodes: core NATS, without anything stored. Each node asks only for the topics that somebody on it waits for. Subjects are hashes under a
 * key of this Kith's own, so a server that is shared learns no topic; of ids it sees that of a conversation that a supervisor begins to read along. While NATS is away, wake-ups stay within the node; `returned` is called when it is back.
 */
export function natsBus(url: string, key: Buffer, returned: () => void): Bus {
  const local = localBus();
  const subjectOf = (topic: string) => `kith.${createHmac('sha256', key).update(topic).digest('base64url').slice(0, 24)}`;
  const waiting = new Map<string, { count: number; subscription: Subscription | undefined }>();
  let connection: NatsConnection | undefined;
  let there = false;
  const ended = new AbortController();
  const listen = (topic: string): Subscription => connection!.subscribe(subjectOf(topic), {
    callback: (error, message) => {
      if (error) return;
      let fact: Fact = {};
      try { const said: unknown = message.data.length ? message.json() : {}; if (typeof said === 'object' && said !== null) fact = said; } catch { /* A wake-up all the same. */ }
      local.publish(topic, fact);
    },
  });
  const options = { ...natsOptions(url), noEcho: true, reconnect: false, timeout: 3_000, pingInterval: 5_000, maxPingOut: 2 };
  // A new connection for each try, whatever the last one broke by: the client's own tries end at errors that pass by.
  const living = (async () => {
    while (!ended.signal.aborted) {
      try {
        const made = await connect(options);
        connection = made;
        for (const [topic, entry] of waiting) entry.subscription = listen(topic);
        there = true;
        // What came meanwhile was not heard.
        returned();
        await made.closed();
      } catch { /* Not now. */ }
      there = false;
      connection = undefined;
      for (const entry of waiting.values()) entry.subscription = undefined;
      await wait(AGAIN * (0.5 + Math.random()), undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();
  return {
    shared: true, isThere: () => there,
    publish(topic, fact) {
      local.publish(topic, fact);
      if (there) try { connection!.publish(subjectOf(topic), fact && Object.keys(fact).length ? JSON.stringify(fact) : undefined); } catch { /* Lost, as any wake-up may be. */ }
    },
    subscribe(topic, wake) {
      const leave = local.subscribe(topic, wake);
      const entry = waiting.get(topic) ?? { count: 0, subscription: undefined };
      if (!entry.count++) { waiting.set(topic, entry); if (connection) entry.subscription = listen(topic); }
      let left = false;
      return () => {
        if (left) return;
        left = true;
        leave();
        if (--entry.count) return;
        waiting.delete(topic);
        entry.subscription?.unsubscribe();
      };
    },
    async close() {
      ended.abort();
      await connection?.close().catch(() => undefined);
      // One that is just being made ends by itself.
      if (there) await living;
    },
  };
}
