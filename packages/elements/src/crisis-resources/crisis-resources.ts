import { countries, countriesOfZone, firstLines, guessCountry, isClosed, lookup, type Line, type Lookup } from '@kith/helplines';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { KithReadyEvent } from '../events.ts';
import { crisisEnglish, type CrisisWords } from '../locale/crisis-en.ts';
import { LocaleController } from '../locale/locale.ts';
import { headingLevel, kithScript, kithServer, nearest, readerZone, whenIdle } from '../page.ts';
import { crisisLine, whole } from '../parts/crisis-line.ts';
import { tokens } from '../parts/tokens.styles.ts';
import { QuickExit } from '../quick-exit.ts';
import { styles } from './crisis-resources.styles.ts';
import { ownLines, readFirst, type OwnLine } from './find.ts';
import type { Reader } from './hours-text.ts';
import { lineItem } from './line.ts';
import type { ReportState, Wanted } from './more.ts';
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
 * @tagname crisis-resources
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
  private readonly exit = new QuickExit(this, () => this.#hasExit && !this.compact);
  #ticking: ReturnType<typeof setInterval> | undefined;
  #asked: string | undefined;
  #abort: AbortController | undefined;
  #announced = false;
  /** The server has not said yet whether there is an exit: its room is kept, so that no number moves under a finger. */
  get #mayExit(): boolean { return !this.fromServer && Boolean(this.#site); }
  #idle = false;
  /** Something of the page or the server made the drawing fail: it is left out. */
  #plain = false;

  /** Country that the visitor picked here. Kept in memory only. */
  private picked: string | undefined;
  /** The visitor wants to change the country. */
  private asking = false;
  /** Chips that the visitor chose; they put lines first and hide none. */
  private wanted: Wanted = {};
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
    if (!this.locale.ready || !this.isConnected) return;
    if (!this.#announced) { this.#announced = true; this.dispatchEvent(new KithReadyEvent()); }
    // After the panel is on screen: it does not wait for anybody.
    void this.#askServer();
    // The rest, while there is a network: for when there is none.
    if (!this.#idle && !this.compact) { this.#idle = true; void whenIdle().then(() => this.#loadMore(true)); }
  }

  get #site(): string | undefined { return this.site ?? kithScript()?.dataset.site; }
  get #server(): string { return (this.server ?? kithServer(kithScript(), import.meta.url)).replace(/\/$/, ''); }
  get #hasExit(): boolean { return this.quickExit || Boolean(this.fromServer?.quickExit); }
  get #words_(): CrisisWords { return !this.#plain && Object.keys(this.words).length ? { ...this.locale.words, ...this.words } : this.locale.words; }
  get #reader(): Reader { return { words: this.#words_, tag: this.locale.tag, zone: readerZone(this), now: this.now }; }

  /** Where the visitor is: what they picked, what the page says, what zone and language agree on, the program's own; else nobody knows. */
  get #place(): { country?: string | undefined; likely: string[]; /** The page or its program says this country. */ stated: boolean } {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const guess = guessCountry({ timeZone, languages: navigator.languages });
    const ofZone = countriesOfZone(timeZone);
    // The program's country, unless the clock says that the visitor is somewhere else.
    const ofProgram = this.fromServer?.country;
    const known = (code: string | undefined) => { const upper = code?.trim().toUpperCase(); return upper && countries().includes(upper) ? upper : undefined; };
    const ofPage = known(this.country) ?? known(nearest(this, 'country')) ?? known(nearest(this, 'data-country'));
    const country = known(this.picked) ?? ofPage ?? guess.country ?? (!ofZone.length || (ofProgram && ofZone.includes(ofProgram)) ? known(ofProgram) : undefined);
    return { country, likely: [...new Set([...(country ? [country] : []), ...guess.likely])], stated: country !== undefined && (country === ofPage || country === known(ofProgram)) };
  }

  #found(country: string): Lookup {
    const { audience, topic, language } = this.wanted;
    const languages = [language, this.locale.tag, ...navigator.languages].filter((tag) => tag !== undefined);
    const topics = topic ? [topic] : String(this.topics ?? '').split(',').map((item) => item.trim());
    const found = lookup({ country, region: this.region, audience: audience ?? this.audience, topics, languages, at: this.now });
    // Asked for by hand, a language is more than a tie; what is closed stays last.
    const rank = (line: Line) => Number(isClosed(line, this.now)) * 2 + Number(!line.languages.includes(language!));
    const bySpeech = language ? [...found.lines].sort((a, b) => rank(a) - rank(b)) : found.lines;
    const lines = bySpeech.filter(({ id }) => this.#plain || !this.fromServer?.hidden.includes(id));
    const general = lines.find(({ id }) => id === found.general) ?? lines.find((line) => !line.audiences.length && !line.regions);
    // Whatever a server hides, somebody for everyone stays.
    if (!general && found.general) return { ...found, lines: [bySpeech.find(({ id }) => id === found.general)!, ...lines] };
    return { ...found, lines, ...(general ? { general: general.id } : {}) };
  }

  /** The lines in the order to show: what the page and the program put first, then those of the country. */
  #lines(found: Lookup): { shown: (Line | OwnLine)[]; rest: number } {
    const { id, line } = readFirst(this.first, found.lines, found.country, this.#place.stated);
    // No number crosses a border, the program's own neither.
    const own = !this.#plain && found.country === this.fromServer?.country?.toUpperCase() ? ownLines(this.fromServer.own, found.country) : [];
    // An open line stands above a closed one, whatever the page would like.
    const top = found.lines.find((item) => item.id === id && !isClosed(item, this.now));
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
      if (!response.ok) throw new Error();
      return response.json() as Promise<Record<string, unknown> | null>;
    });
    try {
      // Offline, the browser's own copy of the last answer is as good: nothing is stored by us.
      const answer = await get('default').catch((error: unknown) => { if (this.#abort!.signal.aborted) throw error; return get('force-cache'); });
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
    this.hear = this.#words_.hear(lookup({ country }).lines.length, this.#countryName(country));
    void this.#focusOn('.title');
  };

  #choose(change: Wanted, country: string): void {
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

  readonly #loadMore = async (quietly = false) => {
    try {
      const [more] = await Promise.all([import('./more.ts'), this.locale.loadLater()]);
      this.more = more;
    } catch { if (quietly) this.#idle = false; else this.hear = this.#words_.notLoaded; }
  };

  async #report(id: string, kind: string): Promise<void> {
    this.reported = { ...this.reported, [id]: 'sending' };
    const sent = await this.more!.sendReport(`${this.#server}/v1/helplines/${encodeURIComponent(id)}/reports?site=${encodeURIComponent(this.#site!)}`, kind);
    this.reported = { ...this.reported, [id]: sent ? 'sent' : 'failed' };
    void this.#focusOn(`[data-id="${CSS.escape(id)}"] .report`);
  }

  /** Inside of something that has more to end, that leaves. */
  readonly #leave = (event: Event) => {
    const { host } = this.getRootNode() as Partial<ShadowRoot>;
    const { exit } = (host ?? {}) as { exit?: Partial<QuickExit> };
    (typeof exit?.leave === 'function' ? exit.leave : this.exit.leave)(event);
  };

  #countryName(country: string): string {
    try { return new Intl.DisplayNames([this.locale.tag], { type: 'region' }).of(country) ?? country; } catch { return country; }
  }

  #renderEmergency(found: Lookup | undefined): TemplateResult {
    const words = this.#words_;
    const { emergency } = found ?? {};
    return html`<div class="emergency" part="emergency"><p><strong>${words.danger}</strong> ${emergency?.certain ? html`<span class="note">${words.emergencyIn(this.#countryName(found!.country))}</span>` : emergency ? words.localMayBe(whole(emergency.value)) : words.localEmergency}</p>
      ${emergency ? html`<a class="button number ${emergency.certain ? 'main' : ''}" href=${emergency.href}>${words.callNumber(whole(emergency.value))}</a>` : nothing}
      ${emergency?.police && emergency.certain ? html`<a class="button number" href=${emergency.police.href}>${words.police(whole(emergency.police.value))}</a>` : nothing}</div>`;
  }

  /** A list changes with every arrow key, so only its button decides. */
  #renderAsking(likely: string[]): TemplateResult {
    const words = this.#words_;
    const collator = new Intl.Collator(this.locale.tag);
    const all = countries().map((country) => [country, this.#countryName(country)] as const).sort(([, a], [, b]) => collator.compare(a, b));
    return html`<fieldset class="box"><legend>${words.where}</legend><p class="note">${words.whereWhy}</p>
      ${likely.length ? html`<div class="row">${likely.map((country) => html`<button type="button" class="button" @click=${() => { this.#pick(country); }}>${this.#countryName(country)}</button>`)}</div>` : nothing}
      <label class="row"><span>${likely.length ? words.otherCountry : words.choose}</span>
      <select><option value="">${words.choose}</option>${all.map(([country, name]) => html`<option value=${country}>${name}</option>`)}</select></label>
      <div><button type="button" class="button" @click=${() => { this.#pick(this.renderRoot.querySelector('select')!.value); }}>${words.showNumbers}</button></div></fieldset>`;
  }

  /** Chips come when the page is idle; their room is kept free. */
  #renderChips(found: Lookup): TemplateResult | typeof nothing {
    if (found.lines.length < 3) return nothing;
    const { more } = this;
    return html`<div class="fit">${more && 'copy' in this.#words_ ? more.chips(found, this.#reader, this.wanted, (change) => { this.#choose(change, found.country); }) : nothing}</div>`;
  }

  #renderHelp(found: Lookup): TemplateResult {
    const words = this.#words_;
    const list = (title: string, texts: string[]) => html`<details><summary>${title}</summary><ul class="steps">${texts.map((text) => html`<li>${text}</li>`)}</ul></details>`;
    return html`<div>${list(words.nobody, words.nobodyText)}${'copy' in words ? html`${list(words.happens, words.happensText)}
      <p><button type="button" class="button quiet" @click=${() => { void this.#loadMore().then(() => { if (this.more) this.more.printCard(found, this.#lines(found).shown, this.#reader, this.#countryName(found.country)); else print(); }); }}>${words.print}</button></p>` : nothing}</div>`;
  }

  #renderPanel(): TemplateResult {
    const words = this.#words_;
    const { country, likely } = this.#place;
    const found = country ? this.#found(country) : undefined;
    if (this.compact) return html`<div lang=${this.locale.tag} dir=${this.locale.direction}>${crisisLine(found && { ...found, lines: this.#lines(found).shown.filter((line) => !isClosed(line, this.now)) }, words)}</div>`;
    const asking = this.asking || !found;
    const { shown, rest } = found && !asking ? this.#lines(found) : { shown: [], rest: 0 };
    const level = headingLevel(this);
    const { more } = this;
    return html`<div class="panel" part="panel" lang=${this.locale.tag} dir=${this.locale.direction}>
      ${this.#hasExit || this.#mayExit ? html`<div class=${this.#hasExit ? nothing : 'room'}><a class="button" href="https://www.wikipedia.org/" rel="noreferrer" @click=${this.#leave}>${words.exit}</a> <span class="note">${words.exitNote}</span></div>` : nothing}
      <div class="title" role="heading" aria-level=${level} tabindex="-1">${words.crisisHelp}</div>
      ${this.#renderEmergency(found)}
      <p class="hidden-text" role="status">${this.hear}</p>
      ${asking ? this.#renderAsking(likely) : html`
        <div class="row"><span>${words.linesIn(this.#countryName(found.country))}</span><button type="button" class="button quiet" @click=${() => { this.asking = true; void this.#focusOn('fieldset button, select'); }}>${words.change}</button></div>
        ${this.#renderChips(found)}
        ${found.lines.length ? nothing : html`<p>${words.noLine(this.#countryName(found.country))}</p>`}
        ${shown.length ? html`<ul class="lines" role="list">${repeat(shown, ({ id }) => id, (line) => lineItem(line, {
          reader: this.#reader, level: level + 1,
          about: !more || !('copy' in words) ? undefined : ((item) => more.aboutLine(item, this.#reader, {
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
    // Whatever goes wrong: without what the page and the server gave, else what the page's author wrote, else the words that are always true.
    for (const plain of [false, true]) {
      this.#plain = plain;
      try {
        if (this.locale.ready) return html`${this.#renderPanel()}<slot ?hidden=${Boolean(this.#place.country)}></slot>`;
      } catch (error) { console.error('[kith]', (error as Error | null)?.name); }
    }
    return html`<slot>${crisisEnglish.danger} ${crisisEnglish.localEmergency}</slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'crisis-resources': CrisisResources }
}
