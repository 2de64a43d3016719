import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { beep } from '@kith/elements/parts/sound';
import { tokens } from '@kith/elements/parts/tokens.styles';
import type { Me, Role } from '@kith/sdk/staff';
import './board.ts';
import './chats.ts';
import './escalations.ts';
import { words } from './locale/en.ts';
import { mentorWords } from './locale/mentors-en.ts';
import './messages.ts';
import { defined, focusOn } from './part.ts';
import { partStyles } from './part.styles.ts';
import './sign-in.ts';
import { ConsoleState } from './state.ts';

/** Part → who sees it. What they may do there, the server decides. */
const tabs: [name: string, roles: Role[]][] = [
  ['desk', ['peer', 'supervisor']], ['board', ['supervisor']], ['escalations', ['supervisor']], ['messages', ['peer', 'supervisor']], ['reviews', ['supervisor']], ['requests', ['coordinator', 'supervisor']], ['matches', ['mentor', 'supervisor']], ['mentors', ['coordinator', 'supervisor']], ['referrals', ['referrer']], ['people', ['supervisor', 'coordinator', 'admin']], ['settings', ['admin']], ['reports', ['peer', 'supervisor', 'coordinator', 'admin']], ['audit', ['supervisor', 'admin']], ['groups', ['coordinator', 'facilitator']], ['feeds', ['coordinator', 'supervisor', 'admin']], ['webhooks', ['admin', 'supervisor']],
  ['account', ['peer', 'facilitator', 'mentor', 'coordinator', 'supervisor', 'admin', 'referrer']],
];

const office = () => import('./office-parts.ts');
/** ms until it comes by itself: whoever opens it may be without a line by then. */
const OFFICE_AFTER = 1_000;

/** The staff console: sign-in, then the parts that somebody's roles have. */
export class KithConsole extends LitElement {
  static override styles = [tokens, partStyles, css`
    :host { display: block; max-inline-size: 90em; margin-inline: auto; padding: 0.75em; }
    header { display: flex; flex-wrap: wrap; gap: 0.5em 1em; align-items: center; border-block-end: 1px solid var(--_border); padding-block-end: 0.5em; margin-block-end: 0.75em; }
    nav ul { display: flex; flex-wrap: wrap; gap: 0.25em; } nav a { display: inline-flex; align-items: center; min-block-size: 2.75em; padding-inline: 0.75em; border-radius: 0.5em; color: inherit; text-decoration: none; }
    nav a[aria-current] { background: var(--_tint, transparent); text-decoration: underline; font-weight: 600; }
    header label { inline-size: auto; } header select { inline-size: auto; } .skip { position: absolute; inset-inline-start: -999em; } .skip:focus { position: static; }
    .end { margin-inline-start: auto; }
  `];
  static override properties = { ready: { state: true }, tab: { state: true }, keys: { state: true }, unreachable: { state: true }, single: { state: true }, missing: { state: true }, asking: { state: true } };
  readonly state = new ConsoleState();
  private ready = false;
  private tab = '';
  private keys = false;
  private unreachable = false;
  private missing = '';
  private asking = false;
  #wasOut = false;
  #officeComes = false;
  private single = (() => { try { return localStorage.getItem('kith-console-keys') !== 'off'; } catch { return true; } })();

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = words.title;
    this.state.addEventListener('change', () => { this.requestUpdate(); });
    this.state.addEventListener('sound', () => { beep(); });
    addEventListener('hashchange', () => { this.tab = location.hash.slice(1).split('/')[0]!; });
    addEventListener('keydown', (event) => {
      const at = event.composedPath()[0];
      if (event.ctrlKey || event.metaKey || event.altKey || (at instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) || !this.state.me || this.state.signedOut) return;
      if (event.key === '?') this.keys = !this.keys;
      else if (this.single && /^[1-9]$/.test(event.key)) { const name = this.#tabs()[Number(event.key) - 1]; if (name) location.hash = name; }
    });
    // What is written is in memory alone.
    addEventListener('beforeunload', (event) => { if (this.state.drafts.any) event.preventDefault(); });
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') void this.state.check(); });
    // Back from the organization's own sign-in, not signed in or not connected by it.
    this.state.outcome = /^#sso=(\w+)$/.exec(location.hash)?.[1] ?? '';
    if (this.state.outcome) history.replaceState(null, '', `${location.pathname}#account`);
    const invited = /^#(link|page)=/.test(location.hash);
    this.tab = invited ? '' : location.hash.slice(1).split('/')[0]!;
    // A link is for whoever holds it, whoever is signed in here now.
    if (invited) this.ready = true; else void this.#begin();
  }

  readonly #begin = async () => {
    this.unreachable = false;
    try { await this.state.begin(); } catch { this.unreachable = true; }
    this.ready = true;
  };
  #setSingle(on: boolean): void { this.single = on; try { localStorage.setItem('kith-console-keys', on ? 'on' : 'off'); } catch { /* for now, then */ } }

  #tabs(): string[] { return tabs.filter(([, roles]) => this.state.has(...roles)).map(([name]) => name); }
  /** A part that comes when it is opened: until it is there, and should it not come, that is said. */
  #later(tag: string, load: () => Promise<unknown>, part: () => TemplateResult): TemplateResult {
    if (customElements.get(tag)) return part();
    if (this.missing === tag) return html`<p role="alert">${words.unreachable}</p><button class="button main" @click=${() => { this.missing = ''; }}>${words.again}</button>`;
    void load().then(() => { this.requestUpdate(); }, () => { this.missing = tag; });
    return html`<p role="status">${words.loading}</p>`;
  }
  #part(name: string): TemplateResult {
    const { state } = this;
    switch (name) {
      case 'desk': return html`<kith-chats .state=${state} .keys=${this.single}></kith-chats>`;
      case 'board': return html`<kith-board .state=${state}></kith-board>`;
      case 'escalations': return html`<kith-escalations .state=${state}></kith-escalations>`;
      case 'messages': return html`<kith-messages .state=${state}></kith-messages>`;
      case 'reviews': return this.#later('kith-reviews', office, () => html`<kith-reviews .state=${state}></kith-reviews>`);
      case 'people': return this.#later('kith-people', office, () => html`<kith-people .state=${state}></kith-people>`);
      case 'reports': return this.#later('kith-reports', office, () => html`<kith-reports .state=${state}></kith-reports>`);
      case 'audit': return this.#later('kith-audit', office, () => html`<kith-audit .state=${state}></kith-audit>`);
      case 'requests': return this.#later('kith-mentor-requests', () => import('./mentor-requests.ts'), () => html`<kith-mentor-requests .state=${state}></kith-mentor-requests>`);
      case 'matches': return this.#later('kith-matches', () => import('./matches.ts'), () => html`<kith-matches .state=${state}></kith-matches>`);
      case 'mentors': return this.#later('kith-mentors', () => import('./mentors.ts'), () => html`<kith-mentors .state=${state}></kith-mentors>`);
      case 'referrals': return this.#later('kith-referrals', () => import('./referrals.ts'), () => html`<kith-referrals .state=${state}></kith-referrals>`);
      case 'groups': return this.#later('kith-groups', () => import('./groups.ts'), () => html`<kith-groups .state=${state}></kith-groups>`);
      case 'feeds': return this.#later('kith-feeds', () => import('./feeds.ts'), () => html`<kith-feeds .state=${state}></kith-feeds>`);
      case 'webhooks': return this.#later('kith-webhooks', () => import('./webhooks.ts'), () => html`<kith-webhooks .state=${state}></kith-webhooks>`);
      case 'settings': return this.#later('kith-settings', () => import('./settings.ts'), () => html`<kith-settings .state=${state}></kith-settings>`);
      default: return this.#later('kith-account', office, () => html`<kith-account .state=${state}></kith-account>`);
    }
  }

  protected override render(): TemplateResult {
    const { state } = this;
    if (!this.ready) return html`<p role="status">${words.loading}</p>`;
    if (this.unreachable) return html`<main><h1>${words.title}</h1><p role="alert">${words.unreachable}</p><button class="button main" @click=${this.#begin}>${words.again}</button></main>`;
    const out = !state.me || state.signedOut;
    // Signed out, the part stays as it is, unseen: nothing that somebody wrote goes with the session.
    return html`${out ? html`<main class="out" tabindex="-1">${state.signedOut ? html`<p role="alert">${words.signedOut}</p>` : nothing}<kith-sign-in .state=${state}></kith-sign-in></main>` : nothing}
      ${state.me ? html`<div ?hidden=${out}>${this.#inside(state.me)}</div>` : nothing}`;
  }
  protected override updated(): void {
    if (this.state.me && !this.#officeComes) { this.#officeComes = true; setTimeout(() => { void office().catch(() => undefined); }, OFFICE_AFTER); }
    const out = this.state.signedOut;
    if (out === this.#wasOut) return;
    this.#wasOut = out;
    this.renderRoot.querySelector<HTMLElement>(out ? '.out' : 'main:not(.out)')?.focus();
  }
  /** What somebody should know before they sign out. */
  #beforeLeaving(me: Me): string[] {
    const { state } = this;
    return [...(state.ownLive ? [words.leaving.chat] : []), ...(state.drafts.any ? [words.leaving.drafts] : []), ...(me.passkeys || me.twoFactor || me.provider ? [] : [words.leaving.noWayBack])];
  }
  #inside(me: Me): TemplateResult {
    const { state } = this;
    const names = this.#tabs();
    const unsafe = state.queue?.escalations.filter((item) => item.state === 'paged') ?? [];
    const tab = names.includes(this.tab) ? this.tab : names[0] ?? 'account';
    return html`<header><button class="button skip" @click=${() => { this.renderRoot.querySelector<HTMLElement>('main')!.focus(); }}>${words.skip}</button>${me.memberships.length > 1 ? html`<label class="row"><span class="hidden-text">${words.program}</span><select @change=${(event: Event) => { void state.choose((event.target as HTMLSelectElement).value); }}>${me.memberships.map((item) => html`<option value=${item.program} ?selected=${item.program === state.program}>${item.partner}</option>`)}</select></label>` : html`<strong>${state.membership?.partner ?? words.title}</strong>`}
        <nav aria-label=${words.menu}><ul>${names.map((name) => html`<li><a href="#${name}" aria-current=${name === tab ? 'page' : nothing}>${words.tabs[name] ?? mentorWords.tabs[name]}</a></li>`)}</ul></nav>
        <span class="end note" role="status">${state.live ? words.live : words.offline}</span><span class="note">${state.membership?.profile.name ?? ''}</span><button class="button" id="leave" @click=${() => { this.asking = this.#beforeLeaving(me).length > 0; if (this.asking) void focusOn(this, '#stay'); else void state.signOut(); }}>${words.signOut}</button></header>
      ${this.asking ? html`<section class="box danger" aria-label=${words.signOut}><div id="why" class="list">${this.#beforeLeaving(me).map((line) => html`<p>${line}</p>`)}</div><div class="row"><button class="button main" id="stay" aria-describedby="why" @click=${() => { this.asking = false; void focusOn(this, '#leave'); }}>${words.stay}</button><button class="button danger" @click=${() => { this.asking = false; void state.signOut(); }}>${words.signOutSure}</button></div></section>` : nothing}
      ${this.keys ? html`<section class="box"><h2>${words.help}</h2><dl>${words.keys.map(([key, what]) => html`<div class="row"><dt><strong>${key}</strong></dt><dd>${what}</dd></div>`)}</dl><label class="check"><input type="checkbox" .checked=${this.single} @change=${(event: Event) => { this.#setSingle((event.target as HTMLInputElement).checked); }}>${words.shortcuts}</label></section>` : nothing}
      ${state.stillSignedIn ? html`<p class="box danger" role="alert">${words.stillSignedIn}</p>` : nothing}
      ${unsafe.length ? html`<section class="box danger" role="alert" aria-label=${words.tabs.escalations!}><strong>${words.unsafe}</strong><div class="row">${unsafe.map(({ conversation }) => html`<button class="button danger" @click=${() => { location.hash = 'desk'; void state.open(conversation, 'safety').catch(() => { location.hash = 'escalations'; }); }}>${words.openChat}</button>`)}<a href="#escalations">${words.openRecord}</a></div></section>` : nothing}
      <main tabindex="-1">${keyed(`${me.id} ${state.program}`, this.#part(tab))}</main>`;
  }
}
defined('kith-console', KithConsole);
