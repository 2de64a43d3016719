import { css } from 'lit';

export const roomStyles = css`
  :host { background: var(--_surface); color: var(--_text); line-height: 1.5; overflow-wrap: anywhere; }
  .room { display: flex; flex-direction: column; gap: 0.5em; min-block-size: 100%; max-inline-size: 44em; margin-inline: auto; padding: 0.75em; }
  [tabindex='-1']:focus-visible { outline: none; }
  .top { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em; }
  .top .title { flex: 1 1 8em; font-size: 1.125em; font-weight: 600; }
  .main-part { display: grid; gap: 0.75em; align-content: start; padding: 0.25em; }
  h2 { font-size: 1.0625em; }
  p, ul, label { max-inline-size: 65ch; }
  fieldset { display: grid; gap: 0.5em; padding-block: 0.25em; }
  legend, .label { font-weight: 600; padding: 0; }
  .chips { display: flex; flex-wrap: wrap; gap: 0.5em; }
  .chip { display: inline-flex; align-items: center; gap: 0.375em; min-block-size: 2.75em; padding: 0.25em 0.875em; border: 1px solid var(--_control, GrayText); border-radius: 9em; background: var(--_raised); cursor: pointer; }
  .chip:has(:checked) { border-color: var(--_strong); background: var(--_tint, var(--_raised)); }
  .chip:has(:focus-visible) { outline: 3px solid var(--_strong); outline-offset: 2px; }
  .chip input, .check input { accent-color: var(--_accent); inline-size: 1.125em; block-size: 1.125em; margin: 0; flex: none; }
  .check { display: flex; gap: 0.625em; align-items: center; min-block-size: 2.75em; cursor: pointer; }
  input:not([type]), textarea, select { display: block; inline-size: 100%; font: inherit; font-size: max(1em, 16px); padding: 0.625em 0.75em; border: 1px solid var(--_control, GrayText); border-radius: 0.5em; background: var(--_raised); color: var(--_text); }
  select { min-block-size: 2.75em; }
  textarea { resize: vertical; }
  .box { border: 1px solid var(--_border); border-radius: var(--_radius); background: var(--_raised); padding: 0.75em 1em; display: grid; gap: 0.5em; justify-items: start; }
  .danger { border-inline-start: 3px solid var(--_danger); }
  .problem { color: var(--_danger); font-weight: 600; }
  .row { display: flex; flex-wrap: wrap; gap: 0.5em; align-items: center; }
  .list { display: grid; gap: 0.375em; padding-inline-start: 1.25em; list-style: disc; }
  .note { display: block; } .label .note, legend .note { display: inline; }
  details.more > summary { cursor: pointer; min-block-size: 2.75em; display: flex; align-items: center; gap: 0.375em; color: var(--_strong); text-decoration: underline; list-style: none; inline-size: fit-content; }
  .button.delete { border-color: var(--_danger); color: var(--_danger); }
  /* What is between head and composer scrolls. Where that would be a slit (large text, the keyboard of a phone) all scrolls as one, and the way out stays. */
  @media screen and (min-height: 30em) {
    :host([framed]) .room { block-size: 100dvh; }
    .room > :nth-child(3) { flex: 1 1 auto; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; }
    details.more:not(.wide)[open] > summary + * { max-block-size: 45dvh; overflow-y: auto; }
  }
  @media not (min-height: 30em) {
    .top { display: contents; }
    .top > * { align-self: start; }
    .top > .button:first-child { position: sticky; inset-block-start: 0; z-index: 1; }
    .room * { scroll-margin-block: 3.5em 0.5em; }
  }
  @media (forced-colors: active) { .chip:has(:checked) { border-color: Highlight; } }
`;
