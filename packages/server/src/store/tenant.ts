import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Whose data the work at hand may touch. A request begins with nobody's, and gets the program that it was admitted to; looking up which program
 * that is, and work that nobody asked for (sweeps, commands), goes across all. Both stores hold to it: PostgreSQL by row policies,
 * and both by `tenant-guard.ts`, which looks at every query.
 */
export const ACROSS = '*';
const NOBODY = '';
interface Tenant { program: string }
const tenants = new AsyncLocalStorage<Tenant>();

/** The program of the work at hand; `*` where it may touch all of them, and an empty text where none. */
export const tenant = (): string => tenants.getStore()?.program ?? ACROSS;

/** A request: nothing may be touched until `enterProgram`. */
export const forNobody = <Result>(work: () => Result): Result => tenants.run({ program: NOBODY }, work);
/** From here on the request is one of this program's. */
export function enterProgram(program: string): void { const here = tenants.getStore(); if (here) here.program = program; }
export const forProgram = <Result>(program: string, work: () => Result): Result => tenants.run({ program }, work);
/** What has to look over all programs: by an unguessable key, or for everybody alike. */
export const acrossPrograms = <Result>(work: () => Result): Result => tenants.run({ program: ACROSS }, work);
