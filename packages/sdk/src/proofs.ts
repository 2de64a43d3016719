import { Proof } from '@kith/contract';
import type { core } from 'zod/mini';
import type { CallOptions, Connection } from './connection.ts';
import type { KithApiError } from './errors.ts';

/** What a sender's device is asked to reckon out, and its answer. */
export type Solve = (task: Proof) => Promise<string | undefined>;
/** `solve` does a sum (ALTCHA) where the server asks for one; without it that is an error with the code `proof-needed`. */
export interface ProofOptions extends CallOptions { solve?: Solve | undefined }

/** With the sum done, where the server asks for it: once. */
export async function sendWithProof<Schema extends core.$ZodType>(connection: Connection, path: string, answer: Schema, body: object, { solve, signal }: ProofOptions = {}): Promise<core.output<Schema>> {
  const send = (more?: { proof: string | undefined }) => connection.call(path, answer, { method: 'post', body: { ...body, ...more }, safe: true, signal });
  try { return await send(); } catch (error) {
    if (!solve || (error as Partial<KithApiError>).code !== 'proof-needed') throw error;
    return send({ proof: await solve(await connection.call('proofs', Proof, { signal })) });
  }
}
