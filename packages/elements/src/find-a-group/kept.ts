/** Groups that a visitor keeps on this device: ids alone, by site key, and only once they have pressed for it. */
const name = 'kith-groups';
const MOST = 50;

function all(): Record<string, string[]> {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(name) ?? '{}');
    return typeof read === 'object' && read !== null ? read as Record<string, string[]> : {};
  } catch { return {}; }
}

export function keptGroups(site: string): string[] {
  const list: unknown = all()[site];
  return Array.isArray(list) ? list.filter((id): id is string => typeof id === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(id)).slice(0, MOST) : [];
}

/** Keeps a group or forgets it; false where the browser keeps nothing. The last one takes the entry along. */
export function keepGroup(site: string, id: string, keep: boolean): boolean {
  try {
    const { [site]: _, ...others } = all();
    const list = [...keptGroups(site).filter((other) => other !== id), ...(keep ? [id] : [])].slice(-MOST);
    const next = list.length ? { ...others, [site]: list } : others;
    if (Object.keys(next).length) localStorage.setItem(name, JSON.stringify(next)); else localStorage.removeItem(name);
    return true;
  } catch { return false; }
}
