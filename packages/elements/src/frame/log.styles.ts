import { css } from 'lit';

/** Of what is written to and fro. */
export const logStyles = css`
  .log { display: flex; flex-direction: column; gap: 0.5em; padding: 0.25em; }
  .message { max-inline-size: min(85%, 34em); }
  .message p { white-space: pre-wrap; padding: 0.5em 0.75em; border-radius: 0.875em; border: 1px solid var(--_border); background: var(--_raised); inline-size: fit-content; }
  .mine { align-self: end; } .mine p { background: var(--_tint, var(--_raised)); margin-inline-start: auto; } .mine .note { text-align: end; }
  .system { align-self: center; text-align: center; font-size: 0.875em; color: var(--_muted); }
  .code { font-size: 1.375em; font-weight: 600; letter-spacing: 0.05em; font-variant-numeric: tabular-nums; user-select: all; }
  crisis-resources { inline-size: 100%; }
  .composer { display: grid; gap: 0.5em; }
  .composer form { display: grid; grid-template-columns: 1fr auto; gap: 0.5em; align-items: end; }
  .composer textarea { resize: none; max-block-size: 10em; }
  .button.not-safe { border-color: var(--_danger); color: var(--_danger); font-weight: 600; }
  @media (min-height: 30em) { .safety { max-block-size: 45dvh; overflow-y: auto; } }
  @media (forced-colors: active) { .mine p { border-width: 2px; } }
`;
