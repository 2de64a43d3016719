import { values, type Chat, type ChatSummary } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { dateTime, defined, Part } from './part.ts';

const say = words.reviews;

/** A sample of ended chats, on the twelve values, before the text is gone. */
export class KithReviews extends Part {
  static override properties = { ...Part.properties, list: { state: true }, chat: { state: true } };
  private list: ChatSummary[] | undefined;
  private chat: Chat | undefined;
  protected override async begin(): Promise<void> { try { this.list = (await this.state.call('reviews.list')).chats; } catch { this.problem = words.failed; } }
  private readonly save = (event: SubmitEvent) => {
    const { data } = this.form(event);
    void this.run(async () => { await this.state.call('chats.review', { id: this.chat!.chat.id, body: { ratings: Object.fromEntries(data) } }); this.chat = undefined; await this.begin(); }, words.saved);
  };
  protected override render(): TemplateResult {
    if (this.chat) return html`<button class="button" @click=${() => { this.chat = undefined; }}>${words.back}</button><h1>${this.chat.chat.peer}</h1><ul class="list">${this.chat.events.filter(({ kind }) => kind === 'message').map((event) => html`<li><span class="note">${event.author === 'visitor' ? words.chat.visitor : event.name}</span> <span dir="auto">${event.body}</span></li>`)}</ul>
      <form @submit=${this.save}>${values.map((value) => html`<fieldset><legend>${say.values[value]}</legend><div class="row">${Object.entries(say.ratings).map(([rating, label]) => html`<label class="chip"><input type="radio" name=${value} value=${rating}>${label}</label>`)}</div></fieldset>`)}<button class="button main">${say.save}</button></form>${this.said()}`;
    return html`<h1>${say.heading}</h1><p>${say.text}</p>${this.said()}${this.list?.length ? html`<ul class="list">${this.list.map((item) => html`<li><button class="button" @click=${() => this.run(async () => { this.chat = await this.state.call('chats.get', { id: item.id, query: { after: 0, reason: 'quality' } }); })}>${item.peer} · ${item.endedAt ? dateTime(item.endedAt) : nothing}</button></li>`)}</ul>` : html`<p>${this.list ? words.none : words.loading}</p>`}`;
  }
}
defined('kith-reviews', KithReviews);
