/** What the page around an element says: the nearest ancestor first, out of shadow roots too. */
export function nearest(element: Element, attribute: string): string | undefined {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return element.closest(`[${attribute}]`)?.getAttribute(attribute) || (host && nearest(host, attribute));
}

/** Level for a heading inside an element: one below the heading before it on the page. */
export function headingLevel(element: Element): number {
  const before = [...(element.getRootNode() as Document).querySelectorAll('h1,h2,h3,h4,h5')].filter((heading) => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING && !element.contains(heading)).at(-1);
  return before ? Number(before.localName[1]) + 1 : 3;
}

/** IANA zone of the reader: `time-zone` of an ancestor, else the browser's. */
export function readerZone(element: Element): string {
  const stated = nearest(element, 'time-zone');
  if (stated) { try { return new Intl.DateTimeFormat('en', { timeZone: stated }).resolvedOptions().timeZone; } catch { /* not a zone: the browser knows better */ } }
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The script tag that brought Kith into the page, for `data-site`. */
export const kithScript = (): HTMLScriptElement | null => document.querySelector<HTMLScriptElement>('script[data-site][src*="kith.js"]');

/** Address of the server that the script came from, `/v1.2.3/` of an immutable one left out; else where this file came from. */
export const kithServer = (script: HTMLScriptElement | null, own: string): string => (script ? script.src.replace(/\/(v[\d.]+\/)?kith\.js.*$/, '') : new URL(own).origin);

/** When the page has nothing else to do, and within a second in any case: a browser may leave a page that stands still without an idle moment. */
export const whenIdle = (): Promise<void> => new Promise((resolve) => { if ('requestIdleCallback' in globalThis) requestIdleCallback(() => { resolve(); }, { timeout: 1_000 }); else setTimeout(resolve, 500); });
