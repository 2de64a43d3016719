import { askForMentor, connect, isApiError, newReplyCode, type AskForMentor, type Connection, type MentorAnswers, type MentorForm, type OwnMentorRequest } from '@kith/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../define.ts';
import { tell } from '../frame/opened.ts';
import { roomStyles } from '../frame/room.styles.ts';
import { LocaleController } from '../locale/locale.ts';
import type { MentorWords } from '../locale/mentor-en.ts';
import { nearest } from '../page.ts';
import { tokens } from '../parts/tokens.styles.ts';
import type { QuickExit } from '../quick-exit.ts';
import { forgetDraft, keepDraft, keptDraft } from './draft.ts';
import { form, problemsOf, questionsOf, readAnswers } from './form.ts';
import { formStyles } from './form.styles.ts';
import type { Later } from './later.ts';
import { mentorWords } from './words.ts';

/** What the parts of the room draw from. */
export interface Room {
  words: MentorWords; tag: string; info: MentorForm; busy: boolean; problem: string;
  /** Runs something that may fail; says so, and never twice at once. */
  run: (work: () => Promise<void>) => Promise<void>;
  focusOn: (selector: string) => void; say: (text: string) => void;
}
export type Phase = 'loading' | 'failed' | 'form' | 'sent' | 'code' | 'own' | 'consent' | 'apply' | 'deleted';

/** The form and everything after it: drawn in a page of the server, or where the page's author wants it so. Made by `request-a-mentor`. */
export class MentorRoom extends LitElement {
  static override styles = [tokens, roomStyles, formStyles];
  static override properties = { framed: { type: Boolean, reflect: true }, ...Object.fromEntries(['phase', 'info', 'busy', 'problem', 'told', 'answers', 'problems', 'kept', 'code', 'own', 'referrer', 'copied'].map((name) => [name, { state: true }])) };

  declare site: string;
  declare server: string;
  declare exit: QuickExit;
  /** In a frame of the card. */
  declare framed: boolean;
  /** In a page of Kith's own. */
  declare embedded: boolean;
  declare mayClose: boolean;
  declare close: () => void;

  readonly locale: LocaleController<MentorWords> = new LocaleController(this, mentorWords);
  phase: Phase = 'loading';
  info: MentorForm | undefined;
  busy = false;
  problem = '';
  told = '';
  answers: MentorAnswers = {};
  problems: ReadonlyMap<string, string> = new Map<string, string>();
  kept = false;
  /** The reply code of what was sent, or typed in. */
  code = '';
  own: OwnMentorRequest | undefined;
  referrer = '';
  copied = false;
  /** The token of a link, from the fragment; it stays in memory alone. */
  token = '';
  /** What comes after the form, once it is wanted. */
  later: Later | undefined;
  #start: MentorAnswers = {};
  #connection: Connection | undefined;
  /** Everything that was answered, also what is not asked at this age. */
  #known: MentorAnswers = {};
  #openedAt = Date.now();
  /** Made before the first try, so that a second one is the same request. */
  #newCode = newReplyCode();

  get connection(): Connection { return this.#connection ??= connect({ server: this.server, site: this.site }); }
  get #ask(): AskForMentor { return askForMentor(this.connection); }

  protected override firstUpdated(): void { void import('../frame/keep-place.ts').then(({ keepPlace }) => { keepPlace(this); }, () => undefined); }
  override connectedCallback(): void {
    super.connectedCallback();
    this.exit.before = () => { this.#vanish(); };
    addEventListener('pagehide', this.#hide);
    addEventListener('pageshow', this.#back);
    addEventListener('message', this.#hear);
    this.addEventListener('keydown', this.#key);
    void this.#begin();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#hide);
    removeEventListener('pageshow', this.#back);
    removeEventListener('message', this.#hear);
    this.later?.stop();
  }

  readonly #hide = () => { this.#wipe(); if (document.title === '\u200b') this.#vanish(true); };
  /** Back from the browser's cache: nothing of somebody else's stands here. */
  readonly #back = (event: PageTransitionEvent) => { if (event.persisted) { this.#wipe(); this.later?.stop(); this.own = undefined; this.code = ''; this.answers = this.#start = {}; this.#known = {}; this.phase = 'loading'; void this.#begin(); } };
  readonly #hear = ({ data, source }: MessageEvent<{ kithFrame?: unknown } | null>) => {
    if (source !== parent || typeof data !== 'object') return;
    if (data?.kithFrame === 'focus') this.focus();
    if (data?.kithFrame === 'vanish') this.#vanish(true);
  };
  readonly #key = (event: KeyboardEvent) => { if (event.key === 'Escape' && this.mayClose) { event.preventDefault(); this.close(); } };
  #wipe(): void { for (const field of this.renderRoot.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('textarea, input:not([type])')) field.value = ''; }
  #vanish(quiet = false): void {
    forgetDraft();
    this.#wipe();
    this.later?.stop();
    this.hidden = true;
    if (this.framed && !quiet) tell('leave');
  }

  override focus(): void { void this.focusOn('[data-first]'); }
  readonly focusOn = async (selector: string): Promise<void> => { await this.updateComplete; const found = this.renderRoot.querySelector<HTMLElement>(selector); found?.focus(); found?.scrollIntoView({ block: 'nearest' }); };

  async #begin(): Promise<void> {
    const { hash, pathname } = location;
    if (this.embedded && hash.startsWith('#token=')) {
      this.token = hash.slice(7);
      // Out of the address: whoever looks over a shoulder, or at the history, does not get it.
      history.replaceState(history.state, '', location.pathname + location.search);
    }
    try {
      this.info = await this.#ask.form({ language: nearest(this, 'lang') ?? navigator.language });
      if (this.embedded && pathname === '/embed/consent') { this.later = await this.#bring(); this.phase = 'consent'; } else {
        if (this.token) this.referrer = await this.#ask.referrer(this.token).catch(() => '');
        const kept = keptDraft(this.site);
        if (kept) { this.kept = true; this.answers = kept; this.#start = kept; this.#known = { ...kept }; }
        this.phase = this.info.open ? 'form' : 'code';
      }
    } catch { this.phase = 'failed'; }
    if (this.framed) tell('ready'); else if (!this.embedded) this.focus();
  }
  /** What comes after the form is a chunk of its own. */
  async #bring(): Promise<Later> {
    if (this.later) return this.later;
    const [{ make }] = await Promise.all([import('./later.ts'), this.locale.loadLater()]);
    return make(this);
  }

  readonly run = async (work: () => Promise<void>): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    this.told = '';
    try { await work(); } catch (error) {
      const { words } = this.locale;
      this.problem = isApiError(error) && error.code === 'code-not-found' ? words.codeWrong : isApiError(error) && error.status < 500 && this.locale.tag.startsWith('en') ? error.message : words.failed;
    } finally { this.busy = false; }
  };
  room(): Room {
    const { words, tag } = this.locale;
    return {
      words, tag, info: this.info!, busy: this.busy, problem: this.problem, run: this.run, focusOn: (selector) => { void this.focusOn(selector); }, say: (text) => { this.told = text; },
    };
  }

  /** What is left out at another age stays known, and is there again when the age is changed back. */
  #changed(element: HTMLFormElement): void {
    const before = this.answers;
    const { age } = before;
    const drawn = questionsOf(this.info!, age);
    const raw = readAnswers(element, drawn, true);
    for (const { id } of drawn) this.#known[id] = raw[id] ?? '';
    this.answers = readAnswers(element, this.info!.form.questions);
    // Answered anew, it is looked at again when it is sent.
    this.problems = new Map([...this.problems].filter(([id]) => String(before[id]) === String(this.answers[id])));
    if (this.answers.age !== age) this.#start = { ...this.#known };
  }

  readonly #send = (element: HTMLFormElement) => this.run(async () => {
    const questions = questionsOf(this.info!, this.answers.age);
    this.answers = readAnswers(element, questions);
    this.problems = problemsOf(this.room(), questions, this.answers);
    if (this.problems.size) { await this.focusOn('#summary'); return; }
    const data = new FormData(element);
    const kind = this.kind || (data.get('kind') as string | null);
    try {
      await this.#ask.create({
        replyCode: this.#newCode, answers: this.answers, language: this.locale.tag, seconds: Math.round((Date.now() - this.#openedAt) / 1_000), ...(data.get('website') ? { trap: 'filled' } : {}), ...(kind ? { kind } : {}),
        ...(this.referrer ? { referral: { token: this.token, maySee: data.has('may-see') } } : {}),
      }, { solve: async (task) => { await this.#bring(); this.told = this.locale.words.proving; return (await import('../frame/solve.ts')).solve(task); } });
    } catch (error) {
      // The server names the answers that it did not take.
      const wrong = isApiError(error) ? error.paths.filter((path) => path.startsWith('answers.')).map((path) => path.slice(8)) : [];
      if (!wrong.length) throw error;
      this.problems = new Map(wrong.map((id) => [id, this.locale.words.wrong]));
      await this.focusOn('#summary');
      return;
    }
    forgetDraft();
    this.kept = false;
    this.#start = {};
    this.#known = {};
    this.code = this.#newCode;
    this.#newCode = newReplyCode();
    this.later = await this.#bring();
    this.phase = 'sent';
    await this.focusOn('[data-first]');
  });

  /** The kind of relation that the page's author has chosen. */
  get kind(): string { const wanted = new URLSearchParams(this.embedded ? location.search : '').get('for') ?? ''; return this.info?.form.kinds.some(({ id }) => id === wanted) ? wanted : ''; }

  readonly #openCode = (event: Event) => {
    const code = (event.currentTarget as HTMLElement).closest('.box')!.querySelector('input')!.value.toUpperCase().replace(/[^0-9A-Z]/g, '');
    void this.run(async () => {
      this.later = await this.#bring();
      this.own = await this.later.api.get(code);
      this.code = code;
      this.phase = 'own';
      await this.focusOn('[data-first]');
    });
  };
  readonly #show = async (phase: Phase) => { this.#start = { ...this.#known }; this.later = await this.#bring(); this.phase = phase; await this.focusOn('[data-first]'); };

  codeForm(open = false): TemplateResult {
    const { words } = this.locale;
    const inner = html`<div class="box"><label><span class="label">${words.code}</span><input autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="24" @keydown=${(event: KeyboardEvent) => { if (event.key === 'Enter') { event.preventDefault(); this.#openCode(event); } }}></label><button type="button" class="button" @click=${this.#openCode}>${words.openCode}</button></div>`;
    return open ? inner : html`<details class="more"><summary>${words.haveCode}</summary>${inner}</details>`;
  }

  #part(): TemplateResult {
    const { words } = this.locale;
    const room = this.room();
    switch (this.phase) {
      case 'loading': return html`<div class="main-part"><p role="status">${words.loading}</p></div>`;
      case 'failed': return html`<div class="main-part"><p role="alert">${words.notLoaded}</p><div><button class="button main" data-first @click=${() => { this.phase = 'loading'; void this.#begin(); }}>${words.again}</button></div></div>`;
      case 'form': return html`<div>${form(room, {
        info: this.info!, answers: this.answers, start: this.#start, problems: this.problems, kept: this.kept, referrer: this.referrer, kind: this.kind,
        changed: (element) => { this.#changed(element); if (this.kept) keepDraft(this.site, this.answers); },
        send: (element) => { void this.#send(element); },
        keep: (on) => { this.kept = on && keepDraft(this.site, this.answers); if (!on) forgetDraft(); },
      })}${this.#below()}</div>`;
      case 'code': return html`<div class="main-part"><p data-first tabindex="-1">${words.closed} ${words.ask(this.info!.contact)}</p>${this.codeForm(true)}${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}</div>`;
      default: return this.later!.part(room, this.phase);
    }
  }
  #below(): TemplateResult {
    const { words } = this.locale;
    return html`<div class="below">${this.codeForm()}<button class="button quiet" @click=${() => { void this.#show('apply'); }}>${words.beMentor}</button></div>`;
  }

  protected override render(): TemplateResult {
    if (!this.locale.ready) return html``;
    const { words } = this.locale;
    const { info } = this;
    return html`<div class="room" lang=${this.locale.tag} dir=${this.locale.direction} role="region" aria-label=${words.heading}>
      <div class="top">
        ${info?.quickExit === false ? nothing : html`<button class="button" aria-describedby="leave-note" @click=${this.exit.leave}>${words.leave}</button>`}
        <div class="title" role="heading" aria-level=${this.embedded ? 1 : 2}>${this.phase === 'consent' ? words.consent.title : words.heading}</div>
        ${this.mayClose ? html`<button class="button quiet" @click=${() => { this.close(); }}>${words.close}</button>` : nothing}
      </div>
      <div><p id="leave-note" class="note" ?hidden=${info?.quickExit === false}>${words.leaveNote}</p>
      <p class="crisis" role="note" aria-label=${words.crisisHelp}><strong>${words.danger}</strong> ${info?.crisis.length ? info.crisis.map(({ text, href }) => html`<a class="number" href=${href}>${text}</a> `) : words.localEmergency}</p></div>
      ${this.#part()}
      <p class="hidden-text" role="status">${this.told}</p>
    </div>`;
  }
}

/** Registers it; gives its tag. */
export function enter(): string { define('kith-mentor-room', MentorRoom); return 'kith-mentor-room'; }

declare global {
  interface HTMLElementTagNameMap { 'kith-mentor-room': MentorRoom }
}
