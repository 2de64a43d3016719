import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isPossiblePhoneNumber } from 'libphonenumber-js';
import { compact, compactSources, refuseMadeUp, type Line as Record_ } from './compact.ts';
import { emergencyNumbers } from './data.ts';
import { countries, firstLines, lookup } from './lookup.ts';
import { sourcesOf } from './sources.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), 'utf8'));
const records = read('helplines').helplines as Record_[];
const digits = (text: string) => text.replace(/\D/g, '');
const compiled = Date.parse('2026-11-22T12:00:00Z');
const all = countries().flatMap((country) => lookup({ country, at: compiled }).lines);

test('the modules are what the data says', () => {
  assert.equal(readFileSync(new URL('./data.ts', import.meta.url), 'utf8'), compact(), 'run: npm run helplines');
  assert.equal(readFileSync(new URL('./source-data.ts', import.meta.url), 'utf8'), compactSources(), 'run: npm run helplines');
});

test('gate: no retired number is a channel of its country', () => {
  const { entries } = read('superseded');
  assert.ok(entries.length > 10);
  for (const entry of entries) {
    const retired = new Set([...entry.values ?? [], ...entry.text ?? []].map(digits));
    for (const line of lookup({ country: entry.country }).lines) for (const { value, href = 'x' } of line.channels) assert.ok(!retired.has(digits(value)) && !retired.has(digits(href.split('?')[0]!)), `${line.id} ships ${entry.service}`);
  }
});

test('gate: every long number is possible in its country', () => {
  for (const line of records) for (const channel of line.channels) {
    if (channel.format === 'e164') assert.ok(isPossiblePhoneNumber(channel.value!), `${line.id} ${channel.value}`);
  }
});

test('gate: a short code is never stored or linked with a plus sign', () => {
  for (const line of records) for (const channel of line.channels) if (channel.format === 'as-dialled') assert.doesNotMatch(channel.value!, /\+/, line.id);
  for (const line of all) for (const { href = '' } of line.channels) if (/^(tel|sms):\+/.test(href)) assert.ok(digits(href.split('?')[0]!).length >= 8, line.id);
});

test('gate: no number is shown outside its country', () => {
  for (const country of countries()) for (const line of lookup({ country, region: `${country}-XX`, audience: 'veterans' }).lines) assert.deepEqual([line.country, line.id.slice(0, 2)], [country, country.toLowerCase()]);
  assert.equal(new Set(all.map(({ id }) => id)).size, records.length, 'every line has its country');
});

test('gate: every line has a source; those without a date are these four', () => {
  for (const line of records) assert.ok(line.sources.length > 0 && sourcesOf(line.id).sources.length === line.sources.length, line.id);
  assert.deepEqual(all.filter(({ newest }) => !newest).map(({ id }) => id).sort(), ['fi-kriisipuhelin-ru', 'fi-kriisipuhelin-sv', 'fi-kriisipuhelin-uk', 'ke-redcross']);
});

test('gate: old lines are labelled and stand after fresh ones, and stay', () => {
  for (const country of countries()) {
    const open = lookup({ country, at: compiled }).lines.filter((line) => line.hours.kind !== 'schedule').map(({ stale }) => stale);
    assert.deepEqual(open, [...open].sort((a, b) => Number(a) - Number(b)), country);
  }
  for (const line of all) assert.equal(line.stale, !line.newest || line.newest < '2025-08-22', line.id);
  assert.equal(all.filter(({ stale, newest }) => stale && newest).length, records.filter(({ latestSourceDate }) => latestSourceDate !== null && latestSourceDate < '2025-08-22').length);
});

test('gate: a day of checking without a page and a person is refused', () => {
  const line = { id: 'xx-line', sources: [{ kind: 'official', ref: 'https://line.example', date: '2026-01-01' }] };
  const page = 'https://line.example/contact';
  refuseMadeUp(line);
  refuseMadeUp({ ...line, checkedAt: '2026-11-20', checkedPage: page, checkedBy: 'coordinator' });
  for (const wrong of [{ checkedAt: '2026-11-20' }, { checkedAt: '2026-11-20', checkedPage: page }, { checkedAt: '2026-11-20', checkedBy: 'coordinator' }, { checkedAt: '2026-11-20', checkedPage: page, checkedBy: ' ' }, { checkedAt: 'today', checkedPage: page, checkedBy: 'coordinator' }]) assert.throws(() => { refuseMadeUp({ ...line, ...wrong }); }, /which page of the operator/);
  assert.throws(() => { refuseMadeUp({ ...line, sources: [] }); }, /no source/);
});

test('gate: every country has a line or an emergency number to be honest with', () => {
  assert.equal(emergencyNumbers.split(' ').length, 248);
  for (const country of countries()) assert.ok(lookup({ country }).emergency, country);
  assert.equal(countries().filter((country) => lookup({ country }).lines.length).length, 108);
});

test('gate: never fewer than two ways where two exist', () => {
  for (const country of countries()) {
    const found = lookup({ country, at: compiled });
    const ways = (lines: typeof found.lines) => new Set(lines.flatMap(({ channels }) => channels.map(({ type, value }) => type + value))).size;
    assert.ok(ways(firstLines(found, 4)) >= Math.min(2, ways(found.lines)), country);
  }
});
