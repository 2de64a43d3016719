import { css } from 'lit';

export const styles = css`
  .panel { container-type: inline-size; background: var(--_surface); color: var(--_text); line-height: 1.5; padding: 1em; border-radius: var(--_radius); display: grid; gap: 1em; overflow-wrap: anywhere; text-align: start; }
  .panel > * { min-inline-size: 0; }
  .title { font-size: 1.375em; font-weight: 600; line-height: 1.3; }
  .emergency { border-inline-start: 4px solid var(--_danger); padding: 0.5em 0.75em; display: flex; flex-wrap: wrap; gap: 0.5em 0.75em; align-items: center; background: var(--_raised); border-radius: 0.25em; }
  .emergency p { flex: 1 1 12em; }
  .emergency .number { font-size: 1.125em; min-inline-size: 7em; }
  .row, .chips { display: flex; flex-wrap: wrap; gap: 0.5em; align-items: center; }
  .fit { min-block-size: 1.75em; }
  .room { visibility: hidden; }
  .lines { display: grid; gap: 0.75em; }
  .line { display: grid; gap: 0.5em; padding: 1em; background: var(--_raised); border: 1px solid var(--_border); border-radius: var(--_radius); justify-items: start; }
  .name { font-size: 1.125em; font-weight: 600; line-height: 1.35; }
  .hours { display: flex; gap: 0.5em; align-items: baseline; font-variant-numeric: tabular-nums; }
  .dot { inline-size: 0.625em; block-size: 0.625em; border-radius: 50%; background: var(--_accent); flex: none; }
  .ways { display: flex; flex-wrap: wrap; gap: 0.5em; }
  .ways li { display: flex; flex-wrap: wrap; gap: 0.25em 0.5em; align-items: center; }
  fieldset legend { padding: 0; margin-block-end: 0.375em; }
  details { inline-size: 100%; }
  summary { cursor: pointer; min-block-size: 2.75em; padding-block: 0.625em; box-sizing: border-box; color: var(--_strong); text-decoration: underline; text-underline-offset: 0.15em; }
  details > * + * { margin-block-start: 0.75em; }
  .box { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75em; padding-block: 0.5em; }
  .steps { display: grid; gap: 0.375em; max-inline-size: 65ch; padding-inline-start: 1.25em; }
  .steps li { list-style: disc; }
  .button.quiet { padding-inline: 0; }
  select { min-block-size: 2.75em; max-inline-size: 100%; padding: 0.375em 0.5em; border: 1px solid var(--_control, GrayText); border-radius: 0.5em; background: var(--_raised); color: var(--_text); font-size: max(1em, 16px); }
  dialog { inline-size: 100vw; block-size: 100vh; max-inline-size: none; max-block-size: none; border: 0; background: Canvas; }
  dialog::backdrop { background: Canvas; }
  @media (forced-colors: active) { .emergency, .line { border: 1px solid CanvasText; } .dot { background: Highlight; } }
`;
