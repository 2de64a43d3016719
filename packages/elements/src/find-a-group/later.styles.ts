import { css } from 'lit';

/** The filters and one group, whole, need these; they come with what draws them. */
export const laterStyles = css`
  .detail { display: grid; gap: 1em; background: var(--_raised); border: 1px solid var(--_border); border-radius: var(--_radius); padding: 1em; }
  .detail section { display: grid; gap: 0.375em; max-inline-size: 65ch; }
  .detail .name { font-size: 1.375em; line-height: 1.3; }
  .detail .line { display: block; }
  .words { white-space: pre-line; }
  .dates { display: grid; gap: 0.375em; }
  .place { display: flex; flex-wrap: wrap; gap: 0.5em; align-items: end; }
  .place label { flex: 1 1 12em; display: grid; gap: 0.25em; max-inline-size: 24em; }
  .place input { min-block-size: 2.75em; min-inline-size: 0; padding: 0.375em 0.75em; border: 1px solid var(--_control, GrayText); border-radius: 0.5em; background: var(--_raised); color: var(--_text); font-size: max(1em, 16px); }
  ul.row { list-style: none; padding: 0; margin: 0; }
  .foot form { display: contents; }
  #report { justify-self: start; }
  .report { display: grid; gap: 0.75em; justify-items: start; }
  .panel { display: grid; gap: 1em; padding: 1em; border: 1px solid var(--_border); border-radius: var(--_radius); background: var(--_raised); }
  .filter { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(14em, 100%), 1fr)); gap: 0 1em; }
  .filter legend { grid-column: 1 / -1; padding-block-end: 0.25em; }
  .choice { display: flex; align-items: center; gap: 0.625em; min-block-size: 2.75em; cursor: pointer; }
  .choice input { inline-size: 1.25em; block-size: 1.25em; flex: none; margin: 0; accent-color: var(--_accent); }
  .choice > span:first-of-type { flex: 1; }
  .count { font-variant-numeric: tabular-nums; }
  button.chip { cursor: pointer; gap: 0.5em; min-block-size: 3.15em; }
  dialog { inline-size: 100%; max-inline-size: none; block-size: 100%; max-block-size: none; margin: 0; border: 0; padding: 0; background: var(--_surface); color: var(--_text); line-height: 1.5; }
  dialog::backdrop { background: rgb(0 0 0 / 0.5); }
  .sheet { display: grid; gap: 1.25em; padding: 1em; }
  .sheet-head { display: flex; justify-content: space-between; align-items: center; gap: 1em; }
  .sheet-foot { position: sticky; inset-block-end: 0; background: var(--_surface); padding-block: 0.75em; display: flex; flex-wrap: wrap; gap: 0.5em; }
  .map-panel { display: grid; gap: 0.5em; }
  .map { position: relative; z-index: 0; overflow: hidden; block-size: min(26em, 60vh); border: 1px solid var(--_border); border-radius: var(--_radius); background: color-mix(in oklab, var(--_accent) 10%, Canvas); touch-action: none; direction: ltr; }
  .map :is(.leaflet-pane, .leaflet-tile, .leaflet-marker-icon, .leaflet-layer, .leaflet-zoom-animated) { position: absolute; left: 0; top: 0; transform-origin: 0 0; user-select: none; }
  .map .leaflet-tile { visibility: hidden; max-inline-size: none; }
  .map .leaflet-tile-loaded { visibility: inherit; }
  .map .leaflet-tile-pane { z-index: 200; } .map .leaflet-marker-pane { z-index: 600; }
  .pin { position: absolute; translate: -50% -50%; inline-size: 1.75em; block-size: 1.75em; padding: 0; border: 2px solid Canvas; border-radius: 50%; background: var(--_accent); color: var(--_on-accent); font: inherit; font-weight: 600; cursor: pointer; outline: 1px solid var(--_text); }
  .pin.many { inline-size: 2.75em; block-size: 2.75em; }
  .pin:focus-visible { outline: 3px solid var(--_strong); outline-offset: 2px; z-index: 1; }
  .map-here { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.25em; }
  @media (forced-colors: active) { .pin { forced-color-adjust: none; background: ButtonText; color: ButtonFace; } }
  @keyframes appear { from { opacity: 0; } }
  @media (prefers-reduced-motion: no-preference) { .panel, .detail { animation: appear 150ms ease-out; } }
`;
