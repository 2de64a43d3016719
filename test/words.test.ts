import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorCodes, topicLabel, topics } from '@kith/contract';
import { audienceWords, topicWords } from '../packages/helplines/src/data.ts';
import { en } from '../packages/finder/src/locale/en.ts';
import { later } from '../packages/finder/src/locale/en-later.ts';
import { es } from '../packages/finder/src/locale/es.ts';
import { ar } from '../packages/finder/src/locale/ar.ts';
import { fr } from '../packages/finder/src/locale/fr.ts';
import { pt } from '../packages/finder/src/locale/pt.ts';
import { tl } from '../packages/finder/src/locale/tl.ts';
import { vi } from '../packages/finder/src/locale/vi.ts';
import { zh } from '../packages/finder/src/locale/zh.ts';
import { talkArabic } from '../packages/elements/src/locale/talk-ar.ts';
import { talkEnglish } from '../packages/elements/src/locale/talk-en.ts';
import { talkSpanish } from '../packages/elements/src/locale/talk-es.ts';
import { mentorArabic } from '../packages/elements/src/locale/mentor-ar.ts';
import { mentorEnglish, type MentorWords } from '../packages/elements/src/locale/mentor-en.ts';
import { mentorEnglishLater } from '../packages/elements/src/locale/mentor-en-later.ts';
import { mentorSpanish } from '../packages/elements/src/locale/mentor-es.ts';
import { askWords } from '../packages/server/src/groups/ask-words.ts';
import { legendWords } from '../packages/server/src/groups/legend-words.ts';
import { mailWords } from '../packages/server/src/outbox-words.ts';
import { cardWords } from '../packages/server/src/card-words.ts';
import { mentorCardWords } from '../packages/server/src/mentor-requests/card-words.ts';
import { crisisArabic } from '../packages/elements/src/locale/crisis-ar.ts';
import { crisisGerman } from '../packages/elements/src/locale/crisis-de.ts';
import { crisisEnglish } from '../packages/elements/src/locale/crisis-en.ts';
import { crisisMore } from '../packages/elements/src/locale/crisis-en-more.ts';
import { crisisSpanish } from '../packages/elements/src/locale/crisis-es.ts';
import { crisisFrench } from '../packages/elements/src/locale/crisis-fr.ts';
import { crisisPortuguese } from '../packages/elements/src/locale/crisis-pt.ts';
import { crisisChinese } from '../packages/elements/src/locale/crisis-zh.ts';
import { crisisTagalog } from '../packages/elements/src/locale/crisis-tl.ts';
import { crisisVietnamese } from '../packages/elements/src/locale/crisis-vi.ts';

/** Every text of a locale, functions called with an example; name → text. */
function textsOf(locale: object, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(locale)) {
    if (typeof value === 'string') texts.set(prefix + key, value);
    else if (typeof value === 'function') texts.set(prefix + key, (value as (...values: unknown[]) => string)(...Array.from({ length: value.length }, () => 3)));
    else for (const [inner, text] of textsOf(value as object, `${prefix}${key}.`)) texts.set(inner, text);
  }
  return texts;
}
const english = textsOf({ ...en, ...later });
const crisis = textsOf({ ...crisisEnglish, ...crisisMore });
/** Functions of a range take a pair. */
const talkTexts = (locale: typeof talkEnglish) => textsOf({ ...locale, topics: {}, wait: locale.wait([10, 20]), waitShared: locale.waitShared([10, 20]), waitAnyone: locale.waitAnyone([1, 3]) });
const talk = talkTexts(talkEnglish);
const cardOf = (language: string) => ['open', 'busy', 'closed'].flatMap((state) => Object.entries(cardWords(language, { state, title: 'Peer supporter', partner: 'Oak Street', hours: 'Mon', zone: 'UTC', opens: 'Monday', ages: 'adults', wait: [10, 20] })));
const card = new Map(cardOf('en').map(([name, text], at) => [`card.${name}.${at}`, text]));

const mentorWhole: MentorWords = { ...mentorEnglish, ...mentorEnglishLater };
const mentor = textsOf({ ...mentorWhole, topics: {} });
const mentorCardOf = (language: string) => [true, false].flatMap((open) => ['school', 'clinic'].flatMap((setting) => Object.entries(mentorCardWords(language, { open, setting, partner: 'Oak Street' }))));
const mentorCard = new Map(mentorCardOf('en').map(([name, text], at) => [`mentor card.${name}.${at}`, text]));

/** Words of the server's pages about one group. */
const groupPageOf = (language: string) => textsOf({ ask: askWords(language), legend: legendWords(language), mail: mailWords(language) });
const groupPage = groupPageOf('en');

const syllables = (word: string) => Math.max(1, (word.toLowerCase().replace(/[^a-z]/g, '').replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '').replace(/^y/, '').match(/[aeiouy]{1,2}/g) ?? []).length);
/** Flesch-Kincaid grade of a text. */
function grade(text: string): number {
  const sentences = text.split(/[.?!]+/).filter((part) => /\w/.test(part)).length;
  const words = text.match(/[A-Za-z'’]+/g) ?? [];
  return 0.39 * (words.length / sentences) + 11.8 * (words.reduce((sum, word) => sum + syllables(word), 0) / words.length) - 15.59;
}

test('English is at grade 6 or below: every sentence of seven words or more, and all of it together', () => {
  const sentences = [...english, ...crisis, ...talk, ...card, ...mentor, ...mentorCard, ...groupPage].flatMap(([name, text]) => text.split(/(?<=[.?!])\s/).map((sentence) => [name, sentence] as const));
  assert.deepEqual(sentences.filter(([, sentence]) => (sentence.match(/[A-Za-z'’]+/g) ?? []).length >= 7 && grade(sentence) > 6).map(([name, sentence]) => `${name}: "${sentence}" is grade ${grade(sentence).toFixed(1)}`), []);
  for (const texts of [english, crisis, talk, card, mentor, mentorCard, groupPage]) {
    const whole = grade([...texts.values()].filter((text) => /[.?]$/.test(text)).join(' '));
    assert.ok(whole <= 6, `all together: grade ${whole.toFixed(1)}`);
  }
});

for (const [name, locale] of Object.entries({ es, ar, fr, pt, tl, vi, zh })) {
  test(`${name} has every word of English and nothing else`, () => {
    assert.deepEqual([...textsOf(locale).keys()].sort().filter((key) => !key.startsWith('topics.')), [...english.keys()].sort().filter((key) => !key.startsWith('topics.')));
    for (const slug of topics) assert.ok(locale.topics[slug], slug);
    for (const [key, text] of textsOf(locale)) assert.ok(text.trim(), key);
    for (const [key, value] of Object.entries(en)) if (typeof value === 'function') assert.equal((locale as unknown as Record<string, { length: number }>)[key]!.length, value.length, key);
    for (const [key, text] of groupPageOf(name)) { assert.ok(text.trim(), key); if (text !== 'Code') assert.notEqual(text, groupPage.get(key), key); }
    assert.deepEqual([...groupPageOf(name).keys()].sort(), [...groupPage.keys()].sort());
  });
}

for (const [name, locale] of Object.entries({ talkSpanish, talkArabic })) {
  test(`${name} has every word of the chat and nothing else, and its card has none of English`, () => {
    assert.deepEqual([...talkTexts(locale).keys()].sort(), [...talk.keys()].sort());
    for (const slug of topics) assert.ok(locale.topics[slug], slug);
    for (const [key, text] of talkTexts(locale)) if (text !== '' || talk.get(key) !== '') assert.ok(text.trim(), key);
    for (const [key, value] of Object.entries(talkEnglish)) if (typeof value === 'function') assert.equal((locale as unknown as Record<string, { length: number }>)[key]!.length, value.length, key);
    for (const [key, text] of talkTexts(locale)) if (text.split(' ').length > 2) assert.notEqual(text, talk.get(key), key);
  });
}

for (const [name, locale] of Object.entries({ mentorSpanish, mentorArabic })) {
  test(`${name} has every word about mentors and nothing else, and its card has none of English`, () => {
    assert.deepEqual([...textsOf({ ...locale, topics: {} }).keys()].sort(), [...mentor.keys()].sort());
    for (const slug of topics) assert.ok(locale.topics[slug], slug);
    for (const [key, text] of textsOf(locale)) { assert.ok(text.trim(), key); assert.doesNotMatch(text, /!|¡|\p{Extended_Pictographic}/u, key); if (text.split(' ').length > 2 && !key.startsWith('topics.')) assert.notEqual(text, mentor.get(key), key); }
    const language = name === 'mentorSpanish' ? 'es' : 'ar';
    for (const [at, [key, text]] of mentorCardOf(language).entries()) assert.notEqual(text, mentorCardOf('en')[at]![1], key);
  });
}

for (const [name, locale] of Object.entries({ crisisSpanish, crisisFrench, crisisPortuguese, crisisGerman, crisisArabic, crisisChinese, crisisVietnamese, crisisTagalog })) {
  test(`${name} has every word of the crisis panel and nothing else`, () => {
    assert.deepEqual([...textsOf(locale).keys()].sort(), [...crisis.keys()].sort());
    for (const [key, text] of textsOf(locale)) assert.ok(text.trim(), key);
    // Safe messaging, in each language's own words.
    for (const [key, text] of textsOf(locale)) assert.doesNotMatch(text, /cometer suicidio|commettre|Selbstmord|cometer suic|!|¡|\p{Extended_Pictographic}/iu, key);
  });
}

test('the labels of the panel cover every topic and audience of the data', () => {
  for (const slug of topicWords.split(' ')) assert.ok(crisisEnglish.topics[slug], slug);
  for (const slug of audienceWords.split(' ')) assert.ok(crisisEnglish.audiences[slug], slug);
});

test('no word that hurts, no shouting, in any text that a visitor reads', () => {
  const all = [...english.values(), ...crisis.values(), ...[...mentor.values(), ...mentorCard.values()].filter((text) => !text.includes('This is not therapy.')), ...topics.map((slug) => topicLabel(slug)!), ...groupPage.values(), ...Object.values(errorCodes).map(([, detail]) => detail)];
  for (const text of all) {
    // The one sentence that says what a group is not.
    if (text === later.notTherapy) continue;
    assert.doesNotMatch(text, /\b(patient|case|client|victim|suffering|suffers|committed suicide|addict|crazy|therapy|oops)\b/i, text);
    assert.doesNotMatch(text, /!|\p{Extended_Pictographic}/u, text);
  }
});
