import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { kept } from './drafts.ts';
import { words } from './locale/en.ts';
import { dateTime, defined, focusOn, Part } from './part.ts';

const say = words.messages;
interface Left { id: string; state: string; createdAt: string; name: string; body: string; answer?: string | undefined; hasContact: boolean; mayLeaveMessage: boolean }
interface Complaint { id: string; at: string; kind: string; about: string; words?: string | undefined; conversation: string }

/** Messages that were left while nobody was there; for whom the program named, complaints about peers. */
export class KithMessages extends Part {
  static override properties = { ...Part.properties, list: { state: true }, contacts: { state: true }, asking: { state: true }, complaints: { state: true } };
  private list: Left[] | undefined;
  private contacts: Record<string, string> = {};
  private asking: string | undefined;
  private complaints: Complaint[] = [];
  readonly #again = () => { void this.load(); };
  protected override begin(): Promise<void> { this.state.addEventListener('wake', this.#again); return this.load(); }
  override disconnectedCallback(): void { super.disconnectedCallback(); this.state.removeEventListener('wake', this.#again); }
  private async load(): Promise<void> {
    try { this.list = (await this.state.call('messages.list')).messages; } catch { this.problem = words.failed; }
    if (this.state.has('supervisor')) this.complaints = await this.state.call('complaints.list').then(({ complaints }) => complaints, () => []);
  }
  private readonly answer = (id: string) => (event: SubmitEvent) => { const { text } = this.form(event); if (text('body')) void this.run(async () => { await this.state.call('messages.answer', { id, body: { body: text('body') } }); this.state.drafts.forgetOf(id); await this.load(); await this.state.refresh(); await focusOn(this, 'h1'); }, words.saved); };
  private reveal(id: string, reason: string): Promise<boolean> { return this.run(async () => { const { contact } = await this.state.call('messages.reveal', { id, body: { reason: reason as 'requested' } }); this.contacts = { ...this.contacts, [id]: contact }; this.asking = undefined; }); }
  #contact(message: Left): TemplateResult | typeof nothing {
    if (!message.hasContact || !this.state.has('supervisor')) return nothing;
    const known = this.contacts[message.id];
    if (known) return html`<p>${known}. ${message.mayLeaveMessage ? say.mayLeave : say.mayNotLeave}</p>`;
    return this.asking === message.id ? html`<div class="row"><span>${words.chat.reason}</span>${Object.entries(words.chat.reasons).map(([value, label]) => html`<button class="button" @click=${() => this.reveal(message.id, value)}>${label}</button>`)}</div>` : html`<button class="button" @click=${() => { this.asking = message.id; }}>${say.contact}</button>`;
  }
  protected override render(): TemplateResult {
    return html`<h1 tabindex="-1">${say.heading}</h1>${this.said()}${this.list ? html`<ul class="list">${repeat(this.list, ({ id }) => id, (message) => html`<li class="box"><span class="note">${dateTime(message.createdAt)} ${message.name}</span><p dir="auto">${message.body}</p>${this.#contact(message)}${message.answer ? html`<p class="note">${say.answered}: <span dir="auto">${message.answer}</span></p>` : html`<form autocomplete="off" ${kept(this.state.drafts, `answer ${message.id}`)} @submit=${this.answer(message.id)}><label>${say.answer}<textarea name="body" rows="2" maxlength="2000"></textarea></label><button class="button">${say.send}</button></form>`}</li>`)}</ul>${this.list.length ? nothing : html`<p>${words.none}</p>`}` : html`<p role="status">${words.loading}</p>`}
      ${this.complaints.length ? html`<h2>${say.complaints}</h2><ul class="list">${this.complaints.map((item) => html`<li class="box"><strong>${say.about(item.about)}</strong><span class="note">${dateTime(item.at)} · ${say.kinds[item.kind] ?? item.kind}</span>${item.words ? html`<p dir="auto">${item.words}</p>` : nothing}<button class="button" @click=${() => this.run(async () => { await this.state.open(item.conversation, 'complaint'); location.hash = 'desk'; })}>${words.openChat}<span class="hidden-text"> ${item.about}, ${dateTime(item.at)}</span></button></li>`)}</ul>` : nothing}`;
  }
}
defined('kith-messages', KithMessages);
