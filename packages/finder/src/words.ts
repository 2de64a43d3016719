/** From text to search words, the same for listings and for what people type. */

// Letters that Unicode does not take apart into a base and a mark.
const folded: Record<string, string> = { 'ß': 'ss', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'æ': 'ae', 'œ': 'oe', 'ı': 'i', 'þ': 'th', 'ð': 'd' };
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** Letters and digits of plain lower-case text. */
const isWordCode = (code: number) => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);

function otherWords(text: string): string[] {
  const plain = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/['’ʼ]/g, '').replace(/[ßøłđæœıþð]/g, (letter) => folded[letter]!);
  const words: string[] = [];
  for (const run of plain.match(/[\p{L}\p{N}]+/gu) ?? []) {
    // Scripts without spaces: every letter is a word, and a search needs all of them.
    if (cjk.test(run)) words.push(...run); else words.push(run);
  }
  return words;
}

/** Calls `take` with each word: lower case, without accents, in order; apostrophes join ("women's" is `womens`). */
export function eachWord(text: string, take: (word: string) => void): void {
  let plain = true;
  let upper = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127 || code === 39) { plain = false; break; }
    if (code >= 65 && code <= 90) upper = true;
  }
  if (!plain) { for (const word of otherWords(text)) take(word); return; }
  const lower = upper ? text.toLowerCase() : text;
  let start = -1;
  for (let at = 0; at <= lower.length; at++) {
    const isWord = at < lower.length && isWordCode(lower.charCodeAt(at));
    if (isWord) { if (start < 0) start = at; } else if (start >= 0) { take(lower.slice(start, at)); start = -1; }
  }
}

export function wordsOf(text: string): string[] {
  const words: string[] = [];
  eachWord(text, (word) => { words.push(word); });
  return words;
}
