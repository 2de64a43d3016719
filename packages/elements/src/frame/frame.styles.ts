import { css } from 'lit';

/** Of the frame; comes with the click. On a phone it is the whole screen. */
export const frameStyles = css`
  iframe { box-sizing: border-box; display: block; inline-size: 100%; block-size: 36em; border: 1px solid color-mix(in oklab, var(--_text) 18%, transparent); border-radius: var(--kith-radius, 0.625em); background: Canvas; }
  @media (max-width: 37.5em) {
    iframe { position: fixed; inset: 0; block-size: 100%; z-index: 2147483647; border: 0; border-radius: 0; }
  }
`;
