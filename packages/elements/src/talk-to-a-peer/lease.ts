/** One stream in a browser, whichever of its tabs holds it. Where locks are not to be had, everybody may. */
export async function lease(): Promise<(() => void) | undefined> {
  const open = () => undefined;
  let locks: LockManager;
  try { locks = navigator.locks; } catch { return open; }
  if (!locks) return open;
  return new Promise((resolve) => {
    locks.request('kith-stream', { ifAvailable: true }, (lock) => {
      if (!lock) { resolve(undefined); return undefined; }
      return new Promise<void>((release) => { resolve(release); });
    }).catch(() => { resolve(open); });
  });
}
