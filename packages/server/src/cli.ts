import { parseArgs } from 'node:util';
import { Group, Invite, roles, ScreeningSet, SettingsEdit, StaffProfile } from '@kith/contract';
import { version } from './assets.ts';
import { Audit } from './audit.ts';
import { flag, listOf, need, program, programIn, readJsonFile, text, word, type Asked, type Command, type Done, type Output, type Question } from './cli-parts.ts';
import { readConfig } from './config.ts';
import { ConversationKeys, makeMasterKey, readMasterKey } from './conversation-keys.ts';
import { feedCommands } from './groups/commands.ts';
import { saveGroups } from './groups/feeds.ts';
import { hideHelpline, linesToCheck, readOwnHelplines, removeHelpline, saveHelpline } from './helplines.ts';
import { addOrigin, addProgram, listPrograms, removeOrigin, rotateKey } from './programs.ts';
import { ProblemError } from './errors.ts';
import { openDesk, requireMasterKey } from './open-desk.ts';
import { readSettings, saveSettings } from './program-settings.ts';
import { Refusal } from './refusal.ts';
import { storeQuestions } from './store/commands.ts';
import { mayAdvise, screenMentor } from './mentor-requests/mentors.ts';
import { readWebhookUrl } from './webhooks.ts';
import { addStaff, makeLink, memberByEmail, membersOf, setMet, setProfile } from './staff.ts';
import { openStore, type Store, type StoreKind } from './store/store.ts';

/** Which settings cannot be taken: those that are none, and those with a value that cannot be. */
const wrongSettings = (issue: { code?: string; path: PropertyKey[]; message: string; keys?: string[] }): string[] => (issue.code === 'unrecognized_keys' ? issue.keys ?? [] : [undefined])
  .map((key) => (key === undefined ? `  ${issue.path.join('.')}: ${issue.message}` : `  ${[...issue.path, key].join('.')}: not a setting`));

const commands: Record<string, Command> = {
  ...feedCommands,
  'program add': {
    usage: 'NAME --setting clinic|hospital-portal|veteran|school|community --partner "…" --country US --time-zone America/New_York [--title "…"] [--language en]',
    what: 'adds a program and prints its site key',
    options: { 'setting': text, 'partner': text, 'country': text, 'time-zone': text, 'language': text, 'title': text, 'key': text, 'sample': flag },
    async run(call) {
      const { options } = call;
      const id = word(call, 'the short name of the program');
      const partner = need(options, 'partner', 'the name of the organization, as its people know it.');
      const made = await addProgram(call.store, {
        id, partner, setting: need(options, 'setting', 'clinic, hospital-portal, veteran, school or community.'), country: need(options, 'country', 'two letters like US; it decides whose emergency number is shown.'),
        timeZone: need(options, 'time-zone', 'an IANA name like America/New_York.'), language: (options.language as string | undefined) ?? 'en', name: (options.title as string | undefined) ?? partner,
        sample: options.sample === true, ...(typeof options.key === 'string' ? { siteKey: options.key } : {}),
      });
      return { data: made, words: `Added ${made.id}. Its site key is ${made.siteKey}\nNext: kith origin add https://… --program ${made.id}` };
    },
  },
  'program list': {
    usage: '', what: 'lists the programs', options: {},
    async run({ store }) {
      const rows = await listPrograms(store);
      const keys = await store.read.selectFrom('site_keys').selectAll().execute();
      const origins = await store.read.selectFrom('origins').selectAll().execute();
      const data = rows.map((row) => ({ id: row.id, partner: row.partner, setting: row.setting, keys: keys.filter((key) => key.program_id === row.id).map((key) => ({ siteKey: key.site_key, endsAt: key.ends_at })), origins: origins.filter((origin) => origin.program_id === row.id).map(({ origin }) => origin) }));
      return { data, words: data.map((row) => `${row.id}  ${row.setting}  ${row.partner}\n  ${row.keys.map((key) => key.siteKey + (key.endsAt ? ` (until ${key.endsAt})` : '')).join(', ')}\n  ${row.origins.join(', ') || 'no origin yet'}`).join('\n') || 'There is no program yet. Add one with: kith program add.' };
    },
  },
  'webhook add': {
    usage: 'https://… [--program NAME]', what: 'tells a system of yours of pages and messages, signed (Standard Webhooks), ids and kinds only; prints the secret once', options: program,
    async run(call) {
      const row = await programIn(call);
      const url = readWebhookUrl(word(call, 'the address'), call.config.feedHosts).href;
      if (call.config.masterKeyFile === undefined) throw new Refusal('master-key', 'Set KITH_MASTER_KEY_FILE: the secret is sealed with it.');
      const { desk, close } = await openDesk({ store: call.store, keysAt: call.config.keysAt, master: readMasterKey(call.config.masterKeyFile, call.config.data), log: () => undefined, url: () => '', hosts: call.config.feedHosts });
      try { const made = await desk.office.outbox.webhooks.add(row.id, url); return { data: { program: row.id, ...made }, words: `Added. The secret, shown this once: ${made.secret}` }; } finally { await close(); }
    },
  },
  'webhook remove': {
    usage: 'ID [--program NAME]', what: 'takes a webhook away; without an id, lists them', options: program,
    async run(call) {
      const row = await programIn(call);
      if (!call.words.length) { const rows = await call.store.read.selectFrom('webhooks').select(['id', 'url']).where('program_id', '=', row.id).execute(); return { data: rows, words: rows.map(({ id, url }) => `${id}  ${url}`).join('\n') || 'There is none.' }; }
      await call.store.write.deleteFrom('webhooks').where('program_id', '=', row.id).where('id', '=', word(call, 'the id')).execute();
      return { data: { program: row.id }, words: 'Removed.' };
    },
  },
  'program export': {
    usage: '[--program NAME]', what: "prints a program's own data as JSON: settings, people, shifts, mentors' screening, counters, audit, groups, lines. Nothing that a visitor wrote", options: program,
    async run(call) {
      const row = await programIn(call);
      const of = (table: 'origins' | 'feeds' | 'helplines' | 'staff' | 'shifts' | 'counts' | 'audit' | 'service_times' | 'groups' | 'group_drafts' | 'group_changes' | 'group_leaders' | 'group_meetings' | 'mentors') => call.store.read.selectFrom(table as 'staff').selectAll().where('program_id', '=', row.id).execute();
      const tables = ['origins', 'feeds', 'helplines', 'staff', 'shifts', 'counts', 'audit', 'service_times', 'groups', 'group_drafts', 'group_changes', 'group_leaders', 'group_meetings', 'mentors'] as const;
      const data = { program: row, settings: await readSettings(call.store, row), ...Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await of(table)] as const))) };
      return { data, words: JSON.stringify(data, null, 1) };
    },
  },
  'staff add': {
    usage: 'MAIL --name "…" --roles admin|supervisor|peer|… [--url https://peers.example.org] [--program NAME]', what: 'adds somebody and prints a link that signs them in, once, within 7 days',
    options: { ...program, name: text, roles: text, url: text, sample: flag, profile: text },
    async run(call) {
      const row = await programIn(call);
      const wanted = listOf(call.options.roles) ?? [];
      const unknown = wanted.filter((role) => !(roles as readonly string[]).includes(role));
      if (!wanted.length || unknown.length) throw new Refusal('usage', `--roles takes some of: ${roles.join(', ')}.`);
      const email = word(call, 'the mail address');
      const invited = Invite.safeParse({ email, name: need(call.options, 'name', 'what their colleagues call them.'), roles: wanted });
      if (!invited.success) throw new Refusal('staff', invited.error.issues.some(({ path }) => path[0] === 'email') ? `"${email}" is not a mail address.` : 'The name needs 1 to 40 characters.');
      try {
        const made = await addStaff(call.store, row.id, invited.data, call.options.sample === true && call.kind === 'try-it');
        if (typeof call.options.profile === 'string') await setProfile(call.store, row.id, made.userId, StaffProfile.parse(JSON.parse(call.options.profile)));
        // In the try-it form nobody has been trained, and nobody waits for approval.
        if (call.options.sample && call.kind === 'try-it') for (const { id } of (await readSettings(call.store, row)).requirements) await setMet(call.store, row.id, made.userId, { id, on: new Date().toISOString().slice(0, 10) });
        const { token, until } = await makeLink(call.store, made.userId);
        const link = `${typeof call.options.url === 'string' ? call.options.url : call.config.publicUrl ?? `http://localhost:${call.config.port}`}/console/#link=${token}`;
        return { data: { program: row.id, id: made.userId, roles: made.roles, pending: made.pending, link, until }, words: `${email} is in ${row.id}.${made.pending.length ? ` A supervisor has to approve: ${made.pending.join(', ')}.` : ''}\nThis link signs them in once, until ${until}:\n${link}` };
      } catch (error) { if (error instanceof ProblemError) throw new Refusal('staff', error.issues?.map(({ message }) => message).join(' ') ?? error.code); throw error; }
    },
  },
  'staff link': {
    usage: 'MAIL [--url https://peers.example.org]', what: 'a new link that signs somebody in, once: for whoever is locked out', options: { url: text },
    async run(call) {
      const user = await call.store.read.selectFrom('auth_users').select('id').where('email', '=', word(call, 'the mail address').toLowerCase()).executeTakeFirst();
      if (!user) throw new Refusal('staff', 'Nobody has this address. Add them with: kith staff add.');
      const { token, until } = await makeLink(call.store, user.id);
      const link = `${typeof call.options.url === 'string' ? call.options.url : call.config.publicUrl ?? `http://localhost:${call.config.port}`}/console/#link=${token}`;
      return { data: { link, until }, words: `This link signs them in once, until ${until}:\n${link}` };
    },
  },
  'staff list': {
    usage: '[--program NAME]', what: 'lists the staff with their roles', options: program,
    async run(call) {
      const row = await programIn(call);
      const data = (await membersOf(call.store, row.id)).map(({ userId, name, roles: held, pending }) => ({ id: userId, name, roles: held, pending }));
      return { data, words: data.map((person) => `${person.name}  ${person.roles.join(', ')}${person.pending.length ? ` (waits for approval: ${person.pending.join(', ')})` : ''}`).join('\n') || 'Nobody yet. Add the first with: kith staff add.' };
    },
  },
  'settings show': {
    usage: '[--program NAME]', what: "prints the program's settings as JSON", options: program,
    async run(call) { const settings = await readSettings(call.store, await programIn(call)); return { data: settings, words: JSON.stringify(settings, null, 2) }; },
  },
  'settings set': {
    usage: 'FILE [--program NAME]', what: 'changes settings: a JSON file with the ones to change', options: program,
    async run(call) {
      const row = await programIn(call);
      const before = await readSettings(call.store, row);
      const file = word(call, 'the file');
      const given = await readJsonFile(file) as { mentoring?: object } | null;
      if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new Refusal('settings', `${file} must hold one JSON object with the settings to change, like {"keepHours": 72}. Nothing was changed.`);
      const merged = SettingsEdit.safeParse({ ...before, ...given, mentoring: { ...before.mentoring, ...given.mentoring } });
      if (!merged.success) throw new Refusal('settings', `The settings were not taken, nothing was changed:\n${merged.error.issues.flatMap(wrongSettings).join('\n')}\nSee: kith settings show`);
      await saveSettings(call.store, row.id, merged.data);
      return { data: merged.data, words: `The settings of ${row.id} are changed.` };
    },
  },
  'mentor screen': {
    usage: 'EMAIL --step STEP [--on DATE] [--program NAME]', what: 'writes down that a step of a mentor\'s screening was passed: the date, never the report', options: { ...program, step: text, on: text },
    async run(call) {
      const row = await programIn(call);
      const member = await memberByEmail(call.store, row.id, word(call, 'the e-mail address'));
      if (!member) throw new Refusal('not-here', 'Nobody with this address is in the program.');
      const { mentoring } = await readSettings(call.store, row);
      const set = ScreeningSet.safeParse({ step: need(call.options, 'step', 'one of the program\'s screening steps.'), result: 'passed', on: call.options.on ?? new Date().toISOString().slice(0, 10) });
      if (!set.success) throw new Refusal('usage', '--on must be a date like 2026-12-01.');
      await screenMentor(call.store, row.id, member.userId, mentoring, set.data);
      return { data: set.data, words: `${member.name}: ${set.data.step} passed on ${set.data.on}.` };
    },
  },
  'mentor adviser': {
    usage: 'EMAIL [--program NAME]', what: 'names the adult who can always read what minors and their mentors write', options: program,
    async run(call) {
      const row = await programIn(call);
      const member = await memberByEmail(call.store, row.id, word(call, 'the e-mail address'));
      if (!member || !await mayAdvise(call.store, row.id, member.userId)) throw new Refusal('not-allowed', 'The adviser has to be an adult who is a supervisor or a mentor of the program.');
      const settings = await readSettings(call.store, row);
      await saveSettings(call.store, row.id, { ...settings, mentoring: { ...settings.mentoring, adviser: member.userId } });
      return { data: { adviser: member.userId }, words: `${member.name} reads along with minors and their mentors.` };
    },
  },
  'audit verify': {
    usage: '[--program NAME] [--head HEAD]', what: 'checks the chain of the audit log; keep the head that it prints somewhere else, and give it the next time', options: { ...program, head: text },
    async run(call) {
      const row = await programIn(call);
      if (call.config.masterKeyFile === undefined) throw new Refusal('master-key', 'Set KITH_MASTER_KEY_FILE: the chain is made with it.');
      const keys = await ConversationKeys.open(call.config.keysAt, readMasterKey(call.config.masterKeyFile, call.config.data));
      try {
        const audit = new Audit(call.store, (id) => keys.derive(`audit ${id}`));
        await requireMasterKey(keys, audit);
        const { known, ...found } = await audit.verify(row.id, call.options.head as string | undefined);
        const failed = found.broken !== undefined || known === false;
        return { data: { program: row.id, ...found, ...(known === undefined ? {} : { known }) }, failed, words: found.broken !== undefined ? `BROKEN at line ${found.broken}: it, or one before it, is not as it was written.` : known === false ? 'BROKEN: the head that you gave is not in the chain any more. Lines were taken away.' : `${found.lines} lines, as they were written. Head: ${found.head}` };
      } finally { await keys.close(); }
    },
  },
  'origin add': {
    usage: 'https://www.clinic.example [--program NAME]', what: "lets a site show a program's widgets", options: program,
    async run(call) {
      const row = await programIn(call);
      const { origin } = await addOrigin(call.store, row.id, word(call, 'the origin, like https://www.clinic.example'));
      return { data: { program: row.id, origin }, words: `${origin} may show ${row.id} now.` };
    },
  },
  'origin remove': {
    usage: 'https://www.clinic.example [--program NAME]', what: 'takes that away again', options: program,
    async run(call) {
      const row = await programIn(call);
      const { removed } = await removeOrigin(call.store, row.id, word(call, 'the origin'));
      if (!removed) throw new Refusal('unknown-origin', `${row.id} was not shown there.`);
      return { data: { program: row.id, removed }, words: 'Removed.' };
    },
  },
  'key rotate': {
    usage: '[--program NAME] [--keep-days 7]', what: 'makes a new site key; the old one goes on for 7 days, or as many as said (0: ends now)', options: { ...program, 'keep-days': text },
    async run(call) {
      const days = call.options['keep-days'] === undefined ? 7 : Number(call.options['keep-days']);
      if (!(days >= 0 && days <= 365)) throw new Refusal('usage', '--keep-days must be 0 to 365.');
      const row = await programIn(call);
      const made = await rotateKey(call.store, row.id, days);
      return { data: { program: row.id, ...made }, words: `The new site key of ${row.id} is ${made.siteKey}\nThe old one ends at ${made.oldKeysEnd}. Change data-site on the pages until then.` };
    },
  },
  'helpline add': {
    usage: 'ID --name "…" [--call NUMBER] [--text NUMBER [--keyword WORD]] [--chat https://…] [--whatsapp NUMBER] [--note "…"] [--first] [--program NAME]',
    what: "adds a line of the program's own to its crisis lines, or changes it; the emergency number always stays above",
    options: { ...program, name: text, call: text, text, keyword: text, chat: text, whatsapp: text, note: text, first: flag },
    async run(call) {
      const { options } = call;
      const row = await programIn(call);
      const channels = (['call', 'text', 'chat', 'whatsapp'] as const).flatMap((type) => (typeof options[type] === 'string' ? [{ type, value: options[type], ...(type === 'text' && typeof options.keyword === 'string' ? { keyword: options.keyword } : {}) }] : []));
      if (!channels.length) throw new Refusal('usage', 'Say how to reach it: --call, --text, --chat or --whatsapp.');
      const line = await saveHelpline(call.store, row.id, { id: word(call, 'a short name for the line'), name: need(options, 'name', 'what people know the line as.'), channels, first: options.first === true, ...(typeof options.note === 'string' ? { note: options.note } : {}) });
      return { data: { program: row.id, helpline: line }, words: `${line.name} is shown ${line.first ? 'above' : 'among'} the lines of ${row.id} now. Dial it once yourself.` };
    },
  },
  'helpline list': {
    usage: '[--program NAME]', what: "lists the program's own lines and those that it hides", options: program,
    async run(call) {
      const row = await programIn(call);
      const { own, hidden } = await readOwnHelplines(call.store, row.id);
      const words = [...own.map((line) => `${line.id}  ${line.name}  ${line.channels.map(({ type, value }) => `${type} ${value}`).join(', ')}${line.first ? '  first' : ''}`), ...hidden.map((id) => `${id}  hidden`)];
      return { data: { program: row.id, own, hidden }, words: words.join('\n') || `${row.id} shows the lines of ${row.country} as they are in the data.` };
    },
  },
  'helpline hide': {
    usage: 'ID [--program NAME]', what: 'takes a line of the data off the pages, for a number that was found to be wrong', options: program,
    async run(call) {
      const row = await programIn(call);
      const id = word(call, 'the line');
      await hideHelpline(call.store, row, id);
      return { data: { program: row.id, hidden: id }, words: `${id} is hidden. Please tell the makers of the data too. To show it again: kith helpline remove ${id}` };
    },
  },
  'helpline remove': {
    usage: 'ID [--program NAME]', what: 'takes an own line away, or shows a hidden one again', options: program,
    async run(call) {
      const row = await programIn(call);
      const id = word(call, 'the line');
      await removeHelpline(call.store, row, id);
      return { data: { program: row.id, removed: id }, words: 'Done.' };
    },
  },
  'group import': {
    usage: 'FILE [--program NAME]', what: "sets the program's own listings from a JSON list of groups", options: program,
    async run(call) {
      const row = await programIn(call);
      const list = await readJsonFile(word(call, 'the file'));
      if (!Array.isArray(list)) throw new Refusal('group', 'The file must hold a JSON list of groups.');
      const groups = list.map((item, at) => {
        const read = Group.safeParse(item);
        if (!read.success) throw new Refusal('group', `Group ${at + 1}: ${read.error.issues[0]!.path.join('.') || 'the record'} is not as it should be. See Group under /docs. Nothing was changed.`);
        return read.data;
      });
      const twice = groups.find((group, at) => groups.findIndex((other) => other.id === group.id) !== at);
      if (twice) throw new Refusal('group', `The id ${twice.id} stands twice. Nothing was changed.`);
      const counts = await saveGroups(call.store, row.id, null, groups);
      return { data: { program: row.id, ...counts }, words: `${counts.added} new, ${counts.changed} changed, ${counts.gone} gone, ${counts.same} as before.${counts.kept ? ` ${counts.kept} that staff changed in the console stay as they are.` : ''}` };
    },
  },
};

const questions: Record<string, Question> = {
  'serve': {
    usage: '', what: 'serves the store in KITH_DATA, or of DATABASE_URL, until it is told to stop', options: {},
    async answer({ env, kind }) {
      // Most commands need nothing of what serves.
      const { serve } = await import('./serve.ts');
      const { url, port, stop } = await serve(readConfig(env), kind);
      const end = () => { void stop().then(() => { process.exit(0); }); };
      process.once('SIGTERM', end);
      process.once('SIGINT', end);
      return { data: { url, port }, words: `Kith serves at ${url}` };
    },
  },
  ...storeQuestions,
  'master-key make': {
    usage: 'FILE', what: 'writes a new master key for conversations; keep it outside KITH_DATA and outside every backup of it, and name it in KITH_MASTER_KEY_FILE', options: {},
    answer(asked) {
      const file = word(asked, 'the file for the key, outside KITH_DATA');
      makeMasterKey(file);
      return { data: { file }, words: `Wrote ${file}. Without it no conversation can ever be read again. Set KITH_MASTER_KEY_FILE=${file}` };
    },
  },
  'helplines check': {
    usage: '', what: 'lists the crisis lines that a release should open again: the newest source is older than 15 months, or has no date', options: {},
    answer() {
      const lines = linesToCheck();
      const undated = lines.filter(({ newest }) => newest === null).length;
      return { data: lines, words: [...lines.map(({ id, newest, name }) => `${newest ?? 'no date   '}  ${id}  ${name}`), `${lines.length - undated} lines are older than 15 months, ${undated} have no date.`].join('\n') };
    },
  },
};

const everything = new Map<string, Command | Question>(Object.entries({ ...questions, ...commands }));
const everywhere = { json: flag, help: { ...flag, short: 'h' }, version: flag } as const;

/** Of the commands that begin with these words: each, what it takes and what it does. */
function describe(words: readonly string[]): Done | undefined {
  const found = [...everything].filter(([name]) => words.every((item, at) => name.split(' ')[at] === item)).map(([name, { usage, what }]) => ({ name, usage, what }));
  const lines = found.map(({ name, usage, what }) => `${`kith ${name} ${usage}`.trimEnd()}\n  ${what}`);
  return found.length ? { data: found, words: [...lines, ...(words.length ? [] : ['Every command takes --json, and --help.'])].join('\n') } : undefined;
}

/** What was asked for: help, the version, or a command with its options and words. Throws a `Refusal` for what is not understood. */
function understand(given: readonly string[]): Done | (Asked & { command: Command | Question }) {
  // Options may stand before the command, too.
  const at = given.findIndex((item) => !item.startsWith('-'));
  const [before, words] = at < 0 ? [given, []] : [given.slice(0, at), given.slice(at)];
  const name = [2, 1].map((length) => words.slice(0, length)).find((start) => everything.has(start.join(' ')));
  const asked = name && everything.get(name.join(' '));
  const [isHelp, rest] = [words[0] === 'help', words.slice(name?.length ?? 0)];
  let parsed;
  try { parsed = parseArgs({ args: [...before, ...rest], options: { ...asked?.options, ...everywhere }, allowPositionals: true }); } catch (error) {
    // The first sentence says what; the others are about programs in general.
    throw new Refusal('usage', [`${(error as Error).message.split(/\.\s|\n|\.$/)[0]!}.`, ...(name ? [describe(name)!.words] : ['See: kith help'])].join('\n'));
  }
  const { values, positionals } = parsed;
  if (!name && values.version) return { data: { version }, words: version };
  if (values.help || isHelp || !words.length) {
    const said = describe(isHelp ? positionals.slice(1) : name ?? positionals);
    if (said) return said;
  }
  if (!asked) throw new Refusal('usage', `There is no command "kith ${words.slice(isHelp ? 1 : 0).filter((item) => !item.startsWith('-')).slice(0, 2).join(' ')}".\n${(describe(words.slice(0, 1)) ?? describe([])!).words}`);
  if (positionals.length && !/^\[?[A-Za-z]/.test(asked.usage)) throw new Refusal('usage', `"${positionals[0]!}" is not understood here.\n${describe(name)!.words}`);
  return { command: asked, words: positionals, options: values };
}

/** Runs one command against the store of `KITH_DATA`. Gives the exit status: 0 done, 1 refused or failed, 2 not understood. */
export async function runCommand(words: readonly string[], env: Record<string, string | undefined>, output: Output, kind: StoreKind = 'real'): Promise<0 | 1 | 2> {
  const json = words.includes('--json');
  let store: Store | undefined;
  try {
    const asked = understand(words);
    let done: Done;
    if ('data' in asked) done = asked; else if ('answer' in asked.command) done = await asked.command.answer({ ...asked, env, output, kind }); else {
      const config = readConfig(env);
      if (!asked.command.alone) store = await openStore(config.place, kind);
      done = await asked.command.run({ ...asked, kind, store: store!, config });
    }
    output.line(json ? JSON.stringify(done.data) : done.words);
    return done.failed ? 1 : 0;
  } catch (error) {
    const refused = error instanceof Refusal ? error : error instanceof ProblemError && error.issues ? new Refusal(error.code, error.issues.map(({ message }) => message).join('\n')) : undefined;
    if (!refused) throw error;
    if (json) output.line(JSON.stringify({ error: { code: refused.code, message: refused.message } })); else output.mistake(refused.message);
    return refused.code === 'usage' ? 2 : 1;
  } finally { await store?.close(); }
}
