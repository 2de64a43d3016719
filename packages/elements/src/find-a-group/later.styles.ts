import { css } from 'lit';

/** The filters and one group, whole, need these; they come with what draws them. */
export const laterStyles = css`
  .detail { display: grid; gap: 1em; background: var(--_raised); border: 1px solid var(--_border); border-radius: var(--_radius); padding: 1em; }
  .detail section { display: grid; gap: 0.375em; max-inline-size: 65ch; }
  .detail .name { font-size: 1.375em; line-height: 1.3; }
  .detail .line { display: block; }
  .words { white-space: pre-line; }
  .dates { display: grid; gap: 0.375em; }
  .report { display: grid; gap: 0.75em; justify-items: start; }
  .panel { display: grid; gap: 1em; padding: 1em; border: 1px solid var(--_border); border-radius: var(--_radius); background: var(--_raised); }
  .filter { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(14em, 100%), 1fr)); gap: 0 1em; }
  .filter legend { grid-column: 1 / -1; padding-block-end: 0.25em; }
  .choice { display: flex; align-items: center; gap: 0.625em; min-block-size: 2.75em; cursor: pointer; }
  .choice input { inline-size: 1.25em; block-size: 1.25em; flex: none; margin: 0; accent-color: var(--_accent); }
  .choice > span:first-of-type { flex: 1; }
  .count { font-variant-numeric: tabular-nums; }
  button.chip { cursor: pointer; gap: 0.5em; min-block-size: 2.75em; }
  dialog { inline-size: 100%; max-inline-size: none; block-size: 100%; max-block-size: none; margin: 0; border: 0; padding: 0; background: var(--_surface); color: var(--_text); line-height: 1.5; }
  dialog::backdrop { background: rgb(0 0 0 / 0.5); }
  .sheet { display: grid; gap: 1.25em; padding: 1em; }
  .sheet-head { display: flex; justify-content: space-between; align-items: center; gap: 1em; }
  .sheet-foot { position: sticky; inset-block-end: 0; background: var(--_surface); padding-block: 0.75em; display: flex; flex-wrap: wrap; gap: 0.5em; }
  @keyframes appear { from { opacity: 0; } }
  @media (prefers-reduced-motion: no-preference) { .panel, .detail { animation: appear 150ms ease-out; } }
`;
