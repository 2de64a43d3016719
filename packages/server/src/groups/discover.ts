import { Parser } from 'htmlparser2';

/** A feed that a web page names. */
export interface NamedFeed { url: string; title: string; type: string }
const types = ['application/json', 'application/feed+json', 'text/calendar', 'text/csv'];
const MOST = 20;

/** Whether a text is a web page rather than a feed. */
export const isWebPage = (text: string): boolean => /^\s*(?:<!doctype html|<html|<head)/i.test(text.slice(0, 500));

/**
 * The feeds that a page names in `<link rel="alternate">`, best first: the convention of Meeting Guide is JSON with the title "Meetings Feed".
 * Only https addresses, and http ones where the page itself came over http.
 */
export function feedsOf(page: string, address: string): NamedFeed[] {
  const found: NamedFeed[] = [];
  const { protocol } = new URL(address);
  let base = address;
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href = '', title = '' }) {
      if (name === 'base' && href) base = URL.parse(href, address)?.href ?? base;
      if (name !== 'link' || found.length >= MOST || !rel.toLowerCase().split(/\s+/).includes('alternate') || !types.includes(type.toLowerCase().split(';')[0]!.trim())) return;
      const url = URL.parse(href, base);
      if (url && (url.protocol === 'https:' || url.protocol === protocol) && !url.username) found.push({ url: url.href, title: title.slice(0, 120), type: type.toLowerCase() });
    },
  });
  parser.end(page);
  const rank = ({ title, type }: NamedFeed) => (/meeting/i.test(title) ? 0 : 2) + (type.includes('json') ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
}
