import type { GroupResult } from '@kith/contract';
import { groups } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { ahead, dayAndTime } from '@kith/finder/times';
import type { ListClock } from '../parts/group-card.ts';
import type { ExtrasHost } from './extras.ts';
import { keepGroup, keptGroups } from './kept.ts';

/** The groups that the visitor keeps on this device, below the list. They are asked for only when this is opened. */
export class KeptPanel {
  private groups: GroupResult[] | undefined;
  private failed = false;
  private readonly host: ExtrasHost;
  private readonly site: string;
  constructor(host: ExtrasHost, site: string) { this.host = host; this.site = site; }

  private readonly open = async (event: Event): Promise<void> => {
    if (!(event.target as HTMLDetailsElement).open) { this.groups = undefined; return; }
    const found: GroupResult[] = [];
    this.failed = false;
    const calls = groups(this.host.source.connection!);
    for (const id of keptGroups(this.site)) {
      // One that is no longer listed is forgotten; one that cannot be asked for now stays.
      try { found.push(await calls.get(id)); } catch (error) { if ((error as { code?: string }).code === 'group-not-found') keepGroup(this.site, id, false); else this.failed = true; }
    }
    this.groups = found;
    this.host.requestUpdate();
  };

  render(clock: ListClock): TemplateResult | typeof nothing {
    const { words } = clock;
    const kept = keptGroups(this.site).length;
    if (!kept) return nothing;
    return html`<details class="kept" @toggle=${this.open}><summary>${words.myGroups} (${kept})</summary>
      ${this.groups ? html`<ul class="map-here" role="list">${this.groups.map((group) => { const [next] = ahead(clock, group); return html`<li><button class="title" @click=${() => { this.host.open(group); }}>${group.name}</button> <span class="note">${next ? dayAndTime(clock, next) : nothing}</span></li>`; })}</ul>${this.failed ? html`<p>${words.unreachable}</p>` : nothing}` : html`<p>${words.looking}</p>`}</details>`;
  }
}
