import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { nearest } from '../page.ts';

/** The words of an element in every language that it has: English at hand, each of the others loaded alone, when a page asks for it. */
export interface Catalog<Words> {
  english: Words;
  /** Base language, `es` → its words. */
  others: Map<string, () => Promise<Words>>;
  /** Brings the English words that the first view does not need; other languages bring theirs along. */
  later?: () => Promise<void>;
  /** Time in ms after which English is drawn, when the words of the page's language have not come. Default: wait. */
  patience?: number;
}
const loaded = new WeakMap<Map<string, unknown>, Map<string, unknown>>();

/** Gives an element the words, the language and the direction of the nearest ancestor that states them. */
export class LocaleController<Words> implements ReactiveController {
  /** BCP 47 tag for dates and numbers. */
  tag = 'en';
  direction: 'ltr' | 'rtl' = 'ltr';
  /** False until the words of the page's language are there: nothing is drawn in a wrong language first. */
  ready = false;
  words: Words;
  private wantsLater = false;
  private readings = 0;
  private readonly catalog: Catalog<Words>;
  private readonly host: ReactiveControllerHost & Element;
  private readonly observer = typeof MutationObserver === 'undefined' ? undefined : new MutationObserver(() => { void this.read(); });

  constructor(host: ReactiveControllerHost & Element, catalog: Catalog<Words>) {
    this.host = host;
    this.catalog = catalog;
    this.words = catalog.english;
    host.addController(this);
  }

  hostConnected(): void {
    void this.read();
    // Any ancestor may state a language, and change it.
    this.observer?.observe(document.documentElement, { attributes: true, attributeFilter: ['lang', 'dir'], subtree: true });
  }

  hostDisconnected(): void { this.observer?.disconnect(); }

  /** English words for filters and details come later than the rest. */
  async loadLater(): Promise<void> {
    this.wantsLater = true;
    if (this.words !== this.catalog.english) return;
    await this.catalog.later?.();
    this.host.requestUpdate();
  }

  private async read(): Promise<void> {
    const reading = ++this.readings;
    const { others, patience } = this.catalog;
    const wanted = nearest(this.host, 'lang') ?? navigator.language;
    const base = wanted.toLowerCase().split('-')[0]!;
    const known = loaded.get(others) as Map<string, Words> | undefined ?? new Map<string, Words>();
    loaded.set(others, known);
    // A chunk that does not come must not leave the page without words; the next reading tries again.
    const coming = known.has(base) ? undefined : others.get(base)?.().then((words) => { known.set(base, words); }, () => undefined);
    if (coming && patience !== undefined) {
      await Promise.race([coming, new Promise((resolve) => { setTimeout(resolve, patience); })]);
      if (!known.has(base)) void coming.then(() => this.settle(reading, wanted, base, known));
    } else await coming;
    await this.settle(reading, wanted, base, known);
  }

  private async settle(reading: number, wanted: string, base: string, known: Map<string, Words>): Promise<void> {
    if (reading !== this.readings) return;
    this.words = known.get(base) ?? this.catalog.english;
    const english = this.words === this.catalog.english;
    this.tag = english && base !== 'en' ? 'en' : canonical(wanted);
    if (this.wantsLater) await this.loadLater().catch(() => undefined);
    // The box goes by the words that are in it, whatever the page around it does.
    this.direction = english ? 'ltr' : nearest(this.host, 'dir') === 'rtl' || base === 'ar' ? 'rtl' : 'ltr';
    this.ready = true;
    this.host.requestUpdate();
  }
}

function canonical(tag: string): string {
  try { return Intl.getCanonicalLocales(tag)[0] ?? 'en'; } catch { return 'en'; }
}
