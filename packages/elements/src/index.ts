export { define } from './define.ts';
export { KithErrorEvent, KithFeedReportEvent, KithReadyEvent, KithResultsEvent } from './events.ts';
export { CrisisResources } from './crisis-resources/crisis-resources.ts';
export { FindAGroup } from './find-a-group/find-a-group.ts';
export type { Locale } from '@kith/finder/locale/en';
