/** Long work in small steps: a generator that yields now and then. */

/** Runs the steps in one go. */
export function allAtOnce<Value>(steps: Generator<void, Value, void>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
/** Lets everything else go first. A timer waits 4 ms from its fifth time on, so it is only for browsers that have nothing better. */
const giveWay = (): Promise<void> => scheduler?.yield?.() ?? new Promise((resolve) => { setTimeout(resolve, 0); });

/** Runs the steps in slices of at most `slice` milliseconds, giving way to everything else in between. */
export async function inSlices<Value>(steps: Generator<void, Value, void>, slice = 8): Promise<Value> {
  for (;;) {
    const end = performance.now() + slice;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < end);
    await giveWay();
  }
}
