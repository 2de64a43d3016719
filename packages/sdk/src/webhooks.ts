import { WebhookEvent } from '@kith/contract';
import { KithError } from './errors.ts';

export type { WebhookEvent } from '@kith/contract';

/** The call is not from the Kith server, was changed on its way, or is too old. Answer it with 401 and do nothing else. */
export class KithWebhookError extends KithError {
  override name = 'KithWebhookError';
}

/** Seconds that the sender's clock may differ. */
const TOLERANCE = 300;
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
type Headers = Record<string, string | string[] | undefined> | { get: (name: string) => string | null };
const read = (headers: Headers, name: string): string => {
  const value = typeof headers.get === 'function' ? headers.get(name) : (headers as Record<string, string | string[] | undefined>)[name];
  return typeof value === 'string' ? value : '';
};

export interface VerifyOptions { /** Milliseconds since 1970, for tests. */ now?: number }

export const webhooks = {
  /**
   * Checks a call of a Kith server as Standard Webhooks has it, and gives the event. `body`: the text exactly as it came, before anything
   * has parsed it. `headers`: those of a `Request` or of Node, in lower case. `secret`: `whsec_…`, as it was shown once.
   * The same `webhook-id` may come again, after a retry or a replay: keep the ids that were handled. Within one request `data.seq` rises.
   * Throws `KithWebhookError` for everything that is not an event of this server, now.
   */
  async verify(body: string, headers: Headers, secret: string, { now = Date.now() }: VerifyOptions = {}): Promise<WebhookEvent & { id: string }> {
    const id = read(headers, 'webhook-id');
    const timestamp = read(headers, 'webhook-timestamp');
    if (!id || !/^\d{1,12}$/.test(timestamp) || !read(headers, 'webhook-signature')) throw new KithWebhookError('The headers webhook-id, webhook-timestamp and webhook-signature have to be there.');
    if (Math.abs(now / 1_000 - Number(timestamp)) > TOLERANCE) throw new KithWebhookError('The call is too old, or a clock is wrong.');
    let key: CryptoKey;
    try { key = await crypto.subtle.importKey('raw', bytesOf(secret.replace(/^whsec_/, '')), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']); } catch (error) { throw new KithWebhookError('The secret has to look like whsec_….', { cause: error }); }
    const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
    for (const signature of read(headers, 'webhook-signature').split(' ')) {
      const [version, value = ''] = signature.split(',');
      // Compared by the platform, in constant time. After a change of secret there may be two.
      try { if (version === 'v1' && await crypto.subtle.verify('HMAC', key, bytesOf(value), signed)) return { id, ...eventOf(body) }; } catch (error) { if (error instanceof KithWebhookError) throw error; }
    }
    throw new KithWebhookError('The signature does not fit.');
  },
};

function eventOf(body: string): WebhookEvent {
  let value: unknown;
  try { value = JSON.parse(body); } catch { /* below */ }
  const found = WebhookEvent.safeParse(value);
  if (!found.success) throw new KithWebhookError('This is not an event that this version of Kith knows.');
  return found.data;
}
