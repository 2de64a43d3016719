import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { nearest } from '../page.ts';
import { en, type Locale } from './en.ts';

/** Languages with words of their own; each is loaded alone, when a page asks for it. */
const loaders = new Map<string, () => Promise<Locale>>([
  ['es', async () => (await import('./es.ts')).es],
  ['ar', async () => (await import('./ar.ts')).ar],
]);
const loaded = new Map<string, Locale>([['en', en]]);

/** Gives an element the words, the language and the direction of the nearest ancestor that states them. */
export class LocaleController implements ReactiveController {
  /** BCP 47 tag for dates and numbers. */
  tag = 'en';
  direction: 'ltr' | 'rtl' = 'ltr';
  /** False until the words of the page's language are there: nothing is drawn in a wrong language first. */
  ready = false;
  words: Locale = en;
  private wantsLater = false;
  private readings = 0;
  private readonly host: ReactiveControllerHost & Element;
  private readonly observer = typeof MutationObserver === 'undefined' ? undefined : new MutationObserver(() => { void this.read(); });

  constructor(host: ReactiveControllerHost & Element) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    void this.read();
    // Any ancestor may state a language, and change it.
    this.observer?.observe(document.documentElement, { attributes: true, attributeFilter: ['lang', 'dir'], subtree: true });
  }

  hostDisconnected(): void { this.observer?.disconnect(); }

  /** English words for filters and details come later than the rest; other languages bring theirs along. */
  async loadLater(): Promise<void> {
    this.wantsLater = true;
    if (this.words !== en || 'topics' in en) return;
    Object.assign(en, (await import('./en-later.ts')).later);
    this.host.requestUpdate();
  }

  private async read(): Promise<void> {
    const reading = ++this.readings;
    const wanted = nearest(this.host, 'lang') ?? navigator.language;
    const base = wanted.toLowerCase().split('-')[0]!;
    // A chunk that does not come must not leave the page without words; the next reading tries again.
    const load = loaded.has(base) ? undefined : loaders.get(base);
    if (load) try { loaded.set(base, await load()); } catch { /* English then */ }
    if (reading !== this.readings) return;
    this.words = loaded.get(base) ?? en;
    this.tag = loaded.has(base) ? canonical(wanted) : 'en';
    if (this.wantsLater) await this.loadLater().catch(() => undefined);
    // The box goes by the words that are in it, whatever the page around it does.
    this.direction = this.words === en ? 'ltr' : nearest(this.host, 'dir') === 'rtl' || base === 'ar' ? 'rtl' : 'ltr';
    this.ready = true;
    this.host.requestUpdate();
  }
}

function canonical(tag: string): string {
  try { return Intl.getCanonicalLocales(tag)[0] ?? 'en'; } catch { return 'en'; }
}
