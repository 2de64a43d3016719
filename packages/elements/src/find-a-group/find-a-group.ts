import type { Facets, GroupPage, GroupQuery, GroupResult, Program } from '@kith/contract';
import { isApiError } from '@kith/sdk';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { KithErrorEvent, KithFeedReportEvent, KithReadyEvent, KithResultsEvent } from '../events.ts';
import type { Locale } from '@kith/finder/locale/en';
import { LocaleController } from '../locale/locale.ts';
import { headingLevel, readerZone, whenIdle } from '../page.ts';
import { crisisLine, type Help } from '../parts/crisis-line.ts';
import { tokens } from '../parts/tokens.styles.ts';
import { distanceText, listed } from '@kith/finder/wording';
import { card, type ListClock } from '../parts/group-card.ts';
import { countChosen, knownValues, lists, noChoices, readAddress, toQuery, writeAddress, type Choices, type List } from './choices.ts';
import type { FilterView, PanelName } from './filters.ts';
import { styles } from './find-a-group.styles.ts';
import type { Opened } from './opened.ts';
import { problemOf, problemText } from './problems.ts';
import type { HistoryEntry } from '../parts/history-entry.ts';
import type { Extras } from './extras.ts';
import type { FeedOutcome } from './feed-source.ts';
import { openServer } from './server-source.ts';
import { openFeeds, type GroupSource } from './source.ts';
import { finderWords } from './words.ts';

declare const __KITH_VERSION__: string | undefined;

const LOOKING_AFTER = 400;
const SLOW_AFTER = 6_000;
const TYPING = 220;
const TICK = 20_000;
/** A list older than this says so. */
const OLD = 600_000;
const RADIUS = 40;
/** Narrower than this (in the element's own em) the filters are one button that opens a sheet. */
const NARROW = 34;

const sourceProperties = ['site', 'server', 'src', 'topics', 'audience', 'near', 'days', 'format'] as const;

type Phase = 'waiting' | 'looking' | 'slow' | 'ready' | 'failed';
/** Names of the finders on the page: each keeps its choices under one of its own. */
const names = new Set<string>();

/**
 * Shows the support groups of a program, or of a feed, with search and filters.
 *
 * @tagname find-a-group
 * @summary Find a support group
 * @documentation /docs
 * @attr {string} view - `map`: the map is open at first. Map pictures are asked for only when the visitor presses for them.
 * @slot - The page's own words and number. They stay until the list is there, and come back if it cannot be.
 * @fires {KithReadyEvent} kith-ready - The first list is shown.
 * @fires {KithErrorEvent} kith-error - The list cannot be shown; `code` says why.
 * @fires {KithResultsEvent} kith-results - A list is shown; `total` says how many groups, nothing says what was looked for.
 * @fires {KithFeedReportEvent} kith-feed-report - With `src`: what became of a feed's records.
 * @csspart finder - The whole box.
 * @csspart crisis - The line with the emergency number.
 * @csspart search - The search box with its buttons.
 * @csspart list - The list of groups.
 * @csspart card - One group in the list.
 * @csspart title - The name of a group in the list.
 * @csspart detail - One group, whole.
 * @cssproperty [--kith-accent=oklch(0.52 0.09 195)] - The one colour; everything else is derived from it.
 * @cssproperty [--kith-surface] - Background of the box.
 * @cssproperty [--kith-raised] - Background of cards and controls.
 * @cssproperty [--kith-text] - Colour of text.
 * @cssproperty [--kith-radius=0.625em] - Roundness of cards.
 */
export class FindAGroup extends LitElement {
  static readonly version: string = typeof __KITH_VERSION__ === 'string' ? __KITH_VERSION__ : 'source';
  static override styles = [tokens, styles];
  // Not decorators: their helpers alone are most of a kilobyte.
  static override properties = {
    site: {}, server: {}, accent: {}, src: {}, topics: {}, audience: {}, near: {}, days: {}, format: {},
    pageSize: { type: Number, attribute: 'page-size' }, words: { attribute: false },
    ...Object.fromEntries([
      'phase', 'problem', 'groups', 'total', 'facets', 'corrected', 'asOf', 'choices', 'point', 'program', 'lines', 'openPanel', 'narrow', 'opened', 'pending', 'located', 'moreFailed', 'now', 'hear', 'placeName',
    ].map((name) => [name, { state: true }])),
  };

  private readonly locale = new LocaleController(this, finderWords);
  #source: GroupSource | undefined;
  #abort: AbortController | undefined;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #typing: ReturnType<typeof setTimeout> | undefined;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #sizes: ResizeObserver | undefined;
  #name = '';
  #cursor: string | undefined;
  #text = '';
  #returnTo: string | undefined;
  #announced = false;
  #entry: HistoryEntry | undefined;
  #helplinesAsked = false;
  #programOf: GroupSource | undefined;
  /** Draws filters and one group whole; comes when the page is idle, or when it is first needed. */
  #later: typeof import('./later.ts') | undefined;
  /** The list has taken the place of the page's own words. */
  #taken = false;
  #extras: Extras | undefined;
  readonly #seen = Object.fromEntries(lists.map((list) => [list, new Set<string>()])) as FilterView['seen'];
  /** Tells answers with the same words apart, so that each is announced. */
  #answers = 0;

  private phase: Phase = 'waiting';
  private problem: string | undefined;
  private groups: GroupResult[] = [];
  private total = 0;
  private facets: Facets | undefined;
  private corrected: string | undefined;
  /** When an old copy is from, in ms; 0: it is new. */
  private asOf = 0;
  private choices: Choices = noChoices();
  private point: { latitude: number; longitude: number } | undefined;
  private program: Program | undefined;
  private lines: Help | undefined;
  private openPanel: PanelName | undefined;
  private narrow = false;
  private opened: Opened | undefined;
  /** A search that takes its time while a list is shown. */
  private pending: 'looking' | 'slow' | undefined;
  /** The point is where the visitor is, not one that the page gave. */
  private located = false;
  /** Name of the place that is measured from, when the visitor looked one up. */
  private placeName: string | undefined;
  /** It was the next page that did not come. */
  private moreFailed = false;
  private now = Date.now();
  /** What the status says; reckoned when drawn, because the words of a language may come after the list. */
  private hear: () => string = () => '';

  /** Site key of the program, `pk_…`. Default: `data-site` of the script that brought Kith. */
  declare site?: string;
  /** Address of the Kith server. Default: where the script came from. */
  declare server?: string;
  /** Any CSS colour; the rest of the look is derived from it. */
  declare accent?: string;
  /** Addresses of feeds of any format that Kith reads, separated by spaces: groups straight from them, without a server. */
  declare src?: string;
  /** Topics chosen at first, slugs separated by commas. */
  declare topics?: string;
  /** Audience chosen at first. */
  declare audience?: string;
  /** Point to measure from, `lat,lng`. */
  declare near?: string;
  /** Days chosen at first, `MO,TU`. */
  declare days?: string;
  /** Format chosen at first: in-person, online, mixed or phone. */
  declare format?: string;
  /** Groups a page, 1 to 100. */
  pageSize = 20;
  /** Words to use instead of Kith's own. */
  words: Partial<Locale> = {};

  override connectedCallback(): void {
    super.connectedCallback();
    for (let at = 1; !this.#name; at++) { const name = at === 1 ? 'kith' : `kith-${at}`; if (!names.has(name)) { names.add(name); this.#name = name; } }
    this.#ticking = setInterval(() => { this.now = Date.now(); }, TICK);
    this.#sizes = new ResizeObserver(([entry]) => {
      const em = parseFloat(getComputedStyle(this).fontSize) || 16;
      const narrow = (entry?.contentRect.width ?? 0) < NARROW * em;
      // In the next frame: a change of size within the observer is an error that the host page would hear of.
      if (narrow !== this.narrow) requestAnimationFrame(() => { this.narrow = narrow; });
    });
    this.#sizes.observe(this);
    addEventListener('popstate', this.#onBack);
    addEventListener('online', this.#onOnline);
    // The first list is asked for in `willUpdate`, once every attribute is there. Moved within the page: nothing is lost.
    if (this.hasUpdated && (this.phase !== 'ready' || !this.#source)) this.#restart();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A dialog that is moved stays open without being modal.
    this.#sheet?.close();
    clearInterval(this.#ticking);
    clearTimeout(this.#typing);
    this.#sizes?.disconnect();
    removeEventListener('popstate', this.#onBack);
    removeEventListener('online', this.#onOnline);
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#stop();
      this.#closeSource();
      names.delete(this.#name);
      this.#name = '';
    });
  }

  protected override willUpdate(changed: PropertyValues<FindAGroup>): void {
    if (changed.has('accent')) this.style.setProperty('--kith-accent', this.accent && CSS.supports('color', this.accent) ? this.accent : null);
    if (sourceProperties.some((name) => changed.has(name)) || !this.hasUpdated) this.#restart();
  }

  protected override updated(): void {
    this.toggleAttribute('data-kith-ready', this.#isShown);
  }

  /** Shows the list anew, for example after the page has changed something that Kith cannot see. */
  refresh(): void { void this.#look(); }

  /** The list is there, in the page's language. */
  get #isShown(): boolean { return this.phase === 'ready' && this.locale.ready; }
  get #sheet(): HTMLDialogElement | null { return this.renderRoot.querySelector('dialog'); }
  get #words_(): Locale { return Object.keys(this.words).length ? { ...this.locale.words, ...this.words } : this.locale.words; }
  get #clock(): ListClock { return { tag: this.locale.tag, words: this.#words_, zone: readerZone(this), now: this.now, level: headingLevel(this) }; }
  /** There is a way to reach someone that can be pressed. */
  get #hasHelp(): boolean { return Boolean(this.lines?.emergency?.certain || this.lines?.lines.length); }

  #closeSource(): void {
    this.#extras?.close();
    this.#source?.close?.();
    this.#source = this.#extras = undefined;
  }

  #restart(): void {
    this.#closeSource();
    this.program = this.lines = undefined;
    this.#helplinesAsked = false;
    this.choices = { ...noChoices(), ...this.#fromAttributes(), ...readAddress(this.#name) };
    const [latitude, longitude] = (this.near ?? '').split(',').map(Number);
    this.located = false;
    this.point = latitude !== undefined && longitude !== undefined && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
    void this.#look();
  }

  #fromAttributes(): Partial<Choices> {
    const given: Partial<Record<List, string | undefined>> = { topics: this.topics, audiences: this.audience, days: this.days, formats: this.format };
    return Object.fromEntries(Object.entries(given).filter(([, text]) => text).map(([list, text]) => [list, knownValues(list as List, text!)]));
  }

  async #openSource(signal: AbortSignal): Promise<GroupSource> {
    if (this.#source) return this.#source;
    const tell = ({ feed, report, refusal }: FeedOutcome) => { this.dispatchEvent(new KithFeedReportEvent(feed, report, refusal)); };
    const source = await (this.src
      ? openFeeds(this.src, readerZone(this), tell)
      : openServer(this.server, this.site));
    if (signal.aborted) { source.close?.(); throw new DOMException('', 'AbortError'); }
    this.#source = source;
    return source;
  }

  #stop(): void {
    this.#abort?.abort();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }

  get #query(): GroupQuery {
    const text = this.#text.trim();
    return { ...toQuery(this.choices), ...(text ? { text } : {}), ...(this.point ? { near: { ...this.point, radius: RADIUS }, sort: 'distance' } : {}), limit: Math.min(100, Math.max(1, Math.round(this.pageSize) || 20)) };
  }

  /** Asks for the first page, or for the next one. */
  async #look(more = false): Promise<void> {
    this.#stop();
    const abort = new AbortController();
    this.#abort = abort;
    const { signal } = abort;
    const wait = (name: 'looking' | 'slow') => { if (this.phase === 'ready') this.pending = name; else this.phase = name; this.hear = () => this.#words_[name]; void this.#readProgram(); };
    this.#timers = [setTimeout(wait, LOOKING_AFTER, 'looking'), setTimeout(wait, SLOW_AFTER, 'slow')];
    try {
      const source = await this.#openSource(signal);
      const page = await source.page({ ...this.#query, ...(more && this.#cursor ? { cursor: this.#cursor } : {}) }, signal, this.#clock);
      if (!signal.aborted) this.#show(page, more);
    } catch (error) {
      if (!signal.aborted) this.#fail(error, more);
    } finally {
      void this.#readProgram();
      if (this.#abort === abort) { for (const timer of this.#timers) clearTimeout(timer); this.#timers = []; this.pending = undefined; }
    }
  }

  /** From "Try again": what was said stays until there is something else, and then focus goes on from the search. */
  readonly #retry = async () => {
    await this.#look(this.moreFailed);
    if (!this.problem) void this.#toSearch();
  };
  readonly #toSearch = () => this.#focusOn('input[type="search"]');

  /** After the list, or when that takes its time: the list is what people wait for. Until then the page's own words are there. */
  async #readProgram(): Promise<void> {
    const source = this.#source;
    if (source?.program && this.#programOf !== source) {
      this.#programOf = source;
      try {
        const program = await source.program();
        if (source === this.#source) { this.program = program; this.lines = program.helplines; }
      } catch {
        // Without it the list still works; the crisis line then speaks of the local number. The next search asks again.
        if (this.#programOf === source) this.#programOf = undefined;
      }
    }
    void this.#readLater();
  }

  /** What the first list does not need, once the page is idle: so that it is there even if the server goes away. */
  async #readLater(): Promise<void> {
    await whenIdle();
    await this.#loadLater().catch(() => undefined);
    if (this.#helplinesAsked || !this.program) return;
    this.#helplinesAsked = true;
    try {
      const { linesHere } = await import('../crisis-resources/find.ts');
      this.lines = linesHere(this.program, this.locale.tag);
    } catch { /* the lines that came with the program stay */ }
  }

  async #loadLater(): Promise<void> {
    const [later] = await Promise.all([import('./later.ts'), this.locale.loadLater()]);
    if (!this.#later) this.shadowRoot!.adoptedStyleSheets.push(later.laterStyles.styleSheet!);
    this.#later = later;
    this.#entry ??= later.historyEntry(() => { this.#closed(); });
    const source = this.#source;
    if (source) this.#extras ??= new later.Extras({ ...this.#around(source), query: () => this.#query, program: () => this.program, measureFrom: (point, name) => { this.#measureFrom(point, name); }, map: this.getAttribute('view') === 'map' });
    this.requestUpdate();
  }

  #show(page: GroupPage, more: boolean): void {
    const seen = new Set(more ? this.groups.map(({ id }) => id) : []);
    const first = page.groups.find(({ id }) => !seen.has(id))?.id;
    this.groups = more ? [...this.groups, ...page.groups.filter(({ id }) => !seen.has(id))] : page.groups;
    this.total = page.total;
    this.facets = page.facets;
    this.#cursor = page.cursor;
    const asOf = Date.parse(page.asOf);
    this.asOf = Date.now() - asOf > OLD ? asOf : 0;
    this.corrected = page.corrected && listed(this.locale.tag, Object.values(page.corrected));
    for (const list of lists) for (const value of Object.keys(page.facets[list] ?? {})) this.#seen[list].add(value);
    this.phase = 'ready';
    this.problem = undefined;
    this.moreFailed = false;
    this.now = Date.now();
    const same = ++this.#answers % 2 ? '' : '\u00a0';
    this.hear = () => [this.#countText() + same, this.corrected ? this.#words_.corrected(this.corrected) : ''].filter(Boolean).join('. ');
    if (!this.#announced) { this.#announced = true; this.dispatchEvent(new KithReadyEvent()); }
    this.dispatchEvent(new KithResultsEvent(page.total));
    if (more && first) void this.#focusOn(`[data-id="${first}"]`);
  }

  #fail(error: unknown, more = false): void {
    const code = problemOf(error, Boolean(this.src));
    this.problem = code;
    this.moreFailed = more;
    if (this.phase !== 'ready') this.phase = 'failed';
    this.hear = () => problemText(code, this.#words_);
    if (more) void this.#focusOn('.message button');
    this.dispatchEvent(new KithErrorEvent(code, isApiError(error) ? error.requestId : undefined));
    console.warn(`[kith] <${this.localName}> ${code}${isApiError(error) && error.requestId ? `, request ${error.requestId}` : ''}`);
  }

  #countText(): string {
    const words = this.#words_;
    // By the list that is shown: the point may be another one already.
    return this.groups[0]?.distance === undefined ? words.count(this.total) : words.countNear(this.total, distanceText(this.#clock, RADIUS));
  }

  async #focusOn(selector: string, otherwise = selector): Promise<void> {
    await this.updateComplete;
    const { renderRoot } = this;
    (renderRoot.querySelector<HTMLElement>(selector) ?? renderRoot.querySelector<HTMLElement>(otherwise))?.focus();
  }

  readonly #onBack = () => { this.#entry?.onBack(); };
  readonly #onOnline = () => { if (this.problem) void this.#look(); };
  readonly #onType = (event: Event) => {
    this.#text = (event.target as HTMLInputElement).value.slice(0, 200);
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => { void this.#look(); }, TYPING);
  };

  readonly #onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    clearTimeout(this.#typing);
    void this.#look();
  };

  readonly #toggle = (list: List, value: string) => {
    const chosen = this.choices[list];
    this.#choose({ ...this.choices, [list]: chosen.includes(value) ? chosen.filter((item) => item !== value) : [...chosen, value] });
  };

  #choose(choices: Choices): void {
    this.choices = choices;
    writeAddress(this.#name, choices);
    void this.#look();
  }

  readonly #clear = () => {
    this.point = this.placeName = undefined;
    this.located = false;
    this.#text = '';
    const box = this.renderRoot.querySelector('input');
    if (box) box.value = '';
    this.#choose(noChoices());
    void this.#focusOn(this.#sheet?.open ? '.sheet strong' : 'input[type="search"]');
  };

  readonly #removePoint = () => { this.#measureFrom(); };

  /** Measures from a point, or from none. */
  #measureFrom(point?: { latitude: number; longitude: number }, name?: string): void {
    this.point = point;
    this.placeName = name;
    this.located = Boolean(point && !name);
    void this.#look();
  }

  readonly #open = (id: string) => { void this.#openDetail(id); };

  async #openDetail(id: string): Promise<void> {
    const group = this.groups.find((item) => item.id === id);
    try { await this.#loadLater(); } catch (error) { this.#fail(error); return; }
    if (group) await this.#showGroup(group);
  }

  /** What the parts that come later need of this one. */
  #around(source: GroupSource) {
    return { source, requestUpdate: () => { this.requestUpdate(); }, focusOn: (selector: string) => this.#focusOn(selector), open: (group: GroupResult) => { void this.#showGroup(group); } };
  }

  async #showGroup(group: GroupResult): Promise<void> {
    // From one group to another: the way back is to where the first was opened.
    if (!this.opened) { this.#returnTo = group.id; this.#enter(); }
    this.opened = new this.#later!.Opened({ ...this.#around(this.#source!), back: this.#back }, group);
    await this.#focusOn('.detail .name');
  }

  /** On a phone, Back closes what was opened. */
  #enter(): void { if (this.narrow) this.#entry!.enter(); }

  /** Closes what is open, through the history where it has an entry there; a second press in the meantime does nothing. */
  readonly #back = () => { if (!this.#entry?.leave()) this.#closed(); };

  #closed(): void {
    // What was chosen meanwhile stood in the address of the entry that is gone.
    writeAddress(this.#name, this.choices);
    if (this.#sheet?.open) { this.#sheet.close(); void this.#focusOn('#filters'); return; }
    this.opened = undefined;
    // One that was opened on the map may not be in the list.
    void this.#focusOn(`[data-id="${this.#returnTo ?? ''}"]`, 'input[type="search"]');
  }

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (this.opened) { if (!this.opened.escape()) this.#back(); event.preventDefault(); }
    else if (this.openPanel) { const panel = this.openPanel; this.openPanel = undefined; void this.#focusOn(`[data-panel="${panel}"]`); event.preventDefault(); }
  };

  get #filterView(): FilterView {
    return {
      facets: this.facets, choices: this.choices, clock: this.#clock, topicOrder: this.program?.topics ?? [], seen: this.#seen, total: this.total, narrow: this.narrow, openPanel: this.openPanel,
      crisis: crisisLine(this.lines, this.#words_), near: this.#extras?.near(this.#clock, this.located), within: this.point && (this.placeName ? this.#words_.withinOf(distanceText(this.#clock, RADIUS), this.placeName) : this.#words_.within(distanceText(this.#clock, RADIUS), this.located)),
      place: this.#extras?.place(this.#clock) ?? nothing, map: this.#extras?.map(this.#clock),
      toggle: this.#toggle, clear: this.#clear, removePoint: this.#removePoint,
      setPanel: (panel) => { this.openPanel = panel; },
      openSheet: () => { this.#sheet?.showModal(); this.#enter(); },
      closeSheet: this.#back,
      toSearch: this.#toSearch,
    };
  }

  #renderList(): TemplateResult {
    const words = this.#words_;
    const clock = this.#clock;
    const filtered = countChosen(this.choices) > 0 || this.#text.trim() !== '' || this.point !== undefined;
    const view = this.#filterView;
    return html`
      <form class="search" part="search" role="search" aria-label=${`${words.finder} ${this.#name.slice(5)}`.trim()} @submit=${this.#onSubmit}>
        <label><span class="hidden-text">${words.search}</span><input type="search" placeholder=${words.searchHint} maxlength="200" autocomplete="off" enterkeyhint="search" .value=${this.#text} @input=${this.#onType}></label>
      </form>
      ${this.#later ? this.#later.filterBar(view) : html`<div class="bar"></div>`}
      ${this.#later?.activeChoices(view)}
      <p class="note">${this.pending ? words[this.pending] : this.#countText()}${this.corrected ? html` · ${words.corrected(this.corrected)}` : nothing}${this.asOf ? html` · ${words.asOf(new Intl.DateTimeFormat(clock.tag, { dateStyle: 'medium', timeStyle: 'short' }).format(this.asOf))}` : nothing}</p>
      ${this.total ? html`<ul class="list" part="list" role="list">${this.groups.map((group) => card(group, clock, this.#open))}</ul>`
        : html`<div class="message"><p>${filtered ? words.none : words.noneAtAll}</p>${filtered ? html`<p>${words.noneHelp}</p><button class="button" @click=${this.#clear}>${words.clearAll}</button>` : nothing}</div>`}
      ${this.moreFailed ? this.#renderMessage() : this.#cursor ? html`<p><button class="button" @click=${() => { void this.#look(true); }}>${words.showMore}</button></p>` : nothing}
      ${this.total ? this.#extras?.foot(clock) : nothing}
      <p class="note">${words.notTherapy}</p>`;
  }

  #renderMessage(): TemplateResult | typeof nothing {
    const words = this.#words_;
    if (this.problem) return html`<div class="message"><p>${problemText(this.problem, words)}</p><button class="button" @click=${this.#retry}>${words.retry}</button></div>`;
    return this.phase === 'looking' || this.phase === 'slow' ? html`<p>${words[this.phase]}</p>` : nothing;
  }

  protected override render(): TemplateResult {
    const { opened } = this;
    const ready = this.#isShown;
    // A box that is new in its place (another template) is no shift of what was there; one that had the focus stays the one it was.
    const instead = ready && this.#hasHelp && !(document.activeElement !== this && this.contains(document.activeElement));
    this.#taken ||= instead && !this.shadowRoot!.activeElement;
    const body = html`${crisisLine(this.lines, this.#words_)}
        ${this.locale.ready && !this.moreFailed ? this.#renderMessage() : nothing}
        ${ready ? (opened ? opened.render(this.#clock) : this.#renderList()) : nothing}`;
    // Until there is something better, the page's own words are what people see; also while our line of help has nothing
    // that can be pressed, or somebody is just about to press theirs.
    return html`<slot ?hidden=${instead} @focusout=${() => { setTimeout(() => { this.requestUpdate(); }); }}></slot>
      <p class="hidden-text" role="status" lang=${this.locale.tag}>${this.locale.ready ? this.hear() : nothing}</p>
      ${this.#taken ? html`<div class="finder" part="finder" lang=${this.locale.tag} dir=${this.locale.direction} @keydown=${this.#onKey}>${body}</div>` : html`<div part="finder" class="finder" lang=${this.locale.tag} dir=${this.locale.direction} @keydown=${this.#onKey}>${body}</div>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'find-a-group': FindAGroup }
}
