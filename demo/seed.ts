import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from 'kith';

type Env = Record<string, string | undefined>;

async function kith(env: Env, ...words: string[]): Promise<unknown> {
  let answer = '';
  const status = await runCommand([...words, '--json'], env, { line: (text) => { answer = text; }, mistake: (text) => { answer = text; } }, 'try-it');
  const data = JSON.parse(answer) as { error?: { code: string; message: string } };
  if (status !== 0 && !/-exists$/.test(data.error?.code ?? '')) throw new Error(`kith ${words.slice(0, 2).join(' ')}: ${data.error?.message ?? answer}`);
  return data;
}

const programs = [
  ['community', 'Oak Street Community Center', 'America/Los_Angeles'],
  ['clinic', 'Riverside Family Clinic', 'America/Edmonton'],
  ['hospital-portal', 'Harbor Health', 'America/New_York'],
  ['veteran', 'Fortline', 'America/Chicago'],
  ['school', 'Linden High', 'America/New_York'],
] as const;

/** program, file, owner, year, further options: what each partner's feed does not say of itself. */
const feeds = [
  ['community', 'meeting-guide-oc-1967', 'Orange County groups', '2023', ['--time-zone', 'America/Los_Angeles', '--topics', 'alcohol']],
  ['community', 'bmlt-greater-new-york-1500', 'Greater New York groups', '2017', ['--time-zone', 'America/New_York', '--topics', 'drugs']],
  ['clinic', 'meeting-guide-edmonton-315-dayarrays', 'Edmonton groups', '2022', ['--time-zone', 'America/Edmonton', '--topics', 'alcohol']],
  ['clinic', 'meeting-guide-eda-185', 'Eating recovery groups', '2023', ['--topics', 'body-food']],
  ['hospital-portal', 'meeting-guide-sepia-2098-strings', 'Southeastern Pennsylvania groups', '2021', ['--time-zone', 'America/New_York', '--topics', 'alcohol']],
] as const;

const people = [
  ['maya@demo.example', 'Maya', 'supervisor', 'Maya, supervisor', { languages: ['en', 'es'], experiences: [] }],
  ['sam@demo.example', 'Sam', 'peer', 'Sam, peer', { languages: ['en', 'es'], experiences: [{ kind: 'topic', value: 'grief', label: 'Grief', visibility: 'shown' }, { kind: 'branch', value: 'navy', label: 'Navy', visibility: 'shown' }] }],
  ['noor@demo.example', 'Noor', 'peer', 'Noor, peer', { languages: ['en', 'ar'], experiences: [{ kind: 'topic', value: 'alcohol', label: 'Alcohol', visibility: 'matching' }] }],
  ['kim@demo.example', 'Kim', 'admin', 'Kim, admin', { languages: ['en'], experiences: [] }],
  ['ruth@demo.example', 'Ruth', 'coordinator', 'Ruth, coordinator', { languages: ['en', 'es'], experiences: [] }],
  ['omar@demo.example', 'Omar', 'mentor', 'Omar, mentor', { languages: ['en', 'ar'], experiences: [{ kind: 'topic', value: 'new-country', label: 'New country', visibility: 'shown' }, { kind: 'topic', value: 'school-stress', label: 'School stress', visibility: 'matching' }] }],
  ['lena@demo.example', 'Lena', 'mentor', 'Lena, mentor', { languages: ['en', 'es'], experiences: [{ kind: 'topic', value: 'friends', label: 'Friends', visibility: 'shown' }, { kind: 'topic', value: 'long-term-illness', label: 'Long-term illness', visibility: 'shown' }] }],
  ['alma@demo.example', 'Alma', 'supervisor', 'Alma, 2nd supervisor', { languages: ['en', 'es'], experiences: [] }],
  ['rosa@demo.example', 'Rosa', 'facilitator', 'Rosa, leads groups', { languages: ['en'], experiences: [] }],
  ['teo@demo.example', 'Teo', 'referrer', 'Teo, teacher', { languages: ['en'], experiences: [] }],
] as const;
const expectation = 'A trained peer reads what you write here. A supervisor may read along. We delete it three days after the chat ends. If we think that a life is in danger, we may have to tell someone, and we will tell you first if we can.';

/** What guardians read in the demo. A program writes its own, and lets its lawyers look at it. */
const consentText = {
  en: 'A mentor is an older student or an adult who has time for your child. They meet at school, about once a week.\nMentors are checked and trained. They are not therapists.\nWe keep what is needed until a year after the end. You may look at it, and you can take your yes back at any time.',
  es: 'Un mentor es un estudiante mayor o una persona adulta que tiene tiempo para su hijo o hija. Se reúnen en la escuela, más o menos una vez por semana.\nLos mentores pasan una revisión y una formación. No son terapeutas.\nGuardamos lo necesario hasta un año después del final. Usted puede verlo y puede retirar su permiso cuando quiera.',
};
const screening = ['background-check', 'references', 'interview'];

/** New one-time links for the people of the demo. */
export async function links(env: Env, url: string): Promise<string[]> {
  const made: string[] = [];
  for (const [email, , , title] of people) made.push(`${title.padEnd(22)} ${(await kith(env, 'staff', 'link', email, '--url', url) as { link: string }).link}`);
  return made;
}

/** Sets the demo up with the same commands that a partner uses, and fetches its feeds over HTTP from the partner pages. Says what it does. */
export async function seed(env: Env, pagesUrl: string, say: (text: string) => void): Promise<void> {
  const before = await kith(env, 'program', 'list') as { id: string; origins: string[] }[];
  for (const [id, partner, zone] of programs) {
    if (!before.some((program) => program.id === id)) {
      say(`Adding the program "${id}"`);
      await kith(env, 'program', 'add', id, '--setting', id, '--partner', partner, '--country', 'US', '--time-zone', zone, '--key', `pk_demo-${id}`, '--sample');
    }
    if (!before.some((program) => program.id === id)) {
      const folder = await mkdtemp(join(tmpdir(), 'kith-settings-'));
      await writeFile(join(folder, 'settings.json'), JSON.stringify({ expectation, ...(id === 'community' ? { groups: { listed: true, tiles: { url: `${pagesUrl}/tiles/{z}/{x}/{y}.svg`, attribution: 'Map pictures: drawn by the demo' } } } : {}), escalationContact: { name: 'Front desk', phone: '555-0142', email: '' }, mentoring: { open: true, contact: id === 'school' ? 'Ms. Alvarez, room 112, 555-0142' : 'Front desk, 555-0142', consentText, mayWaive: id === 'school', ...(id === 'school' ? { adults: ['Ms. Alvarez', 'Coach Kim', 'Mr. Osei'] } : {}) }, hours: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '21:00' }, { days: ['SA', 'SU'], from: '12:00', to: '18:00' }] }));
      await kith(env, 'settings', 'set', join(folder, 'settings.json'), '--program', id);
      await rm(folder, { recursive: true });
      for (const [email, name, role, , profile] of people) await kith(env, 'staff', 'add', email, '--name', name, '--roles', role, '--program', id, '--sample', '--profile', JSON.stringify({ name, ...profile }));
      for (const [email, , role] of people) if (role === 'mentor') for (const step of screening) await kith(env, 'mentor', 'screen', email, '--step', step, '--program', id);
      await kith(env, 'mentor', 'adviser', 'alma@demo.example', '--program', id);
    }
    for (const origin of [pagesUrl, pagesUrl.replace('localhost', '127.0.0.1')]) await kith(env, 'origin', 'add', origin, '--program', id);
  }
  const known = await kith(env, 'feed', 'list') as { program: string; feed: string; url: string; fetchedAt: string | null }[];
  for (const [program, file, owner, year, more] of feeds) {
    const url = `${pagesUrl}/feeds/${file}.json`;
    const old = known.find((feed) => feed.program === program && feed.url.endsWith(`/${file}.json`));
    if (old?.url === url && old.fetchedAt) continue;
    // The pages moved to another port: the feed is fetched from there from now on.
    if (old) await kith(env, 'feed', 'remove', old.feed, '--program', program);
    say(`Fetching ${url}`);
    const { feed } = await kith(env, 'feed', 'add', url, '--program', program, '--owner', owner, '--sample', year, '--language', 'en', '--every', '1440', ...more) as { feed: string };
    await kith(env, 'feed', 'run', feed, '--program', program);
  }
  if (!before.some(({ id }) => id === 'clinic')) await kith(env, 'helpline', 'add', 'front-desk', '--name', 'Riverside front desk', '--call', '555-0142', '--note', 'Weekdays from 8 to 6. Ask for the nurse on duty.', '--program', 'clinic');
  for (const program of ['veteran', 'school']) {
    if (before.some(({ id }) => id === program)) continue;
    const listings = JSON.parse(await readFile(join(import.meta.dirname, 'listings', `${program}.json`), 'utf8')) as object[];
    const folder = await mkdtemp(join(tmpdir(), 'kith-listings-'));
    const checked = listings.map((group) => ({ ...group, checkedAt: new Date().toISOString(), checkedBy: 'Demo' }));
    await writeFile(join(folder, 'groups.json'), JSON.stringify(checked));
    await kith(env, 'group', 'import', join(folder, 'groups.json'), '--program', program);
    await rm(folder, { recursive: true });
  }
}
