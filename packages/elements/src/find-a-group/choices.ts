import { accessNeeds, audiences, dayParts, formats, isSensitiveTopic, topics, weekdays, type GroupQuery } from '@kith/contract';

/** What a visitor has chosen, by list. Kept apart from words and place, which never go into an address. */
export const lists = ['topics', 'days', 'times', 'formats', 'audiences', 'languages', 'needs'] as const;
export type List = (typeof lists)[number];
export type Choices = Record<List, string[]>;

const vocabulary: Partial<Record<List, readonly string[]>> = { topics, days: weekdays, times: dayParts, formats, audiences, needs: accessNeeds };
const isLanguage = (text: string) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(text);

export const noChoices = (): Choices => ({ topics: [], days: [], times: [], formats: [], audiences: [], languages: [], needs: [] });

export const countChosen = (choices: Choices, only: readonly List[] = lists): number => only.reduce((sum, list) => sum + choices[list].length, 0);

/** Values of a list that the vocabulary knows. */
export const knownValues = (list: List, text: string): string[] => [...new Set(text.split(/[\s,]+/))].filter((value) => (list === 'languages' ? isLanguage(value) : vocabulary[list]!.includes(value)));

export const toQuery = (choices: Choices): GroupQuery => Object.fromEntries(lists.filter((list) => choices[list].length).map((list) => [list, choices[list]]));

/** Audiences that say as much about a person as a sensitive topic does. */
const sensitiveAudiences = ['lgbtq', 'leaving-prison', 'foster-youth', 'unhoused', 'survivors'];
const mayStand = (list: List, value: string) => (list === 'topics' ? !isSensitiveTopic(value) : list === 'audiences' ? !sensitiveAudiences.includes(value) : list !== 'needs');

/** Reads the choices that the page's address holds under a name, `kith-days=MO,TU`. */
export function readAddress(name: string): Partial<Choices> {
  const found: Partial<Choices> = {};
  const parameters = new URLSearchParams(location.search);
  for (const list of lists) {
    const values = knownValues(list, parameters.get(`${name}-${list}`) ?? '');
    if (values.length) found[list] = values;
  }
  return found;
}

/** Keeps the choices in the page's address, without a history entry and without anything that tells of a person. */
export function writeAddress(name: string, choices: Choices): void {
  try {
    const url = new URL(location.href);
    for (const list of lists) {
      const values = choices[list].filter((value) => mayStand(list, value));
      if (values.length) url.searchParams.set(`${name}-${list}`, values.join(',')); else url.searchParams.delete(`${name}-${list}`);
    }
    if (url.href !== location.href) history.replaceState(history.state, '', url);
  } catch { /* a sandboxed frame has no address to keep things in */ }
}
