import { css } from 'lit';

export const formStyles = css`
  form.main-part { gap: 1.25em; }
  .group, .below, .question { display: grid; gap: 0.5em; justify-items: start; }
  .question { gap: 0.375em; } .question > *, .group > *, .box > label { inline-size: 100%; }
  .group { gap: 1.25em; padding-block: 0.5em; }
  .below { padding: 0.5em 0.25em; }
  .trap { position: absolute; inset-inline-start: -9999px; block-size: 1px; inline-size: 1px; overflow: hidden; }
  .times { border-collapse: collapse; inline-size: 100%; max-inline-size: 30em; }
  .times th { font-size: 0.875em; font-weight: 600; text-align: start; padding: 0.25em; }
  .times thead th { text-align: center; }
  .times td { padding: 0; text-align: center; }
  .cell { display: grid; place-items: center; min-block-size: 2.75em; cursor: pointer; }
  .cell input { inline-size: 1.375em; block-size: 1.375em; margin: 0; accent-color: var(--_accent); }
  [aria-invalid='true']:not([type='radio'], [type='checkbox']) { border-color: var(--_danger); border-width: 2px; }
`;
