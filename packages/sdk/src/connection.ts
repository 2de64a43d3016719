import ky, { HTTPError, TimeoutError, type KyInstance, type Options } from 'ky';
import type { core } from 'zod/mini';
import { KithAnswerError, KithApiError, KithConnectionError, KithTimeoutError } from './errors.ts';

export interface ConnectionOptions {
  /** Address of the Kith server, `https://peers.example.org`. */
  server: string;
  /** Public site key of the program, `pk_…`. */
  site: string;
  /** Another `fetch`, for tests or for a platform's own. */
  fetch?: typeof globalThis.fetch;
  /** Milliseconds for a whole call: waits, retries and the body included. Default 15,000. */
  timeout?: number;
  /** How often a safe call is tried again. Default 2. */
  retries?: number;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Take the browser's last copy, however old, before asking the server. */
  cached?: boolean;
}

/** What a capability needs: one typed call. Made by `connect`. */
export interface Connection {
  readonly site: string;
  /** Without a slash at its end. */
  readonly server: string;
  readonly fetch: typeof globalThis.fetch | undefined;
  call: <Schema extends core.$ZodType>(path: string, schema: Schema, options?: CallOptions & { method?: 'get' | 'post' | 'delete'; query?: Record<string, string | undefined>; body?: unknown; headers?: Record<string, string>; safe?: boolean }) => Promise<core.output<Schema>>;
}

/** The longest that a server's `Retry-After` is followed, in milliseconds; beyond it the error comes at once. */
const LONGEST_WAIT = 10_000;

interface ProblemLike { code?: unknown; detail?: unknown; requestId?: unknown; errors?: unknown }
const textOr = (value: unknown, fallback: string) => (typeof value === 'string' ? value : fallback);

async function apiError(response: Response): Promise<KithApiError> {
  const body = await response.json().catch(() => ({})) as ProblemLike | null;
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  return new KithApiError(textOr(body?.detail, 'The server refused, without saying why.'), {
    code: textOr(body?.code, 'unknown'), status: response.status,
    requestId: typeof body?.requestId === 'string' ? body.requestId : response.headers.get('x-request-id') ?? undefined,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
    paths: Array.isArray(body?.errors) ? (body.errors as { path?: unknown }[]).map(({ path }) => textOr(path, '')) : [],
  });
}

/** Connects to a server. Nothing is sent before the first call. */
export function connect({ server: given, site, fetch, timeout = 15_000, retries = 2 }: ConnectionOptions): Connection {
  const server = given.replace(/\/+$/, '');
  const options: Options = {
    prefixUrl: `${server}/v1`,
    // Ours below: it has to cover the waits and the body too.
    timeout: false,
    credentials: 'omit', referrerPolicy: 'no-referrer',
    retry: {
      limit: retries, methods: ['get', 'post'], statusCodes: [408, 429, 500, 502, 503, 504],
      maxRetryAfter: LONGEST_WAIT, backoffLimit: 3_000, delay: (attempt) => 300 * 2 ** (attempt - 1), jitter: true,
    },
    ...(fetch ? { fetch } : {}),
  };
  const client: KyInstance = ky.create(options);
  return {
    site,
    server, fetch,
    async call(path, schema, { method = 'get', query, body, headers, safe = method === 'get', signal, cached } = {}) {
      // By hand: AbortSignal.any and .timeout are younger than some phones that people borrow.
      const stopper = new AbortController();
      let late = false;
      const timer = setTimeout(() => { late = true; stopper.abort(); }, timeout);
      const pass = () => { stopper.abort(); };
      if (signal?.aborted) stopper.abort();
      signal?.addEventListener('abort', pass, { once: true });
      const stop = stopper.signal;
      const searchParams = new URLSearchParams(Object.entries({ site, ...query }).filter((entry): entry is [string, string] => entry[1] !== undefined));
      try {
        const answer = await untilStopped(stop, (async () => {
          const response = await client(path, { method, searchParams, signal: stop, ...(body === undefined ? {} : { json: body }), ...(headers ? { headers } : {}), ...(safe && !cached ? {} : { retry: 0 }), ...(cached ? { cache: 'force-cache' as const } : {}) });
          return { requestId: response.headers.get('x-request-id') ?? undefined, text: await response.text() };
        })());
        return readAnswer(schema, answer.text, answer.requestId);
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (late || error instanceof TimeoutError) throw new KithTimeoutError('The server did not answer in time.', { cause: error });
        if (error instanceof HTTPError) throw await apiError(error.response);
        if (error instanceof KithAnswerError) throw error;
        throw new KithConnectionError('The server could not be reached.', { cause: error });
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', pass);
      }
    },
  };
}

/** An abort ends a wait at once, also one that the library sleeps through. */
function untilStopped<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => { reject(signal.reason as Error); };
    if (signal.aborted) { work.catch(() => undefined); stop(); return; }
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => { signal.removeEventListener('abort', stop); });
  });
}

function readAnswer<Schema extends core.$ZodType>(schema: Schema, text: string, requestId: string | undefined): core.output<Schema> {
  let value: unknown;
  try { value = JSON.parse(text); } catch { throw new KithAnswerError(['(not JSON)'], requestId); }
  const read = (schema as unknown as { safeParse: (value: unknown) => { success: true; data: core.output<Schema> } | { success: false; error: { issues: { path: PropertyKey[] }[] } } }).safeParse(value);
  if (!read.success) throw new KithAnswerError(read.error.issues.slice(0, 10).map((issue) => issue.path.map(String).join('.')), requestId);
  return read.data;
}
