import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opening } from './hours.ts';
import { countries, firstLines, linkOf, lookup } from './lookup.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
const ids = (query: Parameters<typeof lookup>[0]) => lookup({ at: noon, ...query }).lines.map(({ id }) => id);

test('the United States: 911 first, then 988 by call and text', () => {
  const { emergency, lines, general } = lookup({ country: 'us', at: noon });
  assert.deepEqual(emergency, { value: '911', href: 'tel:911', certain: true });
  assert.deepEqual([lines[0]!.id, general], ['us-988', 'us-988']);
  assert.deepEqual(lines[0]!.channels.slice(0, 2).map(({ type, value, href }) => [type, value, href]), [['call', '988', 'tel:988'], ['text', '988', 'sms:988']]);
  assert.deepEqual(lines[0]!.channels[0]!.steps, [{ kind: 'press', value: '2', language: 'es' }, { kind: 'press', value: '1', audience: 'veterans' }]);
});

test('where the first number does not reach the police, theirs stands beside it', () => {
  assert.deepEqual(lookup({ country: 'JP' }).emergency, { value: '119', href: 'tel:119', certain: true, police: { value: '110', href: 'tel:110' } });
  assert.equal(lookup({ country: 'GB' }).emergency!.police, undefined);
});

test('whole paths: press 1, extension 8, dial on, the word to send', () => {
  const channel = (country: string, id: string, type = 'call') => lookup({ country }).lines.find((line) => line.id === id)!.channels.find((item) => item.type === type)!;
  assert.deepEqual(channel('US', 'us-veterans-crisis-line').steps, [{ kind: 'press', value: '1' }]);
  assert.deepEqual(channel('US', 'us-veterans-crisis-line', 'tty').steps, [{ kind: 'dial', value: '988' }]);
  assert.deepEqual(channel('ID', 'id-119').steps, [{ kind: 'extension', value: '8' }]);
  assert.deepEqual(channel('EC', 'ec-171').steps, [{ kind: 'press', value: '6' }]);
  assert.equal(channel('US', 'us-crisis-text-line', 'text').href, 'sms:741741?&body=HOME');
  assert.equal(lookup({ country: 'CN' }).lines.find(({ id }) => id === 'cn-beijing')!.channels.find(({ note }) => note)!.note, 'landlines only');
});

test('no country is a default: an unknown one has no number and no line', () => {
  assert.deepEqual(lookup({ country: 'ZZ' }), { country: 'ZZ', lines: [] });
  for (const country of ['', 'USA', '../', 'constructor', '💥', null, undefined, 5] as string[]) assert.deepEqual(lookup({ country }).lines, [], String(country));
});

test('what is asked for comes first, and nothing goes away', () => {
  const plain = ids({ country: 'US' });
  const veterans = ids({ country: 'US', audience: 'veterans' });
  assert.equal(veterans[0], 'us-veterans-crisis-line');
  assert.deepEqual([...veterans].sort(), [...plain].sort());
  assert.ok(firstLines(lookup({ country: 'US', audience: 'veterans', at: noon }), 4).some(({ id }) => id === 'us-988'), 'the line for everyone is among the first');
  assert.equal(ids({ country: 'US', topics: ['domestic-violence'] })[0], 'us-ndvh');
  for (const country of countries()) for (const audience of ['veterans', 'children', 'lgbtq']) {
    const found = lookup({ country, audience, at: noon });
    const first = firstLines(found, 4);
    assert.ok(!found.general || first.some(({ id }) => id === found.general), country);
    assert.equal(first.length, Math.min(4, found.lines.length));
  }
  assert.deepEqual(ids({ country: 'US', audience: 'nobody', topics: ['nothing'], region: 'nowhere' }), plain);
});

test('lines in the reader\'s language come first among equals', () => {
  assert.notEqual(lookup({ country: 'JP', languages: ['ja-JP'], at: noon }).lines[0]!.id, 'jp-tell');
  assert.equal(lookup({ country: 'JP', languages: ['en-US'], at: noon }).lines[0]!.id, 'jp-tell');
});

test('regions: others\' lines are left out; unknown, they stand last with their names', () => {
  const northern = ids({ country: 'GB', region: 'GB-NIR' });
  assert.ok(northern.includes('gb-ni-lifeline') || northern.some((id) => lookup({ country: 'GB' }).lines.find((line) => line.id === id)?.regions?.[0]?.code === 'GB-NIR'));
  assert.ok(!ids({ country: 'GB', region: 'GB-NIR' }).includes('gb-nhs-111'));
  assert.ok(ids({ country: 'GB', region: 'nowhere' }).includes('gb-nhs-111'));
  assert.deepEqual(lookup({ country: 'US', region: 'us-me', at: noon }).lines.flatMap(({ regions = [] }) => regions).filter(({ code }) => code !== 'US-ME'), []);
  assert.deepEqual(lookup({ country: 'CO' }).lines.find(({ id }) => id === 'co-106')!.regions, [{ code: 'CO-DC', name: 'Bogotá' }]);
});

test('when a line is closed, an open one stands above it: in every country, at every hour of a week', () => {
  for (const country of countries()) {
    if (!lookup({ country }).lines.some(({ hours, channels }) => hours.kind === 'schedule' || channels.some((channel) => channel.hours))) continue;
    for (let hour = 0; hour < 168; hour++) {
      const at = noon + hour * 3_600_000;
      const states = lookup({ country, at, audience: hour % 2 ? 'youth' : undefined }).lines.map((line) => opening(line.hours, at).state === 'closed' && line.channels.every((channel) => !channel.hours || opening(channel.hours, at).state === 'closed'));
      assert.deepEqual(states, [...states].sort((a, b) => Number(a) - Number(b)), `${country} ${new Date(at).toISOString()}`);
    }
  }
});

/** Country, line, channel: the link as it must be. */
const links: [string, string, string, string][] = [
  ['US', 'us-988', 'call', 'tel:988'], ['US', 'us-crisis-text-line', 'text', 'sms:741741?&body=HOME'], ['CA', 'ca-988', 'text', 'sms:988'], ['CA', 'ca-khp', 'text', 'sms:686868?&body=CONNECT'],
  ['GB', 'gb-samaritans', 'call', 'tel:116123'], ['GB', 'gb-shout', 'text', 'sms:85258?&body=SHOUT'], ['GB', 'gb-childline', 'call', 'tel:08001111'], ['IE', 'ie-text-about-it', 'text', 'sms:50808?&body=HELLO'],
  ['NL', 'nl-113', 'call', 'tel:113'], ['KR', 'kr-109', 'call', 'tel:109'], ['BR', 'br-cvv', 'call', 'tel:188'], ['AU', 'au-lifeline', 'call', 'tel:131114'], ['NZ', 'nz-1737', 'call', 'tel:1737'], ['NZ', 'nz-1737', 'text', 'sms:1737'],
  ['CL', 'cl-4141', 'call', 'tel:*4141'], ['DE', 'de-telefonseelsorge', 'call', 'tel:08001110111'], ['FR', 'fr-3114', 'call', 'tel:3114'], ['ES', 'es-024', 'call', 'tel:024'], ['ZA', 'za-cipla', 'whatsapp', 'https://wa.me/27768822775'],
  ['NG', 'ng-surpin', 'call', 'tel:08000787746'], ['JP', 'jp-yorisoi', 'call', 'tel:0120279338'], ['IN', 'in-tele-manas', 'call', 'tel:14416'], ['FI', 'fi-kriisipuhelin', 'call', 'tel:+358925250111'], ['ID', 'id-119', 'call', 'tel:119'], ['EC', 'ec-171', 'call', 'tel:171'], ['MX', 'mx-saptel', 'call', 'tel:+525552598121'],
];
test(`${links.length} links of ${new Set(links.map(([country]) => country)).size} countries dial there`, () => {
  assert.ok(new Set(links.map(([country]) => country)).size >= 20);
  for (const [country, id, type, href] of links) {
    const line = lookup({ country }).lines.find((item) => item.id === id);
    assert.ok(line, id);
    assert.equal(line.channels.find((channel) => channel.type === type)?.href, href, id);
  }
});

test('a link holds digits, and nothing that somebody wrote', () => {
  assert.equal(linkOf('call', '+1 (555) 010-0100'), 'tel:+15550100100');
  assert.equal(linkOf('call', '*55#'), 'tel:*55%23');
  assert.equal(linkOf('text', '85258', 'A & B'), 'sms:85258?&body=A%20%26%20B');
  assert.equal(linkOf('call', 'javascript:alert(1)'), 'tel:1');
  assert.equal(linkOf('chat', 'javascript:alert(1)'), undefined);
  assert.equal(linkOf('chat', 'https://chat.example/'), 'https://chat.example/');
  assert.equal(linkOf('call', 'none'), undefined);
});
