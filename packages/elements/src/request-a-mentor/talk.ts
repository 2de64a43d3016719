import { conversations, newToken, type Conversation, type ConversationView, type MentorRequests, type OwnMentorRequest } from '@kith/sdk';
import { adoptStyles, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { logStyles } from '../frame/log.styles.ts';
import { styles } from './later.styles.ts';
import type { MentorRoom, Room } from './room.ts';

const MOST = 4000;
/** A spoken line goes again after this, in ms. */
const SPOKEN = 5_000;

/** The messages with a mentor: a conversation like any other, opened with the code. */
export class Talk {
  private readonly host: MentorRoom;
  private readonly conversation: Conversation;
  private readonly close: () => void;
  private view: ConversationView;
  private safety: number | 'sending' | undefined;
  private spoken = -1;
  /** Messages that were refused, and whose words are back in the field. */
  private readonly given = new Set<string>();
  private readonly wake = () => { if (document.visibilityState === 'visible') this.conversation.wake(); };
  private constructor(host: MentorRoom, conversation: Conversation, close: () => void) {
    this.host = host;
    this.conversation = conversation;
    this.close = close;
    this.view = conversation.view;
    conversation.subscribe((view) => { this.view = view; host.requestUpdate(); void this.speak(); });
    document.addEventListener('visibilitychange', this.wake);
    addEventListener('online', this.wake);
  }
  static async open(host: MentorRoom, api: MentorRequests, close: () => void): Promise<Talk> {
    adoptStyles(host.shadowRoot!, [...styles, logStyles]);
    const token = newToken();
    const { id } = await api.talk(host.code, token);
    return new Talk(host, conversations(host.connection).resume(id, token), close);
  }
  stop(): void { document.removeEventListener('visibilitychange', this.wake); removeEventListener('online', this.wake); this.conversation.close(); }

  /** What is new is spoken once, and shown; what was there before is not read out again. */
  private async speak(): Promise<void> {
    await this.host.updateComplete;
    const { log, link } = this.view;
    const root = this.host.renderRoot;
    if (this.spoken < 0) { if (link === 'connecting' || !log.length) return; this.spoken = log.length; root.querySelector('.log')?.lastElementChild?.scrollIntoView({ block: 'nearest' }); return; }
    const fresh = log.slice(this.spoken);
    this.spoken = log.length;
    const { words } = this.host.locale;
    for (const event of fresh) {
      const text = event.kind === 'message' ? (event.author === 'visitor' ? '' : `${event.name ?? ''}: ${event.body ?? ''}`) : words.notices[event.notice ?? ''];
      const announcer = root.querySelector('#announcer');
      if (!text || !announcer) continue;
      const line = document.createElement('p');
      line.textContent = text;
      announcer.append(line);
      setTimeout(() => { line.remove(); }, SPOKEN);
    }
    for (const { clientId = '', tick, body } of this.view.messages) {
      const field = root.querySelector<HTMLTextAreaElement>('textarea');
      if (tick !== 'refused' || this.given.has(clientId) || !field) continue;
      this.given.add(clientId);
      field.value = field.value ? `${body}\n${field.value}` : body;
      const announcer = root.querySelector('#announcer');
      if (announcer) { announcer.textContent = words.tick.refused ?? ''; setTimeout(() => { announcer.textContent = ''; }, SPOKEN); }
    }
    if (fresh.length) root.querySelector('.log')?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }

  private async notSafe(): Promise<void> {
    if (this.safety === 'sending') return;
    this.safety = 'sending';
    this.host.requestUpdate();
    await this.host.focusOn('#safety');
    try { this.safety = (await this.conversation.notSafe()).paged; } catch { this.safety = -1; }
    this.host.requestUpdate();
  }

  part(room: Room, own: OwnMentorRequest): TemplateResult {
    const { words, tag, info } = room;
    const { messages, log, link, gone } = this.view;
    const time = new Intl.DateTimeFormat(tag, { dateStyle: 'short', timeStyle: 'short' });
    const writable = own.status !== 'paused' && own.status !== 'closed' && !gone;
    const send = (field: HTMLTextAreaElement) => { const body = field.value.trim().slice(0, MOST); if (!body) return; this.conversation.send(body); field.value = ''; field.focus(); };
    const key = (event: KeyboardEvent) => { if (event.key !== 'Enter' || event.shiftKey || event.isComposing || matchMedia('(pointer: coarse)').matches) return; event.preventDefault(); send(event.target as HTMLTextAreaElement); };
    const notices = log.filter(({ kind, notice }) => kind === 'notice' && words.notices[notice ?? '']);
    const lines = [...messages.map((message, at) => ({ key: message.clientId ?? `s${message.seq ?? at}`, seq: message.seq ?? Infinity, message, notice: '' })), ...notices.map(({ seq, notice }) => ({ key: `n${seq}`, seq, message: undefined, notice: notice ?? '' }))].sort((a, b) => a.seq - b.seq);
    const safetyText = this.safety === 'sending' ? words.tick.sending : this.safety === undefined ? '' : this.safety < 0 ? words.notSafeFailed : words.notSafeDone(this.safety);
    return html`<div class="log" role="log" aria-live="off" aria-label=${words.talk} tabindex="0">
        <p class="note" data-first tabindex="-1">${own.mentor ? words.mentor(own.mentor.name, own.mentor.title) : words.talk}</p>
        ${lines.some(({ message }) => message) ? nothing : html`<p class="system">${words.noMessages}</p>`}
        ${repeat(lines, (line) => line.key, ({ message, notice }) => (message ? html`<div class="message ${message.author === 'visitor' ? 'mine' : ''}"><span class="note">${message.author === 'visitor' ? words.me : message.name ?? ''}${message.at ? html` · ${time.format(new Date(message.at))}` : nothing}</span><p dir="auto">${message.body}</p>${message.author === 'visitor' && message.tick !== 'sent' ? html`<span class="note">${words.tick[message.tick]}</span>` : nothing}</div>` : html`<p class="system">${words.notices[notice]}</p>`))}
      </div>
      <div class="composer">
        ${this.safety === undefined ? nothing : html`<div class="box danger safety" id="safety" tabindex="-1" role="group" aria-label=${safetyText}><p role="status"><strong>${safetyText}</strong></p><ul class="list">${info.crisis.map(({ text, href }) => html`<li><a class="number" href=${href}>${text}</a></li>`)}</ul><button class="button" @click=${() => { this.safety = undefined; this.host.requestUpdate(); void this.host.focusOn('textarea'); }}>${words.back}</button></div>`}
        ${link === 'offline' ? html`<p role="status" class="note">${words.offline}</p>` : nothing}
        ${writable ? html`<form autocomplete="off" @submit=${(event: SubmitEvent) => { event.preventDefault(); send((event.target as HTMLFormElement).querySelector('textarea')!); }}><label><span class="hidden-text">${words.write}</span><textarea rows="2" maxlength=${MOST} autocomplete="off" placeholder=${words.write} @keydown=${key} @input=${() => { this.conversation.typing(); }}></textarea></label><button class="button main">${words.sendMessage}</button></form>` : html`<p class="note">${words.ended}</p>`}
        <div class="row">${writable ? html`<button class="button not-safe" @click=${() => { void this.notSafe(); }}>${words.notSafe}</button>` : nothing}<button class="button" @click=${this.close}>${words.back}</button></div>
      </div><div id="announcer" class="hidden-text" aria-live="polite" aria-relevant="additions"></div>`;
  }
}
