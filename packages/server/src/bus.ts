import { AsyncLocalStorage } from 'node:async_hooks';

/** Wake-ups between those who write and those who wait. A wake-up only ever says that there is something to read; what is lost costs time, never a message. */
export interface Bus {
  publish: (topic: string) => void;
  /** Calls back after every publish of the topic until the returned function is called. */
  subscribe: (topic: string, wake: () => void) => () => void;
}

/** Within one process. */
export function localBus(): Bus {
  const topics = new Map<string, Set<() => void>>();
  return {
    publish(topic) { for (const wake of topics.get(topic) ?? []) queueMicrotask(wake); },
    subscribe(topic, callback) {
      // For whoever waits, not for whoever published.
      const run = AsyncLocalStorage.snapshot();
      const wake = () => { run(callback); };
      const set = topics.get(topic) ?? new Set();
      topics.set(topic, set.add(wake));
      return () => { set.delete(wake); if (!set.size && topics.get(topic) === set) topics.delete(topic); };
    },
  };
}
