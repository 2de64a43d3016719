import { errorCodes, type ErrorCode, type Problem } from '@kith/contract';

/** An answer with the one error body. `issues` names paths and rules, never values. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly code: ErrorCode;
  readonly issues: { path: string; message: string }[] | undefined;
  readonly retryAfter: number | undefined;
  constructor(code: ErrorCode, more: { issues?: { path: string; message: string }[]; retryAfter?: number } = {}) {
    super(code);
    this.code = code;
    this.issues = more.issues;
    this.retryAfter = more.retryAfter;
  }
}

const titles: Record<number, string> = { 400: 'Bad request', 403: 'Not allowed', 404: 'Not found', 405: 'Method not allowed', 409: 'Conflict', 413: 'Too large', 415: 'Unsupported type', 429: 'Too many requests', 500: 'Server error', 503: 'Not ready' };

export function problem(code: ErrorCode, requestId: string, issues?: { path: string; message: string }[]): Problem {
  const [status, detail] = errorCodes[code];
  return { type: `/docs#${code}`, title: titles[status] ?? 'Error', status, code, detail, requestId, ...(issues?.length ? { errors: issues } : {}) };
}

/** zod's issues without the values that they may quote. */
export const issuesOf = (error: { issues: readonly { code?: string; path: readonly PropertyKey[]; expected?: unknown; values?: readonly unknown[]; keys?: readonly string[]; maximum?: unknown; minimum?: unknown }[] }): { path: string; message: string }[] =>
  error.issues.slice(0, 10).map((issue) => ({ path: issue.path.map(String).join('.').slice(0, 80), message: describe(issue) }));

function describe(issue: { code?: string; expected?: unknown; values?: readonly unknown[]; maximum?: unknown; minimum?: unknown }): string {
  switch (issue.code) {
    case 'invalid_type': return `must be: ${String(issue.expected)}`;
    case 'invalid_value': return `must be one of: ${(issue.values ?? []).join(', ').slice(0, 400)}`;
    case 'too_big': return `must be at most ${String(issue.maximum)}`;
    case 'too_small': return `must be at least ${String(issue.minimum)}`;
    case 'unrecognized_keys': return 'has a field that is not known here';
    case 'invalid_format': return 'is not written as it should be';
    default: return 'is not allowed here';
  }
}
