import { countries, countriesOfZone, firstLines, guessCountry, lookup, type Line, type Lookup } from '@kith/helplines';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { KithReadyEvent } from '../events.ts';
import type { CrisisWords } from '../locale/crisis-en.ts';
import { LocaleController } from '../locale/locale.ts';
import { headingLevel, kithScript, kithServer, nearest, readerZone } from '../page.ts';
import { crisisLine, whole } from '../parts/crisis-line.ts';
import { tokens } from '../parts/tokens.styles.ts';
import { QuickExit } from '../quick-exit.ts';
import { styles } from './crisis-resources.styles.ts';
import { ownLines, readFirst, type OwnLine } from './find.ts';
import type { Reader } from './hours-text.ts';
import { languageNames, lineItem } from './line.ts';
import type { ReportState } from './more.ts';
import { crisisWords } from './words.ts';

declare const __KITH_VERSION__: string | undefined;

/** Lines shown at first. */
const MOST = 4;
const TICK = 30_000;

/** What a program adds, from its server. Nothing of it is trusted. */
interface FromServer { own: unknown; hidden: string[]; country: string | undefined; quickExit: boolean }

/**
 * Shows the emergency number and crisis lines of the country where somebody is. Works without a server, without a network
 * and without a cookie: the lines of the whole world are in it.
 *
 * @summary Crisis lines of the whole world
 * @documentation /docs/helplines
 * @slot - The page's own words and number. They stay until the panel is there, and come back if it cannot be.
 * @fires {KithReadyEvent} kith-ready - The panel is shown.
 * @csspart panel - The whole box.
 * @csspart emergency - The emergency number.
 * @csspart line - One crisis line.
 * @csspart crisis - With `compact`: the one line.
 * @cssproperty [--kith-accent=oklch(0.52 0.09 195)] - The one colour; everything else is derived from it.
 * @cssproperty [--kith-surface] - Background of the box.
 * @cssproperty [--kith-raised] - Background of lines and controls.
 * @cssproperty [--kith-text] - Colour of text.
 * @cssproperty [--kith-radius=0.625em] - Roundness.
 */
export class CrisisResources extends LitElement {
  static readonly version: string = typeof __KITH_VERSION__ === 'string' ? __KITH_VERSION__ : 'source';
  static override styles = [tokens, styles];
  static override properties = {
    site: {}, server: {}, accent: {}, country: {}, region: {}, audience: {}, topics: {}, first: {}, compact: { type: Boolean }, quickExit: { type: Boolean, attribute: 'quick-exit' }, reportTo: { attribute: 'report-to' }, words: { attribute: false },
    ...Object.fromEntries(['picked', 'asking', 'wanted', 'all', 'now', 'fromServer', 'more', 'reported', 'hear'].map((name) => [name, { state: true }])),
  };

  private readonly locale = new LocaleController(this, crisisWords);
  private readonly exit = new QuickExit(this, () => this.#hasExit);
  #ticking: ReturnType<typeof setInterval> | undefined;
  #asked: string | undefined;
  #abort: AbortController | undefined;
  #announced = false;

  /** Country that the visitor picked here. Kept in memory only. */
  private picked: string | undefined;
  /** The visitor wants to change the country. */
  private asking = false;
  /** Chips that the visitor chose; they put lines first and hide none. */
  private wanted: { audience?: string | undefined; topic?: string | undefined; language?: string | undefined } = {};
  private all = false;
  private now = Date.now();
  private fromServer: FromServer | undefined;
  /** Draws sources, reports and the card; comes when somebody wants it. */
  private more: typeof import('./more.ts') | undefined;
  private reported: Record<string, ReportState> = {};
  private hear = '';

  /** Site key of the program, `pk_…`, for its own lines: the one request that this element makes. Default: `data-site` of the script that brought Kith. */
  declare site?: string;
  /** Address of the Kith server. Default: where the script came from. */
  declare server?: string;
  /** Any CSS colour; the rest of the look is derived from it. */
  declare accent?: string;
  /** ISO 3166-1 alpha-2. Default: `country` of an ancestor, else the browser's zone and language when they agree, else the visitor is asked. */
  declare country?: string;
  /** ISO 3166-2, like `US-ME`. */
  declare region?: string;
  /** Lines for this audience come first: `veterans`, `youth`, … */
  declare audience?: string;
  /** Lines for these topics come first, separated by commas: `suicide`, `domestic-violence`, … */
  declare topics?: string;
  /** Id of a line that comes first, or a line of your own as `Name: number`. The emergency number stays above it. */
  declare first?: string;
  /** One line, for the inside of something else. */
  declare compact: boolean;
  /** Shows the button that leaves the page at once. */
  declare quickExit: boolean;
  /** Where mistakes are reported when there is no server: an e-mail address. */
  declare reportTo?: string;
  /** Words to use instead of Kith's own. */
  words: Partial<CrisisWords> = {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ticking = setInterval(() => { this.now = Date.now(); }, TICK);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
    queueMicrotask(() => { if (!this.isConnected) { this.#abort?.abort(); this.#asked = undefined; } });
  }

  protected override willUpdate(changed: PropertyValues<CrisisResources>): void {
    if (changed.has('accent')) {
      if (this.accent && CSS.supports('color', this.accent)) this.style.setProperty('--kith-accent', this.accent);
      else this.style.removeProperty('--kith-accent');
    }
  }

  protected override updated(): void {
    this.toggleAttribute('data-kith-ready', this.locale.ready);
    if (!this.locale.ready) return;
    if (!this.#announced) { this.#announced = true; this.dispatchEvent(new KithReadyEvent()); }
    // After the panel is on screen: it does not wait for anybody.
    void this.#askServer();
  }

  get #site(): string | undefined { return this.site ?? kithScript()?.dataset.site; }
  get #server(): string { return (this.server ?? kithServer(kithScript(), import.meta.url)).replace(/\/$/, ''); }
  get #hasExit(): boolean { return this.quickExit || Boolean(this.fromServer?.quickExit); }
  get #words_(): CrisisWords { return Object.keys(this.words).length ? { ...this.locale.words, ...this.words } : this.locale.words; }
  get #reader(): Reader { return { words: this.#words_, tag: this.locale.tag, zone: readerZone(this), now: this.now }; }

  /** Where the visitor is: what they picked, what the page says, what zone and language agree on, the program's own; else nobody knows. */
  get #place(): { country?: string | undefined; likely: string[] } {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const guess = guessCountry({ timeZone, languages: navigator.languages });
    const ofZone = countriesOfZone(timeZone);
    // The program's country, unless the clock says that the visitor is somewhere else.
    const ofProgram = this.fromServer?.country;
    const stated = [this.picked, this.country, nearest(this, 'country'), nearest(this, 'data-country'), guess.country, !ofZone.length || (ofProgram && ofZone.includes(ofProgram)) ? ofProgram : undefined].map((code) => code?.trim().toUpperCase()).find((code) => code && countries().includes(code));
    return { country: stated, likely: [...new Set([...(stated ? [stated] : []), ...guess.likely])] };
  }

  #found(country: string): Lookup {
    const { audience, topic, language } = this.wanted;
    const languages = [language, this.locale.tag, ...navigator.languages].filter((tag) => tag !== undefined);
    const topics = topic ? [topic] : this.topics?.split(',').map((item) => item.trim());
    const found = lookup({ country, region: this.region, audience: audience ?? this.audience, topics, languages, at: this.now });
    // Asked for by hand, a language is more than a tie.
    const bySpeech = language ? [...found.lines].sort((a, b) => Number(b.languages.includes(language)) - Number(a.languages.includes(language))) : found.lines;
    return { ...found, lines: bySpeech.filter(({ id }) => !this.fromServer?.hidden.includes(id)) };
  }

  /** The lines in the order to show: what the page and the program put first, then those of the country. */
  #lines(found: Lookup): { shown: (Line | OwnLine)[]; rest: number } {
    const { id, line } = readFirst(this.picked ? undefined : this.first, found.lines, found.country);
    // No number crosses a border, the program's own neither.
    const own = found.country === this.fromServer?.country ? ownLines(this.fromServer.own, found.country) : [];
    const top = found.lines.find((item) => item.id === id);
    const lines = top ? { ...found, lines: [top, ...found.lines.filter((item) => item !== top)] } : found;
    const ahead: (Line | OwnLine)[] = [...(line ? [line] : []), ...own.filter((item) => item.first)];
    const beside = own.filter((item) => !item.first);
    const most = this.all ? found.lines.length : MOST;
    const shown = firstLines(lines, most);
    return { shown: [...ahead, ...shown.slice(0, 1), ...beside, ...shown.slice(1)], rest: found.lines.length - shown.length };
  }

  /** The program's own lines. Whatever comes back, the panel stays as it is or gains a line. */
  async #askServer(): Promise<void> {
    const site = this.#site;
    const key = site && `${this.#server}/v1/helplines?site=${encodeURIComponent(site)}`;
    if (!key || key === this.#asked) return;
    this.#asked = key;
    this.#abort?.abort();
    this.#abort = new AbortController();
    const get = (cache: RequestCache) => fetch(key, { cache, credentials: 'omit', referrerPolicy: 'no-referrer', signal: this.#abort!.signal }).then(async (response) => {
      if (!response.ok) throw new Error(String(response.status));
      return response.json() as Promise<Record<string, unknown> | null>;
    });
    try {
      // Offline, the browser's own copy of the last answer is as good: nothing is stored by us.
      const answer = await get('default').catch(() => get('force-cache'));
      if (key !== this.#asked || typeof answer !== 'object' || answer === null) return;
      const { own, hidden, country, quickExit } = answer;
      this.fromServer = { own, hidden: Array.isArray(hidden) ? hidden.filter((id) => typeof id === 'string') : [], country: typeof country === 'string' ? country : undefined, quickExit: quickExit === true };
    } catch { /* the world's lines are here */ }
  }

  readonly #pick = (country: string) => {
    if (!country) return;
    this.picked = country;
    this.asking = false;
    this.all = false;
    this.wanted = {};
    this.#say(country);
    void this.#focusOn('.title');
  };

  #say(country: string): void {
    this.hear = this.#words_.hear(lookup({ country }).lines.length, this.#countryName(country));
  }

  #choose(change: typeof this.wanted, country: string): void {
    this.wanted = { ...this.wanted, ...change };
    const { shown } = this.#lines(this.#found(country));
    this.hear = shown[0]?.name ?? '';
  }

  async #showAll(found: Lookup): Promise<void> {
    const next = this.#lines(found).shown.length;
    this.all = true;
    await this.updateComplete;
    this.renderRoot.querySelectorAll<HTMLElement>('.line')[next]?.querySelector<HTMLElement>('a, summary')?.focus();
  }

  async #focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  readonly #loadMore = async () => {
    try {
      const [more] = await Promise.all([import('./more.ts'), this.locale.loadLater()]);
      this.more = more;
    } catch { /* asked for again with the next tap */ }
  };

  async #report(id: string, kind: string): Promise<void> {
    this.reported = { ...this.reported, [id]: 'sending' };
    const sent = await fetch(`${this.#server}/v1/helplines/${encodeURIComponent(id)}/reports?site=${encodeURIComponent(this.#site!)}`, {
      method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` }, body: JSON.stringify({ kind }), credentials: 'omit', referrerPolicy: 'no-referrer',
    }).then((response) => response.ok, () => false);
    this.reported = { ...this.reported, [id]: sent ? 'sent' : 'failed' };
    void this.#focusOn(`[data-id="${CSS.escape(id)}"] .report`);
  }

  #countryName(country: string): string {
    return new Intl.DisplayNames([this.locale.tag], { type: 'region' }).of(country) ?? country;
  }

  #renderEmergency(found: Lookup | undefined): TemplateResult {
    const words = this.#words_;
    const { emergency } = found ?? {};
    return html`<div class="emergency" part="emergency"><p><strong>${words.danger}</strong> ${emergency?.certain ? html`<span class="note">${words.emergencyIn(this.#countryName(found!.country))}</span>` : emergency ? words.localMayBe(whole(emergency.value)) : words.localEmergency}</p>
      ${emergency ? html`<a class="button number ${emergency.certain ? 'main' : ''}" href=${emergency.href}>${words.callNumber(whole(emergency.value))}</a>` : nothing}</div>`;
  }

  #renderAsking(likely: string[]): TemplateResult {
    const words = this.#words_;
    const collator = new Intl.Collator(this.locale.tag);
    const all = countries().map((country) => [country, this.#countryName(country)] as const).sort(([, a], [, b]) => collator.compare(a, b));
    return html`<fieldset class="box"><legend>${words.where}</legend><p class="note">${words.whereWhy}</p>
      ${likely.length ? html`<div class="row">${likely.map((country) => html`<button type="button" class="button" @click=${() => { this.#pick(country); }}>${this.#countryName(country)}</button>`)}</div>` : nothing}
      <label class="row"><span>${likely.length ? words.otherCountry : words.choose}</span>
      <select @change=${(event: Event) => { this.#pick((event.target as HTMLSelectElement).value); }}><option value="">${words.choose}</option>${all.map(([country, name]) => html`<option value=${country}>${name}</option>`)}</select></label></fieldset>`;
  }

  #renderChips(found: Lookup): TemplateResult | typeof nothing {
    const words = this.#words_;
    const values = (read: (line: Line) => string[]) => [...new Set(found.lines.flatMap(read))];
    const groups: [keyof typeof this.wanted, string, [string, string | undefined][]][] = [
      ['audience', words.forWhom, values((line) => line.audiences).map((value) => [value, words.audiences[value]])],
      ['topic', words.aboutWhat, values((line) => line.topics).map((value) => [value, words.topics[value]])],
      ['language', words.inLanguage, values((line) => line.languages).map((value) => [value, languageNames([value], { tag: this.locale.tag, words })])],
    ];
    // By name, so that a chip stays where it was pressed when the lines change places.
    const collator = new Intl.Collator(this.locale.tag);
    for (const [, , list] of groups) list.sort(([, a = ''], [, b = '']) => collator.compare(a, b));
    const useful = groups.filter(([, , list]) => list.length > 1);
    if (found.lines.length < 3 || !useful.length) return nothing;
    return html`<details><summary>${words.fit}</summary>${useful.map(([name, legend, list]) => html`<fieldset><legend>${legend}</legend><div class="chips">${list.filter(([, label]) => label).map(([value, label]) => html`
      <button type="button" class="button" aria-pressed=${this.wanted[name] === value ? 'true' : 'false'} @click=${() => { this.#choose({ [name]: this.wanted[name] === value ? undefined : value }, found.country); }}>${label}</button>`)}</div></fieldset>`)}</details>`;
  }

  #renderHelp(found: Lookup): TemplateResult {
    const words = this.#words_;
    const list = (title: string, texts: string[]) => html`<details><summary>${title}</summary><ul class="steps">${texts.map((text) => html`<li>${text}</li>`)}</ul></details>`;
    return html`<div>${list(words.nobody, words.nobodyText)}${list(words.happens, words.happensText)}
      <p><button type="button" class="button quiet" @click=${() => { void this.#loadMore().then(() => { this.more?.printCard(found, this.#lines(found).shown, this.#reader, this.#countryName(found.country)); }); }}>${words.print}</button></p></div>`;
  }

  #renderPanel(): TemplateResult {
    const words = this.#words_;
    const { country, likely } = this.#place;
    const found = country ? this.#found(country) : undefined;
    if (this.compact) return html`<div lang=${this.locale.tag} dir=${this.locale.direction}>${crisisLine(found && { ...found, lines: this.#lines(found).shown }, words)}</div>`;
    const asking = this.asking || !found;
    const { shown, rest } = found && !asking ? this.#lines(found) : { shown: [], rest: 0 };
    const level = headingLevel(this);
    const { more } = this;
    return html`<div class="panel" part="panel" lang=${this.locale.tag} dir=${this.locale.direction}>
      ${this.#hasExit ? html`<div><a class="button" href="https://www.wikipedia.org/" rel="noreferrer" @click=${this.exit.leave}>${words.exit}</a> <span class="note">${words.exitNote}</span></div>` : nothing}
      <div class="title" role="heading" aria-level=${level} tabindex="-1">${words.crisisHelp}</div>
      ${this.#renderEmergency(found)}
      <p class="hidden-text" role="status">${this.hear}</p>
      ${asking ? this.#renderAsking(likely) : html`
        <div class="row"><span>${words.linesIn(this.#countryName(found.country))}</span><button type="button" class="button quiet" @click=${() => { this.asking = true; void this.#focusOn('fieldset button, select'); }}>${words.change}</button></div>
        ${this.#renderChips(found)}
        ${found.lines.length ? nothing : html`<p>${words.noLine(this.#countryName(found.country))}</p>`}
        ${shown.length ? html`<ul class="lines" role="list">${shown.map((line) => lineItem(line, {
          reader: this.#reader, level: level + 1, audience: this.wanted.audience ?? this.audience, language: this.locale.tag.split('-')[0]!,
          about: more && ((item) => more.aboutLine(item, this.#reader, {
            state: this.reported[item.id] ?? 'closed', mail: this.reportTo, canSend: Boolean(this.#site),
            set: (state) => { this.reported = { ...this.reported, [item.id]: state }; void this.#focusOn(`[data-id="${item.id}"] .report`); }, send: (kind) => { void this.#report(item.id, kind); }, say: (text) => { this.hear = text; },
          })),
          openAbout: (_line, event) => { if ((event.target as HTMLDetailsElement).open) void this.#loadMore(); },
        }))}</ul>` : nothing}
        ${rest > 0 ? html`<p><button type="button" class="button" @click=${() => { void this.#showAll(found); }}>${words.more(rest)}</button></p>` : nothing}
        ${this.#renderHelp(found)}`}
    </div>`;
  }

  protected override render(): TemplateResult {
    // Whatever goes wrong here, what the page's author wrote is what people see.
    try {
      if (this.locale.ready) return html`${this.#renderPanel()}<slot ?hidden=${Boolean(this.#place.country)}></slot>`;
    } catch (error) { console.error('[kith] <crisis-resources>', error instanceof Error ? error.name : ''); }
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'crisis-resources': CrisisResources }
}
