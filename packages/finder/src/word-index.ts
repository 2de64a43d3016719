import type { Group } from '@kith/contract';
import { topicLabel } from '@kith/contract';
import type { GroupIndex } from './group-index.ts';
import { eachWord, wordsOf } from './words.ts';

class Growing {
  list = new Uint32Array(1 << 16);
  length = 0;
  push(value: number): void {
    if (this.length === this.list.length) { const wider = new Uint32Array(this.list.length * 2); wider.set(this.list); this.list = wider; }
    this.list[this.length++] = value;
  }
}

/** Texts of a group that stand in many listings alike (one for each weekday), besides its own name. */
function eachRepeatedText(group: Group, take: (text: string) => void): void {
  const { place } = group;
  if (group.summary) take(group.summary);
  if (group.notes) take(group.notes);
  if (place) {
    if (place.name) take(place.name);
    if (place.address) take(place.address);
    if (place.locality) take(place.locality);
    if (place.region) take(place.region);
  }
  take(group.owner.name);
  for (const slug of group.topics) take(topicLabel(slug) ?? slug);
  if (group.sourceCodes) for (const { label } of group.sourceCodes) if (label) take(label);
}

/** Adds the words of the same groups to an index, for searches by text. Yields after every 32 groups and now and then at the end. */
export function* wordsInSteps(index: GroupIndex, documents: readonly Group[]): Generator<void, void, void> {
  const words = new Map<string, number>();
  const lastSeen = new Growing();
  const pairs = new Growing();
  const ends = new Uint32Array(index.size);
  // The same notes, places, owners and labels stand in many listings (one for each weekday): their words are taken apart once.
  const known = new Map<string, number[]>();
  const wordNumber = (word: string): number => {
    let number = words.get(word);
    if (number === undefined) { number = words.size; words.set(word, number); lastSeen.push(0); }
    return number;
  };
  let current = 0;
  const see = (word: number) => {
    if (lastSeen.list[word] === current + 1) return;
    lastSeen.list[word] = current + 1;
    pairs.push(word);
  };
  const seeWord = (word: string) => { see(wordNumber(word)); };
  const seeText = (text: string) => {
    let numbers = known.get(text);
    if (!numbers) { numbers = [...new Set(wordsOf(text))].map(wordNumber); known.set(text, numbers); }
    for (const word of numbers) see(word);
  };
  for (let document = 0; document < index.size; document++) {
    const group = documents[document]!;
    current = document;
    eachWord(group.name, seeWord);
    eachRepeatedText(group, seeText);
    ends[document] = pairs.length;
    if ((document & 31) === 31) yield;
  }
  yield* turnAround(index, words, pairs, ends);
}

/** From "words of each document" to "documents of each word", words in order. */
function* turnAround(index: GroupIndex, words: Map<string, number>, pairs: Growing, ends: Uint32Array): Generator<void, void, void> {
  const sorted = [...words.keys()].sort();
  const place = new Uint32Array(sorted.length);
  sorted.forEach((word, at) => { place[words.get(word)!] = at; });
  yield;
  const starts = new Uint32Array(sorted.length + 1);
  for (let at = 0; at < pairs.length; at++) starts[place[pairs.list[at]!]! + 1]!++;
  for (let at = 0; at < sorted.length; at++) starts[at + 1]! += starts[at]!;
  yield;
  const postings = new Uint32Array(pairs.length);
  const fill = starts.slice();
  for (let document = 0, at = 0; document < index.size; document++) {
    for (; at < ends[document]!; at++) postings[fill[place[pairs.list[at]!]!]!++] = document;
    if ((document & 4095) === 0) yield;
  }
  index.dictionary = { words: sorted };
  index.starts = starts;
  index.postings = postings;
}
