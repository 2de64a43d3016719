import { css } from 'lit';

export const styles = css`
  .finder { container-type: inline-size; background: var(--_surface); color: var(--_text); line-height: 1.5; padding: 1em; border-radius: var(--_radius); display: grid; gap: 1em; overflow-wrap: anywhere; text-align: start; }
  .finder > * { min-inline-size: 0; }
  .search label { display: flex; }
  .search input { flex: 1; min-inline-size: 0; min-block-size: 2.75em; padding: 0.375em 0.75em; border: 1px solid var(--_control, GrayText); border-radius: 0.5em; background: var(--_raised); color: var(--_text); font-size: max(1em, 16px); }
  .search input::placeholder { color: var(--_muted); opacity: 1; }
  .bar, .row, .chips, .active { display: flex; flex-wrap: wrap; gap: 0.5em; align-items: center; align-content: start; }
  .chip { display: inline-flex; align-items: center; border: 1px solid var(--_border); border-radius: 99em; padding: 0 0.75em; font-size: 0.875em; min-block-size: 1.75em; background: var(--_raised); }
  .bar { min-block-size: 2.75em; }
  @container (max-width: 44em) { .bar { min-block-size: 6em; } }
  .chips { gap: 0.375em; }
  .chips:empty { display: none; }
  .list { display: grid; gap: 0.75em; }
  .card { display: grid; gap: 0.5em 1.25em; padding: 1em; background: var(--_raised); border: 1px solid var(--_border); border-radius: var(--_radius); }
  .body { display: grid; gap: 0.375em; align-content: start; max-inline-size: 65ch; }
  .time { display: flex; flex-wrap: wrap; gap: 0 0.5em; align-items: baseline; font-variant-numeric: tabular-nums; }
  .day, .no-date { font-weight: 600; }
  .title { font-size: 1.125em; font-weight: 600; line-height: 1.35; background: none; border: 0; padding: 0.5em 0; cursor: pointer; color: var(--_strong); text-align: start; text-decoration: underline 1px; text-underline-offset: 0.2em; }
  .title:hover { text-decoration-thickness: 2px; }
  .soon { display: inline-flex; align-items: center; gap: 0.5em; font-weight: 600; }
  .dot { inline-size: 0.625em; block-size: 0.625em; border-radius: 50%; background: var(--_accent); flex: none; }
  .alert { border-inline-start: 3px solid var(--_accent); padding-inline-start: 0.75em; }
  .message { display: grid; gap: 0.75em; justify-items: start; padding-block: 0.5em; }
  @container (min-width: 40em) {
    .card { grid-template-columns: 11em minmax(0, 1fr) auto; align-items: start; }
    .time, .time time { display: grid; }
    .action { justify-self: end; }
  }
`;
