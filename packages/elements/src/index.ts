export { define } from './define.ts';
export { KithErrorEvent, KithFeedReportEvent, KithReadyEvent, KithResultsEvent } from './events.ts';
export { KithCloseEvent, KithOpenEvent } from './frame/events.ts';
export { CrisisResources } from './crisis-resources/crisis-resources.ts';
export { FindAGroup } from './find-a-group/find-a-group.ts';
export { RequestAMentor } from './request-a-mentor/request-a-mentor.ts';
export { TalkToAPeer } from './talk-to-a-peer/talk-to-a-peer.ts';
export type { Locale } from '@kith/finder/locale/en';
