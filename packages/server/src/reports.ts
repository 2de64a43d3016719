import { createHash, randomUUID } from 'node:crypto';
import type { GroupReport, HelplineReport, Receipt } from '@kith/contract';
import type { Store } from './store/store.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('base64url');

/** The `Idempotency-Key` was used for something else. */
export class KeyConflict extends Error { override name = 'KeyConflict'; }

/** Stores a problem once. A retry with the same key stores nothing and is answered as the first was. */
async function reportOnce(store: Store, programId: string, what: string[], key: string | undefined, insert: (transaction: Store['write'], id: string, at: string) => Promise<unknown>): Promise<Receipt> {
  const receipt: Receipt = { received: true };
  const requestHash = hash(JSON.stringify(what));
  const at = new Date().toISOString();
  await store.change(programId, async (transaction) => {
    if (key !== undefined) {
      const keyHash = hash(key);
      const before = await transaction.selectFrom('idempotency').select('request_hash').where('program_id', '=', programId).where('key_hash', '=', keyHash).executeTakeFirst();
      if (before && before.request_hash !== requestHash) throw new KeyConflict();
      if (before) return;
      await transaction.insertInto('idempotency').values({ program_id: programId, key_hash: keyHash, request_hash: requestHash, answer: JSON.stringify(receipt), created_at: at }).execute();
    }
    await insert(transaction, randomUUID(), at);
  });
  return receipt;
}

/** A problem with a listing. */
export const reportGroup = (store: Store, programId: string, groupId: string, { kind }: GroupReport, key: string | undefined): Promise<Receipt> =>
  reportOnce(store, programId, [groupId, kind], key, (transaction, id, at) => transaction.insertInto('group_reports').values({ id, program_id: programId, group_id: groupId, kind, created_at: at }).execute());

/** A mistake in a crisis line. */
export const reportHelpline = (store: Store, programId: string, helplineId: string, { kind }: HelplineReport, key: string | undefined): Promise<Receipt> =>
  reportOnce(store, programId, ['helpline', helplineId, kind], key, (transaction, id, at) => transaction.insertInto('helpline_reports').values({ id, program_id: programId, helpline_id: helplineId, kind, created_at: at }).execute());

/** Keys are remembered for a day: longer than any client retries. */
export async function forgetOldKeys(store: Store): Promise<void> {
  await store.write.deleteFrom('idempotency').where('created_at', '<', new Date(Date.now() - 86_400_000).toISOString()).execute();
}
