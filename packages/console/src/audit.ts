import { html, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { dateTime, defined, Part } from './part.ts';

const say = words.audit;

/** "chat-read" as people write it; of an id its beginning, by which two lines of one chat are known. */
const plain = (slug: string): string => { const text = /^[0-9a-f]{8}-/.test(slug) ? slug.slice(0, 8) : slug.replaceAll('-', ' '); return text.charAt(0).toUpperCase() + text.slice(1); };

/** Who did what, in a chain that shows when a line was changed; and what left the server. */
export class KithAudit extends Part {
  static override properties = { ...Part.properties, log: { state: true }, outbox: { state: true } };
  private log: { entries: { seq: number; at: string; actor: string; by?: string | undefined; action: string; target: string; of?: string | undefined; reason: string }[]; whole: boolean } | undefined;
  private outbox: { id: string; at: string; kind: string; to: string; subject: string; state: string; link?: string | undefined }[] = [];
  protected override async begin(): Promise<void> { try { this.log = await this.state.call('audit.list'); this.outbox = (await this.state.call('outbox.list')).entries; } catch { this.problem = words.failed; } }
  protected override render(): TemplateResult {
    return html`<h1>${say.heading}</h1>${this.said()}${this.log ? html`<p class=${this.log.whole ? '' : 'problem'}>${this.log.whole ? say.whole : say.broken}</p><div class="scroll" tabindex="0" role="region" aria-label=${say.heading}><table><thead><tr>${say.columns.map((label) => html`<th scope="col">${label}</th>`)}</tr></thead><tbody>${this.log.entries.map((entry) => html`<tr><td>${dateTime(entry.at)}</td><td>${entry.by ?? plain(entry.actor)}</td><td>${plain(entry.action)}</td><td>${entry.of ?? html`<span class="note">${plain(entry.target)}</span>`}</td><td>${words.chat.reasons[entry.reason] ?? plain(entry.reason)}</td></tr>`)}</tbody></table></div>` : html`<p role="status">${words.loading}</p>`}
      <h2>${say.outbox}</h2><div class="scroll" tabindex="0" role="region" aria-label=${say.outbox}><table><tbody>${this.outbox.map((entry) => html`<tr><td>${dateTime(entry.at)}</td><td>${entry.to}</td><td>${entry.subject}</td><td>${entry.link ? html`<a href=${entry.link}>${words.signIn.gotIt}</a>` : entry.state}</td></tr>`)}</tbody></table></div>`;
  }
}
defined('kith-audit', KithAudit);
