import { isApiError, isKithError } from '@kith/sdk';
import type { Locale } from '@kith/finder/locale/en';

/** What kind of problem an error is: the server's own code, or the name of ours. */
export const problemOf = (error: unknown, fromFeed: boolean): string => (isApiError(error) ? error.code : isKithError(error) ? error.name : (error as { code?: string }).code ?? (fromFeed ? 'feed' : 'failed'));

/** A problem in plain words. */
export function problemText(problem: string, words: Locale): string {
  switch (problem) {
    case 'unknown-site': return words.unknownSite;
    case 'origin-not-allowed': return words.refused;
    case 'too-many-requests': return words.tooMany;
    case 'feed': return words.feedFailed;
    case 'KithConnectionError': return navigator.onLine ? words.unreachable : words.offline;
    case 'KithTimeoutError': return words.unreachable;
    default: return words.failed;
  }
}
