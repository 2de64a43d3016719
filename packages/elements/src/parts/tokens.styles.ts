import { css } from 'lit';

/**
 * The look that every element shares: one accent in, everything else derived from it.
 * `!important` only where a page's `* { all: unset !important }` would take the element apart.
 */
export const tokens = css`
  :host {
    display: block !important;
    --_accent: var(--kith-accent, #1c7c7d);
    --_surface: var(--kith-surface, Canvas);
    --_text: var(--kith-text, CanvasText);
    --_raised: var(--_surface);
    --_strong: var(--_text);
    --_muted: var(--_text);
    --_border: GrayText;
    --_on-accent: #fff;
    --_danger: #b3261e;
    --_radius: var(--kith-radius, 0.625em);
  }
  :host([hidden]) { display: none !important; }
  @supports (color: light-dark(red, red)) and (color: oklch(from red l c h)) and (color: color-mix(in oklab, red, red)) {
    :host {
      --_accent: var(--kith-accent, oklch(0.52 0.09 195));
      --_surface: var(--kith-surface, color-mix(in oklab, var(--_accent) 4%, Canvas));
      --_raised: var(--kith-raised, Canvas);
      --_border: color-mix(in oklab, var(--_text) 18%, transparent);
      --_control: color-mix(in oklab, var(--_text) 55%, transparent);
      --_muted: color-mix(in oklab, var(--_text) 72%, var(--_surface));
      --_strong: light-dark(oklch(from var(--_accent) min(l, 0.48) c h), oklch(from var(--_accent) max(l, 0.8) c h));
      --_on-accent: oklch(from var(--_accent) clamp(0, (0.65 - l) * 1000, 1) 0 h);
      --_danger: light-dark(oklch(0.5 0.19 27), oklch(0.75 0.15 27));
      --_tint: color-mix(in oklab, var(--_accent) 12%, var(--_raised));
    }
  }
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  a { color: var(--_strong); text-underline-offset: 0.15em; }
  h2, h3, h4, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
  h2, h3, h4, legend, dt { font-size: 1em; font-weight: 600; }
  ul, ol { list-style: none; }
  button, input, select { font: inherit; color: inherit; letter-spacing: inherit; }
  :focus { outline: none; }
  :focus-visible { outline: 3px solid var(--_strong); outline-offset: 2px; border-radius: 4px; }
  .button {
    display: inline-flex; align-items: center; justify-content: center; gap: 0.5em; min-block-size: 2.75em; padding: 0.375em 1em; border: 1px solid var(--_control, GrayText);
    border-radius: 0.5em; background: var(--_raised); color: var(--_text); text-decoration: none; cursor: pointer; text-align: center;
  }
  .button:hover { background: var(--_tint, var(--_raised)); }
  .button[aria-expanded='true'], .button[aria-pressed='true'] { border-color: var(--_strong); background: var(--_tint, var(--_raised)); }
  .button.main { background: var(--_accent); color: var(--_on-accent); border-color: transparent; font-weight: 600; }
  .button.main:hover { background: color-mix(in oklab, var(--_accent) 88%, var(--_text)); }
  .button.quiet { border-color: transparent; background: none; color: var(--_strong); text-decoration: underline; text-underline-offset: 0.15em; padding-inline: 0.25em; }
  .number { font-variant-numeric: tabular-nums; font-weight: 600; }
  .note { font-size: 0.875em; color: var(--_muted); }
  .hidden-text { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .crisis { border-inline-start: 3px solid var(--_danger); padding: 0.25em 0.75em; display: flex; flex-wrap: wrap; gap: 0 0.5em; align-items: baseline; }
  .crisis a { display: inline-block; padding-block: 0.625em; }
  @media (forced-colors: active) {
    .button, .chip { border-color: ButtonText; forced-color-adjust: auto; }
    .button[aria-expanded='true'], .button[aria-pressed='true'] { border-color: Highlight; }
    .crisis { border-color: CanvasText; }
    :focus-visible { outline-color: Highlight; }
  }
`;
