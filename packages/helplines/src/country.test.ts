import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countriesOfZone, guessCountry } from './country.ts';
import { countries } from './lookup.ts';

/** Zone, languages, and the country; or a question with what is likely. */
const pairs: [string, string[], string | string[]][] = [
  ['America/New_York', ['en-US'], 'US'],
  ['America/New_York', ['en'], 'US'],
  ['America/New_York', ['es-419'], 'US'],
  ['America/New_York', ['fr-CA', 'en'], ['US', 'CA']],
  ['America/Los_Angeles', ['es-MX'], ['US', 'MX']],
  ['America/Toronto', ['en-CA'], 'CA'],
  ['America/Toronto', ['en-US'], ['CA', 'US', 'BS']],
  ['America/Phoenix', ['en-US'], 'US'],
  ['America/Puerto_Rico', ['es-PR'], 'PR'],
  ['America/Puerto_Rico', ['en'], ['PR', 'AG', 'CA', 'AI', 'AW', 'BL']],
  ['America/Mexico_City', ['es-MX'], 'MX'],
  ['America/Bogota', ['es'], 'CO'],
  ['America/Sao_Paulo', ['pt-BR'], 'BR'],
  ['Europe/London', ['en-GB'], 'GB'],
  ['Europe/London', ['en'], ['GB', 'GG', 'IM', 'JE']],
  ['Europe/Dublin', ['en-IE'], 'IE'],
  ['Europe/Berlin', ['de'], 'DE'],
  ['Europe/Berlin', ['de-AT'], ['DE', 'AT', 'DK', 'NO', 'SE', 'SJ']],
  ['Europe/Berlin', ['sv'], ['DE', 'DK', 'NO', 'SE', 'SJ']],
  ['Europe/Vienna', ['de-AT'], 'AT'],
  ['Europe/Zurich', ['de-DE'], ['CH', 'DE', 'LI']],
  ['Europe/Zurich', ['fr-CH'], 'CH'],
  ['Europe/Brussels', ['nl'], ['BE', 'LU', 'NL']],
  ['Europe/Brussels', ['nl-NL'], ['BE', 'NL', 'LU']],
  ['Europe/Brussels', ['fr-BE'], 'BE'],
  ['Europe/Amsterdam', ['nl'], 'NL'],
  ['Europe/Paris', ['en-US'], ['FR', 'US', 'MC']],
  ['Europe/Paris', ['fr'], 'FR'],
  ['Europe/Madrid', ['es'], 'ES'],
  ['Asia/Calcutta', ['en-US', 'hi-IN'], 'IN'],
  ['Asia/Kolkata', ['en-GB'], 'IN'],
  ['Asia/Tokyo', ['ja'], 'JP'],
  ['Asia/Dubai', ['ar-AE'], 'AE'],
  ['Asia/Dubai', ['en-IN'], ['AE', 'IN', 'OM', 'RE', 'SC', 'TF']],
  ['Africa/Lagos', ['en-NG'], 'NG'],
  ['Africa/Lagos', ['fr-BJ'], ['NG', 'BJ', 'AO', 'CD', 'CF', 'CG']],
  ['Africa/Johannesburg', ['en-ZA'], 'ZA'],
  ['Australia/Sydney', ['en-AU'], 'AU'],
  ['Pacific/Auckland', ['en-NZ'], 'NZ'],
  ['UTC', ['en-US'], ['US']],
  ['Etc/GMT+5', ['en-US', 'es-MX'], ['US', 'MX']],
  ['Atlantic/Reykjavik', ['en-US'], ['IS', 'US']],
  ['Atlantic/Reykjavik', ['is'], 'IS'],
  ['Mars/Olympus', [], []],
  ['', ['xx-not-a-tag-', 'en'], []],
];
for (const [timeZone, languages, answer] of pairs) {
  test(`${timeZone || 'no zone'} with ${languages.join(', ') || 'no language'}: ${typeof answer === 'string' ? answer : `ask, ${answer.join(' ') || 'nothing likely'}`}`, () => {
    assert.deepEqual(guessCountry({ timeZone, languages }), typeof answer === 'string' ? { country: answer, likely: guessCountry({ timeZone, languages }).likely } : { likely: answer });
  });
}

test('every zone that a browser may have leads to countries with an emergency number, or to a question', () => {
  const known = new Set(countries());
  let found = 0;
  for (const timeZone of Intl.supportedValuesOf('timeZone')) {
    const list = countriesOfZone(timeZone);
    for (const country of list) assert.ok(known.has(country) || ['TF', 'HM', 'BV', 'UM'].includes(country), `${timeZone} ${country}`);
    if (list.length) found++;
  }
  assert.ok(found > 400, String(found));
  for (const timeZone of ['constructor', 'Europe/', '/Berlin', 'Europe/Berl', 'Europe/erlin', 'Europe/in']) assert.deepEqual(countriesOfZone(timeZone), [], timeZone);
});
