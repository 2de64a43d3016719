import { MentorForm, Receipt, Referrer, type MentorRequestCreate } from '@kith/contract';
import type { CallOptions, Connection } from './connection.ts';
import { sendWithProof, type ProofOptions } from './proofs.ts';

/** The first part of asking for a mentor: all that a form needs. */
export interface AskForMentor {
  /** The form of the program and the words of its card, in a language. */
  form: (options?: CallOptions & { language?: string }) => Promise<MentorForm>;
  /**
   * Sends a request. Make the code with `newReplyCode` and show it to the person: there is no account, and the same code again is the same
   * request.
   */
  create: (request: MentorRequestCreate, options?: ProofOptions) => Promise<void>;
  /** Who referred, by the token of their link. */
  referrer: (token: string, options?: CallOptions) => Promise<string>;
}

export function askForMentor(connection: Connection): AskForMentor {
  return {
    form: ({ language, signal } = {}) => connection.call('mentor-requests/form', MentorForm, { query: { lang: language }, signal }),
    async create(request, options) { await sendWithProof(connection, 'mentor-requests', Receipt, request, options); },
    async referrer(token, { signal } = {}) { return (await connection.call('referrals/look', Referrer, { method: 'post', body: { token }, safe: true, signal })).by; },
  };
}
