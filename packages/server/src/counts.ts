import type { Store } from './store/store.ts';

/** A cell of fewer than this many is not shown, and the others of its table are rounded so that it cannot be reckoned. */
const FEWEST = 5;
/** What the kit cannot know. The report says so. */
export const notMeasured = ['hospital-stays', 'cost-of-care'];

/** Counts from the first day: deletion destroys what they were made of. Only names from pick lists, never a word of a visitor. */
export async function count(store: Store, program: string, entries: [name: string, item?: string | undefined, by?: number][], at = new Date()): Promise<void> {
  const day = at.toISOString().slice(0, 10);
  for (const [name, item = '', by = 1] of entries) {
    await store.write.insertInto('counts').values({ program_id: program, day, name, item, count: by }).onConflict((conflict) => conflict.columns(['program_id', 'day', 'name', 'item']).doUpdateSet((set) => ({ count: set('counts.count', '+', by) }))).execute();
  }
}

/** Minutes that a wait is counted under. */
export const waitBand = (minutes: number): string => ['0-1', '2-4', '5-9', '10-19', '20-39', '40+'][[2, 5, 10, 20, 40].filter((edge) => minutes >= edge).length]!;

/**
 * The counters of some days. A cell below five is null. Where exactly one cell of a table is hidden, its total would give it away, and where all
 * hidden ones together are below five, each of them nearly: then the next smallest is hidden too.
 */
export async function readCounts(store: Store, program: string, from: string, to: string): Promise<{ name: string; key: string; count: number | null }[]> {
  const rows = await store.read.selectFrom('counts').select((select) => ['name', 'item', select.fn.sum<number>('count').as('count')]).where('program_id', '=', program).where('day', '>=', from).where('day', '<=', to).groupBy(['name', 'item']).orderBy('name').orderBy('item').execute();
  return suppress(rows.map(({ name, item, count: sum }) => ({ name, key: item, count: Number(sum) })));
}

export function suppress(rows: { name: string; key: string; count: number }[]): { name: string; key: string; count: number | null }[] {
  const hidden = new Set<object>();
  for (const name of new Set(rows.map((row) => row.name))) {
    const table = rows.filter((row) => row.name === name);
    // Nothing to hide in none at all.
    const left = table.filter(({ count: sum }) => sum > 0).sort((a, b) => a.count - b.count);
    let sum = 0;
    let cells = 0;
    while (left.length && (left[0]!.count < FEWEST || cells === 1 || (cells > 1 && sum < FEWEST))) { const row = left.shift()!; hidden.add(row); sum += row.count; cells++; }
  }
  return rows.map((row) => ({ ...row, count: hidden.has(row) ? null : row.count }));
}
