import type { FeedReport } from '@kith/finder';

/** The element is there with its first list. */
export class KithReadyEvent extends Event {
  constructor() { super('kith-ready', { bubbles: true, composed: true }); }
}

/** Something failed. `code` says what kind; no word of the visitor's is in it. */
export class KithErrorEvent extends Event {
  readonly code: string;
  readonly requestId: string | undefined;
  constructor(code: string, requestId?: string) {
    super('kith-error', { bubbles: true, composed: true });
    this.code = code;
    this.requestId = requestId;
  }
}

/** A list was shown. It says how many there are, never what was looked for. */
export class KithResultsEvent extends Event {
  readonly total: number;
  constructor(total: number) {
    super('kith-results', { bubbles: true, composed: true });
    this.total = total;
  }
}

/** With `src`: what became of a feed's records, for the page's author. */
export class KithFeedReportEvent extends Event {
  readonly feed: string;
  readonly report: FeedReport | undefined;
  /** Why the whole feed was refused, in words. */
  readonly refusal: string | undefined;
  constructor(feed: string, report: FeedReport | undefined, refusal: string | undefined) {
    super('kith-feed-report', { bubbles: true, composed: true });
    this.feed = feed;
    this.report = report;
    this.refusal = refusal;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'kith-ready': KithReadyEvent;
    'kith-error': KithErrorEvent;
    'kith-results': KithResultsEvent;
    'kith-feed-report': KithFeedReportEvent;
  }
}
