import { availability, connect, conversations, isApiError, leftMessages, newToken, type Availability, type Conversation, type ConversationView, type Intake } from '@kith/sdk';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LocaleController } from '../locale/locale.ts';
import type { TalkWords } from '../locale/talk-en.ts';
import { crisisLine } from '../parts/crisis-line.ts';
import { tokens } from '../parts/tokens.styles.ts';
import type { QuickExit } from '../quick-exit.ts';
import { after, type AfterView } from './after.ts';
import { chat, type ChatView } from './chat.ts';
import { closed, type ClosedView } from './closed.ts';
import { intake, type IntakeView } from './intake.ts';
import { tell } from './opened.ts';
import { roomStyles } from './room.styles.ts';
import { forgetKept, keep, kept } from './kept.ts';
import { lease } from './lease.ts';
import { beep } from './sound.ts';
import { talkWords } from './words.ts';

/** What the parts of the room draw from. */
export interface Room {
  words: TalkWords; tag: string; info: Availability;
  /** Runs something that may fail; says so, and never twice at once. */
  run: (work: () => Promise<void>) => Promise<void>;
  busy: boolean; problem: string;
  date: (instant: string) => string;
}
type Phase = 'loading' | 'failed' | 'intake' | 'closed' | 'chat' | 'after' | 'deleted';
const POLL = 60_000;

/** The chat from the first question on: drawn in a page of the server, or where the page's author wants it so. Made by `talk-to-a-peer`. */
export class TalkRoom extends LitElement {
  static override styles = [tokens, roomStyles];
  static override properties = { framed: { type: Boolean, reflect: true }, ...Object.fromEntries(['phase', 'info', 'view', 'busy', 'problem', 'safety', 'draftProblem', 'handled', 'kept', 'code', 'confirming', 'sound', 'afterView', 'closedView'].map((name) => [name, { state: true }])) };

  declare site: string;
  declare server: string;
  declare exit: QuickExit;
  /** In a frame of the card. */
  declare framed: boolean;
  /** In a page of Kith's own. */
  declare embedded: boolean;
  declare mayClose: boolean;
  declare close: () => void;

  private readonly locale = new LocaleController(this, talkWords);
  private phase: Phase = 'loading';
  private info: Availability | undefined;
  private view: ConversationView | undefined;
  private busy = false;
  private problem = '';
  /** After "I'm not safe": how many were told; undefined before, -1 when it could not be sent. */
  private safety: number | undefined;
  private draftProblem = '';
  private kept = false;
  private code: { code: string; until: string } | undefined;
  private confirming = false;
  private sound = false;
  private afterView: AfterView = { sent: false, sure: false, copied: false };
  private closedView: ClosedView = { showing: 'choices', code: '', copied: false };
  #talk: Conversation | undefined;
  /** Made before the first try, so that a second one is the same chat. */
  #token: string | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #spoken = 0;
  #ended = false;

  get #connection() { return connect({ server: this.server, site: this.site }); }

  override connectedCallback(): void {
    super.connectedCallback();
    this.exit.before = () => { this.#vanish(); };
    addEventListener('pagehide', this.#hide);
    addEventListener('pageshow', this.#back);
    addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    addEventListener('message', this.#hear);
    this.addEventListener('keydown', this.#key);
    this.#timer = setInterval(() => { if (this.phase === 'closed' && document.visibilityState === 'visible') void this.#look(true); }, POLL);
    void this.#begin();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#hide);
    removeEventListener('pageshow', this.#back);
    removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    removeEventListener('message', this.#hear);
    clearInterval(this.#timer);
    this.#talk?.close();
  }

  /** Out of sight for good: what cannot be gone on with is ended, and nothing of a draft stays behind. */
  readonly #hide = (event: PageTransitionEvent) => {
    this.#wipe();
    if (!event.persisted && !this.kept && !this.code) this.#beacon();
  };
  readonly #back = (event: PageTransitionEvent) => { if (event.persisted) { this.#wipe(); this.#talk?.wake(); } };
  readonly #wake = () => { if (document.visibilityState === 'visible') this.#talk?.wake(); };
  readonly #hear = ({ data, source }: MessageEvent<{ kithTalk?: unknown } | null>) => {
    if (source !== parent || typeof data !== 'object') return;
    if (data?.kithTalk === 'focus') this.focus();
    if (data?.kithTalk === 'vanish') this.#vanish(true);
  };
  readonly #key = (event: KeyboardEvent) => { if (event.key === 'Escape' && this.mayClose) { event.preventDefault(); this.close(); } };

  #wipe(): void { for (const field of this.renderRoot.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('textarea, input:not([type])')) field.value = ''; }
  #beacon(): void {
    const talk = this.#talk;
    if (!talk || this.#ended || talk.view.gone || this.phase !== 'chat') return;
    this.#ended = true;
    navigator.sendBeacon(`${this.server.replace(/\/$/, '')}/v1/conversations/${talk.id}/end`, new Blob([JSON.stringify({ token: talk.token })], { type: 'text/plain' }));
  }
  /** Quick exit: the chat ends, nothing stays. `quiet`: the card has asked for it and leaves by itself. */
  #vanish(quiet = false): void {
    this.#beacon();
    forgetKept();
    this.#wipe();
    this.#talk?.close();
    this.hidden = true;
    if (this.framed && !quiet) tell('leave');
  }

  override focus(): void { this.renderRoot.querySelector<HTMLElement>('textarea, [data-first]')?.focus(); }

  async #begin(): Promise<void> {
    const known = kept(this.site);
    if (known) { this.kept = true; this.#follow(conversations(this.#connection, { lease }).resume(known.id, known.token)); }
    await this.#look();
    if (this.framed) tell('ready');
  }

  /** Whether somebody is there. `quiet`: what is on the screen stays if nothing changed. */
  async #look(quiet = false): Promise<void> {
    try {
      this.info = await availability(this.#connection).get({ language: this.locale.tag });
      if (this.phase === 'chat' || this.phase === 'after') return;
      const open = this.info.state === 'open';
      if (!quiet || (open && this.closedView.showing === 'choices')) this.phase = open ? 'intake' : 'closed';
    } catch { if (!quiet && this.phase === 'loading') this.phase = 'failed'; }
  }

  readonly #run = async (work: () => Promise<void>): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    try { await work(); } catch (error) {
      this.problem = isApiError(error) && error.status < 500 && this.locale.tag === 'en' ? error.message : this.locale.words.failed;
    } finally { this.busy = false; }
  };

  #follow(talk: Conversation): void {
    this.#talk = talk;
    this.#spoken = 0;
    this.view = talk.view;
    this.phase = 'chat';
    talk.subscribe((view) => {
      const before = this.view;
      this.view = view;
      if (view.gone && this.phase === 'chat') { forgetKept(); this.kept = false; this.problem = this.locale.words.gone; this.phase = 'failed'; return; }
      if ((view.state === 'ended' || view.state === 'abandoned') && this.phase === 'chat') { this.phase = 'after'; void this.#focusOn('[data-first]'); }
      if (this.sound && before && view.log.length > before.log.length && view.log.at(-1)!.author !== 'visitor') beep();
    });
  }

  readonly #start = (said: Intake) => this.#run(async () => {
    this.#token ??= newToken();
    try {
      this.#follow(await conversations(this.#connection, { lease }).start({ ...said, language: this.locale.tag }, { token: this.#token }));
    } catch (error) {
      // The door closed meanwhile: the truth, and what else there is.
      if (isApiError(error) && ['closed', 'busy', 'blocked'].includes(error.code)) { await this.#look(); this.phase = 'closed'; return; }
      throw error;
    }
    await this.#focusOn('textarea');
  });

  async #focusOn(selector: string): Promise<void> { await this.updateComplete; this.renderRoot.querySelector<HTMLElement>(selector)?.focus(); }

  readonly #notSafe = async () => {
    const talk = this.#talk;
    this.safety ??= 0;
    try { this.safety = talk ? (await talk.notSafe()).paged : 0; } catch { this.safety = -1; }
    await this.#focusOn('#safety');
  };

  protected override updated(changed: PropertyValues): void {
    if (changed.has('view') || changed.has('phase')) this.#show();
  }
  /** New words are spoken once, by one announcer, and scrolled to if the reader was at the end. */
  #show(): void {
    const { view } = this;
    if (!view || this.phase !== 'chat') return;
    const announcer = this.renderRoot.querySelector('#announcer');
    const { words } = this.locale;
    for (const event of view.log.slice(this.#spoken)) {
      const text = event.kind === 'message' ? (event.author === 'visitor' ? '' : `${event.name ?? words.peer}: ${event.body ?? ''}`) : event.kind === 'notice' ? words.notices[event.notice ?? '']?.(event.name ?? words.peer) : event.state === 'active' ? words.joined(event.name ?? words.peer) : words.state[event.state ?? ''];
      if (!text || !announcer) continue;
      const line = document.createElement('p');
      line.textContent = text;
      announcer.append(line);
      while (announcer.childElementCount > 20) announcer.firstElementChild!.remove();
    }
    this.#spoken = view.log.length;
    const log = this.renderRoot.querySelector('.log');
    log?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }

  #room(): Room { const { locale: { words, tag } } = this; return { words, tag, info: this.info!, run: this.#run, busy: this.busy, problem: this.problem, date: (instant) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant)) }; }

  #part(): TemplateResult {
    const { words } = this.locale;
    const room = this.#room();
    switch (this.phase) {
      case 'loading': return html`<div class="main-part"><p role="status">${words.loading}</p></div>`;
      case 'failed': return html`<div class="main-part"><p role="alert">${this.problem || words.notLoaded}</p><div><button class="button main" data-first @click=${() => { this.problem = ''; this.phase = 'loading'; void this.#look(); }}>${words.again}</button></div></div>`;
      case 'intake': return intake(room, { start: this.#start, resume: this.#resume } satisfies IntakeView);
      case 'closed': return closed(room, { ...this.closedView, change: (change: Partial<ClosedView>) => { this.closedView = { ...this.closedView, ...change }; void this.#focusOn('[data-first]'); }, messages: leftMessages(this.#connection), server: this.server, site: this.site, look: () => this.#run(() => this.#look()), resume: this.#resume });
      case 'chat': return chat(room, this.#chatView());
      default: return after(room, { ...this.afterView, deleted: this.afterView.deleted, talk: this.#talk!, view: this.view!, change: (change) => { this.afterView = { ...this.afterView, ...change }; void this.#focusOn('[data-first]'); }, again: () => { this.#talk?.close(); this.#talk = undefined; this.#token = undefined; this.#ended = false; this.safety = undefined; forgetKept(); this.kept = false; this.code = undefined; this.afterView = { sent: false, sure: false, copied: false }; this.phase = 'loading'; void this.#look(); } });
    }
  }

  readonly #resume = (code: string) => this.#run(async () => { this.#follow(await conversations(this.#connection, { lease }).resumeByCode(code)); await this.#focusOn('textarea'); });

  #chatView(): ChatView {
    return {
      view: this.view!, talk: this.#talk!, notSafe: () => { void this.#notSafe(); }, safety: this.safety, draftProblem: this.draftProblem, complain: (text) => { this.draftProblem = text; },
      kept: this.kept, code: this.code, confirming: this.confirming, sound: this.sound, site: this.site, server: this.server,
      setKept: (on) => { this.kept = on && keep(this.site, { id: this.#talk!.id, token: this.#talk!.token }); if (!on) forgetKept(); else if (!this.kept) this.problem = this.locale.words.keepFailed; },
      makeCode: () => { void this.#run(async () => { this.code = await this.#talk!.code(); }); },
      confirm: (on) => { this.confirming = on; void this.#focusOn(on ? '#end-sure' : 'textarea'); }, setSound: (on) => { this.sound = on; if (on) beep(); },
      end: () => { void this.#run(async () => { this.#ended = true; await this.#talk!.end(); this.confirming = false; }); },
    };
  }

  protected override render(): TemplateResult {
    if (!this.locale.ready) return html``;
    const { words } = this.locale;
    const helplines = this.info?.helplines;
    return html`<div class="room" lang=${this.locale.tag} dir=${this.locale.direction} role="region" aria-label=${words.heading}>
      <div class="top">
        ${this.info?.quickExit ? html`<button class="button" title=${words.leaveNote} @click=${this.exit.leave}>${words.leave}</button>` : nothing}
        <div class="title" role="heading" aria-level=${this.embedded ? 1 : 2}>${words.heading}</div>
        ${this.mayClose ? html`<button class="button quiet" title=${words.closeNote} @click=${() => { this.close(); }}>${words.close}</button>` : nothing}
      </div>
      ${crisisLine(helplines, words)}
      ${this.#part()}
      <div id="announcer" class="hidden-text" aria-live="polite" aria-relevant="additions"></div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'kith-talk-room': TalkRoom }
}
