import type { DateKind, Schedule, Weekday } from '@kith/contract';
import { weekdays } from '@kith/contract';
import { plainWeekly } from '../recurrence.ts';
import type { Mend } from './records.ts';

/**
 * Rules of time that feeds write only in words, in English: "2nd and 4th Friday", "no meeting on the first Monday", "open meeting last
 * Tuesday of the month", "closed on holidays". Most of them are traps for a reader who guesses: a weekly meeting that is *open* on the last
 * Friday still meets every Friday. So a rule is taken over only where the words leave nothing else to think; otherwise people are asked to
 * read the note.
 */
const ordinals: Record<string, number> = { '1st': 1, 'first': 1, '2nd': 2, 'second': 2, '3rd': 3, 'third': 3, '4th': 4, 'fourth': 4, '5th': 5, 'fifth': 5, 'last': -1, 'final': -1 };
const ordinal = Object.keys(ordinals).join('|');
const dayName = '(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?s?';
const month = '(?: *(?:of|in|on|every|each|the|a|per|-|,)* *(?:the|each|every|a)? *months?)';
/** "1st, 3rd & last", then a weekday or "meeting", then perhaps "of the month". */
const spoken = new RegExp(`\\b((?:${ordinal})(?:(?: *(?:,|&|\\/|and|\\+) *)+(?:the *)?(?:${ordinal}))*) +(?:(${dayName})\\b(?: +(?:meetings?|night|evening|morning|only))?|(meetings?|wks?|weeks?)\\b)(${month})?`, 'i');
const special = /\b(?:open(?! (?:minds?|doors?|hearts?|arms)\b)|birthdays?|celebrat\w*|anniversar\w*|medallions?|chips?|cakes?|speakers?|potluck|candle\w*|business|conscience|newcomers?|beginners?|step|tradition|book|literature|topic|bday|trad|traditions|spkr|disc|bb|steps|men's|women's)\b/i;
const notMeeting = /\b(?:no|not|cancel\w*|without|skip\w*|dark)\b/i;
/** Words that may stand beside a rule that is the whole of when a group meets. */
const plainWords = /^(?:(?:this|the|group|meeting|meetings|meets?|we|is|are|held|only|every|each|on|in|person|in-person|at|takes|place|gathers?|women's|men's|of|month|monthly|just|and|night|evening|morning|from|\d{1,2}(?::\d{2})?|[ap]\.?m\.?|to|-|–|\(|\)|,|:)\s*)*$/i;
/** What says something about the dates that is not read further. */
const unsure = [
  /\b(?:every other|alternat\w*|bi-?weekly|fortnight\w*|twice (?:a|per) month|once (?:a|per) month|monthly meeting)\b/i,
  /\b(?:closed|no meetings?|not meet\w*|cancel\w*|except\w*|dark)\b[^.;\n]*\b(?:holidays?|christmas|thanksgiving|easter|new year\w*|summer|winter|snow|school|july|august|december)\b/i,
  /\b(?:holidays?|christmas|thanksgiving|summer|school break)\b[^.;\n]*\b(?:closed|no meetings?|not meet\w*|cancel\w*|off)\b/i,
  /\b(?:odd|even)(?:-numbered)? (?:weeks?|months?|days?|dates?)\b/i,
  /\b(?:starts?|starting|begins?|beginning|returns?|returning|resum\w+|re-?opens?|reopening|until|as of|effective)\b[^.;\n]{0,30}\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? *\d/i,
  /\b(?:temporarily|until further notice|suspended|on hiatus|on hold)\b/i,
];

/** Words of which every sentence that says something of the dates has one: most notes have none, and are not looked at further. */
const telling = new RegExp(`\\b(?:${ordinal}|every other|alternat|bi-?weekly|fortnight|twice|once|monthly|closed|no\\.? meet|not meet|cancel|except|dark|holiday|christmas|thanksgiving|summer|school|(?:odd|even)[ -]|start|begin|return|resum|re-?open|until|as of|effective|temporar|suspend|on h)`, 'i');

interface Said { kind: 'monthly' | 'without' | 'differs' | 'other-day' | 'unsure'; numbers: number[]; day: number; differs?: DateKind }

const dayOf = (text: string): number => ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'].indexOf(text.slice(0, 2).toLowerCase());

/** What one sentence says of the dates of a meeting on `days`. */
function readSentence(sentence: string, days: readonly number[], closedGroup: boolean): Said | undefined {
  const match = spoken.exec(sentence);
  const ofWeek = /^w/i.test(match?.[3] ?? '');
  if (!match || (match[3] && !match[4] && !ofWeek)) return unsure.some((pattern) => pattern.test(sentence)) ? { kind: 'unsure', numbers: [], day: -1 } : undefined;
  const numbers = [...new Set(match[1]!.toLowerCase().split(/[^a-z0-9]+/).map((word) => ordinals[word]).filter((number) => number !== undefined))];
  const day = match[2] ? dayOf(match[2]) : days.length === 1 ? days[0]! : -1;
  const said = (kind: Said['kind'], differs?: DateKind): Said => ({ kind, numbers, day, ...(differs ? { differs } : {}) });
  if (day < 0) return said('unsure');
  if (!days.includes(day)) return said('other-day');
  const around = `${sentence.slice(0, match.index)} ${sentence.slice(match.index + match[0].length)}`;
  const plain = around.replace(/\bdoors? open\w*/gi, ' ');
  const exception = /\bclosed\b.*\bexcept/i.test(around);
  if (exception && !closedGroup && !/\bopen\b/i.test(plain) && !/\bclosed (?:\w+ )?meetings?\b/i.test(around)) return said('unsure');
  if (exception) return said('differs', 'open');
  if (ofWeek && !special.test(plain)) return said('unsure');
  if (special.test(plain)) {
    if (notMeeting.test(plain)) return said('unsure');
    return said('differs', /\bopen\b(?! (?:minds?|doors?|hearts?|arms)\b)/i.test(plain) ? 'open' : /\b(?:speakers?|spkr)\b/i.test(plain) ? 'speaker' : /birthday|bday|celebrat|anniversar|medallion|chip|cake/i.test(plain) ? 'celebration' : 'different');
  }
  if (notMeeting.test(plain) && /^\W*(?:there is )?(?:no|not|does not|doesn't|will not|cancel\w*|dark)[^,]{0,20}$/i.test(sentence.slice(0, match.index).trim()) && plainWords.test(sentence.slice(match.index + match[0].length).replace(/[.!*]/g, ' ').trim())) return numbers.includes(-1) ? said('unsure') : said('without');
  return plainWords.test(around.replace(/[.!*]/g, ' ').trim()) ? said('monthly') : said('unsure');
}

const monthly = (numbers: readonly number[], day: number): string => `FREQ=MONTHLY;BYDAY=${[...numbers].sort((a, b) => (a < 0 ? 9 : a) - (b < 0 ? 9 : b)).map((number) => `${number}${weekdays[day] satisfies Weekday | undefined}`).join(',')}`;

/**
 * A weekly schedule with what its texts say in words. What is certain becomes a rule, or a kind of date; what is not is marked `checkNote`.
 * `closedGroup`: the source calls the group closed (for members), so that "closed except" speaks of who may come.
 */
export function readSpokenRules(schedule: Schedule, texts: readonly string[], closedGroup: boolean, mend: Mend): Schedule {
  const days = plainWeekly(schedule);
  if (!days) return schedule;
  const found: Said[] = [];
  for (const text of texts) {
    if (!telling.test(text)) continue;
    // In brackets or after a dash the words stand alone: "Women's group (2nd & 4th Friday)".
    for (const sentence of text.replace(/\b(st|ave|rd|dr|hwy|no|rm|mtg|approx)\. /gi, '$1 ').split(/[.;!*\n|()•]+/)) { const said = readSentence(sentence.trim(), days, closedGroup); if (said) found.push(said); }
  }
  if (!found.length) return schedule;
  const next: Schedule = { ...schedule };
  const rules = [...new Set(found.filter(({ kind }) => kind === 'monthly' || kind === 'without').map(({ kind, numbers, day }) => monthly(kind === 'monthly' ? numbers : [1, 2, 3, 4, 5].filter((number) => !numbers.includes(number)), day)))];
  const differs = [...new Map(found.filter(({ kind }) => kind === 'differs').map((said) => [monthly(said.numbers, said.day), said.differs!])).entries()].map(([rule, kind]) => ({ rule, kind })).slice(0, 4);
  let unclear = found.some(({ kind }) => kind === 'unsure');
  if (rules.length === 1 && days.length === 1) { next.rules = rules; mend('notes', 'a rule in words was read: the group meets on some weeks of the month'); }
  else if (rules.length) unclear = true;
  if (differs.length) { next.differs = differs; mend('notes', 'a rule in words was read: some dates differ from the others'); }
  if (unclear) { next.checkNote = true; mend('notes', 'they say more about the dates than could be read for certain: people are asked to check'); }
  else if (found.every(({ kind }) => kind === 'other-day')) mend('notes', 'a rule in words was read: it is about a meeting on another day');
  return next;
}
