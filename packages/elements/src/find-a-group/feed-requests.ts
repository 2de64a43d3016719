/**
 * Asks for feeds. In a built copy this is a file of its own, the first that is there on a page whose finders have feeds: what reads them, and shows
 * them, is a hundred times as long.
 */
/** Addresses in `src`, separated by spaces; as they were written, so relative to the page. */
export const feedsIn = (src: string): string[] => src.match(/\S+/g) ?? [];

/** No page is served by a feed larger than this. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** An answer with what came; without, where it said that it is too large. */
type Came = readonly [Response, ArrayBuffer | undefined];
/** What was asked for before there was anything to read it with, by address as it was written. */
const ahead = new Map<string, Promise<Came>>();

const ask = (feed: string): Promise<Came> => fetch(feed, { credentials: 'omit', referrerPolicy: 'no-referrer' }).then(async (response) => [response, Number(response.headers.get('content-length')) > MOST_BYTES ? void response.body?.cancel() : await response.arrayBuffer()]);

/** An answer with what came. Nobody's cookies go along, nor where from. */
export function askFor(feed: string): Promise<Came> {
  const asked = ahead.get(feed) ?? ask(feed);
  // Whoever asks later asks anew.
  ahead.delete(feed);
  return asked;
}

// A worker that reads feeds has no page.
if ('document' in globalThis) {
  for (const finder of document.querySelectorAll('find-a-group[src]')) for (const feed of feedsIn(finder.getAttribute('src')!)) {
    const answer = ahead.get(feed) ?? ask(feed);
    answer.catch(() => undefined);
    ahead.set(feed, answer);
  }
  // The first date that a page writes takes long: while everything is on its way.
  setTimeout(Intl.DateTimeFormat);
}
