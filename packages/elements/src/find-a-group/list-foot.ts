import type { GroupQuery } from '@kith/contract';
import { calendars, type Connection } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { fieldsOf } from '@kith/finder/search-form';
import type { Clock } from '@kith/finder/times';

/** Below the list: the same search as a calendar to subscribe to, and as a page to print. */
export class ListFoot {
  private address: string | undefined;
  private failed = false;
  private madeFor = '';
  private readonly connection: Connection;
  private readonly changed: () => void;
  constructor(connection: Connection, changed: () => void) { this.connection = connection; this.changed = changed; }

  private async make(query: GroupQuery): Promise<void> {
    this.failed = false;
    const { limit: _, cursor: __, ...search } = query;
    this.madeFor = JSON.stringify(search);
    try { this.address = await calendars(this.connection).make(search); } catch { this.failed = true; }
    this.changed();
  }

  render({ words, tag }: Clock, query: GroupQuery): TemplateResult {
    const { limit: _, cursor: __, ...search } = query;
    // A calendar of another search would be a surprise; and one that comes back would be read out again.
    if (this.madeFor !== JSON.stringify(search)) this.address = undefined;
    const { address } = this;
    const sheet = `${this.connection.server}/embed/find-a-group?site=${encodeURIComponent(this.connection.site)}&lang=${encodeURIComponent(tag)}`;
    return html`<div class="row foot"><button class="button quiet" @click=${() => { void this.make(query); }}>${words.subscribe}</button>
      <form method="post" action=${sheet} target="_blank" rel="noopener">${fieldsOf(search).map(([name, value]) => html`<input type="hidden" name=${name} value=${value}>`)}<button class="button quiet">${words.print}<span class="hidden-text"> (${words.newTab})</span></button></form></div>
      <div role="status">${address ? html`<p class="note">${words.subscribed}</p><p><a href=${address.replace(/^https?:/, 'webcal:')} rel="noreferrer">${address}</a></p>` : this.failed ? html`<p class="note">${words.calendarFailed}</p>` : nothing}</div>`;
  }
}
