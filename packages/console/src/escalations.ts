import type { Escalation, EscalationForm, EscalationState } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { kept } from './drafts.ts';
import { words } from './locale/en.ts';
import { dateTime, defined, focusOn, Part } from './part.ts';

const say = words.escalation;
const draftOf = (id: string) => `record ${id}`;

/** Safety records: what was asked and done, step by step, by people. */
export class KithEscalations extends Part {
  static override properties = { ...Part.properties, list: { state: true }, open: { state: true } };
  private list: Escalation[] | undefined;
  private open: { escalation: Escalation; record: { at: string; author: string; body: string }[] } | undefined;
  readonly #again = () => { void this.load(); };
  protected override begin(): Promise<void> { this.state.addEventListener('wake', this.#again); return this.load(); }
  override disconnectedCallback(): void { super.disconnectedCallback(); this.state.removeEventListener('wake', this.#again); }
  private async load(): Promise<void> { try { this.list = (await this.state.call('escalations.list')).escalations; } catch { this.problem = words.failed; } }
  private show(id: string): Promise<boolean> { return this.run(async () => { this.open = await this.state.call('escalations.get', { id, query: { reason: 'safety' } }); await focusOn(this, 'h1'); }); }

  /** Only what was changed goes out: another supervisor may have written at the same time. What was emptied is taken back. */
  private readonly step = (to?: EscalationState) => (event: Event) => {
    event.preventDefault();
    const { id } = this.open!.escalation;
    const changed = this.state.drafts.of(draftOf(id));
    const answers = [...changed].map(([name, [value = '']]): [string, string] => [name, value.trim()]);
    void this.run(async () => {
      const escalation = await this.state.call('escalations.step', { id, body: { ...(to ? { to } : {}), form: Object.fromEntries(answers.filter(([, value]) => value)), without: answers.filter(([, value]) => !value).map(([name]) => name as keyof EscalationForm) } });
      this.state.drafts.taken(draftOf(id), changed);
      if (this.open?.escalation.id === id) { this.open = { ...this.open, escalation }; await this.updateComplete; this.state.drafts.renew(draftOf(id)); }
      await this.load();
    }, words.saved);
  };
  #pick(name: keyof EscalationForm, label: string, values: Record<string, string>): TemplateResult {
    const chosen = this.open!.escalation.form[name] ?? '';
    return html`<label>${label}<select name=${name} .value=${chosen}><option value=""></option>${Object.entries(values).map(([value, text]) => html`<option value=${value} ?selected=${chosen === value}>${text}</option>`)}</select></label>`;
  }
  #text(name: keyof EscalationForm, label: string, most: number): TemplateResult { return html`<label>${label}<input name=${name} maxlength=${most} .value=${this.open!.escalation.form[name] ?? ''}></label>`; }

  protected override render(): TemplateResult {
    if (this.open) {
      const { escalation, record } = this.open;
      const unsaved = this.state.drafts.has(draftOf(escalation.id));
      return html`<button class="button" @click=${() => { this.open = undefined; this.done = this.problem = ''; void focusOn(this, 'h1'); }}>${words.back}</button><h1 tabindex="-1">${say.steps[escalation.state] ?? escalation.state}</h1>
        <p>${say.opened(escalation.openedBy, dateTime(escalation.openedAt))} · ${say.reviewBy(dateTime(escalation.reviewBy))}</p>
        <ol class="list">${escalation.steps.map((step) => html`<li>${dateTime(step.at)} · ${say.steps[step.state] ?? step.state} · ${step.by}</li>`)}</ol>
        ${escalation.conversationHere ? html`<button class="button main" @click=${() => this.run(async () => { await this.state.open(escalation.conversation, 'safety'); location.hash = 'desk'; })}>${words.openChat}</button>` : nothing}
        ${keyed(escalation.id, html`<form autocomplete="off" ${kept(this.state.drafts, draftOf(escalation.id))} @submit=${this.step()}><h2>${say.form}</h2>
          ${this.#pick('category', say.category, say.categories)}${(['thoughts', 'plan', 'means'] as const).map((name) => this.#pick(name, say[name], say.answers))}${this.#text('timeframe', say.timeframe, 200)}${this.#text('protective', say.protective, 500)}${this.#text('consulted', say.consulted, 200)}${this.#text('reported', say.reported, 500)}${this.#text('reference', say.reference, 120)}${this.#pick('personInformed', say.personInformed, { yes: words.yes, no: words.no })}${this.#text('personInformedWhy', say.personInformedWhy, 300)}${this.#text('outcome', say.outcome, 500)}
          <div class="row"><button class="button">${words.save}</button>${escalation.next.map((to) => html`<button type="button" class="button main" @click=${this.step(to as EscalationState)}>${say.next}: ${say.steps[to] ?? to}</button>`)}<span class="note">${unsaved ? words.unsaved : nothing}</span></div></form>`)}${this.said()}
        <details><summary>${say.record}</summary><ul class="list">${record.map((line) => html`<li><span class="note">${dateTime(line.at)} · ${line.author}</span> <span dir="auto">${line.body}</span></li>`)}</ul></details>`;
    }
    return html`<h1 tabindex="-1">${say.heading}</h1>${this.said()}${this.list?.length ? html`<ul class="list">${this.list.map((item) => html`<li class="row"><button class="button" @click=${() => this.show(item.id)}>${say.steps[item.state] ?? item.state} · ${say.opened(item.openedBy, dateTime(item.openedAt))}</button>${this.state.drafts.has(draftOf(item.id)) ? html`<span class="note">${words.unsaved}</span>` : nothing}</li>`)}</ul>` : this.list ? html`<p>${say.empty}</p>` : html`<p role="status">${this.problem ? nothing : words.loading}</p>`}`;
  }
}
defined('kith-escalations', KithEscalations);
