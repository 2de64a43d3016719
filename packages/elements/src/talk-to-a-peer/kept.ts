/** A chat that its visitor wants to find again after a reload: for this tab alone, and only where the browser lets us. */
const NAME = 'kith-talk';
export interface Kept { id: string; token: string }

export function keep(site: string, what: Kept): boolean {
  try { sessionStorage.setItem(NAME, JSON.stringify({ site, ...what })); return true; } catch { return false; }
}
export function kept(site: string): Kept | undefined {
  try {
    const found = JSON.parse(sessionStorage.getItem(NAME) ?? 'null') as (Kept & { site: string }) | null;
    return found?.site === site ? found : undefined;
  } catch { return undefined; }
}
export function forgetKept(): void { try { sessionStorage.removeItem(NAME); } catch { /* nothing was kept */ } }
