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
/** One draft a listing, of whoever wrote last. */
export interface GroupDraftRow { program_id: string; group_id: string; body: string; by_name: string; at: string }
/** `body`: the listing after the change, JSON; empty when it was removed. */
export interface GroupChangeRow { program_id: string; group_id: string; seq: number; at: string; by_name: string; what: string; body: string }
export interface GroupLeaderRow { program_id: string; group_id: string; user_id: string }
/** One date on the meeting's own clock: how many came, and how many said before that they plan to. Numbers alone. */
export interface GroupMeetingRow { program_id: string; group_id: string; at: string; came: number | null; plans: number }
/** Somebody who asks how to join: what they wrote is sealed with a key of its own. */
export interface GroupAskRow { program_id: string; id: string; group_id: string; code_hash: string; sealed: string; created_at: string }
export interface ReportRow { id: string; program_id: string; group_id: string; kind: string; created_at: string }
/** One line of a program's own, or a line of the data that it hides. */
export interface HelplineRow { program_id: string; id: string; /** Null: the line of this id is hidden. */ body: string | null; created_at: string }
export interface HelplineReportRow { id: string; program_id: string; helpline_id: string; kind: string; created_at: string }
export interface IdempotencyRow { program_id: string; key_hash: string; request_hash: string; answer: string; created_at: string }
/** `intake` and the bodies of events are sealed with the conversation's own key, which is in another file. */
export interface ConversationRow {
  id: string; program_id: string; token_hash: string; state: string; /** Newest number of its log. */ head: number; intake: string; created_at: string; ended_at: string | null;
  peer_id: string | null; peer_name: string | null; accepted_at: string | null; /** When it came into the line, or back into it. */ queue_at: string | null;
  /** `queue` or `supervisor` while the visitor is asked. */ handover: string | null; escalation_id: string | null; resume_hash: string | null; resume_until: string | null; reviewed_at: string | null; /** When the peer's note was written. */ noted_at: string | null; feedback_at: string | null;
  /** JSON: supervisors who are in it. */ joined: string; extra_minutes: number; /** Of a mentor's match: the request that it belongs to; such a one is never in the line. */ request_id: string | null; /** 1: somebody who shares something is no longer waited for. */ anyone: number; /** The visit that it belongs to, as a keyed hash of a number that the visitor's page made up. */ visit_hash: string | null; /** JSON: peers whom the visitor does not want again. */ avoid: string; /** Bits of what was said already: 1 the peer is away, 2 time is short, 4 time is over. */ warned: number;
}
export interface ConversationEventRow { conversation_id: string; program_id: string; seq: number; at: string; kind: string; author: string; client_id: string | null; body: string | null; state: string | null; notice: string | null; name: string | null }
export interface ConversationNoteRow { program_id: string; conversation_id: string; seq: number; at: string; author: string; author_id: string; name: string; client_id: string; body: string }
export interface UserRow { id: string; name: string; email: string; emailVerified: number; image: string | null; createdAt: string; updatedAt: string; twoFactorEnabled: number | null }
export interface SessionRow { id: string; userId: string; expiresAt: string; token: string }
export interface SignInLinkRow { token_hash: string; user_id: string; expires_at: string; used_at: string | null }
export interface ProgramSettingsRow { program_id: string; body: string }
/** `roles` hold, `pending` wait for a supervisor's approval; `met` are the requirements with their dates. All JSON. */
export interface StaffRow { program_id: string; user_id: string; name: string; roles: string; pending: string; profile: string; met: string; /** 1: after an escalation, until a supervisor says that it is all right. */ needs_ok: number; created_at: string }
export interface ShiftRow { program_id: string; id: string; user_id: string; role: string; state: string; started_at: string; ends_at: string; ended_at: string | null; break_until: string | null; opt_out: string; on_call: number; /** `none`, `sent`, `acknowledged`. */ page_state: string; chats: number; last_chat_at: string | null }
/** `sealed`: form, steps and record under a key of its own. */
export interface EscalationRow { program_id: string; id: string; conversation_id: string; state: string; opened_at: string; opened_by: string; owner_id: string | null; second_paged_at: string | null; unanswered_at: string | null; review_by: string; kept_until: string | null; sealed: string }
export interface ServiceTimeRow { program_id: string; at: string; seconds: number; waited: number }
export interface CountRow { program_id: string; day: string; name: string; item: string; count: number }
export interface LeftMessageRow { program_id: string; id: string; code_hash: string; state: string; body: string; contact: string | null; answer: string | null; created_at: string; answered_at: string | null }
export interface ComplaintRow { program_id: string; id: string; about: string; at: string; kind: string; conversation_id: string; words: string | null }
export interface OutboxRow { program_id: string; id: string; kind: string; recipient: string; subject: string; body: string; state: string; tries: number; next_at: string; created_at: string; code_hash: string | null; /** Of a webhook: what it is about and the number of the event there; those of one subject go in order. */ about: string | null; seq: number; /** Status that the address answered with. */ answered: string | null; sent_at: string | null; /** While a node sends it. */ taken_until: string }
/** `secret`: sealed with a key made of the master key. */
/** A search as a calendar. `sealed`: the search, under a key that only the address holds. */
export interface CalendarRow { program_id: string; id_hash: string; sealed: string; created_at: string; read_at: string }
export interface WebhookRow { program_id: string; id: string; url: string; secret: string; created_at: string }
export interface AuditRow { program_id: string; seq: number; at: string; actor: string; action: string; target: string; reason: string; mac: string }
/** `sealed`: what the requester and both sides said, under a key of its own. `seq` counts its events. */
export interface MentorRequestRow {
  program_id: string; id: string; code_hash: string; status: string; since: string; created_at: string; kind: string; band: string; /** 1: worried about asking at home. */ keep_from_home: number; /** 1: mentor and mentee may write here; a guardian may say no to that alone. */ online: number;
  /** `not-needed`, `needed`, `given`, `waived`, `revoked`, `refused`. */ consent: string; language: string; sealed: string; seq: number;
  coordinator_id: string | null; mentor_id: string | null; proposer_id: string | null; approver_id: string | null; conversation_id: string | null; merged_into: string | null; referral_id: string | null;
  news_by: string | null; check_in_at: string | null; ends_on: string | null; meetings_left: number | null; agreed_mentor: number; agreed_mentee: number; flagged: number; matched_at: string | null; over_at: string | null;
}
/** `state`: `queued`, `asked`, `accepted`, `passed`, `no-answer`, `taken-back`. */
export interface MatchProposalRow { program_id: string; id: string; request_id: string; mentor_id: string; position: number; state: string; asked_at: string | null; due_at: string | null }
export interface ConsentRow { program_id: string; id: string; request_id: string; code_hash: string | null; /** `link`, `paper`. */ how: string; given_at: string; revoked_at: string | null; version: string; sealed: string }
export interface ConsentLinkRow { program_id: string; token_hash: string; request_id: string; language: string; expires_at: string; used_at: string | null }
export interface MentorRow { program_id: string; user_id: string; state: string; student: number; adviser_id: string | null; permission_on: string | null; capacity: number; grade: string; gender: string; kinds: string; times: string; screening: string }
export interface MentorApplicationRow { program_id: string; id: string; code_hash: string; stage: string; since: string; created_at: string; sealed: string; screening: string; user_id: string | null }
export interface ReferralRow { program_id: string; id: string; referrer_id: string; token_hash: string; created_at: string; until: string; request_id: string | null; may_see: number }
export interface MetaRow { name: string; value: string }
/** A server process. Times are the store's. */
export interface NodeRow { id: string; version: string; started_at: string; seen_at: string }
/** Somebody (a conversation's visitor, or somebody of the staff) on a node: there by a stream, or when they were last. */
export interface PresenceRow { subject: string; node: string; here: number; at: string }
/** Work that is done once, whichever node does it. */
export interface JobRow { name: string; due_at: string; /** Empty: nobody does it now. */ taken_until: string; node: string }
/** A visit that no new chat is taken from for a while (`peer_id` empty), or that does not want this peer again. */
export interface RefusalRow { program_id: string; visit_hash: string; peer_id: string; until: string }

export interface Schema {
  calendars: CalendarRow;
  programs: ProgramRow; site_keys: SiteKeyRow; origins: OriginRow; feeds: FeedRow; groups: GroupRow; group_drafts: GroupDraftRow; group_changes: GroupChangeRow; group_leaders: GroupLeaderRow; group_meetings: GroupMeetingRow; group_asks: GroupAskRow;
  group_reports: ReportRow; helplines: HelplineRow; helpline_reports: HelplineReportRow; idempotency: IdempotencyRow; conversations: ConversationRow; conversation_events: ConversationEventRow;
  conversation_notes: ConversationNoteRow; auth_users: UserRow; auth_sessions: SessionRow; auth_accounts: { id: string; userId: string; providerId: string }; auth_passkeys: { id: string; userId: string }; auth_two_factors: { id: string; userId: string }; auth_verifications: { id: string; value: string; expiresAt: string };
  sign_in_links: SignInLinkRow; program_settings: ProgramSettingsRow; staff: StaffRow; shifts: ShiftRow; escalations: EscalationRow; service_times: ServiceTimeRow; counts: CountRow;
  left_messages: LeftMessageRow; complaints: ComplaintRow; outbox: OutboxRow; audit: AuditRow; webhooks: WebhookRow; meta: MetaRow; nodes: NodeRow; presence: PresenceRow; jobs: JobRow; refusals: RefusalRow;
  mentor_requests: MentorRequestRow; match_proposals: MatchProposalRow; consents: ConsentRow; consent_links: ConsentLinkRow; mentors: MentorRow; mentor_applications: MentorApplicationRow; referrals: ReferralRow;
}
