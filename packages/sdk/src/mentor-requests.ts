import { ConsentPage, DeletionReceipt, MentorTalkOpened, OwnApplication, OwnConsent, OwnMentorRequest, Receipt, type ConsentAnswer, type MentorApply, type MentorReply } from '@kith/contract';
import type { core } from 'zod/mini';
import type { CallOptions, Connection } from './connection.ts';
import { askForMentor, type AskForMentor } from './mentor-form.ts';
import { sendWithProof, type ProofOptions } from './proofs.ts';

export interface MentorRequests extends AskForMentor {
  /** How it stands. */
  get: (code: string, options?: CallOptions) => Promise<OwnMentorRequest>;
  /** Answers a question, agrees, writes goals, checks in, says goodbye. */
  reply: (code: string, reply: MentorReply, options?: CallOptions) => Promise<OwnMentorRequest>;
  withdraw: (code: string, options?: CallOptions) => Promise<OwnMentorRequest>;
  /** Opens the messages with the mentor for a token from `newToken`; `conversations.resume(id, token)` goes on with them. */
  talk: (code: string, token: string, options?: CallOptions) => Promise<{ id: string }>;
  delete: (code: string, options?: CallOptions) => Promise<DeletionReceipt>;
  /** Of a guardian, by the token in the fragment of their link. */
  consent: {
    look: (token: string, options?: CallOptions) => Promise<ConsentPage>;
    /** Uses the link up, whatever the answer is. */
    answer: (answer: ConsentAnswer, options?: CallOptions) => Promise<void>;
    get: (code: string, options?: CallOptions) => Promise<OwnConsent>;
    revoke: (code: string, options?: CallOptions) => Promise<OwnConsent>;
  };
  /** Of people who want to become a mentor. */
  application: {
    create: (application: MentorApply, options?: ProofOptions) => Promise<void>;
    get: (code: string, options?: CallOptions) => Promise<OwnApplication>;
    delete: (code: string, options?: CallOptions) => Promise<DeletionReceipt>;
  };
}

/** Requests for mentors. Codes travel in a header and tokens in a body, never in an address. */
export function mentorRequests(connection: Connection): MentorRequests {
  const get = <Schema extends core.$ZodType>(path: string, schema: Schema, code: string, { signal }: CallOptions = {}, method: 'get' | 'delete' = 'get') => connection.call(path, schema, { method, headers: { 'x-reply-code': code }, signal });
  const post = <Schema extends core.$ZodType>(path: string, schema: Schema, body: object, { signal }: CallOptions = {}, code?: string, safe = false) => connection.call(path, schema, { method: 'post', body, safe, signal, ...(code === undefined ? {} : { headers: { 'x-reply-code': code } }) });
  return {
    ...askForMentor(connection),
    get: (code, options) => get('mentor-requests/mine', OwnMentorRequest, code, options),
    reply: (code, reply, options) => post('mentor-requests/mine', OwnMentorRequest, reply, options, code),
    withdraw: (code, options) => post('mentor-requests/mine/withdraw', OwnMentorRequest, {}, options, code),
    talk: (code, token, options) => post('mentor-requests/mine/conversation', MentorTalkOpened, { token }, options, code, true),
    delete: (code, options) => get('mentor-requests/mine', DeletionReceipt, code, options, 'delete'),
    consent: {
      look: (token, options) => post('consents/look', ConsentPage, { token }, options, undefined, true),
      async answer(answer, options) { await post('consents', Receipt, answer, options); },
      get: (code, options) => get('consents/mine', OwnConsent, code, options),
      revoke: (code, options) => post('consents/mine/revoke', OwnConsent, {}, options, code, true),
    },
    application: {
      async create(application, options) { await sendWithProof(connection, 'mentor-applications', Receipt, application, options); },
      get: (code, options) => get('mentor-applications/mine', OwnApplication, code, options),
      delete: (code, options) => get('mentor-applications/mine', DeletionReceipt, code, options, 'delete'),
    },
  };
}
