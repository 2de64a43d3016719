import type { Referral } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { mentorWords } from './locale/mentors-en.ts';
import { dateTime, defined, Part } from './part.ts';

const say = mentorWords.referrals;

/** Of somebody who refers: links to hand over, and how it stands where the person said yes. */
export class KithReferrals extends Part {
  static override properties = { ...Part.properties, list: { state: true }, link: { state: true } };
  private list: Referral[] | undefined;
  private link = '';
  protected override async begin(): Promise<void> { try { this.list = (await this.state.call('referrals.list')).referrals; } catch { this.problem = words.failed; } }
  protected override render(): TemplateResult {
    return html`<h1>${say.heading}</h1><p>${say.text}</p>${this.said()}<p><button class="button main" ?disabled=${this.busy} @click=${() => this.run(async () => { this.link = (await this.state.call('referrals.make', { body: {} })).link; await this.begin(); })}>${say.make}</button></p>
      ${this.link ? html`<p class="box" role="status">${say.made} <span class="code">${this.link}</span></p>` : nothing}
      ${this.list?.length ? html`<ul class="list">${this.list.map((item) => html`<li class="box"><strong>${dateTime(item.createdAt)}</strong><span>${!item.used ? say.unused : item.agreed && item.status ? `${mentorWords.requests.statuses[item.status] ?? item.status} · ${dateTime(item.since!)}` : say.notAgreed}</span></li>`)}</ul>` : html`<p>${this.list ? say.empty : words.loading}</p>`}`;
  }
}
defined('kith-referrals', KithReferrals);
