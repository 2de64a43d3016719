import { places, type Connection, type FoundPlace } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { Clock } from '@kith/finder/times';
import type { ExtrasHost } from './extras.ts';

/** A town or a postcode to measure from, looked up on the partner's own server. */
export class PlaceSearch {
  private found: FoundPlace[] | undefined;
  private failed = false;
  private busy = false;
  private readonly connection: Connection;
  private readonly changed: () => void;
  private readonly choose: (point: { latitude: number; longitude: number }, name: string) => void;
  constructor(connection: Connection, changed: () => void, choose: (point: { latitude: number; longitude: number }, name: string) => void) { this.connection = connection; this.changed = changed; this.choose = choose; }

  private readonly search = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const text = (event.target as HTMLFormElement).querySelector('input')!.value.trim();
    if (text.length < 2 || this.busy) return;
    this.busy = true;
    this.failed = false;
    this.changed();
    try { this.found = await places(this.connection).search(text.slice(0, 80)); } catch { this.failed = true; this.found = undefined; }
    this.busy = false;
    if (this.found?.length === 1) this.take(this.found[0]!);
    this.changed();
  };

  private take(place: FoundPlace): void {
    this.found = undefined;
    this.choose({ latitude: place.latitude, longitude: place.longitude }, place.name);
  }

  render({ words, tag }: Clock): TemplateResult {
    const regions = new Intl.DisplayNames([tag], { type: 'region' });
    const said = this.failed ? words.placeFailed : this.found ? (this.found.length ? words.placeFound(this.found.length) : words.placeNone) : nothing;
    return html`<form class="place" @submit=${this.search}><label>${words.place}<input type="search" maxlength="80" autocomplete="off" enterkeyhint="search"></label><button class="button" aria-disabled=${this.busy}>${words.placeFind}</button></form>
      <p class="note" role="status">${said}</p>
      ${this.found?.length ? html`<ul class="row" role="list">${this.found.map((place) => html`<li><button class="button" @click=${(event: Event) => { ((event.target as Element).getRootNode() as ShadowRoot).querySelector<HTMLElement>('.place input')?.focus(); this.take(place); }}>${[place.name, place.region, regions.of(place.country)].filter(Boolean).join(', ')}</button></li>`)}</ul>` : nothing}`;
  }
}

/** "Near me": asks the browser, once it is pressed, and pressed again forgets it. */
export class NearMe {
  private refused = false;
  private readonly host: ExtrasHost;
  constructor(host: ExtrasHost) { this.host = host; }

  private locate(located: boolean): void {
    this.refused = false;
    if (located) { this.host.measureFrom(); return; }
    const refuse = () => { this.refused = true; this.host.requestUpdate(); };
    if (!('geolocation' in navigator)) { refuse(); return; }
    // A neighbourhood is near enough: about a kilometre.
    const coarse = (degrees: number) => Math.round(degrees * 100) / 100;
    navigator.geolocation.getCurrentPosition(({ coords }) => { this.host.measureFrom({ latitude: coarse(coords.latitude), longitude: coarse(coords.longitude) }); }, refuse, { maximumAge: 600_000, timeout: 10_000 });
  }

  render({ words }: Clock, located: boolean): TemplateResult {
    return html`<button type="button" class="button" aria-pressed=${located ? 'true' : 'false'} @click=${() => { this.locate(located); }}>${words.nearMe}</button>${this.refused ? html`<span class="note" role="alert">${words.nearDenied}</span>` : nothing}`;
  }
}
