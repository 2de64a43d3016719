import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { accessKinds, attributes, audiences, ledBy, topics, WebLink } from '@kith/contract';
import { isTimeZone, readFeed, type CodeDictionary, type CodeMeaning, type FeedReport } from '@kith/finder';
import { flag, listOf, need, program, programIn, readJsonFile, text, word, type Command } from '../cli-parts.ts';
import { isLanguage, requireProgram } from '../programs.ts';
import { Refusal } from '../refusal.ts';
import type { Store } from '../store/store.ts';
import { feedsOf, isWebPage } from './discover.ts';
import { addFeed, listFeeds, removeFeed, runFeed, type FeedRun } from './feeds.ts';
import { defaultLimits } from './fetch-feed.ts';
import { fetchWhole } from './fetch-pages.ts';
import { remarksOf } from './report.ts';
import { textOf } from './spreadsheet.ts';

/** The commands about feeds of groups. */
const MOST_SHOWN = 10;

/** The lines of a report in words: how many records each remark stands for, with the first of them, or with all. */
function reportLines({ refused, refusedCount, mended, mendedCount }: FeedReport, all: boolean): string[] {
  const show = (title: string, count: number, lines: FeedReport['mended']) => (count ? [`${title}: ${count}`, ...remarksOf(lines).slice(0, all ? Infinity : MOST_SHOWN).flatMap(({ field, reason, count: times, records }) => (all
    ? [`  ${field}: ${reason}`, ...records.map(({ record, slug }) => `    record ${record}${slug ? ` (${slug})` : ''}`)]
    : [`  ${times} × ${field}: ${reason} (record ${records.slice(0, 3).map(({ record }) => record).join(', ')}${records.length > 3 ? ', …' : ''})`])),
  ...(count > lines.length ? [`  The first ${lines.length} are looked at here.`] : [])] : []);
  return [...show('Left out', refusedCount, refused), ...show('Mended', mendedCount, mended)];
}

const kindNames = { 'meeting-guide': 'Meeting Guide JSON', 'bmlt': 'BMLT JSON', 'hsds': 'HSDS (Open Referral)', 'table': 'a table (CSV or a spreadsheet)', 'calendar': 'iCalendar', 'kith': "Kith's own JSON" };

function describeRun(run: FeedRun): string {
  const failed = `${run.feed}: failed. ${run.error} The last good copy stays.`;
  if (!run.report) return run.ok ? `${run.feed}: nothing new since the last time.` : failed;
  const { total, shown, refused, refusedCount, mendedCount } = run.report;
  const lines = refused.slice(0, 10).map((line) => `  record ${line.record}${line.slug ? ` (${line.slug})` : ''}: ${line.field}: ${line.reason}`);
  return [run.ok ? `${run.feed}: ${shown} of ${total} records shown; ${run.added} new, ${run.changed} changed, ${run.gone} gone, ${run.same} as before; ${mendedCount} mended, ${refusedCount} left out.` : failed, ...lines, ...(refusedCount > 10 ? [`  … and ${refusedCount - 10} more: --json lists the first 500.`] : [])].join('\n');
}

/** Of the named program, or of all. */
const feedsAsked = async (store: Store, program: unknown) => listFeeds(store, typeof program === 'string' ? (await requireProgram(store, program)).id : undefined);

/** What a code may mean, and the words that each of its parts takes. */
const meanings: Record<keyof CodeMeaning, { takes: (value: string) => boolean; like: string }> = {
  label: { takes: (value) => value.length > 0, like: 'some words' }, language: { takes: isLanguage, like: 'a tag like en or es-MX' },
  ...Object.fromEntries(Object.entries({ access: accessKinds, audience: audiences, attribute: attributes, topic: topics, ledBy }).map(([name, words]: [string, readonly string[]]) => [name, { takes: (value: string) => words.includes(value), like: `one of ${words.join(', ')}` }])) as Record<'access' | 'audience' | 'attribute' | 'topic' | 'ledBy', { takes: (value: string) => boolean; like: string }>,
};
/** The meanings of a feed's own codes, from a file. */
async function readDictionary(file: string): Promise<CodeDictionary> {
  const wrong = (what: string) => new Refusal('dictionary', `${file} is no dictionary of codes: ${what} It has to be like {"S": {"attribute": "speaker", "label": "Speaker"}}.`);
  const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
  const read = await readJsonFile(file);
  if (!isRecord(read)) throw wrong('it holds no codes.');
  for (const [code, meaning] of Object.entries(read)) {
    if (!isRecord(meaning)) throw wrong(`"${code}" has no meaning.`);
    for (const [name, value] of Object.entries(meaning)) {
      if (!Object.hasOwn(meanings, name)) throw wrong(`"${code}" has "${name}", which says nothing here; known are ${Object.keys(meanings).join(', ')}.`);
      const { takes, like } = meanings[name as keyof CodeMeaning];
      if (typeof value !== 'string' || !takes(value)) throw wrong(`"${code}": ${name} takes ${like}.`);
    }
  }
  return read as CodeDictionary;
}

export const feedCommands: Record<string, Command> = {
  'feed check': {
    usage: 'FILE|URL [--time-zone ZONE] [--dictionary FILE] [--all]', what: 'reads a feed, or the feed that a web page names, and says what would be shown, mended and left out; changes nothing',
    options: { 'time-zone': text, 'dictionary': text, 'all': flag }, alone: true,
    async run(call) {
      const { options, config } = call;
      const given = word(call, 'the file or the address');
      if (typeof options['time-zone'] === 'string' && !isTimeZone(options['time-zone'])) throw new Refusal('feed', 'The time zone must be an IANA name like America/New_York.');
      const dictionary = typeof options.dictionary === 'string' ? await readDictionary(options.dictionary) : undefined;
      const limits = { ...defaultLimits, hosts: config.feedHosts };
      const isAddress = /^(https?|file):/i.test(given);
      const readAt = async (url: string) => (await fetchWhole(url, { etag: null, last_modified: null }, limits))!.text;
      let from = isAddress ? given : pathToFileURL(given).href;
      let body = isAddress ? await readAt(from) : await textOf(await readFile(given).catch(() => { throw new Refusal('file', `${given} cannot be read.`); }));
      const [named] = isWebPage(body) ? feedsOf(body, from) : [];
      if (named) { from = named.url; body = await readAt(from); }
      const reading = await readFeed(body, { feed: from, owner: { name: 'Owner' }, ...(typeof options['time-zone'] === 'string' ? { timeZone: options['time-zone'] } : {}), ...(dictionary ? { dictionary } : {}) });
      const page = named ? `The page names this feed: ${named.url}\n` : '';
      if (!reading.ok) return { data: { feed: from, refusal: reading.message }, words: `${page}${reading.message}`, failed: true };
      const { kind, groups, report } = reading;
      const rules = { weekly: 0, other: 0, 'by appointment': 0, 'dates that differ': 0, 'check the note': 0 };
      for (const { schedule } of groups) {
        if (!schedule) rules['by appointment']++; else if (schedule.rules[0]?.startsWith('FREQ=WEEKLY;BYDAY=') && schedule.rules.length === 1) rules.weekly++; else rules.other++;
        if (schedule?.differs) rules['dates that differ']++;
        if (schedule?.checkNote) rules['check the note']++;
      }
      const unzoned = groups.filter(({ schedule }) => schedule && !schedule.timeZone).length;
      return {
        data: { feed: from, kind, ...report, rules, withoutZone: unzoned },
        words: [`${page}This is ${kindNames[kind]}: ${groups.length} groups of ${report.total} records.`, `When: ${Object.entries(rules).filter(([, count]) => count).map(([name, count]) => `${count} ${name}`).join(', ')}.`,
          ...(unzoned ? [`${unzoned} state no time zone. Give the feed's with --time-zone.`] : []), ...reportLines(report, options.all === true)].join('\n'),
      };
    },
  },
  'feed add': {
    usage: 'URL --owner "…" [--owner-url https://…] [--program NAME] [--time-zone ZONE] [--language en] [--topics alcohol,…] [--audiences …] [--dictionary FILE] [--every 60] [--sample YEAR]',
    what: 'adds a feed of groups; kith feed run fetches it',
    options: { ...program, 'owner': text, 'owner-url': text, 'time-zone': text, 'language': text, 'topics': text, 'audiences': text, 'dictionary': text, 'every': text, 'sample': text },
    async run(call) {
      const { options } = call;
      const row = await programIn(call);
      const given = word(call, 'the address of the feed');
      const topics = listOf(options.topics);
      const audiences = listOf(options.audiences);
      const ownerUrl = options['owner-url'];
      if (ownerUrl !== undefined && !WebLink.safeParse(ownerUrl).success) throw new Refusal('feed', '--owner-url must be an address like https://intergroup.example.org.');
      if (typeof options.language === 'string' && !isLanguage(options.language)) throw new Refusal('feed', 'The language must be a tag like en or es-MX.');
      const sampleYear = options.sample === undefined ? undefined : Number(options.sample);
      if (sampleYear !== undefined && !(sampleYear > 1990 && sampleYear < 2200)) throw new Refusal('usage', '--sample takes the year of the data.');
      const made = await addFeed(call.store, row.id, {
        url: /^[a-z]+:/i.test(given) ? given : pathToFileURL(given).href, owner: need(options, 'owner', 'whose listings these are.'), everyMinutes: options.every === undefined ? 60 : Number(options.every),
        ...(typeof ownerUrl === 'string' ? { ownerUrl } : {}), ...(typeof options['time-zone'] === 'string' ? { timeZone: options['time-zone'] } : {}),
        ...(typeof options.language === 'string' ? { language: options.language } : {}), ...(topics ? { topics } : {}), ...(audiences ? { audiences } : {}),
        ...(typeof options.dictionary === 'string' ? { dictionary: await readDictionary(options.dictionary) } : {}), ...(sampleYear === undefined ? {} : { sampleYear }),
      }, call.config.feedHosts);
      return { data: { program: row.id, feed: made.id, url: made.url }, words: `Added feed ${made.id} to ${row.id}. Next: kith feed run ${made.id}` };
    },
  },
  'feed list': {
    usage: '[--program NAME]', what: 'lists feeds with their last run', options: program,
    async run({ store, options }) {
      const rows = await feedsAsked(store, options.program);
      const data = rows.map((row) => ({ feed: row.id, program: row.program_id, url: row.url, owner: row.owner_name, fetchedAt: row.fetched_at, triedAt: row.tried_at, error: row.error }));
      return { data, words: data.map((row) => `${row.feed}  ${row.program}  ${row.url}\n  ${row.error ? `failed: ${row.error} Showing the copy of ${row.fetchedAt ?? 'never'}.` : row.fetchedAt ? `fetched ${row.fetchedAt}` : 'not fetched yet'}`).join('\n') || 'There is no feed yet. Add one with: kith feed add.' };
    },
  },
  'feed run': {
    usage: '[FEED …] [--program NAME]', what: 'fetches one feed, or all of a program, now', options: program,
    async run({ store, options, words, config }) {
      const feeds = (await feedsAsked(store, options.program)).filter((row) => !words.length || words.includes(row.id));
      if (!feeds.length) throw new Refusal('unknown-feed', words.length ? 'There is no such feed. See: kith feed list.' : 'There is no feed yet. Add one with: kith feed add.');
      const runs: FeedRun[] = [];
      for (const feed of feeds) runs.push(await runFeed(store, feed, { hosts: config.feedHosts }));
      return { data: runs, words: runs.map(describeRun).join('\n'), failed: runs.some((run) => !run.ok) };
    },
  },
  'feed remove': {
    usage: 'FEED [--program NAME]', what: 'takes a feed and its groups away', options: program,
    async run(call) {
      const row = await programIn(call);
      const id = word(call, 'the feed');
      await removeFeed(call.store, row.id, id);
      return { data: { removed: id }, words: 'Removed, with its groups.' };
    },
  },
};
