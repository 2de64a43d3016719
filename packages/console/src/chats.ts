import { topicLabel, type ChatSummary } from '@kith/sdk/staff';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { closeForm, looksPrivate } from './chat-note.ts';
import { kept } from './drafts.ts';
import { words } from './locale/en.ts';
import { defined, Part, saveFile, time } from './part.ts';
import './shift.ts';

const say = words.chat;
type Settings = { openers: string[]; resources: { title: string; text: string }[] };
const newId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The work itself: who waits, the chat, and what is known of it. Three panes when wide, one with Back when narrow. */
export class KithChats extends Part {
  static override properties = { ...Part.properties, keys: { attribute: false }, settings: { state: true }, warned: { state: true }, closing: { state: true }, blocking: { state: true }, chosen: { state: true }, handing: { state: true } };
  static override styles: CSSResultGroup = [Part.styles, css`
    .panes { display: grid; gap: 1em; margin-block-start: 0.75em; }
    .log { display: flex; flex-direction: column; gap: 0.5em; max-block-size: 26em; min-block-size: 8em; overflow-y: auto; border: 1px solid var(--_border); border-radius: var(--_radius); padding: 0.75em; background: var(--_raised); }
    .message { max-inline-size: 85%; } .message p { white-space: pre-wrap; margin: 0; padding: 0.375em 0.75em; border: 1px solid var(--_border); border-radius: 0.875em; inline-size: fit-content; } .message .note { display: block; }
    .mine { align-self: end; } .mine p { background: var(--_tint, transparent); margin-inline-start: auto; } .mine .note { text-align: end; }
    .entry { inline-size: 100%; text-align: start; display: grid; justify-items: start; justify-content: start; gap: 0.25em; } .entry[aria-current='true'] { border-color: var(--_strong); background: var(--_tint, transparent); }
    .composer { display: grid; grid-template-columns: 1fr auto; gap: 0.5em; align-items: end; max-inline-size: none; margin-block-start: 0.5em; }
    .wide-only { display: none; }
    :host([data-open]) .queue { display: none; }
    @media (min-width: 64em) { .panes { grid-template-columns: 17em minmax(0, 1fr) 20em; } :host([data-open]) .queue { display: block; } .narrow-only { display: none; } .log { max-block-size: 55vh; } }
  `];
  /** Single keys are switched on. */
  declare keys: boolean;
  private settings: Settings | undefined;
  private warned = false;
  private closing = false;
  private blocking = false;
  private handing = false;
  private chosen = 0;
  #typed = 0;
  #spoken = 0;
  #spokenOf = '';

  protected override async begin(): Promise<void> {
    addEventListener('keydown', this.#key);
    try { this.settings = (await this.state.call('settings.get')).settings; } catch { this.problem = words.failed; }
  }
  override disconnectedCallback(): void { super.disconnectedCallback(); removeEventListener('keydown', this.#key); }
  readonly #key = (event: KeyboardEvent) => {
    if (this.state.signedOut) return;
    const at = event.composedPath()[0];
    if (at instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) { if (event.key === 'Escape') at.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || (!this.keys && event.key !== 'Escape')) return;
    const waiting = this.state.queue?.waiting ?? [];
    const key = event.key.toLowerCase();
    if (key === 'j' || key === 'k') { this.chosen = Math.max(0, Math.min(waiting.length - 1, this.chosen + (key === 'j' ? 1 : -1))); this.renderRoot.querySelectorAll<HTMLElement>('.queue .take')[this.chosen]?.focus(); }
    else if (key === 'a') { const entry = waiting[this.chosen] ?? waiting[0]; if (entry?.mayAccept) void this.accept(entry.id); }
    else if (key === 'r') this.renderRoot.querySelector<HTMLElement>('textarea[name="body"]')?.focus();
    else if (key === 'n') this.renderRoot.querySelector<HTMLElement>('input[name="note"]')?.focus();
    else if (event.key === 'Escape') this.state.closeChat();
    else return;
    event.preventDefault();
  };

  /** Never waits for anything else that is under way: on a slow line somebody may have to look after another chat. */
  private async open(id: string): Promise<void> { this.problem = this.done = ''; try { await this.state.open(id); } catch (error) { this.problem = this.problemOf(error); } }
  private accept(id: string): Promise<boolean> { return this.run(async () => { await this.state.call('chats.accept', { id, body: {} }); await this.state.refresh(); await this.state.open(id); await this.updateComplete; this.renderRoot.querySelector<HTMLElement>('textarea[name="body"]')?.focus(); }); }
  private act(name: 'chats.join' | 'chats.leave' | 'chats.takeOver', id: string): () => Promise<boolean> { return () => this.run(async () => { await this.state.call(name, { id, body: {} }); await this.state.readMore(); await this.state.refresh(); }); }

  /** Whose chat it is stands when it is pressed: another one may be open by the time that it went out. */
  private readonly send = (id: string) => (event: SubmitEvent) => {
    const { element, text } = this.form(event);
    const body = text('body');
    if (!body) return;
    if (looksPrivate(body) && !this.warned) { this.warned = true; return; }
    const typed = element.querySelector('textarea')!.value;
    const clientId = newId();
    void this.run(async () => {
      // The same id in every try: it is stored once.
      for (let tries = 0; ; tries++) {
        try { await this.state.call('chats.send', { id, body: { clientId, body } }); break; } catch (error) { if (tries >= 2 || (error as { status?: number }).status !== undefined) throw error; }
      }
      this.state.drafts.sent(`write ${id}`, 'body', typed);
      if (this.state.chat?.chat.id !== id) return;
      this.warned = false;
      await this.state.readMore();
      if (element.isConnected) element.querySelector('textarea')!.focus();
    });
  };
  /** Never waits for anything else that is under way. */
  private async escalate(id: string): Promise<void> {
    this.problem = '';
    try {
      const { paged } = await this.state.call('chats.escalate', { id, body: {} });
      this.done = say.escalated(paged);
      await Promise.all([this.state.refresh(), this.state.readMore()]);
    } catch { this.problem = say.escalated(0); }
  }
  private readonly note = (id: string) => (event: SubmitEvent) => {
    const { data, text } = this.form(event);
    const body = text('note');
    if (body) void this.run(async () => { await this.state.call('chats.note', { id, body: { clientId: newId(), body } }); this.state.drafts.sent(`note ${id}`, 'note', data.get('note') as string); await this.state.readMore(); });
  };
  private readonly handOff = (id: string) => (event: SubmitEvent) => {
    const { text } = this.form(event);
    void this.run(async () => {
      const { sheet } = await this.state.call('chats.handOff', { id, body: { consent: true, to: text('to'), text: text('text') } });
      saveFile('hand-off.txt', sheet, 'text/plain');
    });
  };
  private readonly typed = (id: string) => () => {
    this.warned = false;
    if (Date.now() - this.#typed < 3_000) return;
    this.#typed = Date.now();
    this.state.call('chats.typing', { id, body: {} }).catch(() => undefined);
  };
  private insert(text: string): void {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>('textarea[name="body"]');
    if (field) { field.value = field.value ? `${field.value}\n${text}` : text; field.dispatchEvent(new Event('input', { bubbles: true })); field.focus(); }
  }

  protected override updated(): void {
    const { chat } = this.state;
    this.toggleAttribute('data-open', Boolean(chat));
    if (!chat) return;
    if (this.#spokenOf !== chat.chat.id) { this.#spokenOf = chat.chat.id; this.renderRoot.querySelector('.log')?.lastElementChild?.scrollIntoView({ block: 'nearest' }); this.#spoken = chat.events.at(-1)?.seq ?? 0; this.closing = this.state.drafts.has(`close ${chat.chat.id}`); this.warned = this.blocking = this.handing = false; }
    if (chat.chat.endedAt) for (const what of ['write', 'note']) this.state.drafts.forget(`${what} ${chat.chat.id}`);
    const announcer = this.renderRoot.querySelector('#announcer');
    for (const event of chat.events) {
      if (event.seq <= this.#spoken) continue;
      this.#spoken = event.seq;
      const text = event.kind === 'message' ? (event.name === this.state.membership?.profile.name ? '' : `${event.name ?? say.visitor}: ${event.body ?? ''}`) : say.notices[event.notice ?? ''] ?? say.states[event.state ?? ''];
      if (!text || !announcer) continue;
      const line = document.createElement('p');
      line.textContent = text;
      announcer.append(line);
      while (announcer.childElementCount > 20) announcer.firstElementChild!.remove();
      this.renderRoot.querySelector('.log')?.lastElementChild?.scrollIntoView({ block: 'nearest' });
    }
  }

  #tags(chat: ChatSummary): TemplateResult {
    return html`<span class="row">${chat.topics.map((topic) => html`<span class="tag">${topicLabel(topic as 'grief') ?? topic}</span>`)}${chat.language ? html`<span class="tag">${chat.language}</span>` : nothing}${chat.forSomeoneElse ? html`<span class="tag">${words.queue.someoneElse}</span>` : nothing}${chat.escalation ? html`<strong class="tag">${words.board.mayNot}</strong>` : nothing}</span>`;
  }
  #queue(): TemplateResult {
    const { queue } = this.state;
    if (!queue) return html`<section class="queue"><p>${words.loading}</p></section>`;
    const open = this.state.chat?.chat.id;
    return html`<section class="queue" aria-label=${words.queue.heading}>
      <h2>${words.queue.mine}</h2><ul class="list">${queue.mine.map((chat) => html`<li><button class="button entry" aria-current=${chat.id === open ? 'true' : 'false'} @click=${() => this.open(chat.id)}><strong>${chat.alias || words.queue.alias}${this.state.unread(chat.id, chat.head) ? html` •<span class="hidden-text"> ${say.unread}</span>` : ''}</strong>${chat.endedAt ? html`<span class="note">${say.noteMissing}</span>` : this.state.drafts.has(`write ${chat.id}`) ? html`<span class="note">${say.draft}</span>` : nothing}${this.#tags(chat)}</button></li>`)}</ul>
      <h2>${words.queue.heading} (${queue.waiting.length})</h2>
      ${queue.waiting.length ? html`<p class="note">${words.queue.longest(Math.max(...queue.waiting.map(({ minutes }) => minutes)))}</p>` : html`<p>${words.queue.empty}</p>`}
      <ol class="list">${repeat(queue.waiting, ({ id }) => id, (chat) => html`<li class="box"><strong>${chat.alias || words.queue.alias}</strong><span class="note">${words.queue.minutes(chat.minutes)}${chat.help ? ` · ${say.help[chat.help] ?? ''}` : ''}</span>${this.#tags(chat)}<span class="note">${chat.reasons.map((reason) => words.queue.reasons[reason] ?? reason).join(' ')}</span><button class="button ${chat.mayAccept ? 'main' : ''} take" ?disabled=${!chat.mayAccept || this.busy} @click=${() => this.accept(chat.id)}>${words.queue.accept}</button></li>`)}</ol></section>`;
  }

  /** Who types, but for oneself. */
  #typing({ alias, peer, peerId, joined }: ChatSummary, who: readonly string[]): TemplateResult | typeof nothing {
    const mine = joined.includes(this.state.membership?.profile.name ?? '') || peerId === this.state.me?.id ? 'supervisor' : '';
    const [side] = who.filter((item) => item !== mine).sort().reverse();
    return side ? html`<p class="system">${say.typing(side === 'visitor' ? alias || say.visitor : side === 'peer' && peer ? peer : words.people.roleNames.supervisor!)}</p>` : nothing;
  }
  #log(): TemplateResult {
    const { chat } = this.state;
    if (!chat) return html`<p>${say.pick}</p>`;
    const seen = chat.now?.seen ?? 0;
    const last = chat.events.filter(({ kind, author }) => kind === 'message' && author !== 'visitor').at(-1)?.seq;
    return html`<div class="log" role="log" aria-live="off" aria-label=${say.log} tabindex="0">${repeat(chat.events, ({ seq }) => seq, (event) => (event.kind === 'message'
      ? html`<div class="message ${event.author === 'visitor' ? '' : 'mine'}"><span class="note">${event.author === 'visitor' ? chat.chat.alias || say.visitor : event.name} · ${time(event.at)}</span><p dir="auto">${event.body}</p>${event.seq === last ? html`<span class="note">${event.seq <= seen ? say.seen : say.sent}</span>` : nothing}</div>`
      : html`<p class="system">${event.kind === 'notice' ? say.notices[event.notice ?? ''] ?? event.notice : say.states[event.state ?? ''] ?? event.state}${event.name ? ` (${event.name})` : ''}</p>`))}
      ${this.#typing(chat.chat, chat.now?.typing ?? [])}</div>
      ${chat.chat.visitorHere || chat.chat.endedAt ? nothing : html`<p class="note">${say.away}</p>`}
      ${chat.maySend ? html`${keyed(chat.chat.id, html`<form class="composer" autocomplete="off" ${kept(this.state.drafts, `write ${chat.chat.id}`)} @submit=${this.send(chat.chat.id)}><label><span class="hidden-text">${say.write}</span><textarea name="body" rows="2" maxlength="4000" placeholder=${say.write} @input=${this.typed(chat.chat.id)} @keydown=${(event: KeyboardEvent) => { if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !matchMedia('(pointer: coarse)').matches) { event.preventDefault(); (event.target as HTMLTextAreaElement).form!.requestSubmit(); } }}></textarea></label><button class="button main" ?disabled=${this.busy}>${this.warned ? say.sendAnyway : say.send}</button></form>`)}${this.warned ? html`<p class="problem" role="alert">${say.warning}</p>` : nothing}
        ${this.said()}<details><summary>${say.openers}</summary><div class="list">${this.settings?.openers.map((text) => html`<button class="button entry" @click=${() => { this.insert(text); }}>${text}</button>`)}</div></details>
        <details><summary>${say.resources}</summary><div class="list">${this.settings?.resources.map(({ title, text }) => html`<button class="button entry" @click=${() => { this.insert(text); }}><strong>${title}</strong><span>${text}</span></button>`)}</div></details>` : chat.chat.endedAt ? html`<p>${say.ended}</p>` : nothing}`;
  }

  #context(): TemplateResult {
    const { chat } = this.state;
    if (!chat) return html``;
    const { chat: info } = chat;
    const mine = info.peerId === this.state.me?.id;
    const supervisor = this.state.has('supervisor');
    const live = !info.endedAt;
    const joined = info.joined.includes(this.state.membership?.profile.name ?? '');
    const id = info.id;
    const paused = chat.events.findLast(({ notice }) => notice === 'paused' || notice === 'resumed')?.notice === 'paused';
    return html`<h2>${say.info}</h2><div class="stack">
      ${this.#tags(info)}<p>${info.help ? say.help[info.help] : nothing} ${info.face ? say.face(words.shift.faces[info.face - 1] ?? '') : nothing}</p>
      ${chat.words ? html`<p class="note">${say.words}</p><p class="box" dir="auto">${chat.words}</p>` : nothing}
      ${info.peer && !info.peerHere && live ? html`<p class="problem">${say.peerAway}</p>` : nothing}
      <h3>${say.notes}</h3><p class="note">${say.notesNote}</p>
      <ul class="list" aria-live="polite">${chat.notes.map((note) => html`<li><span class="note">${note.name} · ${time(note.at)}</span> <span dir="auto">${note.body}</span></li>`)}</ul>
      ${live ? html`<form autocomplete="off" ${kept(this.state.drafts, `note ${id}`)} @submit=${this.note(id)}><label><span class="hidden-text">${say.note}</span><input name="note" maxlength="1000" placeholder=${mine ? say.askSupervisor : say.whisper}></label><button class="button">${mine ? say.askSupervisor : say.whisper}</button></form>
      <h3>${say.actions}</h3>
      <button class="button danger" @click=${() => { void this.escalate(id); }}>${say.escalate}</button>
      <div class="row">
        ${mine ? html`<button class="button" @click=${() => this.run(async () => { await this.state.call('chats.pause', { id, body: { on: !paused } }); await this.state.readMore(); })}>${paused ? say.resume : say.pause}</button>` : nothing}
        ${mine ? html`<button class="button" @click=${() => { this.handing = !this.handing; }} aria-expanded=${this.handing}>${say.handOver}</button>` : nothing}
        ${supervisor && !mine ? html`<button class="button" @click=${this.act(joined ? 'chats.leave' : 'chats.join', id)}>${joined ? say.leave : say.join}</button><button class="button" @click=${this.act('chats.takeOver', id)}>${say.takeOver}</button>` : nothing}
        ${supervisor ? html`<button class="button" @click=${() => this.run(() => this.state.call('chats.extend', { id, body: { minutes: 15 } }), words.saved)}>${say.extend}</button><button class="button danger" @click=${() => { this.blocking = true; }}>${say.block}</button>` : nothing}
      </div>
      ${this.handing ? html`<div class="row">${(['queue', 'supervisor'] as const).map((to) => html`<button class="button" @click=${() => this.run(async () => { await this.state.call('chats.offer', { id, body: { to } }); this.handing = false; await this.state.readMore(); }, say.handOverAsked)}>${to === 'queue' ? say.handOverQueue : say.handOverSupervisor}</button>`)}</div>` : nothing}
      ${this.blocking ? html`<div class="box danger"><p>${say.blockSure}</p><div class="row"><button class="button danger" @click=${() => this.run(async () => { await this.state.call('chats.block', { id, body: { hours: 24, reason: 'abuse' } }); this.blocking = false; await this.state.readMore(); await this.state.refresh(); })}>${words.yes}</button><button class="button" @click=${() => { this.blocking = false; }}>${words.no}</button></div></div>` : nothing}` : nothing}
      ${mine || joined ? html`<details ?open=${this.state.drafts.has(`sheet ${id}`)}><summary>${say.handOff}</summary><form class="box" autocomplete="off" ${kept(this.state.drafts, `sheet ${id}`)} @submit=${this.handOff(id)}><p class="note">${say.handOffNote}</p><label>${say.handOffTo}<input name="to" required maxlength="120"></label><label>${say.handOffText}<textarea name="text" rows="3" required maxlength="2000"></textarea></label><label class="check"><input type="checkbox" name="consent" required>${say.handOffConsent}</label><button class="button">${say.handOffMake}</button></form></details>` : nothing}
      ${(mine || joined) && this.closing ? closeForm(chat, this.state.drafts, (note) => { void this.run(async () => { await this.state.call('chats.close', { id, body: note }); this.state.drafts.forgetOf(id); this.closing = false; if (this.state.chat?.chat.id === id) this.state.closeChat(); await this.state.refresh(); }); }, () => { this.state.drafts.forget(`close ${id}`); this.closing = false; }) : mine || joined ? html`<button class="button main" @click=${() => { this.closing = true; }}>${live ? say.close : say.writeNote}</button>` : nothing}
    </div>`;
  }

  protected override render(): TemplateResult {
    const { chat } = this.state;
    return html`<h1 class="hidden-text">${words.tabs.desk}</h1><kith-shift .state=${this.state}></kith-shift>${chat?.maySend ? nothing : this.said()}
      <div class="panes">${this.#queue()}
        <section aria-label=${say.log}>${chat ? html`<div class="row"><button class="button narrow-only" @click=${() => { this.state.closeChat(); }}>${words.back}</button><h2>${chat.chat.alias || words.queue.alias} · ${say.states[chat.chat.state] ?? chat.chat.state}${chat.chat.peer ? ` · ${chat.chat.peer}` : ''}</h2></div>` : nothing}${this.#log()}</section>
        ${chat ? html`<section aria-label=${say.info}>${keyed(chat.chat.id, this.#context())}</section>` : nothing}</div>
      <div id="announcer" class="hidden-text" aria-live="polite" aria-relevant="additions"></div>`;
  }
}
defined('kith-chats', KithChats);
