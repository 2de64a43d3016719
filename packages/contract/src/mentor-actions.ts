import type { MentorStatus } from './mentor-requests.ts';
import type { Role } from './staff.ts';

/** Who may do something: roles of staff, or one of the sides. `system`: a date that came. */
export type MentorActor = Extract<Role, 'coordinator' | 'supervisor' | 'mentor'> | 'requester' | 'guardian' | 'system';
interface MentorAction { may: readonly MentorActor[]; steps: Partial<Record<MentorStatus, MentorStatus>> }

const each = <To extends MentorStatus>(statuses: readonly MentorStatus[], to: To): Partial<Record<MentorStatus, MentorStatus>> => Object.fromEntries(statuses.map((status) => [status, to]));
const same = (...statuses: MentorStatus[]): Partial<Record<MentorStatus, MentorStatus>> => Object.fromEntries(statuses.map((status) => [status, status]));
const office = ['coordinator', 'supervisor'] as const;
const early = ['submitted', 'needs-consent', 'in-review', 'talk-with-requester', 'waiting-for-match'] as const;
const asked = ['proposed', 'mentor-accepted', 'approved'] as const;
const together = ['matched', 'first-meeting-set', 'active', 'paused'] as const;

/**
 * Which action leads from which status to which, and who may take it. The server refuses everything else. Beside this table stand its
 * rules: consent, screening, a second person for minors; each refusal says which.
 */
export const mentorActions = {
  'need-consent': { may: [...office, 'system'], steps: each(['submitted', 'in-review', 'waiting-for-match'], 'needs-consent') },
  'record-consent': { may: office, steps: { ...each(['submitted', 'needs-consent', 'in-review'], 'in-review'), ...same('paused') } },
  'waive-consent': { may: ['supervisor'], steps: each(['submitted', 'needs-consent', 'in-review'], 'in-review') },
  'ask-at-home': { may: ['supervisor'], steps: same('submitted', 'needs-consent', 'in-review') },
  'give-consent': { may: ['guardian'], steps: { ...each(['submitted', 'needs-consent'], 'in-review'), ...same('paused') } },
  'refuse-consent': { may: ['guardian'], steps: each(['submitted', 'needs-consent'], 'declined') },
  'revoke-consent': { may: ['guardian', ...office], steps: { ...each(['in-review', 'talk-with-requester', 'waiting-for-match', ...asked], 'needs-consent'), ...each(['matched', 'first-meeting-set', 'active', 'paused'], 'paused'), ...same('closing') } },
  'review': { may: [...office, 'system'], steps: { 'submitted': 'in-review' } },
  'talk': { may: office, steps: { 'in-review': 'talk-with-requester', 'talk-with-requester': 'talk-with-requester' } },
  'answer': { may: ['requester', ...office], steps: { 'talk-with-requester': 'in-review' } },
  'tell-more': { may: ['requester'], steps: same('in-review', 'talk-with-requester', 'waiting-for-match') },
  'ready': { may: office, steps: each(['in-review', 'talk-with-requester'], 'waiting-for-match') },
  'propose': { may: office, steps: { 'waiting-for-match': 'proposed' } },
  'ask-next': { may: ['system'], steps: { 'waiting-for-match': 'proposed' } },
  'take-back': { may: office, steps: each(['proposed', 'mentor-accepted'], 'waiting-for-match') },
  'accept': { may: ['mentor'], steps: { proposed: 'mentor-accepted' } },
  'pass': { may: ['mentor'], steps: { proposed: 'waiting-for-match' } },
  'no-answer': { may: ['system'], steps: { proposed: 'waiting-for-match' } },
  'approve': { may: ['supervisor'], steps: { 'mentor-accepted': 'approved' } },
  'agree': { may: ['mentor', 'requester'], steps: same('approved') },
  'match': { may: ['system'], steps: { approved: 'matched' } },
  'set-meeting': { may: ['mentor', ...office], steps: { ...each(['matched', 'first-meeting-set'], 'first-meeting-set'), ...same('active') } },
  'met': { may: ['mentor', ...office], steps: each(['first-meeting-set', 'active'], 'active') },
  'check-in': { may: ['mentor', 'requester', ...office], steps: same('active', 'closing') },
  'set-goals': { may: ['requester'], steps: same(...together) },
  'set-sheet': { may: ['mentor', 'requester'], steps: same(...together) },
  'pause': { may: ['mentor', 'requester', ...office], steps: each(['matched', 'first-meeting-set', 'active'], 'paused') },
  'resume': { may: office, steps: { paused: 'active' } },
  'rematch': { may: office, steps: each(['approved', ...together], 'waiting-for-match') },
  'begin-close': { may: ['mentor', 'requester', ...office, 'system'], steps: each(together, 'closing') },
  'say-goodbye': { may: ['mentor', 'requester'], steps: same('closing') },
  'close': { may: office, steps: { closing: 'closed' } },
  'close-for-safety': { may: ['supervisor'], steps: each([...asked, ...together, 'closing'], 'closed') },
  'decline': { may: office, steps: each(early, 'declined') },
  'no-response': { may: office, steps: each(['needs-consent', 'talk-with-requester', 'approved'], 'no-response') },
  'redirect': { may: office, steps: each(early, 'redirected') },
  'merge': { may: office, steps: each(early, 'merged') },
  'withdraw': { may: ['requester'], steps: each([...early, ...asked, ...together, 'closing'], 'withdrawn') },
  'reopen': { may: office, steps: each(['declined', 'no-response', 'redirected', 'merged'], 'in-review') },
} as const satisfies Record<string, MentorAction>;
export type MentorActionName = keyof typeof mentorActions;
export const mentorActionNames = Object.keys(mentorActions) as MentorActionName[];
