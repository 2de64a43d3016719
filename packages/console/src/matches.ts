import type { Mentor, MentorAct, MentorActionName, MentorRequest, MentorRequestSummary } from '@kith/sdk/staff';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { words } from './locale/en.ts';
import { mentorWords } from './locale/mentors-en.ts';
import { actionForm } from './mentor-actions.ts';
import { reasonsLine, saidLines } from './mentor-requests.ts';
import { dateTime, defined, focusOn, Part } from './part.ts';

const say = mentorWords.matches;
const names = mentorWords.requests;
const newId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
interface Message { seq: number; at: string; kind: string; author: string; body?: string | undefined; name?: string | undefined; notice?: string | undefined }

/** A mentor's own place: where they are asked, whom they are matched with, and the messages. An adviser reads along here. */
export class KithMatches extends Part {
  static override styles: CSSResultGroup = [Part.styles, css`
    .panes { display: grid; gap: 1em; } .entry { inline-size: 100%; display: grid; justify-items: start; justify-content: start; gap: 0.125em; text-align: start; }
    .log { display: flex; flex-direction: column; gap: 0.5em; max-block-size: 24em; overflow-y: auto; border: 1px solid var(--_border); border-radius: var(--_radius); padding: 0.75em; }
    .message { max-inline-size: 85%; } .message p { white-space: pre-wrap; margin: 0; padding: 0.375em 0.75em; border: 1px solid var(--_border); border-radius: 0.875em; inline-size: fit-content; } .mine { align-self: end; } .mine p { background: var(--_tint, transparent); margin-inline-start: auto; }
    .said { display: grid; grid-template-columns: minmax(6em, 12em) minmax(0, 1fr); gap: 0.25em 1em; margin: 0; } .said dt { font-weight: 600; } .said dd { margin: 0; }
    .detail { display: grid; gap: 0.75em; min-inline-size: 0; } @media (min-width: 60em) { .panes { grid-template-columns: 18em minmax(0, 1fr); } }
  `];
  static override properties = { ...Part.properties, list: { state: true }, me: { state: true }, open: { state: true }, messages: { state: true }, acting: { state: true }, sure: { state: true }, reason: { state: true } };
  private list: MentorRequestSummary[] | undefined;
  private me: Mentor | undefined;
  private open: MentorRequest | undefined;
  private chosen = '';
  private messages: { events: Message[]; maySend: boolean; adviser?: string | undefined; earlier: number } | undefined;
  private acting: MentorActionName | '' = '';
  private sure = false;
  private reason = '';
  #reading = false;
  /** Somebody asked for more while a reading was under way. */
  #more = false;
  readonly #again = () => { void this.load(); };

  protected override begin(): Promise<void> { this.state.addEventListener('wake', this.#again); return this.load(); }
  override disconnectedCallback(): void { super.disconnectedCallback(); this.state.removeEventListener('wake', this.#again); }
  private async load(): Promise<void> {
    try {
      const { matches, me } = await this.state.call('matches.list');
      this.list = matches;
      this.me = me;
      if (this.chosen && !this.acting) await this.read(true);
    } catch { if (!this.list) this.problem = words.failed; }
  }
  /** What is new in the open match; whoever is not its mentor reads the messages as adviser, or says why. */
  private async read(quiet = false): Promise<void> {
    if (this.#reading) { this.#more = true; return; }
    this.#reading = true;
    const id = this.chosen;
    try {
      const open = await this.state.call('mentorRequests.get', { id }).catch((error: unknown) => { if ((error as { status?: number }).status === 404) return undefined; throw error; });
      if (id !== this.chosen) return;
      if (!this.acting) this.open = open;
      const after = this.messages?.events.at(-1)?.seq ?? 0;
      const more = await this.state.call('matches.messages', { id, query: { after, ...(this.reason ? { reason: this.reason as 'safety' } : {}) } }).catch(() => undefined);
      if (id !== this.chosen) return;
      if (more) {
        const events = [...this.messages?.events ?? [], ...more.events.filter(({ seq }) => seq > after)];
        const fresh = events.length > (this.messages?.events.length ?? 0);
        this.messages = { events, maySend: more.maySend, adviser: more.adviser, earlier: more.earlier };
        if (fresh) { await this.updateComplete; this.renderRoot.querySelector('.log')?.lastElementChild?.scrollIntoView({ block: 'nearest' }); }
      }
    } catch { if (!quiet) this.problem = words.failed; } finally {
      this.#reading = false;
      if (this.#more) { this.#more = false; void this.read(true); }
    }
  }
  private show(id: string): Promise<boolean> {
    this.chosen = id;
    this.open = undefined;
    this.messages = undefined;
    this.acting = '';
    this.sure = false;
    this.reason = '';
    return this.run(async () => { await this.read(); await this.updateComplete; this.renderRoot.querySelector<HTMLElement>('#detail')?.focus(); });
  }
  private act(details: MentorAct): Promise<boolean> {
    return this.run(async () => {
      try { this.open = await this.state.call('mentorRequests.act', { id: this.chosen, body: details }); } catch (error) {
        // Passed: it is no longer theirs to see.
        if ((error as { status?: number }).status !== 404) throw error;
        this.open = undefined;
        this.chosen = '';
      }
      this.acting = '';
      await this.load();
    }, words.saved);
  }
  private readonly send = (event: SubmitEvent) => {
    const { element, text } = this.form(event);
    const body = text('body');
    const clientId = newId();
    if (body) void this.run(async () => { await this.state.call('matches.send', { id: this.chosen, body: { clientId, body } }); element.reset(); await this.read(); element.querySelector('textarea')?.focus(); });
  };

  #messages(): TemplateResult | typeof nothing {
    const { open, messages } = this;
    if (!messages) {
      return this.state.has('supervisor') && open?.messages && !open.actions.some(({ action }) => action === 'set-sheet') ? html`<form class="box" @submit=${(event: SubmitEvent) => { this.reason = this.form(event).text('reason'); void this.run(() => this.read()); }}><label>${say.readReason}<select name="reason">${Object.entries(words.chat.reasons).map(([value, label]) => html`<option value=${value}>${label}</option>`)}</select></label><button class="button">${say.read}</button></form>` : nothing;
    }
    const lines = messages.events.filter(({ kind, notice }) => kind === 'message' || notice === 'adviser-reads' || notice === 'not-safe');
    return html`<section class="stack"><h3>${say.messages}</h3>${messages.adviser ? html`<p class="note">${say.adviser(messages.adviser)}</p>` : nothing}
      <div class="log" role="log" aria-label=${say.messages} tabindex="0">${lines.some(({ kind }) => kind === 'message') ? nothing : html`<p class="system">${say.none}</p>`}${lines.map((one) => (one.kind === 'message' ? html`<div class="message ${one.author === 'visitor' ? '' : 'mine'}"><span class="note">${one.author === 'visitor' ? say.mentee : one.name ?? ''} · ${dateTime(one.at)}</span><p dir="auto">${one.body}</p></div>` : one.notice === 'not-safe' ? html`<p class="system"><strong>${words.chat.notices['not-safe']}</strong></p>` : nothing))}</div>
      ${messages.maySend ? html`<form autocomplete="off" @submit=${this.send}><label>${say.write}<textarea name="body" rows="2" maxlength="4000" required></textarea></label><button class="button main" aria-disabled=${this.busy}>${say.send}</button></form>` : html`<p class="note">${say.notNow}</p>`}</section>`;
  }
  #detail(): TemplateResult | typeof nothing {
    const item = this.open;
    if (!this.chosen) return nothing;
    const asked = item?.status === 'proposed';
    const flag = (on: boolean) => () => { this.sure = on; void focusOn(this, on ? '#flag' : '#detail'); };
    const buttons = (item?.actions ?? []).filter(({ refusals }) => !refusals.length);
    return html`<section class="detail"><h2 id="detail" tabindex="-1">${item ? html`${item.name || say.mentee} · ${names.statuses[item.status] ?? item.status}` : this.busy ? words.loading : say.reading}</h2>
      ${asked && item.due ? html`<p>${say.askedText(dateTime(item.due))}</p>` : nothing}
      ${item ? html`<div class="row">${buttons.map(({ action }) => html`<button class="button ${action === 'accept' || action === 'agree' ? 'main' : ''}" aria-expanded=${this.acting === action ? 'true' : 'false'} @click=${() => { if (action === 'accept') void this.act({ action }); else this.acting = this.acting === action ? '' : action as MentorActionName; }}>${names.actions[action] ?? action}</button>`)}</div>
        ${this.acting ? keyed(this.acting, actionForm(this.acting, { busy: this.busy, sheet: item.sheet ?? '', requests: [], done: (details) => { void this.act(details); }, cancel: () => { this.acting = ''; void focusOn(this, '#detail'); } })) : nothing}
        ${item.actions.filter(({ refusals }) => refusals.length).map(({ action, refusals }) => html`<p class="note">${names.actions[action] ?? action}. ${names.why} ${refusals.join(' ')}</p>`)}
        <section class="box">${saidLines(item.said)}</section>
        ${item.meeting ? html`<p>${names.meeting}: ${dateTime(item.meeting.start)}${item.meeting.place ? `, ${item.meeting.place}` : ''}</p>` : nothing}
        ${item.goals.length ? html`<section class="box"><h3>${names.goals}</h3><ol>${item.goals.map((goal) => html`<li dir="auto">${goal}</li>`)}</ol></section>` : nothing}
        ${item.sheet ? html`<section class="box"><h3>${names.sheet}</h3><p dir="auto">${item.sheet}</p></section>` : nothing}
        ${item.minor ? html`<p class="note">${say.noContact}</p>` : nothing}` : nothing}
      ${this.#messages()}
      <p class="note">${say.crisis}</p>
      ${this.sure ? html`<div class="box danger" id="flag" tabindex="-1" role="group" aria-label=${names.flagSure}><p>${names.flagSure}</p><div class="row"><button class="button danger" @click=${() => this.run(async () => { const { paged } = await this.state.call('matches.flag', { id: this.chosen, body: {} }); this.sure = false; void focusOn(this, '#detail'); return names.flagged2(paged); })}>${names.flagYes}</button><button class="button" @click=${flag(false)}>${names.cancel}</button></div></div>` : html`<div><button class="button danger" @click=${flag(true)}>${names.flag}</button></div>`}</section>`;
  }
  #own(me: Mentor): TemplateResult {
    const save = (event: SubmitEvent) => { const { text, data } = this.form(event); void this.run(async () => { await this.state.call('mentors.own', { body: { capacity: Number(text('capacity')), ...(['active', 'resting'].includes(me.state) ? { state: data.has('resting') ? 'resting' : 'active' } : {}) } }); await this.load(); }, words.saved); };
    return html`<details><summary>${say.own}</summary><form @submit=${save}>${me.against.length ? html`<p>${say.missing} ${reasonsLine(me.against)}</p>` : nothing}<label>${say.capacity}<input name="capacity" type="number" min="0" max="20" .value=${String(me.capacity)}></label>${['active', 'resting'].includes(me.state) ? html`<label class="check"><input type="checkbox" name="resting" .checked=${me.state === 'resting'}>${say.resting}</label>` : html`<p>${mentorWords.mentors.states[me.state]}</p>`}<button class="button">${words.save}</button></form></details>`;
  }
  protected override render(): TemplateResult {
    if (!this.list) return html`<h1>${say.heading}</h1><p role="status">${this.problem || words.loading}</p>`;
    return html`<h1>${say.heading}</h1>${this.said()}<div class="panes"><section>${this.list.length ? html`<ul class="list">${repeat(this.list, ({ id }) => id, (item) => html`<li><button class="button entry" aria-current=${item.id === this.chosen ? 'true' : 'false'} @click=${() => this.show(item.id)}><strong>${item.status === 'proposed' ? say.asked : item.name || say.mentee}</strong><span class="note">${names.statuses[item.status] ?? item.status}${item.mentor && item.mentor !== this.state.membership?.name ? ` · ${say.reading}: ${item.mentor}` : ''}</span>${item.flagged ? html`<strong class="tag danger">${names.flagged}</strong>` : nothing}</button></li>`)}</ul>` : html`<p>${say.empty}</p>`}${this.me ? this.#own(this.me) : nothing}</section>${this.#detail()}</div>`;
  }
}
defined('kith-matches', KithMatches);
