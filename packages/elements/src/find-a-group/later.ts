/** What the first list on screen does not need: it comes when the page is idle, or when it is asked for. */
export { detail } from './detail.ts';
export { activeChoices, filterBar } from './filters.ts';
export { laterStyles } from './later.styles.ts';
