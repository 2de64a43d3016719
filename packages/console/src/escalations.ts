import type { Escalation, EscalationForm, EscalationState } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { dateTime, defined, Part } from './part.ts';

const say = words.escalation;

/** Safety records: what was asked and done, step by step, by people. */
export class KithEscalations extends Part {
  static override properties = { ...Part.properties, list: { state: true }, open: { state: true } };
  private list: Escalation[] | undefined;
  private open: { escalation: Escalation; record: { at: string; author: string; body: string }[] } | undefined;
  readonly #again = () => { void this.load(); };
  protected override begin(): Promise<void> { this.state.addEventListener('wake', this.#again); return this.load(); }
  override disconnectedCallback(): void { super.disconnectedCallback(); this.state.removeEventListener('wake', this.#again); }
  private async load(): Promise<void> { try { this.list = (await this.state.call('escalations.list')).escalations; } catch { this.problem = words.failed; } }
  private show(id: string): Promise<boolean> { return this.run(async () => { this.open = await this.state.call('escalations.get', { id, query: { reason: 'safety' } }); }); }

  private readonly step = (to?: EscalationState) => (event: Event) => {
    event.preventDefault();
    const form = (event.currentTarget as HTMLElement).closest('form')!;
    const filled = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === 'string' && value.trim())) as EscalationForm;
    void this.run(async () => {
      const escalation = await this.state.call('escalations.step', { id: this.open!.escalation.id, body: { ...(to ? { to } : {}), form: filled } });
      this.open = { ...this.open!, escalation };
      await this.load();
    }, words.saved);
  };
  #pick(name: keyof EscalationForm, label: string, values: Record<string, string>): TemplateResult {
    const chosen = this.open!.escalation.form[name];
    return html`<label>${label}<select name=${name}><option value=""></option>${Object.entries(values).map(([value, text]) => html`<option value=${value} ?selected=${chosen === value}>${text}</option>`)}</select></label>`;
  }
  #text(name: keyof EscalationForm, label: string): TemplateResult { return html`<label>${label}<input name=${name} maxlength="500" .value=${this.open!.escalation.form[name] ?? ''}></label>`; }

  protected override render(): TemplateResult {
    if (this.open) {
      const { escalation, record } = this.open;
      return html`<button class="button" @click=${() => { this.open = undefined; }}>${words.back}</button><h1>${say.steps[escalation.state] ?? escalation.state}</h1>
        <p>${say.opened(escalation.openedBy, dateTime(escalation.openedAt))} · ${say.reviewBy(dateTime(escalation.reviewBy))}</p>
        <ol class="list">${escalation.steps.map((step) => html`<li>${dateTime(step.at)} · ${say.steps[step.state] ?? step.state} · ${step.by}</li>`)}</ol>
        ${escalation.conversationHere ? html`<button class="button main" @click=${() => this.run(async () => { await this.state.open(escalation.conversation, 'safety'); location.hash = 'desk'; })}>${words.openChat}</button>` : nothing}
        <form @submit=${this.step()}><h2>${say.form}</h2>
          ${this.#pick('category', say.category, say.categories)}${(['thoughts', 'plan', 'means'] as const).map((name) => this.#pick(name, say[name], say.answers))}${this.#text('timeframe', say.timeframe)}${this.#text('protective', say.protective)}${this.#text('consulted', say.consulted)}${this.#text('reported', say.reported)}${this.#text('reference', say.reference)}${this.#pick('personInformed', say.personInformed, { yes: words.yes, no: words.no })}${this.#text('personInformedWhy', say.personInformedWhy)}${this.#text('outcome', say.outcome)}
          <div class="row"><button class="button">${words.save}</button>${escalation.next.map((to) => html`<button type="button" class="button main" @click=${this.step(to as EscalationState)}>${say.next}: ${say.steps[to] ?? to}</button>`)}</div></form>${this.said()}
        <details><summary>${say.record}</summary><ul class="list">${record.map((line) => html`<li><span class="note">${dateTime(line.at)} · ${line.author}</span> <span dir="auto">${line.body}</span></li>`)}</ul></details>`;
    }
    return html`<h1>${say.heading}</h1>${this.said()}${this.list?.length ? html`<ul class="list">${this.list.map((item) => html`<li><button class="button" @click=${() => this.show(item.id)}>${say.steps[item.state] ?? item.state} · ${say.opened(item.openedBy, dateTime(item.openedAt))}</button></li>`)}</ul>` : this.list ? html`<p>${say.empty}</p>` : html`<p role="status">${words.loading}</p>`}`;
  }
}
defined('kith-escalations', KithEscalations);
