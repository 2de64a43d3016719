import { DeletionReceipt, LeftMessage, Receipt, type MessageLeave } from '@kith/contract';
import type { CallOptions, Connection } from './connection.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 80 random bits that a person can write down: Crockford's base 32. */
export const newReplyCode = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => ALPHABET[byte % 32]!).join('');
/** In fours, to be read and typed. */
export const spelled = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code;

export interface LeftMessages {
  /** Leaves a message. The same code again is the same message. */
  leave: (message: MessageLeave, options?: CallOptions) => Promise<void>;
  /** The message and its answer, for whoever has the code. */
  mine: (code: string, options?: CallOptions) => Promise<LeftMessage>;
  delete: (code: string, options?: CallOptions) => Promise<DeletionReceipt>;
}

/** Messages for when nobody is on shift. The code travels in a header, never in an address. */
export function leftMessages(connection: Connection): LeftMessages {
  const headers = (code: string) => ({ 'x-reply-code': code });
  return {
    async leave(message, { signal } = {}) { await connection.call('messages', Receipt, { method: 'post', body: message, safe: true, signal }); },
    mine: (code, { signal } = {}) => connection.call('messages/mine', LeftMessage, { headers: headers(code), signal }),
    delete: (code, { signal } = {}) => connection.call('messages/mine', DeletionReceipt, { method: 'delete', headers: headers(code), signal }),
  };
}
