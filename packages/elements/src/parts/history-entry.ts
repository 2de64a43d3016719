/** An entry of ours in the page's history: on a phone, Back closes what covers the page. */
export interface HistoryEntry {
  /** The page's own state is kept. */
  enter: () => void;
  /** Goes back over it; `then` is called when that is done, instead of `closed`. False when there is no entry. */
  leave: (then?: () => void) => boolean;
  /** For `popstate` of the window. */
  onBack: () => void;
}

/** `closed`: the visitor went back over it. */
export function historyEntry(closed: () => void): HistoryEntry {
  /** A number that no other has: an entry of before a reload may still be there. */
  let kith: number | undefined;
  let leaving: (() => void) | undefined;
  return {
    enter() {
      if (kith) return;
      const number = Math.random();
      try { history.pushState({ ...history.state as object | null, kith: number }, ''); kith = number; } catch { /* a sandboxed frame */ }
    },
    leave(then = closed) {
      if (kith && !leaving) history.back();
      if (kith) leaving = then;
      return Boolean(kith);
    },
    onBack() {
      if (!kith || (history.state as { kith?: unknown } | null)?.kith === kith) return;
      const then = leaving ?? closed;
      kith = leaving = undefined;
      then();
    },
  };
}
