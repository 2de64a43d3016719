import type { GroupAsk } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { groupEditWords as say } from './locale/group-edits-en.ts';
import { dateTime, defined, focusOn, Part } from './part.ts';

/** People who ask how to join, for coordinators. A contact is shown on request; once they are answered, everything of them is deleted. */
export class KithGroupAsks extends Part {
  static override properties = { ...Part.properties, asks: { state: true }, contacts: { state: true }, sure: { state: true } };
  private asks: GroupAsk[] = [];
  private contacts: Record<string, { contact: string; mayLeaveMessage: boolean }> = {};
  private sure = '';
  protected override async begin(): Promise<void> { this.classList.add('stacked'); this.asks = await this.state.call('groups.asks').then(({ asks }) => asks, () => []); }
  private show(id: string): void {
    void this.run(async () => {
      this.contacts = { ...this.contacts, [id]: await this.state.call('groups.askContact', { id, body: {} }) };
      await focusOn(this, `#contact-${CSS.escape(id)}`);
    });
  }
  private finish(id: string): void {
    if (this.sure !== id) { this.sure = id; return; }
    void this.run(async () => { await this.state.call('groups.askDone', { id, body: {} }); await this.begin(); await focusOn(this, 'h2'); }, say.askDeleted);
  }
  protected override render(): TemplateResult | typeof nothing {
    // While the last one is being answered, and once it is, the heading stays: the focus goes there.
    if (!this.asks.length && !this.done && !this.busy) return nothing;
    return html`<h2 tabindex="-1">${say.asks(this.asks.length)}</h2>${this.said()}<ul class="list">${this.asks.map(({ id, group, groupName, name, at }) => html`<li class="box"><span><a href="#groups/${group}" dir="auto">${groupName || say.unnamed}</a> · <span dir="auto">${name || say.askNameless}</span> · <span class="note">${dateTime(at)}</span></span>
      ${this.contacts[id] ? html`<p id="contact-${id}" tabindex="-1"><strong dir="auto">${this.contacts[id].contact}</strong><br>${this.contacts[id].mayLeaveMessage ? say.mayLeave : say.mayNotLeave}</p>` : html`<button class="button" @click=${() => { this.show(id); }}>${say.askContact}<span class="hidden-text"> ${name}</span></button>`}
      <button class="button ${this.sure === id ? 'danger' : ''}" @click=${() => { this.finish(id); }}>${this.sure === id ? say.askDoneSure : say.askDone}<span class="hidden-text"> ${name}</span></button>${this.sure === id ? html`<button class="button" @click=${() => { this.sure = ''; }}>${say.cancel}</button>` : nothing}</li>`)}</ul>`;
  }
}
defined('kith-group-asks', KithGroupAsks);
