import type { GroupQuery, GroupResult, Program } from '@kith/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { ListClock } from '../parts/group-card.ts';
import { KeptPanel } from './kept-panel.ts';
import { ListFoot } from './list-foot.ts';
import { MapPanel } from './map-panel.ts';
import { NearMe, PlaceSearch } from './near.ts';
import type { GroupSource } from './source.ts';

/** What the extras need of the element around them. */
export interface ExtrasHost {
  source: GroupSource; requestUpdate: () => void; query: () => GroupQuery; program: () => Program | undefined; open: (group: GroupResult) => void; focusOn: (selector: string) => Promise<void>;
  /** Measures from a place with a name, from where the visitor is (no name), or from nowhere. */
  measureFrom: (point?: { latitude: number; longitude: number }, name?: string) => void;
  /** The page asked for the map at once. */
  map: boolean;
}

/** What the first list does without: looking a place up, the map, the calendar of a search. */
export class Extras {
  private readonly host: ExtrasHost;
  private readonly places: PlaceSearch | undefined;
  private readonly calendar: ListFoot | undefined;
  private readonly panel: MapPanel;
  private readonly here: NearMe;
  private readonly kept: KeptPanel | undefined;
  constructor(host: ExtrasHost) {
    this.host = host;
    const { connection } = host.source;
    this.places = connection && new PlaceSearch(connection, host.requestUpdate, host.measureFrom);
    this.calendar = connection && new ListFoot(connection, host.requestUpdate);
    this.panel = new MapPanel(host);
    this.here = new NearMe(host);
    this.kept = connection && new KeptPanel(host, connection.site);
  }

  /** A map listens to the window for as long as it is there. */
  close(): void { this.panel.close(); }

  /** What stands in the bar beside the filters. */
  near(clock: ListClock, located: boolean): TemplateResult { return html`${this.here.render(clock, located)}${this.panel.button(clock)}`; }
  place(clock: ListClock): TemplateResult | typeof nothing { return this.places?.render(clock) ?? nothing; }
  map(clock: ListClock): TemplateResult { return this.panel.render(clock, this.host.query()); }
  foot(clock: ListClock): TemplateResult { return html`${this.calendar?.render(clock, this.host.query())}${this.kept?.render(clock)}`; }
}
