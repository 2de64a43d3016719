/** Tables as rows. Instants are ISO 8601 text in UTC; JSON is text. Both dialects take exactly these types. */
export interface ProgramRow {
  id: string; name: string; partner: string; setting: string; language: string; time_zone: string; country: string;
  sample: number; /** Counts every change that pages can see; nodes follow it. */ revision: number; created_at: string;
}
export interface SiteKeyRow { site_key: string; program_id: string; created_at: string; /** From then on the key is unknown. */ ends_at: string | null }
export interface OriginRow { program_id: string; origin: string; created_at: string }
export interface FeedRow {
  id: string; program_id: string; url: string; owner_name: string; owner_url: string | null;
  /** JSON of what the feed does not say of itself: zone, language, topics, audiences, dictionary, sample year. */
  options: string;
  every_minutes: number; etag: string | null; last_modified: string | null;
  /** Last time that the feed answered with something that could be read. */
  fetched_at: string | null;
  tried_at: string | null;
  /** Why the last try failed, in words. */
  error: string | null;
  /** JSON of the last report. */
  report: string | null;
  created_at: string;
}
export interface GroupRow { program_id: string; id: string; /** Null: written by the program itself. */ feed_id: string | null; body: string; hash: string }
export interface ReportRow { id: string; program_id: string; group_id: string; kind: string; created_at: string }
/** One line of a program's own, or a line of the data that it hides. */
export interface HelplineRow { program_id: string; id: string; /** Null: the line of this id is hidden. */ body: string | null; created_at: string }
export interface HelplineReportRow { id: string; program_id: string; helpline_id: string; kind: string; created_at: string }
export interface IdempotencyRow { program_id: string; key_hash: string; request_hash: string; answer: string; created_at: string }
/** `intake` and the bodies of events are sealed with the conversation's own key, which is in another file. */
export interface ConversationRow { id: string; program_id: string; token_hash: string; state: string; /** Newest number of its log. */ head: number; intake: string; created_at: string; ended_at: string | null }
export interface ConversationEventRow { conversation_id: string; program_id: string; seq: number; at: string; kind: string; author: string; client_id: string | null; body: string | null; state: string | null }
export interface MetaRow { name: string; value: string }

export interface Schema {
  programs: ProgramRow; site_keys: SiteKeyRow; origins: OriginRow; feeds: FeedRow; groups: GroupRow;
  group_reports: ReportRow; helplines: HelplineRow; helpline_reports: HelplineReportRow; idempotency: IdempotencyRow; conversations: ConversationRow; conversation_events: ConversationEventRow; meta: MetaRow;
}
