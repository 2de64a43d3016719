import { randomBytes } from 'node:crypto';
import { settings, type Program, type ProgramSettings, type Setting } from '@kith/contract';
import { isTimeZone } from '@kith/finder';
import { lookup } from '@kith/helplines';
import { listHelplines, readOwnHelplines, type OwnHelplines } from './helplines.ts';
import { Refusal } from './refusal.ts';
import { settingDefaults } from './settings.ts';
import type { ProgramRow } from './store/schema.ts';
import type { Store } from './store/store.ts';

const now = () => new Date().toISOString();
export const newSiteKey = (): string => `pk_${randomBytes(12).toString('base64url')}`;

/** A tag of a language that there is, `en` or `es-MX`. */
export const isLanguage = (tag: string): boolean => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) && languageNames.of(tag) !== undefined;
const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

export interface NewProgram {
  /** Short name used in commands: lower-case letters, digits, dashes. */
  id: string;
  name: string; partner: string; setting: string; language: string; timeZone: string; country: string;
  sample?: boolean;
  /** A given key instead of a random one, for the demo's fixed pages. */
  siteKey?: string;
}

/** Adds a program and its first site key. */
export async function addProgram(store: Store, program: NewProgram): Promise<{ id: string; siteKey: string }> {
  const wrong = (message: string) => new Refusal('program', message);
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(program.id)) throw wrong('The short name needs 2 to 41 lower-case letters, digits or dashes, and begins with a letter.');
  if (!settings.includes(program.setting as Setting)) throw wrong(`The setting must be one of: ${settings.join(', ')}.`);
  if (!isTimeZone(program.timeZone)) throw wrong('The time zone must be an IANA name like America/New_York.');
  if (!/^[A-Z]{2}$/.test(program.country)) throw wrong('The country must be two capital letters like US. It decides whose emergency number is shown, so there is no default.');
  if (!lookup({ country: program.country }).emergency) throw wrong('No emergency number is known for this country. Check the two letters.');
  if (!isLanguage(program.language)) throw wrong('The language must be a tag like en or es-MX.');
  for (const [field, text] of [['name', program.name], ['partner', program.partner]] as const) if (!text.trim() || text.length > 200) throw wrong(`The ${field} needs 1 to 200 characters.`);
  const siteKey = program.siteKey ?? newSiteKey();
  await store.change(program.id, async (transaction) => {
    const taken = await transaction.selectFrom('programs').select('id').where('id', '=', program.id).executeTakeFirst();
    if (taken) throw new Refusal('program-exists', `There is already a program "${program.id}". Choose another short name.`);
    await transaction.insertInto('programs').values({
      id: program.id, name: program.name, partner: program.partner, setting: program.setting, language: program.language, time_zone: program.timeZone,
      country: program.country, sample: program.sample ? 1 : 0, revision: 1, created_at: now(),
    }).execute();
    await transaction.insertInto('site_keys').values({ site_key: siteKey, program_id: program.id, created_at: now(), ends_at: null }).execute();
  });
  return { id: program.id, siteKey };
}

export const listPrograms = (store: Store): Promise<ProgramRow[]> => store.read.selectFrom('programs').selectAll().orderBy('id').execute();

/** The program of that short name, or a refusal that says which there are. */
export async function requireProgram(store: Store, id: string): Promise<ProgramRow> {
  const program = await store.write.selectFrom('programs').selectAll().where('id', '=', id).executeTakeFirst();
  if (program) return program;
  const names = (await listPrograms(store)).map((row) => row.id);
  throw new Refusal('unknown-program', names.length ? `There is no program "${id}". There are: ${names.join(', ')}.` : 'There is no program yet. Add one with: kith program add.');
}

/** The origin of an address a partner gave: scheme, host and port only. https, or http on this machine. */
export function readOrigin(text: string): string {
  const url = URL.parse(text);
  if (!url || url.pathname !== '/' || url.search || url.hash || url.username || url.password || !/^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])$/.test(url.hostname)) throw new Refusal('origin', 'An origin is scheme and host without a path, like https://www.clinic.example.');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))) throw new Refusal('origin', 'An origin must use https (http only for localhost).');
  return url.origin;
}

export async function addOrigin(store: Store, programId: string, origin: string): Promise<{ origin: string }> {
  const read = readOrigin(origin);
  await store.write.insertInto('origins').values({ program_id: programId, origin: read, created_at: now() }).onConflict((conflict) => conflict.columns(['program_id', 'origin']).doNothing()).execute();
  await touchProgram(store.write, programId);
  return { origin: read };
}

export async function removeOrigin(store: Store, programId: string, origin: string): Promise<{ removed: boolean }> {
  const { numDeletedRows } = await store.write.deleteFrom('origins').where('program_id', '=', programId).where('origin', '=', readOrigin(origin)).executeTakeFirst();
  await touchProgram(store.write, programId);
  return { removed: numDeletedRows > 0n };
}

/** Makes a new site key. The old ones go on for `keepDays` days, so that pages can be changed in peace. */
export async function rotateKey(store: Store, programId: string, keepDays: number): Promise<{ siteKey: string; oldKeysEnd: string }> {
  const siteKey = newSiteKey();
  const oldKeysEnd = new Date(Date.now() + keepDays * 86_400_000).toISOString();
  await store.change(programId, async (transaction) => {
    await transaction.updateTable('site_keys').set({ ends_at: oldKeysEnd }).where('program_id', '=', programId)
      .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', oldKeysEnd)])).execute();
    await transaction.insertInto('site_keys').values({ site_key: siteKey, program_id: programId, created_at: now(), ends_at: null }).execute();
    await touchProgram(transaction, programId);
  });
  return { siteKey, oldKeysEnd };
}

/** Says that pages of this program have something new to see. */
export async function touchProgram(db: Store['write'], programId: string): Promise<void> {
  await db.updateTable('programs').set((set) => ({ revision: set('revision', '+', 1) })).where('id', '=', programId).execute();
}

/** A program as calls need it at hand. */
export interface KnownProgram { row: ProgramRow; origins: Set<string>; helplines: OwnHelplines; page: Program; /** Search engines may find its groups, and others may read them as feeds. */ listed: boolean }

/** The program of a site key with the origins that may show it; undefined for an unknown or ended key. */
export async function findBySite(store: Store, siteKey: string): Promise<KnownProgram | undefined> {
  const found = await store.read.selectFrom('site_keys').innerJoin('programs', 'programs.id', 'site_keys.program_id')
    .selectAll('programs').select('site_keys.ends_at').where('site_keys.site_key', '=', siteKey).executeTakeFirst();
  if (!found) return undefined;
  const { ends_at: endsAt, ...row } = found;
  if (endsAt !== null && endsAt <= now()) return undefined;
  const origins = await store.read.selectFrom('origins').select('origin').where('program_id', '=', row.id).execute();
  const helplines = await readOwnHelplines(store, row.id);
  const settings = await store.read.selectFrom('program_settings').select('body').where('program_id', '=', row.id).executeTakeFirst();
  const own = settings && (JSON.parse(settings.body) as Partial<ProgramSettings>).groups;
  const listed = own?.listed ?? settingDefaults(row.setting as Setting).listed;
  return { row, origins: new Set(origins.map(({ origin }) => origin)), helplines, page: { ...publicProgram(row, helplines), ...(own?.tiles ? { tiles: own.tiles } : {}) }, listed };
}

/** What any page may know of a program. */
function publicProgram(row: ProgramRow, helplines: OwnHelplines): Program {
  const { listed: _, ...defaults } = settingDefaults(row.setting as Setting);
  return {
    name: row.name, partner: row.partner, setting: row.setting, language: row.language, timeZone: row.time_zone, country: row.country,
    ...defaults, ...(row.sample ? { sample: true } : {}), helplines: listHelplines(row.country, helplines, 3),
  };
}
