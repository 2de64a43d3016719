export { meetingGuideCodes, type CodeDictionary, type CodeMeaning } from './feeds/codes.ts';
export { isTooDeep, readFeed, type FeedOptions, type FeedReading, type FeedRefusal, type FeedReport, type ReportLine } from './feeds/read-feed.ts';
export { createIndex, createIndexInSlices, indexInSteps, type GroupIndex, type IndexOptions } from './group-index.ts';
export { instantText, nextOccurrences, parseRule } from './recurrence.ts';
export { isHidden, searchPage, toResult } from './results.ts';
export { CursorError, search, type SearchHit, type SearchResult } from './search.ts';
export { isTimeZone, toInstant, toLocal } from './zones.ts';
