import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isPossiblePhoneNumber } from 'libphonenumber-js';
import { compact } from './compact.ts';
import { emergencyNumbers, rows } from './data.ts';
import { countries, lookup } from './lookup.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), 'utf8'));
const digits = (text: string) => text.replace(/\D/g, '');

test('the module is what the data says', () => {
  assert.equal(readFileSync(new URL('./data.ts', import.meta.url), 'utf8'), compact(), 'run: npm run helplines');
});

test('the United States: 911 first, then 988 by call and text', () => {
  const { emergency, lines } = lookup({ country: 'us' });
  assert.deepEqual(emergency, { value: '911', href: 'tel:911', certain: true });
  assert.equal(lines[0]!.id, 'us-988');
  assert.deepEqual(lines[0]!.channels.slice(0, 2), [{ type: 'call', value: '988', href: 'tel:988' }, { type: 'text', value: '988', href: 'sms:988' }]);
  assert.equal(lines.find(({ id }) => id === 'us-crisis-text-line')!.channels[0]!.href, 'sms:741741?body=HOME');
});

test('no country is a default: an unknown one has no number and no line', () => {
  assert.deepEqual(lookup({ country: 'ZZ' }), { country: 'ZZ', lines: [] });
  assert.deepEqual(lookup({ country: '' }), { country: '', lines: [] });
});

test('a number never leaves its country', () => {
  for (const country of countries()) for (const line of lookup({ country }).lines) assert.equal(line.country, country);
});

test('every country that has lines has an emergency number too', () => {
  for (const [country] of rows) assert.ok(lookup({ country }).emergency, country);
  assert.equal(emergencyNumbers.split(' ').length, 248);
});

test('no retired number is a channel of its country', () => {
  for (const entry of read('superseded').entries) {
    const retired = new Set([...entry.values ?? [], ...entry.text ?? []].map(digits));
    for (const line of lookup({ country: entry.country }).lines) for (const { value, href } of line.channels) {
      assert.ok(!retired.has(digits(value)) && !retired.has(digits(href ?? 'x')), `${line.id} ships ${entry.service}`);
    }
  }
});

test('short codes are never stored or linked with a plus sign', () => {
  for (const line of read('helplines').helplines) for (const channel of line.channels) {
    if (channel.format === 'as-dialled') assert.doesNotMatch(channel.value, /\+/, line.id);
  }
  for (const country of countries()) for (const line of lookup({ country }).lines) for (const { href = '' } of line.channels) {
    if (/^(tel|sms):\+/.test(href)) assert.ok(digits(href.split('?')[0]!).length >= 8, line.id);
  }
});

test('every long number is possible in its country', () => {
  for (const line of read('helplines').helplines) for (const channel of line.channels) {
    if (channel.format === 'e164') assert.ok(isPossiblePhoneNumber(channel.value), `${line.id} ${channel.value}`);
  }
});
