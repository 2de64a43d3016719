import { emergencyNumbers, zones } from './data.ts';

/** `country` is there only when zone and language agree on one; else ask, with `likely` first. There is no default. */
export interface CountryGuess { country?: string; likely: string[] }

/** Countries of an IANA zone: its own first, then those that share it. Empty for `UTC` and other zones of nobody. */
export function countriesOfZone(timeZone: string): string[] {
  const at = timeZone.indexOf('/');
  const area = zones.split('\n').find((line) => at > 0 && line.startsWith(`${timeZone.slice(0, at)} `));
  const entry = area?.split(' ').find((item) => /^(?:[A-Z]{2})+/.exec(item)?.[0] === item.slice(0, item.length - (timeZone.length - at - 1)) && item.endsWith(timeZone.slice(at + 1)));
  return entry?.slice(0, entry.length - (timeZone.length - at - 1)).match(/../g) ?? [];
}

const regionOf = (language: string): string | undefined => {
  try { return new Intl.Locale(language).region; } catch { return undefined; }
};
const likelyRegion = (language: string): string | undefined => {
  try { return new Intl.Locale(language).maximize().region; } catch { return undefined; }
};
/** What browsers say that hide where they are, Tor's above all: true only where the language says so too. */
const disguises = new Set(['Atlantic/Reykjavik']);
/** Set by makers of devices all over the world: they say nothing about where somebody is. */
const everywhere = new Set(['en-US', 'en-GB']);

/**
 * The country where somebody is, from the zone of their clock and their languages.
 * Only the zone's own country is ever taken, because help is where the body is. A zone that several countries share must be
 * confirmed by the language; a language of another country makes it a question.
 */
export function guessCountry({ timeZone, languages }: { timeZone?: string | undefined; languages?: readonly string[] }): CountryGuess {
  const list = languages ?? [];
  const [own, ...shared] = countriesOfZone(timeZone ?? '');
  const regions = list.map(regionOf).filter((region): region is string => region !== undefined && hasNumber(region));
  const likely = [...new Set([...(own ? [own] : []), ...regions, ...shared])].slice(0, 6);
  if (!own) return { likely };
  const first = list[0];
  const firstRegion = first === undefined ? undefined : regionOf(first);
  if (firstRegion === own) return { country: own, likely };
  const foreign = firstRegion !== undefined && hasNumber(firstRegion) && !everywhere.has(first!);
  if (foreign) return { likely };
  const confirmed = regions.includes(own) || (firstRegion === undefined && first !== undefined && likelyRegion(first) === own);
  return (shared.length || disguises.has(timeZone!)) && !confirmed ? { likely } : { country: own, likely };
}

function hasNumber(country: string): boolean { return ` ${emergencyNumbers}`.includes(` ${country}`); }
