import { Refusal } from '../refusal.ts';
import { fetchFeed, type FetchedFeed, type FetchLimits, type Validators } from './fetch-feed.ts';

/** Each page has the time of one fetch; all of them together this many times as much. */
const TIMES = 10;
/** More pages than any register of groups has; each is a call to somebody else's server. */
const MOST_PAGES = 500;

/** Pages that an answer of an HSDS API says there are; 1 for every other text. */
function pagesOf(text: string): number {
  // Beside the records, which may be long: before or after them.
  const found = [text.slice(0, 2_000), text.slice(-2_000)].map((part) => /"total_pages"\s*:\s*(\d{1,6})/.exec(part)?.[1]).find((number) => number !== undefined);
  return found !== undefined && /^\s*\{/.test(text) && text.includes('"contents"') ? Number(found) : 1;
}

/**
 * A feed's whole text: an API that answers in pages (HSDS: `contents`, `total_pages`, asked for with `page`) is read to its end, within the
 * limits of one feed. Undefined when nothing has changed.
 */
export async function fetchWhole(address: string, validators: Validators, limits: FetchLimits): Promise<FetchedFeed | undefined> {
  const ends = Date.now() + TIMES * limits.time;
  const first = await fetchFeed(address, validators, limits);
  // A file is what it is: whoever kept one page of an API has one page.
  const pages = first && !address.startsWith('file:') ? pagesOf(first.text) : 1;
  if (!first || pages < 2) return first;
  if (pages > MOST_PAGES) throw new Refusal('feed-too-large', `The feed has ${pages.toLocaleString('en')} pages. Kith reads ${MOST_PAGES} at most: ask for larger pages.`);
  const contentsOf = (text: string): unknown[] => {
    try { const { contents } = JSON.parse(text) as { contents?: unknown }; if (Array.isArray(contents)) return contents as unknown[]; } catch { /* below */ }
    throw new Refusal('feed-pages', 'A page of the feed is not what the first one is: nothing of it was taken.');
  };
  const contents = contentsOf(first.text);
  let bytes = first.text.length;
  const url = new URL(address);
  for (let page = 2; page <= pages; page++) {
    url.searchParams.set('page', String(page));
    // No page is begun that might not have its whole time.
    if (Date.now() + limits.time > ends) throw new Refusal('feed-slow', `The pages of the feed did not arrive within ${Math.round(TIMES * limits.time / 1000)} seconds. Ask for larger pages.`);
    const { text } = (await fetchFeed(url.href, { etag: null, last_modified: null }, { ...limits, bytes: limits.bytes - bytes }))!;
    bytes += text.length;
    for (const record of contentsOf(text)) contents.push(record);
  }
  // The validators speak of the first page alone: another may have changed.
  return { text: JSON.stringify({ contents }), etag: null, lastModified: null };
}
