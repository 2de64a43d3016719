import type { HelplineList } from '@kith/contract';
import { lookup } from '@kith/helplines';

/** The emergency number and the lines of a country, at most `most`, in the order to show them. */
export function listHelplines(country: string, most = Infinity): HelplineList {
  const { emergency, lines } = lookup({ country });
  return {
    country,
    ...(emergency ? { emergency: { value: emergency.value, certain: emergency.certain } } : {}),
    lines: lines.slice(0, most).map(({ audiences: _, ...line }) => line),
  };
}
