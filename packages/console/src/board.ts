import type { ChatSummary, Escalation, Person } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { words } from './locale/en.ts';
import { defined, Part, time } from './part.ts';

const say = words.board;

/** Every live chat of the program on one screen, without a word of any. */
export class KithBoard extends Part {
  static override properties = { ...Part.properties, board: { state: true }, asking: { state: true } };
  private board: { chats: ChatSummary[]; ended: ChatSummary[]; people: Person[]; escalations: Escalation[] } | undefined;
  private asking: string | undefined;
  readonly #again = () => { void this.begin(); };
  protected override async begin(): Promise<void> {
    this.state.addEventListener('wake', this.#again);
    try { this.board = await this.state.call('board.get'); } catch { this.problem = words.failed; }
  }
  override disconnectedCallback(): void { super.disconnectedCallback(); this.state.removeEventListener('wake', this.#again); }

  private look(id: string, reason?: string): Promise<boolean> { return this.run(async () => { await this.state.open(id, reason); this.asking = undefined; location.hash = 'desk'; }); }

  #rows(chats: ChatSummary[], ended: boolean): TemplateResult {
    return html`<div class="scroll"><table><thead><tr><th>${say.visitor}</th><th>${say.peer}</th><th>${say.state}</th><th>${say.since}</th><th></th></tr></thead><tbody>${repeat(chats, ({ id }) => id, (chat) => html`<tr><td>${chat.alias || words.queue.alias}${chat.escalation ? html` <strong class="tag">${say.mayNot}</strong>` : nothing}</td><td>${chat.peer ?? ''}${chat.peer && !chat.peerHere && !ended ? ` (${words.chat.peerAway})` : ''}</td><td>${words.chat.states[chat.state] ?? chat.state}${chat.handover ? ` · ${words.chat.handOver}` : ''}</td><td>${time(ended ? chat.endedAt! : chat.acceptedAt ?? chat.createdAt)}</td>
      <td>${this.asking === chat.id ? html`<div class="row"><span>${words.chat.reason}</span>${Object.entries(words.chat.reasons).map(([value, label]) => html`<button class="button" @click=${() => this.look(chat.id, value)}>${label}</button>`)}<button class="button" @click=${() => { this.asking = undefined; }}>${words.cancel}</button></div>` : html`<button class="button" @click=${() => { if (ended) this.asking = chat.id; else void this.look(chat.id); }}>${say.look}<span class="hidden-text"> ${chat.alias || words.queue.alias}</span></button>`}</td></tr>`)}</tbody></table></div>`;
  }

  protected override render(): TemplateResult {
    const { board } = this;
    if (!board) return html`<h1>${say.heading}</h1><p role="status">${this.problem || words.loading}</p>`;
    return html`<h1>${say.heading}</h1>${this.said()}
      ${board.escalations.length ? html`<p class="box danger"><a href="#escalations">${say.safety}: ${board.escalations.length}</a></p>` : nothing}
      ${board.chats.length ? this.#rows(board.chats, false) : html`<p>${say.empty}</p>`}
      <h2>${say.team}</h2><ul class="list">${board.people.filter(({ onShift, needsOk }) => onShift || needsOk).map((person) => html`<li class="row"><span>${person.name}${person.onShift ? ` · ${say.onShift}` : ''}</span>${person.needsOk ? html`<span>${say.needsOk}</span><button class="button" @click=${() => this.run(async () => { await this.state.call('shifts.ok', { person: person.id, body: {} }); await this.begin(); }, words.saved)}>${say.ok}<span class="hidden-text"> ${person.name}</span></button>` : nothing}</li>`)}</ul>
      ${board.ended.length ? html`<h2>${say.ended}</h2>${this.#rows(board.ended, true)}` : nothing}`;
  }
}
defined('kith-board', KithBoard);
