import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { runCommand } from './cli.ts';
import { readConfig } from './config.ts';
import { temporaryFolder, webServer } from './testing.ts';

async function shell(context: TestContext, env: Record<string, string> = {}) {
  const folder = await temporaryFolder(context);
  return async (line: string) => {
    const out: string[] = [];
    const mistakes: string[] = [];
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
    const status = await runCommand(words, { KITH_DATA: folder, ...env }, { line: (text) => { out.push(text); }, mistake: (text) => { mistakes.push(text); } });
    return { status, out: out.join('\n'), mistakes: mistakes.join('\n'), json: () => JSON.parse(out.join('\n')) };
  };
}
const add = 'program add clinic --setting clinic --partner "Riverside Clinic" --country US --time-zone America/New_York';

test('a partner is set up from the command line alone', async (context) => {
  const { url, host } = await webServer(context, (_request, response) => { response.end(JSON.stringify([{ name: 'A', slug: 'a', day: 1, time: '19:00' }, { slug: 'nameless' }])); });
  const kith = await shell(context, { KITH_FEED_HOSTS: host });
  assert.match((await kith(add)).out, /site key is pk_/);
  assert.deepEqual((await kith('origin add https://www.clinic.example --json')).json(), { program: 'clinic', origin: 'https://www.clinic.example' });
  const { feed } = (await kith(`feed add ${url}/feed.json --owner "Owner" --json`)).json();
  const run = await kith(`feed run ${feed}`);
  assert.equal(run.status, 0);
  assert.match(run.out, /1 of 2 records shown; 1 new, 0 changed, 0 gone, 0 as before; \d+ mended, 1 left out\.\n {2}record 2 \(nameless\): name: missing/);
  assert.match((await kith('feed list')).out, /fetched 20/);
  const rotated = (await kith('key rotate --keep-days 0 --json')).json();
  assert.match(rotated.siteKey, /^pk_/);
  assert.deepEqual((await kith('program list --json')).json()[0].origins, ['https://www.clinic.example']);
  assert.equal((await kith(`feed remove ${feed}`)).status, 0);
});

test('own crisis lines from the command line, and the list of what to check', async (context) => {
  const kith = await shell(context);
  assert.match((await kith('helplines check')).out, /\d+ lines are older than 15 months, \d+ have no date/);
  await kith(add);
  assert.match((await kith('helpline add nurse --name "Nurse on duty" --call "+1 555 010 0100" --first')).out, /above the lines of clinic/);
  assert.match((await kith('helpline hide us-samhsa')).out, /is hidden/);
  const list = (await kith('helpline list --json')).json();
  assert.deepEqual([list.own[0].channels, list.hidden], [[{ type: 'call', value: '+1 555 010 0100' }], ['us-samhsa']]);
  assert.equal((await kith('helpline remove us-samhsa')).status, 0);
  assert.match((await kith('helpline hide us-988 --json')).out, /hidden/, 'with a line of its own, even the line for everyone');
});

const refusals: [string, string, RegExp, number][] = [
  ['an unknown command', 'group dance', /no command "kith group dance"/, 2],
  ['an unknown option', `${add} --colour red`, /Unknown option '--colour'/, 2],
  ['no name', 'program add --setting clinic', /short name/, 2],
  ['no country', 'program add x1 --setting clinic --partner x --time-zone UTC', /--country is missing/, 2],
  ['a country that is none', 'program add x1 --setting clinic --partner x --time-zone UTC --country QQ', /No emergency number is known/, 1],
  ['a setting that is none', 'program add x1 --setting prison --partner x --time-zone UTC --country US', /must be one of/, 1],
  ['a zone that is none', 'program add x1 --setting clinic --partner x --time-zone Mars --country US', /IANA/, 1],
  ['a program that is there', add, /already a program "clinic"/, 1],
  ['an origin with a path', 'origin add https://www.clinic.example/page', /without a path/, 1],
  ['an origin over http', 'origin add http://www.clinic.example', /must use https/, 1],
  ['an origin with a wildcard', 'origin add https://*', /without a path/, 1],
  ['an origin that would end a policy', 'origin add https://a;sandbox', /without a path/, 1],
  ['an origin with a password', 'origin add https://:pw@a.example', /without a path/, 1],
  ['a command that every object has', 'constructor', /no command/, 2],
  ['an origin for nobody', 'origin add https://a.example --program nobody', /There are: clinic/, 1],
  ['a feed over http', 'feed add http://feeds.example/x --owner x', /https only/, 1],
  ['a feed of nobody', 'feed add https://feeds.example/x', /--owner is missing/, 2],
  ['a topic that is none', 'feed add https://feeds.example/x --owner x --topics nonsense', /not in the vocabulary/, 1],
  ['a run without feeds', 'feed run', /There is no feed yet/, 1],
  ['a run for nobody', 'feed run --program nobody', /no program "nobody"/, 1],
  ['a list for nobody', 'feed list --program nobody', /no program "nobody"/, 1],
  ['an owner whose page is a script', 'feed add https://feeds.example/x --owner x --owner-url javascript:alert(1)', /--owner-url/, 1],
  ['a feed in a language that is none', 'feed add https://feeds.example/x --owner x --language xx', /language/, 1],
  ['a dictionary that is none', 'feed add https://feeds.example/x --owner x --dictionary DICTIONARY', /"S" has "colour"/, 1],
  ['a dictionary that is a list', 'feed add https://feeds.example/x --owner x --dictionary LIST', /like \{"S"/, 1],
  ['a dictionary with a value that is none', 'feed check LIST --dictionary VALUES', /"S": audience/, 1],
  ['a feed that is looked at in a zone that is none', 'feed check LIST --time-zone Mars/Olympus', /IANA/, 1],
  ['a feed over http, of a host with a port', 'feed add http://localhost:8491/x --owner x', /localhost:8491/, 1],
  ['a webhook over http', 'webhook add http://pager.example/kith', /A webhook needs an https address/, 1],
  ['a webhook that is a file', 'webhook add file:///etc/passwd', /A webhook needs an https address/, 1],
  ['a webhook that is no address', 'webhook add pager', /A webhook needs an https address/, 1],
  ['a mail address that is none', 'staff add x --name X --roles peer', /"x" is not a mail address/, 1],
  ['a language that is none', 'program add x1 --setting clinic --partner x --time-zone UTC --country US --language xx', /language/, 1],
  ['settings that are nothing', 'settings set NULL', /one JSON object/, 1],
  ['settings that are a list', 'settings set LIST', /one JSON object/, 1],
  ['a setting that is none', 'settings set UNKNOWN', /keepHuors: not a setting/, 1],
  ['a setting that cannot be', 'settings set WRONG', /keepHours: /, 1],
  ['an own line without a way', 'helpline add x --name x', /how to reach it/, 2],
  ['an own line that dials words', 'helpline add x --name x --call nurse', /no number to dial/, 1],
  ['hiding what is not there', 'helpline hide gb-samaritans', /has no line[\s\S]*\/docs\/helplines/, 1],
  ['a file that is not there', 'group import /nowhere.json', /cannot be read/, 1],
];
const files: Record<string, string> = { NULL: 'null', LIST: '[1,2]', UNKNOWN: '{"keepHuors": 1}', WRONG: '{"keepHours": -1}', DICTIONARY: '{"S": {"colour": "red"}}', VALUES: '{"S": {"audience": "martians"}}' };
for (const [what, given, words, status] of refusals) {
  test(`refused: ${what}`, async (context) => {
    const kith = await shell(context);
    const folder = await temporaryFolder(context);
    for (const [name, content] of Object.entries(files)) if (given.includes(name)) await writeFile(join(folder, name), content);
    const line = given.replace(/\b[A-Z]{4,}\b/g, (name) => (name in files ? join(folder, name) : name));
    await kith(add);
    const plain = await kith(line);
    assert.equal(plain.status, status);
    assert.match(plain.mistakes, words);
    const json = await kith(`${line} --json`);
    assert.match(json.json().error.message, words);
  });
}

test('own listings: all or nothing', async (context) => {
  const kith = await shell(context);
  const folder = await temporaryFolder(context);
  await kith(add);
  const group = { id: 'a', name: 'A', topics: [], audiences: [], access: [], format: 'online', languages: [], attributes: [], owner: { name: 'x' } };
  await writeFile(join(folder, 'good.json'), JSON.stringify([group]));
  await writeFile(join(folder, 'bad.json'), JSON.stringify([group, { ...group, id: 'b', name: '' }]));
  await writeFile(join(folder, 'twice.json'), JSON.stringify([group, group]));
  assert.match((await kith(`group import ${join(folder, 'good.json')}`)).out, /1 new/);
  assert.match((await kith(`group import ${join(folder, 'bad.json')}`)).mistakes, /Group 2: name/);
  assert.match((await kith(`group import ${join(folder, 'twice.json')}`)).mistakes, /stands twice/);
  assert.match((await kith(`group import ${join(folder, 'good.json')}`)).out, /0 new, 0 changed, 0 gone, 1 as before/);
});

test('configuration: one clear line for each mistake', () => {
  assert.throws(() => readConfig({ PORT: '99999', KITH_PROXIES: 'x', KITH_URL: 'nope', KITH_FEED_HOSTS: 'a/b', KITH_TYPO: '1' }), (error: Error) => {
    assert.equal(error.message.split('\n').length, 5);
    for (const name of ['PORT', 'KITH_PROXIES', 'KITH_URL', 'KITH_FEED_HOSTS', 'KITH_TYPO']) assert.match(error.message, new RegExp(name));
    return true;
  });
  assert.deepEqual(readConfig({ KITH_DATA: '/x', KITH_URL: 'https://peers.example.org/' }), { port: 8080, host: '127.0.0.1', data: '/x', place: '/x', keysAt: '/x', nats: undefined, publicUrl: 'https://peers.example.org', feedHosts: [], proxies: 0, masterKeyFile: undefined, smtp: undefined, mailFrom: undefined, metrics: undefined, provider: undefined });
  const sso = { KITH_URL: 'https://peers.example.org', KITH_OIDC_ISSUER: 'https://login.example.org/', KITH_OIDC_CLIENT_ID: 'kith', KITH_OIDC_CLIENT_SECRET_FILE: '/run/secret' };
  assert.deepEqual(readConfig(sso).provider, { issuer: 'https://login.example.org', clientId: 'kith', clientSecretFile: '/run/secret', name: 'login.example.org' });
  for (const [change, said] of [[{ KITH_OIDC_ISSUER: 'http://login.example.org' }, /KITH_OIDC_ISSUER must be the https address/], [{ KITH_OIDC_CLIENT_ID: '' }, /belong together/], [{ KITH_URL: '' }, /needs KITH_URL/]] as const) assert.throws(() => readConfig({ ...sso, ...change }), said);
});

test('a feed of which nothing can be shown says why', async (context) => {
  const kith = await shell(context);
  const folder = await temporaryFolder(context);
  await kith(add);
  await writeFile(join(folder, 'feed.json'), JSON.stringify({ format: 'kith-groups', version: 1, groups: [{ id: 'a', name: 'A' }] }));
  await kith(`feed add ${join(folder, 'feed.json')} --owner "Owner"`);
  const run = await kith('feed run');
  assert.equal(run.status, 1);
  assert.match(run.out, /No record of the feed could be shown\.[^\n]*\n {2}record 1 \(a\): topics: /);
});

test('a feed is checked without a store: from a file, an address, or the page that names it', async (context) => {
  const feed = JSON.stringify([{ name: 'A', slug: 'a', day: 5, time: '19:00', notes: 'Meets 2nd and 4th Friday of the month.' }, { name: 'B', slug: 'b', day: 9, time: '25:00' }, { slug: 'nameless' }]);
  const { url, host } = await webServer(context, (request, response) => {
    if (request.url === '/feed.json') response.end(feed);
    else response.end('<!doctype html><html><head><link rel="stylesheet" href="/x.css"><link rel=alternate type="text/calendar" href="/c.ics"><LINK REL="alternate" type="application/json" title="Meetings Feed" href="feed.json"></head><body>Meetings</body></html>');
  });
  const kith = await shell(context, { KITH_FEED_HOSTS: host });
  const folder = await temporaryFolder(context);
  await writeFile(join(folder, 'feed.json'), feed);
  for (const where of [join(folder, 'feed.json'), `${url}/feed.json`, `${url}/meetings`]) {
    const { status, out } = await kith(`feed check ${where}`);
    assert.equal(status, 0);
    assert.match(out, /This is Meeting Guide JSON: 2 groups of 3 records\./);
    assert.match(out, /Left out: 1\n {2}1 × name: missing: a group needs a name \(record 3\)/);
    assert.match(out, /1 × notes: a rule in words was read: the group meets on some weeks of the month \(record 1\)/);
    assert.match(out, /state no time zone/);
    assert.equal(out.includes('The page names this feed'), where.endsWith('/meetings'));
  }
  const { json } = await kith(`feed check ${url}/meetings --json`);
  assert.deepEqual([(json() as { kind: string }).kind, (json() as { total: number }).total], ['meeting-guide', 3]);
  await writeFile(join(folder, 'no.json'), '{"a":1}');
  assert.equal((await kith(`feed check ${join(folder, 'no.json')}`)).status, 1);
  assert.match((await kith(`feed check ${join(folder, 'nothing.json')}`)).mistakes, /cannot be read/);
  // The same page as a feed of a program: followed within its own host.
  await kith(add);
  await kith(`feed add ${url}/meetings --owner "Owner"`);
  assert.match((await kith('feed run')).out, /2 of 3 records shown/);
});

test('every command takes its options and words alike, and --help says what it takes and does nothing', async (context) => {
  const kith = await shell(context);
  for (const line of ['backup --help', 'backup -h x', 'serve --help', 'master-key make --help', 'restore --help', 'doctor --help', 'feed add --help', '--help feed add', 'help feed add']) {
    const { status, out } = await kith(line);
    assert.equal(status, 0, line);
    assert.match(out, new RegExp(`^kith ${line.replace(/^help /, '').split(' ').filter((item) => !item.startsWith('-') && item !== 'x').join(' ')}`), line);
    assert.equal(out.match(/^kith /gm)!.length, 1, line);
  }
  for (const line of ['help', '--help', '-h', '']) assert.match((await kith(line)).out, /^kith serve\n[\s\S]*kith backup FOLDER\n/, line);
  assert.deepEqual((await kith('help feed')).out.match(/^kith \w+ \w+/gm), ['kith feed check', 'kith feed add', 'kith feed list', 'kith feed run', 'kith feed remove']);
  assert.match((await kith('--version')).out, /^\d+\.\d+\.\d+/);
  assert.deepEqual((await kith('--json program list')).json(), []);
  for (const [line, said] of [
    ['doctor --fast', /--fast/], ['doctor now', /"now"/], ['backup', /Say the folder/], ['backup --incremental x', /--incremental/], ['backup a b', /One folder/], ['migrate now', /"now"/], ['move there', /"there"/],
    ['master-key make --force', /--force/], ['serve --port 80', /--port/], ['serve here', /"here"/], ['program list clinic', /"clinic"/], ['help dance', /no command "kith dance"/], ['feed dance', /no command "kith feed dance".\nkith feed check/], ['--versoin', /--versoin/],
  ] as const) {
    const { status, mistakes } = await kith(line);
    assert.equal(status, 2, line);
    assert.match(mistakes, said, line);
  }
});
