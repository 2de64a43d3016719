import { topics, weekdays, type Facets } from '@kith/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { languageName } from '@kith/finder/wording';
import { countChosen, lists, type Choices, type List } from './choices.ts';
import type { Clock } from '@kith/finder/times';

/** The controls of the bar, each with the lists that it opens. At most four. */
export const panels = { topic: ['topics'], when: ['days', 'times'], how: ['formats'], moreFilters: ['audiences', 'languages', 'needs'] } as const satisfies Record<string, readonly List[]>;
export type PanelName = keyof typeof panels;

export interface FilterView {
  facets: Facets | undefined;
  choices: Choices;
  clock: Clock;
  /** Topics that the program offers, in its order. */
  topicOrder: readonly string[];
  /** Values that have had groups since the page was opened: rows stay where they are while counts change. */
  seen: Record<List, Set<string>>;
  total: number;
  narrow: boolean;
  openPanel: PanelName | undefined;
  /** The crisis line, for the sheet that covers everything else. */
  crisis: TemplateResult;
  near: TemplateResult | undefined;
  /** A town or postcode to measure from, where there is a server that knows them. */
  place: TemplateResult | typeof nothing;
  map: TemplateResult | undefined;
  /** What is being measured from, in words. */
  within: string | undefined;
  toggle: (list: List, value: string) => void;
  setPanel: (panel: PanelName | undefined) => void;
  openSheet: () => void;
  closeSheet: () => void;
  clear: () => void;
  removePoint: () => void;
  /** Moves focus to where it makes sense after a chip is gone. */
  toSearch: () => Promise<void>;
}

/** A value in words. */
function valueLabel(list: List, value: string, { words, tag }: Clock): string {
  switch (list) {
    case 'languages': return languageName(tag, value);
    default: return words[list]?.[value] ?? value;
  }
}

const fixedOrder: Partial<Record<List, readonly string[]>> = { days: [...weekdays.slice(1), 'SU'], times: ['morning', 'afternoon', 'evening', 'night'], formats: ['in-person', 'online', 'mixed', 'phone'] };

/** Values that have had groups or are chosen, in an order that stays put while counts change. */
function valuesOf(list: List, { facets, choices, clock, topicOrder, seen }: FilterView): { value: string; count: number }[] {
  const counts = facets?.[list] ?? {};
  const values = [...new Set([...seen[list], ...choices[list]])];
  const order = list === 'topics' ? [...topicOrder, ...topics] : fixedOrder[list];
  const collator = new Intl.Collator(clock.tag);
  values.sort((a, b) => (order ? (order.indexOf(a) + 1 || 999) - (order.indexOf(b) + 1 || 999) : 0) || collator.compare(valueLabel(list, a, clock), valueLabel(list, b, clock)));
  return values.map((value) => ({ value, count: counts[value] ?? 0 }));
}

/** One list as a labelled group of check boxes with counts; nothing when there is nothing to choose. */
function filterGroup(list: List, view: FilterView): TemplateResult | typeof nothing {
  const values = valuesOf(list, view);
  if (values.length < 2 && !view.choices[list].length) return nothing;
  const number = new Intl.NumberFormat(view.clock.tag);
  return html`<fieldset class="filter" data-list=${list}>
    <legend>${view.clock.words.facets[list]}</legend>
    ${values.map(({ value, count }) => html`<label class="choice"><input type="checkbox" name=${list} value=${value} .checked=${view.choices[list].includes(value)} @change=${() => { view.toggle(list, value); }}><span>${valueLabel(list, value, view.clock)}</span> <span class="note count">${number.format(count)}</span></label>`)}
  </fieldset>`;
}

/** Whether a control of the bar has anything to offer. */
const hasValues = (name: PanelName, view: FilterView): boolean => (name === 'how' && view.place !== nothing) || panels[name].some((list) => valuesOf(list, view).length > 1 || view.choices[list].length > 0);


/** The bar of controls when wide; one button with a sheet when narrow. */
export function filterBar(view: FilterView): TemplateResult {
  const { words } = view.clock;
  const offered = (Object.keys(panels) as PanelName[]).filter((name) => hasValues(name, view));
  const chosen = countChosen(view.choices);
  if (view.narrow) {
    return html`<div class="bar"><button class="button" id="filters" aria-haspopup="dialog" @click=${view.openSheet}>${words.filters(chosen)}</button>${view.near}</div>
      <dialog aria-label=${words.filters(0)} @cancel=${(event: Event) => { event.preventDefault(); view.closeSheet(); }}>
        <div class="sheet">
          <p class="sheet-head"><strong tabindex="-1">${words.filters(0)}</strong><button class="button" @click=${view.closeSheet}>${words.close}</button></p>
          ${view.crisis}
          <p class="note" role="status">${words.count(view.total)}</p>
          ${view.place}
          ${offered.flatMap((name) => panels[name].map((list) => filterGroup(list, view)))}
          <p class="sheet-foot"><button class="button main" @click=${view.closeSheet}>${words.done(view.total)}</button>
          ${chosen ? html`<button class="button" @click=${view.clear}>${words.clearAll}</button>` : nothing}</p>
        </div>
      </dialog>${view.map}`;
  }
  return html`<div class="bar">${view.near}${offered.map((name) => {
    const count = countChosen(view.choices, panels[name]);
    return html`<button class="button" data-panel=${name} aria-expanded=${view.openPanel === name ? 'true' : 'false'} aria-controls="panel" @click=${() => { view.setPanel(view.openPanel === name ? undefined : name); }}>${words[name]}${count ? ` (${count})` : ''}</button>`;
  })}</div>
  <div class="panel" id="panel" ?hidden=${!view.openPanel}>${view.openPanel ? panels[view.openPanel].map((list) => filterGroup(list, view)) : nothing}${view.openPanel === 'how' ? view.place : nothing}</div>${view.map}`;
}

/** Everything that is chosen, in one place, each with a way to take it back. */
export function activeChoices(view: FilterView): TemplateResult | typeof nothing {
  const { words } = view.clock;
  const chosen = lists.flatMap((list) => view.choices[list].map((value) => ({ list, value })));
  if (!chosen.length && !view.within) return nothing;
  const chip = (label: string, remove: () => void) => html`<button class="chip" aria-label=${words.remove(label)} @click=${() => { remove(); void view.toSearch(); }}><span>${label}</span><span aria-hidden="true">×</span></button>`;
  return html`<div class="active" role="group" aria-label=${words.active}>
    ${chosen.map(({ list, value }) => chip(valueLabel(list, value, view.clock), () => { view.toggle(list, value); }))}
    ${view.within ? chip(view.within, view.removePoint) : nothing}
    <button class="button quiet" @click=${view.clear}>${words.clearAll}</button>
  </div>`;
}
