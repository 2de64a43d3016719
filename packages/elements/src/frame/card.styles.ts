import { css } from 'lit';

/** The card alone: it is on every page, so it brings only what it shows. */
export const styles = css`
  :host {
    display: block !important;
    --_accent: var(--kith-accent, #1c7c7d);
    --_surface: var(--kith-surface, Canvas);
    --_text: var(--kith-text, CanvasText);
    --_strong: var(--_text);
    --_on-accent: #fff;
  }
  :host([hidden]) { display: none !important; }
  @supports (color: light-dark(red, red)) and (color: oklch(from red l c h)) {
    :host {
      --_accent: var(--kith-accent, oklch(0.52 0.09 195));
      --_surface: var(--kith-surface, color-mix(in oklab, var(--_accent) 4%, Canvas));
      --_strong: light-dark(oklch(from var(--_accent) min(l, 0.48) c h), oklch(from var(--_accent) max(l, 0.8) c h));
      --_on-accent: oklch(from var(--_accent) clamp(0, (0.65 - l) * 1000, 1) 0 h);
    }
  }
  .card { border: 1px solid color-mix(in oklab, var(--_text) 18%, transparent); border-radius: var(--kith-radius, 0.625em); background: var(--_surface); color: var(--_text); padding: 1em; line-height: 1.5; display: grid; gap: 0.5em; justify-items: start; overflow-wrap: anywhere; }
  p, h2 { margin: 0; max-inline-size: 65ch; }
  h2 { font-size: 1.125em; }
  h2, .main, .crisis a { font-weight: 600; }
  a { color: var(--_strong); }
  .crisis { border-inline-start: 3px solid #b3261e; padding: 0.25em 0.75em; }
  .crisis a { display: inline-block; padding-block: 0.375em; }
  button { font: inherit; min-block-size: 2.75em; padding: 0.375em 1em; border: 1px solid; border-radius: 0.5em; background: Canvas; color: CanvasText; cursor: pointer; }
  button.main { background: var(--_accent); color: var(--_on-accent); border: 0; }
  :focus-visible { outline: 3px solid var(--_strong); outline-offset: 2px; }
  dialog { min-inline-size: 100%; min-block-size: 100%; border: 0; background: #fff; }
`;
