import { readFile } from 'node:fs/promises';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from './config.ts';
import { listPrograms, requireProgram } from './programs.ts';
import { Refusal } from './refusal.ts';
import type { Store, StoreKind } from './store/store.ts';

/** What every command is made of. */
export interface Output { line: (text: string) => void; mistake: (text: string) => void; /** How far a long work is, in one line that takes the place of the last; absent where nobody watches. */ progress?: ((text: string) => void) | undefined }
/** The words and options of a command, as they were given. */
export interface Asked { options: Record<string, string | boolean | (string | boolean)[] | undefined>; words: string[] }
export interface Call extends Asked { kind: StoreKind; store: Store; config: Config }
/** What a command did: data for `--json`, words for people. */
export interface Done { data: unknown; words: string; failed?: boolean }
/** `usage`: what stands after the name; a command whose usage does not begin with a word takes none. */
interface Described { usage: string; what: string; options: ParseArgsOptionsConfig }
export interface Command extends Described { run: (call: Call) => Promise<Done>; /** Works without a store; there is none in its call. */ alone?: true }
/** A command that needs no store. */
export interface Question extends Described { answer: (asked: Asked & { env: Record<string, string | undefined>; output: Output; kind: StoreKind }) => Done | Promise<Done> }

export const text = { type: 'string' } as const;
export const flag = { type: 'boolean' } as const;
export const program = { program: text };

export const need = (options: Asked['options'], name: string, why: string): string => {
  const value = options[name];
  if (typeof value === 'string' && value) return value;
  throw new Refusal('usage', `--${name} is missing: ${why}`);
};
export const listOf = (value: unknown) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()).filter(Boolean) : undefined);
export const programIn = async ({ store, options }: Call) => {
  if (typeof options.program === 'string') return requireProgram(store, options.program);
  const all = await listPrograms(store);
  if (all.length === 1) return all[0]!;
  throw new Refusal('usage', all.length ? `Say which program with --program: ${all.map((row) => row.id).join(', ')}.` : 'There is no program yet. Add one with: kith program add.');
};
export const word = (asked: Asked, what: string): string => {
  const [first, ...rest] = asked.words;
  if (!first) throw new Refusal('usage', `Say ${what}.`);
  if (rest.length) throw new Refusal('usage', `One ${what.replace(/^the |^an? /, '')} at a time.`);
  return first;
};

export async function readJsonFile(path: string): Promise<unknown> {
  let body: string;
  try { body = await readFile(path, 'utf8'); } catch { throw new Refusal('file', `${path} cannot be read.`); }
  try { return JSON.parse(body); } catch { throw new Refusal('file', `${path} is not valid JSON.`); }
}
