import { html, LitElement, type CSSResult, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { KithErrorEvent, KithReadyEvent } from '../events.ts';
import { kithScript, kithServer, nearest } from '../page.ts';
import { QuickExit } from '../quick-exit.ts';
import { styles } from './card.styles.ts';

declare const __KITH_VERSION__: string | undefined;

/** What the card takes from the server's answer. The words come with it, so that the page brings none. */
interface Card { quickExit: boolean; language: string; direction: string; words: Record<string, string>; crisis: { text: string; href: string }[] }
/** What a server says when it refuses. */
interface Failure { code?: string | undefined; requestId?: string | undefined }
/** What the frame's page draws in place. */
export interface RoomElement extends HTMLElement { site: string; server: string; exit: QuickExit; embedded: boolean; framed: boolean; mayClose: boolean; close: () => void; updateComplete: Promise<boolean> }

/** A plain card in the page; everything private is in a frame of the Kith server, where the page's scripts cannot read. */
export abstract class FrameCard extends LitElement {
  static readonly version: string = typeof __KITH_VERSION__ === 'string' ? __KITH_VERSION__ : 'source';
  static override styles: CSSResult = styles;
  static override properties: Record<string, object> = { site: {}, server: {}, accent: {}, isolation: {}, open: { type: Boolean, reflect: true }, card: { state: true }, way: { state: true }, shown: { state: true }, failed: { state: true } };

  /** Site key of the program. Default: `data-site` of the script that brought Kith. */
  declare site?: string;
  /** Address of the Kith server. Default: where the script came from. */
  declare server?: string;
  /** Any CSS colour; the rest of the look is derived from it. */
  declare accent?: string;
  /** `off`: what is private runs in the page itself, where every script of the page can read it. Only for sites without other scripts. */
  declare isolation?: string;
  /** The frame is shown. The visitor's click sets it; closing takes it away, and what is in it stays as it is. */
  declare open: boolean;
  /** @internal */
  card: Card | undefined;
  /** How it is shown, once it was opened: a frame stays where it is while it is closed. @internal */
  way: 'frame' | 'inline' | undefined;
  /** It is on screen: only then the card, or the page's own words, make room. @internal */
  shown: boolean | undefined;
  /** Why it is not open: the name of the card's words for it. @internal */
  failed: 'failed' | 'refused' | undefined;
  readonly exit: QuickExit = new QuickExit(this, () => this.card?.quickExit);
  #asked: string | undefined;

  /** The call that brings the words of the card. @internal */
  abstract get source(): string;
  /** Brings what is drawn in the frame, and gives its tag. @internal */
  abstract room(): Promise<string>;
  /** More for the address of the frame; nothing private. @internal */
  declare more?: Record<string, string>;

  get address(): string { return (this.server ?? kithServer(kithScript(), import.meta.url)).replace(/\/$/, ''); }
  get siteKey(): string { return this.site ?? kithScript()?.dataset.site ?? ''; }
  get query(): string { return `site=${this.siteKey}&lang=${this.language}`; }
  get language(): string { return nearest(this, 'lang') ?? navigator.language; }

  constructor() {
    super();
    // Any ancestor may state another language: the card follows, what is open stays as it is.
    const watch = new MutationObserver(() => { this.requestUpdate(); });
    this.addController({ hostConnected: () => { watch.observe(document, { attributeFilter: ['lang'], subtree: true }); }, hostDisconnected: () => { watch.disconnect(); } });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('accent')) this.style.setProperty('--kith-accent', CSS.supports('color', this.accent!) ? this.accent! : null);
    if (changed.has('open') && (this.open || this.way)) {
      this.failed = undefined;
      import('./opened.ts').then((opened) => { opened.follow(this); }, () => { this.failed = 'failed'; this.open = false; });
    }
  }

  protected override updated(): void {
    const address = `${this.address}/v1/${this.source}?${this.query}`;
    if (address === this.#asked) return;
    this.#asked = address;
    void this.#ask(address);
  }

  async #ask(address: string): Promise<void> {
    try {
      if (!this.siteKey) throw { code: 'unknown-site' };
      const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
      const card = await response.json() as Card;
      if (!response.ok) throw card;
      if (address !== this.#asked) return;
      const first = !this.card;
      this.card = card;
      await this.updateComplete;
      if (first) this.dispatchEvent(new KithReadyEvent());
    } catch (error) {
      // A browser's own errors may have a number for a code.
      const { code = 'KithConnectionError', requestId } = (error instanceof Error ? {} : error) as Failure;
      // The page's own words stay; whoever made the page hears why.
      console.warn(`[kith] <${this.localName}>`, code, requestId ?? '');
      this.dispatchEvent(new KithErrorEvent(code, requestId));
    }
    this.dataset.kithReady = '';
  }

  protected override render(): TemplateResult {
    const { card, way, open, shown } = this;
    const { words = {}, crisis = [] } = card ?? {};
    const line = (name: string) => (words[name] ? html`<p>${words[name]}</p>` : nothing);
    // In one line: a space between the parts is a byte on every page.
    return html`${open && shown ? nothing : card && !(open && way === 'inline') ? html`<div class="card" part="card" lang=${card.language} dir=${card.direction}>${card.quickExit ? html`<button @click=${this.exit.leave}>${words.leave}</button>` : nothing
    }<h2>${words.heading}</h2>${line('who')}<strong>${words.status}</strong>${line('hours')}<p role="status">${this.failed ? html`${words[this.failed]} <a href="${this.address}/embed/${this.localName}?${this.query}" target="_blank" rel="noreferrer">${words.window}</a>` : nothing
    }</p><button class="main" @click=${() => { this.open = true; }}>${way ? words.back : words.open}</button><p class="crisis"><strong>${words.danger}</strong> ${crisis.map(({ text, href }) => html`<a href=${href}>${text}</a> `)}</p>${line('note')}</div>` : html`<slot></slot>`}<div id="room" ?hidden=${!open}></div>`;
  }
}
