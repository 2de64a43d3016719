import type { ErrorCode } from '@kith/contract';

/** Everything the SDK throws on purpose. `name` is written out, because minifiers change class names. */
export class KithError extends Error {
  override name = 'KithError';
}

/** The server refused, in its own words: `message` is fit to show. */
export class KithApiError extends KithError {
  override name = 'KithApiError';
  /** Open: a newer server may have more codes. */
  declare readonly code: ErrorCode | (string & {});
  /** HTTP status. */
  declare readonly status: number;
  /** Tell it to whoever runs the server. */
  declare readonly requestId: string | undefined;
  /** Of a refused body: the paths of what was not taken, never the values. */
  declare readonly paths: readonly string[];
  /** Seconds to wait, where the server said so. */
  declare readonly retryAfter: number | undefined;
  constructor(detail: string, facts: Pick<KithApiError, 'code' | 'status' | 'requestId' | 'retryAfter' | 'paths'>) {
    super(detail);
    Object.assign(this, facts);
  }
}

/** No answer: offline, blocked, or the server is down. */
export class KithConnectionError extends KithError {
  override name = 'KithConnectionError';
}

/** No answer in time. */
export class KithTimeoutError extends KithError {
  override name = 'KithTimeoutError';
}

/** An answer that is not what the contract says. `paths` names the fields, never their values. */
export class KithAnswerError extends KithError {
  override name = 'KithAnswerError';
  readonly paths: readonly string[];
  readonly requestId: string | undefined;
  constructor(paths: readonly string[], requestId: string | undefined) {
    super('The server gave an answer that this version of Kith does not understand.');
    this.paths = paths;
    this.requestId = requestId;
  }
}

/** Works across frames and copies of the SDK, where `instanceof` does not. */
export const isKithError = (error: unknown): error is KithError => error instanceof Error && /^Kith(Api|Connection|Timeout|Answer|Webhook)?Error$/.test(error.name);
export const isApiError = (error: unknown): error is KithApiError => error instanceof Error && error.name === 'KithApiError';
