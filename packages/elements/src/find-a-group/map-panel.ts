import type { GroupQuery, GroupResult } from '@kith/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { ahead, dayAndTime } from '@kith/finder/times';
import type { ListClock } from '../parts/group-card.ts';
import type { ExtrasHost } from './extras.ts';
import type { GroupMap } from './map.ts';

/** Groups that one map shows at most: beyond it nobody can tell points apart, and a search helps more. */
const MOST = 500;
const PAGE = 100;

/** The map with its buttons: loaded when it is asked for, points alone until the visitor asks for pictures too. */
export class MapPanel {
  private shown: boolean;
  private map: GroupMap | undefined;
  private failed = false;
  private drawnFor = '';
  private total = 0;
  private onMap = 0;
  private here: GroupResult[] = [];
  private readonly host: ExtrasHost;
  constructor(host: ExtrasHost) { this.host = host; this.shown = host.map; }

  private readonly toggle = (): void => {
    if (this.shown) this.close(); else this.shown = true;
    this.host.requestUpdate();
  };

  close(): void {
    this.map?.remove();
    this.map = undefined;
    this.shown = this.failed = false;
    this.drawnFor = '';
    this.here = [];
  }

  /** Reads the groups of the search, page by page, and puts those with a point on the map. */
  private async draw(query: GroupQuery, clock: ListClock): Promise<void> {
    try {
      if (!this.map) {
        const { GroupMap } = await import('./map.ts');
        if (!this.shown) return;
        this.map = new GroupMap(clock.words, { pick: (groups) => { this.pick(groups); } });
        this.host.requestUpdate();
      }
      const key = this.drawnFor;
      const groups: GroupResult[] = [];
      const signal = new AbortController().signal;
      for (let cursor: string | undefined, first = true; (first || cursor !== undefined) && groups.length < MOST; first = false) {
        const page = await this.host.source.page({ ...query, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }, signal, clock);
        if (this.drawnFor !== key) return;
        groups.push(...page.groups);
        this.total = page.total;
        ({ cursor } = page);
      }
      const placed = groups.filter(({ place }) => place?.latitude !== undefined && place.longitude !== undefined);
      this.onMap = placed.length;
      this.map.element.hidden = !placed.length;
      this.map.show(placed, query.near);
    } catch { this.failed = true; }
    this.host.requestUpdate();
  }

  private pick(groups: GroupResult[]): void {
    if (groups.length === 1) { this.host.open(groups[0]!); return; }
    this.here = groups;
    this.host.requestUpdate();
    void this.host.focusOn('.map-here button');
  }

  /** Stands in the bar of controls, which has its room from the beginning. */
  button({ words }: ListClock): TemplateResult { return html`<button class="button" aria-expanded=${this.shown} @click=${this.toggle}>${this.shown ? words.hideMap : words.showMap}</button>`; }

  render(clock: ListClock, query: GroupQuery): TemplateResult {
    const { words } = clock;
    const { limit: _, cursor: __, ...search } = query;
    const key = JSON.stringify(search);
    if (this.shown && !this.failed && this.drawnFor !== key) { this.drawnFor = key; this.here = []; void this.draw(search, clock); }
    const { tiles } = this.host.program() ?? {};
    const empty = this.map?.element.hidden;
    const pictures = tiles && this.map && !empty && !this.map.hasPictures;
    return html`${this.shown ? html`<section class="map-panel" aria-label=${words.map}>
        ${this.failed ? html`<p>${words.mapFailed}</p>` : html`
        ${pictures ? html`<p class="row"><button class="button" @click=${() => { this.map!.addPictures(tiles); this.map!.element.focus(); this.host.requestUpdate(); }}>${words.mapPictures}</button> <span class="note">${words.mapPicturesNote(new URL(tiles.url.replace(/\{[^}]*\}/g, 'x')).host)}</span></p>` : nothing}
        ${this.map ? html`${this.map.element}${empty ? nothing : html`<p class="row"><button class="button" @click=${() => { this.map!.zoom(1); }}>${words.zoomIn}</button><button class="button" @click=${() => { this.map!.zoom(-1); }}>${words.zoomOut}</button></p>
          ${this.map.hasPictures && tiles ? html`<p class="note">${tiles.attribution}</p>` : nothing}
          <p class="note">${words.mapHelp}</p>`}` : html`<p>${words.looking}</p>`}
        <p class="note" role="status">${this.map && this.total ? (this.onMap ? words.mapSome(this.onMap, this.total) : words.mapNone) : nothing}</p>
        ${this.here.length ? html`<ul class="map-here" role="list">${this.here.map((group) => { const [next] = ahead(clock, group); return html`<li><button class="title" @click=${() => { this.host.open(group); }}>${group.name}</button> <span class="note">${next ? dayAndTime(clock, next) : nothing}</span></li>`; })}</ul>` : nothing}`}
      </section>` : nothing}`;
  }
}
