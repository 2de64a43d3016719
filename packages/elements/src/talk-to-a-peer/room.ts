import { availability, connect, conversations, isApiError, leftMessages, newToken, type Availability, type Conversation, type ConversationView, type Intake } from '@kith/sdk';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../define.ts';
import { LocaleController } from '../locale/locale.ts';
import type { TalkWords } from '../locale/talk-en.ts';
import { crisisLine } from '../parts/crisis-line.ts';
import { tokens } from '../parts/tokens.styles.ts';
import type { QuickExit } from '../quick-exit.ts';
import { after, type AfterView } from './after.ts';
import { chat, type ChatView } from './chat.ts';
import { closed, type ClosedView } from './closed.ts';
import { intake, type IntakeView } from './intake.ts';
import { tell } from '../frame/opened.ts';
import { logStyles } from '../frame/log.styles.ts';
import { roomStyles } from '../frame/room.styles.ts';
import { forgetKept, keep, kept } from './kept.ts';
import { lease } from './lease.ts';
import { beep } from '../parts/sound.ts';
import { talkWords } from './words.ts';

/** Where in a view something was tried: with a code, with a message that is left, or anywhere else. */
export type Place = 'view' | 'code' | 'message';
/** What the parts of the room draw from. */
export interface Room {
  words: TalkWords; tag: string; info: Availability;
  /** Runs something that may fail; says so, and never twice at once. */
  run: (work: () => Promise<void>, place?: Place) => Promise<void>;
  busy: boolean; /** What was done, for a status. */ told: string;
  /** What went wrong, said where it was tried and nowhere else. */
  problemAt: (place: Place) => TemplateResult | typeof nothing;
  /** Says what went wrong, or with no words that nothing does. */
  fail: (problem: string, place?: Place) => void;
  /** What was being written when something else came on the screen. */
  draft: string;
  date: (instant: string) => string;
}
/** This visit, for as long as the page lives. */
const VISIT = newToken();
type Phase = 'loading' | 'failed' | 'intake' | 'closed' | 'chat' | 'after';
const POLL = 60_000;
/** A log that is read again comes within this. */
const QUIET = 2_000;
const SPOKEN = 5_000;
const WRITE = '.composer form textarea';
/** So near to the end counts as at the end, in px. */
const NEAR = 120;

/** The chat from the first question on: drawn in a page of the server, or where the page's author wants it so. Made by `talk-to-a-peer`. */
export class TalkRoom extends LitElement {
  static override styles = [tokens, roomStyles, logStyles];
  static override properties = { framed: { type: Boolean, reflect: true }, ...Object.fromEntries(['phase', 'info', 'view', 'busy', 'problem', 'safety', 'told', 'kept', 'code', 'confirming', 'sound', 'afterView', 'closedView'].map((name) => [name, { state: true }])) };

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
  #place: Place = 'view';
  #draft = '';
  /** What had the focus goes from the screen, and what comes next takes it. */
  #lost = false;
  /** After "I'm not safe": how many were sent word; -1 when it could not be sent. */
  private safety: number | 'sending' | undefined;
  /** Something that was done, in words. */
  private told = '';
  private kept = false;
  private code: { code: string; until: string } | undefined;
  private confirming = false;
  private sound = false;
  private afterView: AfterView = { sent: false, sure: false, copied: false };
  private closedView: ClosedView = { showing: 'choices', code: '', copied: false };
  #talk: Conversation | undefined;
  /** Made before the first try, so that a second one is the same chat. */
  #token: string | undefined;
  #resuming: { code: string; token: string } | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #spoken = 0;
  /** What was said before a chat was taken up again is not said again. */
  #quietUntil = 0;
  #ended = false;
  #messages: ReturnType<typeof leftMessages> | undefined;

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
    // Left by an exit of something else on this page.
    if (document.title === '\u200b') { this.#vanish(true); return; }
    if (!event.persisted && !this.kept && !this.code) this.#beacon();
  };
  readonly #back = (event: PageTransitionEvent) => { if (event.persisted) { this.#wipe(); this.#talk?.wake(); } };
  readonly #wake = () => { if (document.visibilityState === 'visible') this.#talk?.wake(); };
  readonly #hear = ({ data, source }: MessageEvent<{ kithFrame?: unknown } | null>) => {
    if (source !== parent || typeof data !== 'object') return;
    if (data?.kithFrame === 'focus') this.focus();
    if (data?.kithFrame === 'vanish') this.#vanish(true);
  };
  readonly #key = (event: KeyboardEvent) => { if (event.key === 'Escape' && this.mayClose) { event.preventDefault(); this.close(); } };

  #wipe(): void { this.#draft = ''; for (const field of this.renderRoot.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('textarea, input:not([type])')) field.value = ''; }
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

  /** Into the composer; before there is one, to the first words. */
  override focus(): void { void this.#focusOn(this.phase === 'chat' ? 'textarea' : '[data-first]'); }

  async #begin(): Promise<void> {
    const known = kept(this.site);
    if (known) { this.kept = true; this.#follow(conversations(this.#connection, { lease }).resume(known.id, known.token), true); }
    await this.#look();
    if (this.framed) tell('ready'); else if (!this.embedded) this.focus();
  }

  /** Whether somebody is there. `quiet`: what is on the screen stays if nothing changed. */
  async #look(quiet = false): Promise<void> {
    try {
      this.info = await availability(this.#connection).get({ language: this.locale.tag });
      if (this.phase === 'chat' || this.phase === 'after') return;
      const open = this.info.state === 'open';
      // What somebody is writing stays under their hands: they decide when to go on.
      if (quiet) { this.told = open ? this.locale.words.openNow : ''; return; }
      if (!open && this.phase === 'closed') this.told = this.locale.words.stillClosed;
      this.phase = open ? 'intake' : 'closed';
    } catch {
      if (quiet) return;
      if (this.phase === 'loading') this.phase = 'failed'; else this.problem = this.locale.words.notLoaded;
    }
  }

  readonly #fail = (problem: string, place: Place = 'view') => { this.problem = problem; this.#place = place; };
  #again(): void { this.problem = ''; this.#lost = true; this.phase = 'loading'; void this.#look(); }

  readonly #run = async (work: () => Promise<void>, place?: Place): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    this.#fail('', place);
    this.told = '';
    // Drawn without it first: said again, the same words are heard again.
    await this.updateComplete;
    try { await work(); } catch (error) {
      this.#lost = false;
      this.problem = isApiError(error) && error.status < 500 && this.locale.tag === 'en' ? error.message : this.locale.words.failed;
    } finally { this.busy = false; }
  };

  #follow(talk: Conversation, again = false): void {
    this.#talk = talk;
    this.#spoken = 0;
    this.#quietUntil = again ? Date.now() + QUIET : 0;
    this.safety = undefined;
    this.view = talk.view;
    this.phase = 'chat';
    talk.subscribe((view) => {
      const before = this.view;
      this.view = view;
      const over = view.state === 'ended' || view.state === 'abandoned';
      if (over || view.gone) { forgetKept(); this.kept = false; this.code = undefined; }
      if (this.phase === 'chat' && view.gone) {
        // A program that keeps nothing deletes with the end.
        if (this.info?.keepHours === 0) { this.afterView = { ...this.afterView, deleted: { messages: before?.messages.length ?? 0, deletedAt: new Date().toISOString() } }; this.phase = 'after'; } else { this.problem = this.locale.words.gone; this.phase = 'failed'; }
        return;
      }
      if (over && this.phase === 'chat') { this.#lost ||= this.#isAtPart; this.#show(); this.phase = 'after'; }
      if (view.log.at(-1)?.notice === 'not-safe-unanswered' && before && before.log.length < view.log.length) this.safety ??= 0;
      if (this.sound && before && view.log.length > before.log.length && view.log.at(-1)!.author !== 'visitor') beep();
    });
  }

  readonly #start = (said: Intake) => this.#run(async () => {
    this.#token ??= newToken();
    try {
      this.#follow(await conversations(this.#connection, { lease }).start({ ...said, language: this.locale.tag, visit: VISIT }, { token: this.#token, solve: async (task) => { this.told = this.locale.words.proving; try { return await (await import('../frame/solve.ts')).solve(task); } finally { this.told = ''; } } }));
    } catch (error) {
      // The door closed meanwhile: the truth, and what else there is.
      if (isApiError(error) && ['closed', 'busy', 'blocked', 'other-ages'].includes(error.code)) {
        await this.#look();
        this.phase = 'closed';
        // The door is open, and nobody behind it can take this chat: another language, a topic, somebody they do not want again.
        const unfit = error.code === 'busy' && this.info?.state === 'open';
        if (unfit) this.info = { ...this.info!, state: 'not-ready' };
        this.told = unfit ? this.locale.words.nobodyFits : error.code === 'blocked' ? this.locale.words.blocked : error.code === 'other-ages' ? this.locale.words.otherAges : '';
        await this.#focusOn('[data-first]');
        return;
      }
      throw error;
    }
    await this.#focusOn('textarea');
  });

  /** Somebody is at what is drawn between the head and the end of the room. */
  get #isAtPart(): boolean { return document.hasFocus() && Boolean(this.shadowRoot!.activeElement?.closest('.main-part, .log, .composer')); }
  async #focusOn(selector: string): Promise<void> { await this.updateComplete; this.renderRoot.querySelector<HTMLElement>(selector)?.focus(); }

  readonly #notSafe = async () => {
    if (this.safety === 'sending') return;
    const talk = this.#talk;
    this.safety = 'sending';
    await this.#focusOn('#safety');
    try { this.safety = talk ? (await talk.notSafe()).paged : 0; } catch { this.safety = -1; }
  };

  protected override firstUpdated(): void { void import('../frame/keep-place.ts').then(({ keepPlace }) => { keepPlace(this); }, () => undefined); }
  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated || !(changed.has('phase') || changed.has('closedView'))) return;
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>(`${WRITE}, [name=words], [name=body]`);
    if (field) this.#draft = this.closedView.showing === 'left' ? '' : field.value.trim();
    if (changed.has('phase')) this.#lost ||= this.#isAtPart;
  }
  protected override updated(changed: PropertyValues): void {
    if (changed.has('view') || changed.has('phase')) this.#show();
    const next = this.#lost && changed.has('phase') && (this.renderRoot.querySelector<HTMLElement>(WRITE) ?? this.renderRoot.querySelector<HTMLElement>('[data-first]'));
    if (!next) return;
    this.#lost = false;
    // Whoever has gone on meanwhile stays there.
    if (!this.shadowRoot!.activeElement) next.focus();
  }
  /** New words are spoken once, by one announcer, and scrolled to if the reader was at the end. */
  #show(): void {
    const { view } = this;
    if (!view || this.phase !== 'chat') return;
    const log = this.renderRoot.querySelector('.log');
    const last = log?.lastElementChild;
    const atEnd = !last || last.getBoundingClientRect().top - Math.min(innerHeight, log.getBoundingClientRect().bottom) < NEAR;
    const fresh = view.log.length > this.#spoken || view.messages.some(({ tick }) => tick === 'sending');
    if (Date.now() < this.#quietUntil) this.#spoken = view.log.length;
    const announcer = this.renderRoot.querySelector('#announcer');
    const { words } = this.locale;
    for (const event of view.log.slice(this.#spoken)) {
      const text = event.kind === 'message' ? (event.author === 'visitor' ? '' : `${event.name ?? words.peer}: ${event.body ?? ''}`) : event.kind === 'notice' ? words.notices[event.notice ?? '']?.(event.name ?? words.peer) : event.state === 'active' ? words.joined(event.name ?? words.peer) : this.#lost && event.state === 'ended' ? '' : words.state[event.state ?? ''];
      // The end is said by its heading, where that takes the focus.
      if (!text || !announcer) continue;
      const line = document.createElement('p');
      line.textContent = text;
      announcer.append(line);
      // Spoken is spoken: nothing of it stays behind for whoever uses this device next.
      setTimeout(() => { line.remove(); }, SPOKEN);
    }
    this.#spoken = view.log.length;
    // Where all scrolls as one, whoever writes goes on seeing their own words.
    if (fresh && (atEnd || view.messages.at(-1)?.author === 'visitor')) for (const one of [last, this.renderRoot.querySelector('textarea:focus')]) one?.scrollIntoView({ block: 'nearest' });
  }

  #room(): Room { const { locale: { words, tag } } = this; return { words, tag, info: this.info!, run: this.#run, busy: this.busy, told: this.told, draft: this.#draft, fail: this.#fail, problemAt: (place) => (this.problem && place === this.#place ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing), date: (instant) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant)) }; }

  #part(): TemplateResult {
    const { words } = this.locale;
    const room = this.#room();
    switch (this.phase) {
      case 'loading': return html`<div class="main-part"><p role="status">${words.loading}</p></div>`;
      case 'failed': return html`<div class="main-part"><p role="alert">${this.problem || words.notLoaded}</p><div><button class="button main" data-first @click=${() => { this.#again(); }}>${words.again}</button></div></div>`;
      case 'intake': return intake(room, { start: this.#start, openCode: this.#openCode, site: this.site, server: this.server } satisfies IntakeView);
      case 'closed': return closed(room, { ...this.closedView, change: (change: Partial<ClosedView>, focus?: string) => { if (change.showing) this.problem = ''; this.closedView = { ...this.closedView, ...change }; if (focus) void this.#focusOn(focus); }, messages: this.#messages ??= leftMessages(this.#connection), server: this.server, site: this.site, look: () => this.#run(async () => { this.#lost = true; await this.#look(); await this.updateComplete; this.#lost = false; }), openCode: this.#openCode });
      case 'chat': return chat(room, this.#chatView());
      default: return after(room, { ...this.afterView, deleted: this.afterView.deleted, talk: this.#talk!, view: this.view!, site: this.site, server: this.server, change: (change, focus) => { this.afterView = { ...this.afterView, ...change }; if (focus) void this.#focusOn(focus); }, again: () => { this.#talk?.close(); this.#talk = undefined; this.#token = undefined; this.#ended = false; this.safety = undefined; forgetKept(); this.kept = false; this.code = undefined; this.afterView = { sent: false, sure: false, copied: false }; this.#draft = ''; this.#again(); } });
    }
  }

  /** One field for both codes: of a message that was left, and of a chat. */
  readonly #openCode = (given: string) => this.#run(async () => {
    const code = given.toUpperCase().replace(/[^0-9A-Z]/g, '');
    if (code.length < 10) { this.problem = this.locale.words.codeWrong; return; }
    // A code opens once: tried again because the answer was lost, it is the same opening.
    if (this.#resuming?.code !== code) this.#resuming = { code, token: newToken() };
    try {
      this.closedView = { ...this.closedView, showing: 'answer', code, answer: await leftMessages(this.#connection).mine(code) };
      this.phase = 'closed';
      await this.#focusOn('[data-first]');
    } catch (error) {
      if (!isApiError(error) || error.code !== 'code-not-found') throw error;
      try { this.#follow(await conversations(this.#connection, { lease }).resumeByCode(code, { token: this.#resuming.token }), true); } catch (second) {
        if (isApiError(second) && second.code === 'code-not-found') { this.problem = this.locale.words.codeWrong; return; }
        throw second;
      }
      await this.#focusOn('textarea');
    }
  }, 'code');

  #chatView(): ChatView {
    return {
      view: this.view!, talk: this.#talk!, notSafe: () => { void this.#notSafe(); }, safety: this.safety, unsafe: (on) => { if (!on) { this.safety = undefined; void this.#focusOn('textarea'); } },
      kept: this.kept, code: this.code, confirming: this.confirming, sound: this.sound, site: this.site, server: this.server,
      setKept: (on) => { this.kept = on && keep(this.site, { id: this.#talk!.id, token: this.#talk!.token }); if (!on) forgetKept(); else if (!this.kept) { this.#fail(this.locale.words.keepFailed); this.requestUpdate(); } },
      makeCode: () => { void this.#run(async () => { this.code = await this.#talk!.code(); await this.#focusOn('#come-back'); }); },
      report: (kind, words) => { void this.#run(async () => { await this.#talk!.report(kind, words); this.told = this.locale.words.reported; }); },
      confirm: (on) => { this.confirming = on; void this.#focusOn(on ? '#end-sure' : 'textarea'); }, setSound: (on) => { this.sound = on; if (on) beep(); },
      end: () => { void this.#run(async () => { this.#lost = true; await this.#talk!.end(); this.#ended = true; this.confirming = false; }); },
    };
  }

  protected override render(): TemplateResult {
    if (!this.locale.ready) return html``;
    const { words } = this.locale;
    const helplines = this.info?.helplines;
    return html`<div class="room" lang=${this.locale.tag} dir=${this.locale.direction} role="region" aria-label=${words.heading}>
      <div class="top">
        ${this.info?.quickExit === false ? nothing : html`<button class="button" aria-describedby="leave-note" @click=${this.exit.leave}>${words.leave}</button>`}
        <div class="title" role="heading" aria-level=${this.embedded ? 1 : 2}>${words.heading}</div>
        ${this.mayClose ? html`<button class="button quiet" title=${words.closeNote} @click=${() => { this.close(); }}>${words.close}</button>` : nothing}
      </div>
      <div>${this.info?.quickExit === false || this.phase === 'chat' ? html`<span id="leave-note" hidden>${words.leaveNote}</span>` : html`<p id="leave-note" class="note">${words.leaveNote}</p>`}
      ${crisisLine(helplines, words)}</div>
      ${this.#part()}
      <div id="announcer" class="hidden-text" aria-live="polite" aria-relevant="additions"></div>
    </div>`;
  }
}

/** Registers it; gives its tag. */
export function enter(): string { define('kith-talk-room', TalkRoom); return 'kith-talk-room'; }

declare global {
  interface HTMLElementTagNameMap { 'kith-talk-room': TalkRoom }
}
