/** What the first list on screen does not need: it comes when the page is idle, or when it is asked for. */
export { activeChoices, filterBar } from './filters.ts';
export { Extras } from './extras.ts';
export { Opened } from './opened.ts';
export { laterStyles } from './later.styles.ts';
export { historyEntry } from '../parts/history-entry.ts';
