import { css } from 'lit';

export const partStyles = css`
  :host { line-height: 1.5; overflow-wrap: anywhere; }
  h1 { font-size: 1.375em; margin: 0 0 0.5em; } h2 { font-size: 1.125em; margin-block: 0.25em; } h3 { font-size: 1em; }
  form, .stack { display: grid; gap: 0.75em; justify-items: start; max-inline-size: 44em; }
  label { display: grid; gap: 0.25em; inline-size: 100%; font-weight: 600; }
  label.check, label.chip { display: inline-flex; align-items: center; gap: 0.5em; min-block-size: 2.75em; font-weight: 400; inline-size: auto; cursor: pointer; }
  label.check input, label.chip input { inline-size: 1.125em; block-size: 1.125em; accent-color: var(--_accent); flex: none; }
  input:not([type='checkbox'], [type='radio']), textarea, select { font: inherit; font-weight: 400; min-block-size: 2.75em; padding: 0.5em 0.75em; inline-size: 100%; border: 1px solid var(--_control, GrayText); border-radius: 0.5em; background: var(--_raised); color: var(--_text); }
  fieldset { display: grid; gap: 0.25em; } legend { padding: 0; }
  .row { display: flex; flex-wrap: wrap; gap: 0.5em; align-items: center; }
  .box { border: 1px solid var(--_border); border-radius: var(--_radius); background: var(--_raised); padding: 0.75em 1em; display: grid; gap: 0.5em; justify-items: start; }
  .chip, .tag { display: inline-flex; align-items: center; border: 1px solid var(--_border); border-radius: 9em; padding: 0.125em 0.75em; font-size: 0.875em; font-weight: 400; }
  .problem { color: var(--_danger); font-weight: 600; }
  .danger { border-inline-start: 3px solid var(--_danger); }
  .button.danger { border-color: var(--_danger); color: var(--_danger); }
  .list { display: grid; gap: 0.5em; inline-size: 100%; }
  table, .button { overflow-wrap: break-word; } table { border-collapse: collapse; inline-size: 100%; } th, td { text-align: start; vertical-align: top; padding: 0.375em 0.75em 0.375em 0; border-block-end: 1px solid var(--_border); }
  @media (max-width: 26em) { th, td { padding-inline-end: 0.375em; } td .button { padding-inline: 0.5em; } }
  .scroll { overflow-x: auto; max-inline-size: 100%; }
  .code { font-family: ui-monospace, monospace; user-select: all; background: var(--_tint, transparent); padding: 0.25em 0.5em; border-radius: 0.25em; }
  summary { cursor: pointer; min-block-size: 2.75em; display: flex; align-items: center; inline-size: fit-content; color: var(--_strong); text-decoration: underline; }
  :host(.stacked) > * + * { margin-block-start: 0.75em; } form.row { display: flex; align-items: end; } form.row label { inline-size: auto; } form.row input:not([type='date']) { inline-size: 7em; }
  .sides { display: grid; gap: 1.5em; grid-template-columns: repeat(auto-fit, minmax(min(24em, 100%), 1fr)); align-items: start; } .sides aside { position: sticky; inset-block-start: 0.5em; max-block-size: 100vh; overflow-y: auto; } .sides form { max-inline-size: none; } .sides details, .sides .stack { inline-size: 100%; max-inline-size: none; } .sides .row > label { flex: 1 1 9em; inline-size: auto; }
  .grow { flex: 1; } del { color: var(--_muted); } ins { text-decoration: none; font-weight: 600; }
  .system { text-align: center; color: var(--_muted); font-size: 0.875em; }
`;
