import type { LitElement } from 'lit';

/** From here on, what is between head and composer scrolls by itself: as in `room.styles.ts`. */
const TALL = '(min-height: 30em)';

/** The keyboard of a phone comes up or goes, and another part of the room scrolls than before: what somebody was at stays in sight. */
export function keepPlace({ renderRoot }: LitElement): void {
  let at: Element | undefined;
  let tall: boolean | undefined;
  renderRoot.addEventListener('focusin', ({ target }) => { at = target as Element; });
  new ResizeObserver(() => {
    const { matches } = matchMedia(TALL);
    if (tall !== matches) for (const one of [renderRoot.querySelector('.log')?.lastElementChild, at]) one?.scrollIntoView({ block: 'nearest' });
    tall = matches;
  }).observe((renderRoot as ShadowRoot).host);
}
