import type { Delivery } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { mentorWords } from './locale/mentors-en.ts';
import { dateTime, defined, Part } from './part.ts';

const say = mentorWords.webhooks;
interface Hook { id: string; host: string; createdAt: string; waiting: number; failed: number }

/** Where events go, what was delivered, and sending again. */
export class KithWebhooks extends Part {
  static override properties = { ...Part.properties, hooks: { state: true }, deliveries: { state: true }, secret: { state: true } };
  private hooks: Hook[] | undefined;
  private deliveries: Delivery[] = [];
  private secret = '';
  protected override async begin(): Promise<void> { try { const { webhooks, deliveries } = await this.state.call('webhooks.list'); this.hooks = webhooks; this.deliveries = deliveries; } catch { this.problem = words.failed; } }
  private replay(body: { deliveries?: string[]; webhook?: string; since?: string }): Promise<boolean> {
    return this.run(async () => { const { again } = await this.state.call('webhooks.replay', { body }); await this.begin(); this.secret = ''; return say.again(again); });
  }
  protected override render(): TemplateResult {
    const admin = this.state.has('admin');
    const add = (event: SubmitEvent) => { const { text, element } = this.form(event); void this.run(async () => { this.secret = (await this.state.call('webhooks.add', { body: { url: text('url') } })).secret; element.reset(); await this.begin(); }); };
    if (!this.hooks) return html`<h1>${say.heading}</h1><p role="status">${this.problem || words.loading}</p>`;
    return html`<h1>${say.heading}</h1><p>${say.text}</p>${this.said()}${this.secret ? html`<p class="box">${say.secret} <span class="code">${this.secret}</span></p>` : nothing}
      ${this.hooks.length ? html`<ul class="list">${this.hooks.map((hook) => html`<li class="box"><strong>${hook.host}</strong><span>${dateTime(hook.createdAt)}${hook.waiting ? ` · ${say.waiting(hook.waiting)}` : ''}${hook.failed ? ` · ${say.failed(hook.failed)}` : ''}</span>${admin ? html`<form class="row" @submit=${(event: SubmitEvent) => { const { text } = this.form(event); void this.replay({ webhook: hook.id, since: new Date(text('since')).toISOString() }); }}><label>${say.replaySince}<input name="since" type="datetime-local" required></label><button class="button">${say.replay}</button><button type="button" class="button danger" @click=${() => this.run(async () => { await this.state.call('webhooks.remove', { id: hook.id }); await this.begin(); }, words.saved)}>${say.remove}<span class="hidden-text"> ${hook.host}</span></button></form>` : nothing}</li>`)}</ul>` : html`<p>${say.noAddress}</p>`}
      ${admin ? html`<h2>${say.add}</h2><form autocomplete="off" @submit=${add}><label>${say.url}<input name="url" type="url" required></label><button class="button main">${say.add}</button></form>` : nothing}
      <h2>${say.deliveries}</h2>${this.deliveries.length ? html`<div class="scroll" tabindex="0" role="region" aria-label=${say.deliveries}><table><tbody>${this.deliveries.map((item) => html`<tr><td>${dateTime(item.at)}</td><td>${item.type}</td><td>${item.about.slice(0, 8)}</td><td>${say.states[item.state] ?? item.state}${item.status ? ` (${item.status})` : ''}, ${say.tries(item.tries)}${item.nextAt ? `, ${say.next(dateTime(item.nextAt))}` : ''}</td><td>${admin && item.state !== 'waiting' ? html`<button class="button" @click=${() => this.replay({ deliveries: [item.id] })}>${say.replay}<span class="hidden-text"> ${item.type}, ${dateTime(item.at)}</span></button>` : nothing}</td></tr>`)}</tbody></table></div>` : html`<p>${say.empty}</p>`}`;
  }
}
defined('kith-webhooks', KithWebhooks);
