import { readFile } from 'node:fs/promises';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from './config.ts';
import { listPrograms, requireProgram } from './programs.ts';
import { Refusal } from './refusal.ts';
import type { Store, StoreKind } from './store/store.ts';

/** What every command is made of. */
export interface Output { line: (text: string) => void; mistake: (text: string) => void; /** How far a long work is, in one line that takes the place of the last; absent where nobody watches. */ progress?: ((text: string) => void) | undefined }
export interface Call { kind: StoreKind; store: Store; config: Config; options: Record<string, string | boolean | undefined>; words: string[] }
/** What a command did: data for `--json`, words for people. */
export interface Done { data: unknown; words: string; failed?: boolean }
export interface Command { usage: string; what: string; options: ParseArgsOptionsConfig; run: (call: Call) => Promise<Done>; /** Works without a store; there is none in its call. */ alone?: true }
/** A command that needs no store. */
export interface Question { usage: string; what: string; answer: (words: readonly string[], env: Record<string, string | undefined>, output: Output) => Done | Promise<Done> }

export const text = { type: 'string' } as const;
export const flag = { type: 'boolean' } as const;
export const program = { program: text };

export const need = (options: Call['options'], name: string, why: string): string => {
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
export const word = (call: Call, what: string): string => {
  const [first, ...rest] = call.words;
  if (!first) throw new Refusal('usage', `Say ${what}.`);
  if (rest.length) throw new Refusal('usage', `One ${what.replace(/^the |^an? /, '')} at a time.`);
  return first;
};

export async function readJsonFile(path: string): Promise<unknown> {
  let body: string;
  try { body = await readFile(path, 'utf8'); } catch { throw new Refusal('file', `${path} cannot be read.`); }
  try { return JSON.parse(body); } catch { throw new Refusal('file', `${path} is not valid JSON.`); }
}
