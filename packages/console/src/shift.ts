import { topicLabel, topics } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { defined, Part, time } from './part.ts';

const say = words.shift;

/** My shift, and whether the program is open. */
export class KithShift extends Part {
  static override properties = { ...Part.properties, face: { state: true }, leaving: { state: true } };
  private face = 0;
  private leaving = false;

  private readonly start = (role: 'peer' | 'supervisor') => (event: Event) => {
    const form = (event.currentTarget as HTMLElement).closest('form')!;
    const data = new FormData(form);
    event.preventDefault();
    void this.run(async () => { await this.state.call('shifts.start', { body: { role, optOut: data.getAll('topic') as [], ...(role === 'supervisor' ? { onCall: data.has('call') } : {}) } }); await this.state.refresh(); });
  };
  private readonly change = (to: 'on' | 'paused' | 'ended') => () => this.run(async () => { await this.state.call('shifts.change', { body: { to } }); this.leaving = false; await this.state.refresh(); });

  protected override render(): TemplateResult {
    const { queue, sound } = this.state;
    if (!queue) return html`<p role="status">${words.loading}</p>`;
    const { shift, duty, unanswered } = queue;
    const status = html`<div class="row" role="status"><span class="tag">${words.duty.states[duty.state ?? ''] ?? (duty.open ? words.duty.states.open : words.duty.states['not-ready'])}</span><span>${duty.supervisors.length ? words.duty.supervisors(duty.supervisors.join(', ')) : words.duty.noSupervisor}</span><span>${words.duty.peers(duty.peers)}</span>${unanswered ? html`<span>${words.duty.unanswered(unanswered)}</span>` : nothing}</div>
      ${duty.reasons.filter((reason) => reason !== 'no-supervisor').map((reason) => html`<p class="problem">${words.duty.reasons[reason] ?? reason}</p>`)}`;
    if (!shift) {
      return html`${status}<details ?open=${true}><summary>${say.off}</summary><form class="box">
        <fieldset><legend>${say.howAreYou}</legend><div class="row">${say.faces.map((label, at) => html`<label class="chip"><input type="radio" name="face" @change=${() => { this.face = at + 1; }}>${label}</label>`)}</div></fieldset>
        ${this.face && this.face <= 2 ? html`<p>${say.lowFace}</p>` : nothing}
        ${this.state.has('peer') ? html`<details><summary>${say.optOut}</summary><div class="row">${topics.map((topic) => html`<label class="chip"><input type="checkbox" name="topic" value=${topic}>${topicLabel(topic)}</label>`)}</div></details>` : nothing}
        ${this.state.has('supervisor') ? html`<label class="check"><input type="checkbox" name="call">${say.onCall}</label>` : nothing}
        <div class="row">${this.state.has('peer') ? html`<button class="button main" @click=${this.start('peer')}>${say.start}</button>` : nothing}${this.state.has('supervisor') ? html`<button class="button main" @click=${this.start('supervisor')}>${say.startSupervisor}</button>` : nothing}</div>
      </form></details>${this.said()}`;
    }
    return html`${status}<div class="row">
      <span>${say.until(time(shift.endsAt))} ${shift.state === 'paused' ? say.paused : nothing} ${shift.breakUntil ? say.onBreak(time(shift.breakUntil)) : nothing}</span>
      ${shift.needsOk ? html`<strong>${say.needsOk}</strong>` : nothing}
      <button class="button" @click=${this.change(shift.state === 'paused' ? 'on' : 'paused')}>${shift.state === 'paused' ? say.resume : say.pause}</button>
      ${shift.onCall ? html`<span>${say.pageStates[shift.pageState]}</span><button class="button" @click=${() => this.run(async () => { await this.state.call('shifts.page'); await this.state.refresh(); })}>${say.testPage}</button>` : nothing}
      ${this.leaving ? html`<span>${this.state.ownLive ? say.stillInChat : say.debrief}</span>${this.state.ownLive ? nothing : html`<button class="button main" @click=${this.change('ended')}>${say.end}</button>`}<button class="button" @click=${() => { this.leaving = false; }}>${words.cancel}</button>` : html`<button class="button" @click=${() => { this.leaving = true; }}>${say.end}</button>`}
      <label class="check"><input type="checkbox" .checked=${sound} @change=${(event: Event) => { this.state.sound = (event.target as HTMLInputElement).checked; if (this.state.sound) this.state.dispatchEvent(new Event('sound')); }}>${say.wake}</label>
    </div>${this.said()}`;
  }
}
defined('kith-shift', KithShift);
