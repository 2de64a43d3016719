import { OwnHelpline, type HelplineList } from '@kith/contract';
import { countries, lookup, type Line } from '@kith/helplines';
import { sourcesOf } from '@kith/helplines/sources';
import { Refusal } from './refusal.ts';
import type { ProgramRow } from './store/schema.ts';
import { touchProgram } from './programs.ts';
import type { Store } from './store/store.ts';

/** What a program adds to the lines of the world, and what it takes away. */
export interface OwnHelplines { own: OwnHelpline[]; hidden: string[] }
export const noneOfItsOwn: OwnHelplines = { own: [], hidden: [] };

const now = () => new Date().toISOString();
const everyLine = (): Line[] => countries().flatMap((country) => lookup({ country }).lines);

/** The emergency number and the lines of a country, at most `most`, in the order to show them. Give own lines for the program's own country only: no number crosses a border. */
export function listHelplines(country: string, { own, hidden }: OwnHelplines = noneOfItsOwn, most = Infinity): HelplineList {
  const { emergency, lines } = lookup({ country });
  return {
    country,
    ...(emergency ? { emergency: { value: emergency.value, certain: emergency.certain } } : {}),
    lines: lines.filter(({ id }) => !hidden.includes(id)).slice(0, most).map((line) => { const { operator } = sourcesOf(line.id); return operator ? { ...line, operator } : line; }),
    ...(own.length ? { own } : {}), ...(hidden.length ? { hidden } : {}),
  };
}

export async function readOwnHelplines(store: Store, programId: string): Promise<OwnHelplines> {
  const rows = await store.read.selectFrom('helplines').select(['id', 'body']).where('program_id', '=', programId).orderBy('created_at').orderBy('id').execute();
  return { own: rows.flatMap(({ body }) => (body === null ? [] : [JSON.parse(body) as OwnHelpline])), hidden: rows.flatMap(({ id, body }) => (body === null ? [id] : [])) };
}

/** Whether a report can be about this line: one of the data, or one of the program's own. */
export const isKnownHelpline = (id: string, { own }: OwnHelplines): boolean => own.some((line) => line.id === id) || everyLine().some((line) => line.id === id);

async function write(store: Store, programId: string, id: string, body: string | null): Promise<void> {
  await store.change(programId, async (transaction) => {
    await transaction.deleteFrom('helplines').where('program_id', '=', programId).where('id', '=', id).execute();
    await transaction.insertInto('helplines').values({ program_id: programId, id, body, created_at: now() }).execute();
    await touchProgram(transaction, programId);
  });
}

/** Adds a line of the program's own, or changes the one of that id. */
export async function saveHelpline(store: Store, programId: string, line: unknown): Promise<OwnHelpline> {
  const read = OwnHelpline.safeParse(line);
  if (!read.success) throw new Refusal('helpline', `The line cannot be used: ${read.error.issues.map(({ path, message }) => `${path.join('.') || 'it'} ${message}`).join('; ')}.`);
  const helpline = read.data;
  if (everyLine().some(({ id }) => id === helpline.id)) throw new Refusal('helpline', `${helpline.id} is the id of a line in the data. Choose another.`);
  for (const { type, value } of helpline.channels) {
    if (type === 'chat' ? !/^https:\/\/[^\s"<>]+$/.test(value) : !/^[+*#\d][\d\s().*#,-]{1,30}$/.test(value)) throw new Refusal('helpline', type === 'chat' ? 'A chat needs an https address.' : `"${value}" is no number to dial.`);
  }
  await write(store, programId, helpline.id, JSON.stringify(helpline));
  return helpline;
}

/** Whatever the hour: a line for everyone, in the whole country. */
const isForEveryoneLeft = (country: string, hidden: readonly string[]): boolean => {
  const general = lookup({ country }).lines.filter((line) => !line.audiences.length && !line.regions);
  return !general.length || general.some(({ id }) => !hidden.includes(id));
};

/** Takes a line of the data off the program's pages: for a number that was found to be wrong. The emergency number cannot be hidden, and not the last line for everyone. */
export async function hideHelpline(store: Store, program: ProgramRow, id: string): Promise<void> {
  const { lines } = lookup({ country: program.country });
  if (!lines.some((line) => line.id === id)) throw new Refusal('unknown-helpline', `${program.country} has no line "${id}" in the data. Every line with its id is on your server under /docs/helplines.`);
  const { own, hidden } = await readOwnHelplines(store, program.id);
  if (!own.length && !isForEveryoneLeft(program.country, [...hidden, id])) throw new Refusal('helpline', 'This is the last line for everyone. Add one of your own first: kith helpline add.');
  await write(store, program.id, id, null);
}

/** Takes an own line away, or shows a hidden one again. */
export async function removeHelpline(store: Store, { id: programId, country }: Pick<ProgramRow, 'id' | 'country'>, id: string): Promise<void> {
  const { own, hidden } = await readOwnHelplines(store, programId);
  if (own.length === 1 && own[0]!.id === id && !isForEveryoneLeft(country, hidden)) throw new Refusal('helpline', 'This is the last line for everyone. Show one of the data again first: kith helpline remove, with its id.');
  const { numDeletedRows } = await store.write.deleteFrom('helplines').where('program_id', '=', programId).where('id', '=', id).executeTakeFirst();
  if (!numDeletedRows) throw new Refusal('unknown-helpline', `The program has no own or hidden line "${id}". See: kith helpline list.`);
  await touchProgram(store.write, programId);
}

/** What somebody should open again before a release: lines whose newest source is old or has no date, oldest first. */
export function linesToCheck(at = Date.now()): { id: string; country: string; name: string; newest: string | null }[] {
  return countries().flatMap((country) => lookup({ country, at }).lines).filter(({ stale }) => stale)
    .map(({ id, country, name, newest }) => ({ id, country, name, newest: newest ?? null })).sort((a, b) => ((a.newest ?? '') < (b.newest ?? '') ? -1 : (a.newest ?? '') > (b.newest ?? '') ? 1 : a.id < b.id ? -1 : 1));
}
