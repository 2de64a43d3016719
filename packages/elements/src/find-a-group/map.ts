import type { GroupResult } from '@kith/contract';
import type { Locale } from '@kith/finder/locale/en';
import { DivIcon, LatLngBounds, Map as LeafletMap, Marker, TileLayer } from 'leaflet/dist/leaflet-src.esm.js';
import Supercluster from 'supercluster';

/**
 * A map of groups: Leaflet for moving and zooming, Supercluster for points that are close to each other. Every point is a real button. Nothing is
 * asked of anybody until pictures are added.
 */
type Points = Supercluster<{ group: GroupResult }>;
const FURTHEST = 18;

export class GroupMap {
  readonly element: HTMLElement = document.createElement('div');
  hasPictures = false;
  private readonly map: LeafletMap;
  private readonly words: Locale;
  private readonly pick: (groups: GroupResult[]) => void;
  private points: Points | undefined;
  private markers: Marker[] = [];
  private readonly sizes: ResizeObserver;

  constructor(words: Locale, { pick }: { pick: (groups: GroupResult[]) => void }) {
    this.words = words;
    this.pick = pick;
    this.element.className = 'map';
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', words.map);
    // Leaflet's own controls write markup as text, which the strictest policy forbids: ours are buttons below the map.
    // A zoom that moves goes on for a while after the map was taken away, and then breaks in the page of the partner.
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.map = new LeafletMap(this.element, { zoomControl: false, attributionControl: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: !still, minZoom: 1, maxZoom: FURTHEST, worldCopyJump: true });
    this.map.setView([20, 0], 2);
    this.map.on('moveend', () => { this.draw(); });
    // It has no size before it is on the page, and another one when the page changes.
    this.sizes = new ResizeObserver(() => { this.map.invalidateSize({ animate: false }); });
    this.sizes.observe(this.element);
  }

  /** Shows groups with a point; `near`: the place that distances are measured from. */
  show(groups: GroupResult[], near?: { latitude: number; longitude: number }): void {
    this.points = new Supercluster<{ group: GroupResult }>({ radius: 56, extent: 256, maxZoom: FURTHEST - 1 });
    this.points.load(groups.map((group) => ({ type: 'Feature', properties: { group }, geometry: { type: 'Point', coordinates: [group.place!.longitude!, group.place!.latitude!] } })));
    this.map.invalidateSize({ animate: false });
    const bounds = new LatLngBounds(groups.map(({ place }) => [place!.latitude!, place!.longitude!]));
    if (bounds.isValid()) this.map.fitBounds(bounds.pad(0.1), { maxZoom: 14, animate: false });
    else if (near) this.map.setView([near.latitude, near.longitude], 10, { animate: false });
    this.draw();
  }

  /** From now on pictures of the map are asked for, from the source that the partner named. */
  addPictures({ url }: { url: string }): void {
    this.hasPictures = true;
    new TileLayer(url, { maxZoom: FURTHEST, referrerPolicy: 'no-referrer' }).addTo(this.map);
  }

  zoom(by: number): void { this.map.setZoom(this.map.getZoom() + by); }

  remove(): void { this.sizes.disconnect(); this.map.remove(); }

  private draw(): void {
    if (!this.points) return;
    const focused = (this.element.getRootNode() as ShadowRoot).activeElement?.getAttribute('data-key');
    for (const marker of this.markers) marker.remove();
    const bounds = this.map.getBounds();
    const found = this.points.getClusters([Math.max(-180, bounds.getWest()), bounds.getSouth(), Math.min(180, bounds.getEast()), bounds.getNorth()], Math.round(this.map.getZoom()));
    this.markers = found.map((item) => {
      const [longitude, latitude] = item.geometry.coordinates as [number, number];
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.key = `${latitude},${longitude}`;
      const cluster = 'cluster' in item.properties ? item.properties : undefined;
      button.className = cluster ? 'pin many' : 'pin';
      button.textContent = cluster ? String(cluster.point_count) : '';
      button.setAttribute('aria-label', cluster ? this.words.mapGroups(cluster.point_count) : (item.properties as { group: GroupResult }).group.name);
      button.title = button.getAttribute('aria-label')!;
      button.addEventListener('click', (event) => { event.stopPropagation(); this.press(item, latitude, longitude); });
      return new Marker([latitude, longitude], { icon: new DivIcon({ html: button, className: 'pin-at', iconSize: [0, 0] }), interactive: false, keyboard: false }).addTo(this.map);
    });
    // Drawn anew: whoever was on a button stays on it, or on the map where it is gone.
    if (focused) (this.element.querySelector<HTMLElement>(`[data-key="${focused}"]`) ?? this.element).focus({ preventScroll: true });
  }

  private press(item: ReturnType<Points['getClusters']>[number], latitude: number, longitude: number): void {
    const { properties } = item;
    if (!('cluster' in properties)) { this.pick([properties.group]); return; }
    const zoom = this.points!.getClusterExpansionZoom(properties.cluster_id);
    // One house with many groups: there is nothing to zoom into.
    if (zoom >= FURTHEST || this.map.getZoom() >= FURTHEST) this.pick(this.points!.getLeaves(properties.cluster_id, 100).map((leaf) => leaf.properties.group));
    else this.map.setView([latitude, longitude], zoom);
  }
}
