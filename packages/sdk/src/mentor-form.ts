import { MentorForm, Proof, Receipt, Referrer, type MentorRequestCreate } from '@kith/contract';
import type { CallOptions, Connection } from './connection.ts';
import { isApiError } from './errors.ts';

/** What a sender's device is asked to reckon out, and its answer. */
export type Solve = (task: Proof) => Promise<string | undefined>;

/** The first part of asking for a mentor: all that a form needs. */
export interface AskForMentor {
  /** The form of the program and the words of its card, in a language. */
  form: (options?: CallOptions & { language?: string }) => Promise<MentorForm>;
  /**
   * Sends a request. Make the code with `newReplyCode` and show it to the person: there is no account, and the same code again is the same
   * request. `solve` does a sum (ALTCHA) where the server asks for one; without it that is an error with the code `proof-needed`.
   */
  create: (request: MentorRequestCreate, options?: CallOptions & { solve?: Solve }) => Promise<void>;
  /** Who referred, by the token of their link. */
  referrer: (token: string, options?: CallOptions) => Promise<string>;
}

/** With the sum done, where the server asks for it: once. */
export async function sendWithProof(connection: Connection, path: string, body: object, { solve, signal }: CallOptions & { solve?: Solve } = {}): Promise<void> {
  const send = (more: object = {}) => connection.call(path, Receipt, { method: 'post', body: { ...body, ...more }, safe: true, signal });
  try { await send(); } catch (error) {
    if (!isApiError(error) || error.code !== 'proof-needed' || !solve) throw error;
    await send({ proof: await solve(await connection.call('proofs', Proof, { signal })) });
  }
}

export function askForMentor(connection: Connection): AskForMentor {
  return {
    form: ({ language, signal } = {}) => connection.call('mentor-requests/form', MentorForm, { query: { lang: language }, signal }),
    create: (request, options) => sendWithProof(connection, 'mentor-requests', request, options),
    async referrer(token, { signal } = {}) { return (await connection.call('referrals/look', Referrer, { method: 'post', body: { token }, safe: true, signal })).by; },
  };
}
