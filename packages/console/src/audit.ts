import { html, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { dateTime, defined, Part } from './part.ts';

const say = words.audit;

/** Who did what, in a chain that shows when a line was changed; and what left the server. */
export class KithAudit extends Part {
  static override properties = { ...Part.properties, log: { state: true }, outbox: { state: true } };
  private log: { entries: { seq: number; at: string; actor: string; action: string; target: string; reason: string }[]; whole: boolean } | undefined;
  private outbox: { id: string; at: string; kind: string; to: string; subject: string; state: string; link?: string | undefined }[] = [];
  protected override async begin(): Promise<void> { try { this.log = await this.state.call('audit.list'); this.outbox = (await this.state.call('outbox.list')).entries; } catch { this.problem = words.failed; } }
  protected override render(): TemplateResult {
    return html`<h1>${say.heading}</h1>${this.said()}${this.log ? html`<p class=${this.log.whole ? '' : 'problem'}>${this.log.whole ? say.whole : say.broken}</p><div class="scroll"><table><tbody>${this.log.entries.map((entry) => html`<tr><td>${dateTime(entry.at)}</td><td>${entry.action}</td><td>${entry.actor.slice(0, 8)}</td><td>${entry.target.slice(0, 8)}</td><td>${entry.reason}</td></tr>`)}</tbody></table></div>` : html`<p role="status">${words.loading}</p>`}
      <h2>${say.outbox}</h2><div class="scroll"><table><tbody>${this.outbox.map((entry) => html`<tr><td>${dateTime(entry.at)}</td><td>${entry.to}</td><td>${entry.subject}</td><td>${entry.link ? html`<a href=${entry.link}>${words.signIn.gotIt}</a>` : entry.state}</td></tr>`)}</tbody></table></div>`;
  }
}
defined('kith-audit', KithAudit);
