/** Sets of documents as bits, 32 to a word. */
export type Bitmap = Uint32Array;

export const emptyBitmap = (size: number): Bitmap => new Uint32Array((size + 31) >>> 5);

export function fullBitmap(size: number): Bitmap {
  const bits = emptyBitmap(size).fill(0xffffffff);
  if (size & 31 && bits.length) bits[bits.length - 1] = (1 << (size & 31)) - 1;
  return bits;
}

export const has = (bits: Bitmap, at: number): boolean => (bits[at >>> 5]! & (1 << (at & 31))) !== 0;
export const add = (bits: Bitmap, at: number): void => { bits[at >>> 5]! |= 1 << (at & 31); };

export function and(target: Bitmap, other: Bitmap): Bitmap {
  for (let at = 0; at < target.length; at++) target[at]! &= other[at]!;
  return target;
}

export function or(target: Bitmap, other: Bitmap): Bitmap {
  for (let at = 0; at < target.length; at++) target[at]! |= other[at]!;
  return target;
}

export function isEmpty(bits: Bitmap): boolean {
  for (let at = 0; at < bits.length; at++) if (bits[at]) return false;
  return true;
}

function bitsIn(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function count(bits: Bitmap): number {
  let total = 0;
  for (let at = 0; at < bits.length; at++) if (bits[at]) total += bitsIn(bits[at]!);
  return total;
}

/** How many are in both. */
export function countBoth(a: Bitmap, b: Bitmap): number {
  let total = 0;
  for (let at = 0; at < a.length; at++) { const both = a[at]! & b[at]!; if (both) total += bitsIn(both); }
  return total;
}

/** Members in order. */
export function members(bits: Bitmap): number[] {
  const list: number[] = [];
  for (let at = 0; at < bits.length; at++) {
    let word = bits[at]!;
    while (word) {
      const low = word & -word;
      list.push((at << 5) + 31 - Math.clz32(low));
      word ^= low;
    }
  }
  return list;
}
