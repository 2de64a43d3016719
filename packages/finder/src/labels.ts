import type { Dictionary } from './dictionary.ts';
import { facetNames, type FacetName, type GroupIndex } from './group-index.ts';
import { wordsOf } from './words.ts';

type Named = Exclude<FacetName, 'languages'>;
/** What a language calls the values of lists; a locale is one. Values without a label cannot be found by it. */
export interface Labels { /** BCP 47 */ tag: string; words: Partial<Record<Named, Record<string, string>>> }

/** Words of labels, each with the values of lists whose label has it. */
export interface LabelIndex extends Dictionary { values: (readonly [FacetName, string])[][] }

/** The same without anything else that a locale has, so that it can be handed to a worker. */
export function labelsOf({ tag, words }: Labels): Labels {
  return { tag, words: Object.fromEntries(facetNames.flatMap((facet) => (facet !== 'languages' && words[facet] ? [[facet, words[facet]]] : []))) };
}

/**
 * Lets a search find groups by what the lists call their values: "monday online", "mujeres", "Spanish". Replaces what was given before. A list knows
 * the groups of each of its values, so this costs nothing for each group.
 */
export function giveLabels(index: GroupIndex, languages: readonly Labels[]): void {
  const found = new Map<string, Map<string, readonly [FacetName, string]>>();
  const call = (facet: FacetName, value: string, label: string | undefined) => {
    for (const word of wordsOf(label ?? '')) {
      let values = found.get(word);
      if (!values) { values = new Map(); found.set(word, values); }
      values.set(`${facet} ${value}`, [facet, value]);
    }
  };
  for (const { tag, words } of languages) {
    const names = new Intl.DisplayNames([tag], { type: 'language', fallback: 'none' });
    for (const facet of facetNames) for (const value of index.facets[facet].keys()) call(facet, value, facet === 'languages' ? languageIn(names, value) : words[facet]?.[value]);
  }
  const words = [...found.keys()].sort();
  index.labels = { words, values: words.map((word) => [...found.get(word)!.values()]) };
}

function languageIn(names: Intl.DisplayNames, language: string): string | undefined {
  // A feed may call anything a language.
  try { return names.of(language); } catch { return undefined; }
}
