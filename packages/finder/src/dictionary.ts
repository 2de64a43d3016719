/** All words of an index in order, with the look-ups that a search needs: exact, by beginning, by similar spelling. */
export interface Dictionary { words: string[] }

/** First position whose word is not before `word`. */
function lowerBound(words: readonly string[], word: string, from = 0): number {
  let low = from;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle]! < word) low = middle + 1; else high = middle;
  }
  return low;
}

/** The same, from a position that is known to be before it: near ones are found in few steps. */
function skipPast(words: readonly string[], word: string, from: number): number {
  let step = 1;
  while (from + step < words.length && words[from + step]! < word) { from += step; step *= 2; }
  let high = Math.min(from + step, words.length);
  let low = from + 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle]! < word) low = middle + 1; else high = middle;
  }
  return low;
}

/** Range [from, to) of the words that begin with `prefix`. */
export function beginningWith({ words }: Dictionary, prefix: string): [from: number, to: number] {
  return [lowerBound(words, prefix), lowerBound(words, `${prefix}\uffff`)];
}

/** More edits than any search allows. */
const FAR = 100;

/** Edits that a word may be off by: none below five letters, one up to seven, two from eight on. */
export const tolerance = (word: string): number => (word.length < 5 || /\d/.test(word) ? 0 : word.length < 8 ? 1 : 2);

/**
 * Positions of words within `tolerance` edits (insert, drop, change, swap of neighbours) of `word`, nearest first.
 * Walks the ordered list like a tree: rows of the edit table are kept for the beginning that neighbours share,
 * and a beginning that is already too far off is jumped over as a whole.
 */
export function similarTo({ words }: Dictionary, word: string): number[] {
  const most = tolerance(word);
  if (!most) return [];
  const length = word.length;
  const wanted = Array.from({ length }, (_, at) => word.charCodeAt(at));
  const rows: Uint8Array[] = [Uint8Array.from({ length: length + 1 }, (_, at) => at)];
  const found: { position: number; distance: number }[] = [];
  let previous = '';
  let position = 0;
  while (position < words.length) {
    const candidate = words[position]!;
    let shared = 0;
    while (shared < previous.length && shared < candidate.length && previous.charCodeAt(shared) === candidate.charCodeAt(shared)) shared++;
    let cut = -1;
    const limit = Math.min(candidate.length, length + most);
    for (let depth = shared; depth < limit; depth++) {
      const row = rows[depth + 1] ??= new Uint8Array(length + 1);
      const above = rows[depth]!;
      const before = depth > 0 ? rows[depth - 1]! : above;
      const code = candidate.charCodeAt(depth);
      const codeBefore = depth > 0 ? candidate.charCodeAt(depth - 1) : 0;
      // Only cells near the diagonal can be within the distance; those beside the band count as too far.
      const from = Math.max(1, depth + 1 - most);
      const to = Math.min(length, depth + 1 + most);
      row[from - 1] = from === 1 ? depth + 1 : FAR;
      if (to < length) row[to + 1] = FAR;
      let least = row[from - 1]!;
      for (let at = from; at <= to; at++) {
        const letter = wanted[at - 1]!;
        let value = above[at - 1]! + (code === letter ? 0 : 1);
        if (above[at]! + 1 < value) value = above[at]! + 1;
        if (row[at - 1]! + 1 < value) value = row[at - 1]! + 1;
        if (depth > 0 && at > 1 && code === wanted[at - 2] && codeBefore === letter && before[at - 2]! + 1 < value) value = before[at - 2]! + 1;
        row[at] = value;
        if (value < least) least = value;
      }
      if (least > most) { cut = depth + 1; break; }
    }
    if (cut < 0 && candidate.length <= length + most && candidate.length >= length - most) {
      const distance = rows[candidate.length]![length]!;
      if (distance <= most) found.push({ position, distance });
    }
    if (cut < 0 && candidate.length > limit) cut = limit;
    if (cut >= 0) {
      // Nothing that begins like this can match: on to the first word that does not.
      previous = candidate.slice(0, cut);
      position = skipPast(words, `${previous}\uffff`, position);
    } else { previous = candidate; position++; }
  }
  return found.sort((a, b) => a.distance - b.distance || a.position - b.position).map((item) => item.position);
}
