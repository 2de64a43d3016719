import { css, type CSSResult } from 'lit';
import { roomStyles } from '../frame/room.styles.ts';
import { tokens } from '../parts/tokens.styles.ts';
import { formStyles } from './form.styles.ts';

/** What comes after the form needs a little more. */
const laterStyles = css`
  .code { font-size: 1.375em; font-weight: 600; letter-spacing: 0.05em; font-variant-numeric: tabular-nums; user-select: all; }
  .steps { padding-inline-start: 1.25em; display: grid; gap: 0.25em; list-style: decimal; }
  @media print { .room > :not(.main-part), .row, .below { display: none; } }
`;
export const styles: CSSResult[] = [tokens, roomStyles, formStyles, laterStyles];
