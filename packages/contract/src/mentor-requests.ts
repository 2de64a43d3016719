import * as z from 'zod/mini';
import { Meeting } from './mentor-own.ts';

/** Source of the steps: recruit, screen, train, match, monitor, close (MENTOR, Elements of Effective Practice). Open in answers. */
export const mentorStatuses = ['submitted', 'needs-consent', 'in-review', 'talk-with-requester', 'waiting-for-match', 'proposed', 'mentor-accepted', 'approved', 'matched', 'first-meeting-set', 'active', 'paused', 'closing', 'closed', 'declined', 'withdrawn', 'no-response', 'redirected', 'merged'] as const;
export type MentorStatus = (typeof mentorStatuses)[number];
/** Nothing more happens to these, unless a coordinator opens one again. */
export const overStatuses: readonly MentorStatus[] = ['closed', 'declined', 'withdrawn', 'no-response', 'redirected', 'merged'];
/** A mentor and a mentee know each other in these. */
export const matchStatuses: readonly MentorStatus[] = ['matched', 'first-meeting-set', 'active', 'paused', 'closing'];

/** Never a birth date. */
export const ageBands = ['under-13', '13-17', '18-plus'] as const;
export type AgeBand = (typeof ageBands)[number];

export const consentRules = ['under-18', 'under-13', 'never'] as const;
export type ConsentRule = (typeof consentRules)[number];
/** Pick lists: what is counted and written down has no free text. */
export const declineReasons = ['no-fit', 'no-mentor', 'other-help', 'outside-program', 'no-permission'] as const;
export const redirectTargets = ['counselor', 'group', 'peer', 'professional', 'helpline', 'other'] as const;
export const closeOutcomes = ['completed', 'moved', 'ended-early', 'safety'] as const;
export const goingKinds = ['well', 'mixed', 'not-well'] as const;
/** Of somebody who wants to become a mentor. */
export const applicationStages = ['applied', 'interview', 'references', 'checks', 'training', 'shadow', 'active', 'declined', 'withdrawn'] as const;
export type ApplicationStage = (typeof applicationStages)[number];

const text = z.optional(z.string());
const instant = z.string();
/** A request in the coordinator's list. */
export const MentorRequestSummary = z.object({
  id: z.string(), status: z.string(), since: instant, createdAt: instant, newsBy: text, kind: z.string(), band: z.string(), name: z.string(),
  minor: z.boolean(), /** Worried about asking a parent: nothing goes home. */ keepFromHome: z.boolean(), consent: z.string(),
  /** Whose turn it is: `coordinator`, `supervisor`, `guardian`, `requester`, `mentor`, `both`; empty: nobody's. */
  waitsFor: z.string(), mentor: text, due: text, overdue: z.boolean(), flagged: z.boolean(),
});
export type MentorRequestSummary = z.infer<typeof MentorRequestSummary>;
const Reason = z.object({ code: z.string(), about: text });
/** A mentor who could be asked, with the reasons in codes. No number says how good anybody is. */
export const Suggestion = z.object({ mentor: z.string(), name: z.string(), reasons: z.array(Reason), against: z.array(Reason), matches: z.number(), capacity: z.number() });
export type Suggestion = z.infer<typeof Suggestion>;
export const CheckIn = z.object({ at: instant, by: z.string(), going: z.string(), words: text });
/** One request as somebody of the staff may see it; what they may not see is absent. */
export const MentorRequest = z.extend(MentorRequestSummary, {
  said: z.record(z.string(), z.unknown()),
  /** Gentle notes on what was typed: `maybe-birth-date`, `maybe-diagnosis`. */
  notes: z.array(z.string()),
  consentRecord: z.optional(z.object({ how: z.string(), on: z.string(), name: z.string(), relationship: text, language: text, online: z.optional(z.boolean()), contact: text, emergency: text, version: z.string(), text: z.string(), revokedAt: text })),
  question: text, answer: text, coordinator: text, adviser: text, proposals: z.array(z.object({ mentor: z.string(), name: z.string(), state: z.string(), askedAt: text, dueAt: text })),
  agreement: z.object({ mentor: z.boolean(), mentee: z.boolean() }), meeting: z.optional(Meeting), goals: z.array(z.string()), sheet: text, endsOn: text, meetingsLeft: z.optional(z.number()),
  checkIns: z.array(CheckIn), goodbyes: z.array(z.object({ by: z.string(), words: text })), referred: z.boolean(), messages: z.boolean(),
  /** What this person may do, and why not yet. */
  actions: z.array(z.object({ action: z.string(), refusals: z.array(z.string()) })),
  history: z.array(z.object({ at: instant, actor: z.string(), action: z.string(), detail: z.string() })),
});
export type MentorRequest = z.infer<typeof MentorRequest>;

/** Of a screening the result and the dates, never the report. */
export const Screening = z.object({ step: z.string(), result: z.string(), on: z.string(), until: text });
export type Screening = z.infer<typeof Screening>;
export const Mentor = z.object({ id: z.string(), name: z.string(), state: z.string(), roleApproved: z.boolean(), student: z.boolean(), adviser: text, permissionOn: text, capacity: z.number(), matches: z.number(), grade: text, gender: text, kinds: z.array(z.string()), when: z.array(z.string()), languages: z.array(z.string()), shares: z.array(z.string()), screening: z.array(Screening), /** Why nobody can be matched with them now, in codes. */ against: z.array(Reason) });
export type Mentor = z.infer<typeof Mentor>;
export const MentorApplication = z.object({ id: z.string(), stage: z.string(), since: instant, createdAt: instant, name: z.string(), contact: z.string(), words: text, shares: z.array(z.string()), languages: z.array(z.string()), student: z.boolean(), screening: z.array(Screening), next: z.array(z.string()), person: text });
export type MentorApplication = z.infer<typeof MentorApplication>;
/** A referral and, only where the person said yes, how it stands. */
export const Referral = z.object({ id: z.string(), createdAt: instant, until: instant, used: z.boolean(), agreed: z.boolean(), status: text, since: text });
export type Referral = z.infer<typeof Referral>;
export const Delivery = z.object({ id: z.string(), webhook: z.string(), type: z.string(), about: z.string(), at: instant, state: z.string(), tries: z.number(), nextAt: text, status: text });
export type Delivery = z.infer<typeof Delivery>;
export const Webhook = z.object({ id: z.string(), host: z.string(), createdAt: instant, waiting: z.number(), failed: z.number() });
/** What a webhook carries: ids and statuses, nothing else. `seq` rises within one request. */
export const WebhookEvent = z.object({ type: z.string(), timestamp: instant, data: z.object({ program: z.string(), request: text, status: text, seq: z.optional(z.number()) }) });
export type WebhookEvent = z.infer<typeof WebhookEvent>;
