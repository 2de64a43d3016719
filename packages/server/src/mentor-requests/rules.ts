import { mentorActions, overStatuses, type MentorAct, type MentorActionName, type MentorActor, type MentoringSettings, type MentorStatus } from '@kith/contract';
import type { MentorRequestRow } from '../store/schema.ts';

/** Everything that a rule looks at. No store, no clock. */
export interface Facts {
  row: MentorRequestRow; settings: MentoringSettings; now: number;
  /** Whoever acts: what they are in this request, and their id if they are staff. */
  actors: readonly MentorActor[]; userId?: string | undefined;
  details: Partial<MentorAct>;
  /** Why a mentor cannot be matched now, in codes; of the mentor of the request, or of each one proposed. */
  against: readonly string[];
  /** Whether the program's adviser for minors is there. */
  adviserThere: boolean;
  /** The mentor has been asked and has not answered; the meeting as it stands; the other request of a merge. */
  asked: boolean; meetingStart?: string | undefined; into?: Pick<MentorRequestRow, 'id' | 'status'> | undefined;
}

export const isMinor = (row: Pick<MentorRequestRow, 'band'>): boolean => row.band !== '18-plus';
export const consentStands = ({ consent }: Pick<MentorRequestRow, 'consent'>): boolean => ['not-needed', 'given', 'waived'].includes(consent);
export const isOver = ({ status }: Pick<MentorRequestRow, 'status'>): boolean => overStatuses.includes(status as MentorStatus);
/** The status after an action, or undefined where it does not belong. */
export const after = (action: MentorActionName, status: string): MentorStatus | undefined => (mentorActions[action].steps as Partial<Record<string, MentorStatus>>)[status];

const againstWords: Record<string, string> = {
  'not-active': 'This mentor takes no matches right now.', 'role-not-approved': 'A supervisor has not approved this mentor yet.', 'full': 'This mentor has no room for another match.', 'screening-missing': 'A step of the screening is missing: ',
  'screening-expired': 'A step of the screening is out of date: ', 'screening-failed': 'A step of the screening was not passed: ', 'no-adviser': 'A student mentor needs an adult adviser by name.', 'no-permission': "A student mentor needs a parent's permission on file.", 'other-kind': 'This mentor does not do this kind of relation.', 'not-here': 'This person is not a mentor here.',
};
/** `screening-expired:Background check` in words. */
export const againstText = (code: string): string => { const [kind = '', about = ''] = code.split(/:(.*)/s); return `${againstWords[kind] ?? 'This mentor cannot be matched now.'}${about}`.replace(/: $/, '.'); };

/** Actions for which an adult at home must have agreed, where the program's rule wants that. */
const needConsent: readonly MentorActionName[] = ['review', 'talk', 'tell-more', 'ready', 'propose', 'ask-next', 'accept', 'approve', 'agree', 'match', 'set-meeting', 'met', 'resume', 'set-goals', 'set-sheet'];
/** Actions for which the mentor's own papers must be in order. */
const needMentor: readonly MentorActionName[] = ['propose', 'accept', 'approve', 'match', 'resume'];

/**
 * Why an action is refused, in words that say what to do; none: it may be taken. Whether somebody may know of the request at all is asked
 * before. `details: {}` asks in general, for the buttons: what a form would still bring is not missed then.
 */
export function refusalsOf(action: MentorActionName, facts: Facts, general = false): string[] {
  const { row, settings, details, userId, now } = facts;
  const { may } = mentorActions[action];
  if (!facts.actors.some((actor) => (may as readonly MentorActor[]).includes(actor))) return ['Your role may not do this.'];
  if (!after(action, row.status)) return [`A request that is "${row.status}" cannot be changed like this.`];
  const refusals: string[] = [];
  const say = (when: boolean, words: string) => { if (when) refusals.push(words); };
  const missing = (value: unknown, words: string) => { say(!general && value === undefined, words); };
  const guardianDecides = row.consent === 'needed' || row.consent === 'revoked' || row.consent === 'refused';
  say(needConsent.includes(action) && !consentStands(row), 'An adult at home has to agree first.');
  if (needMentor.includes(action)) for (const code of facts.against) refusals.push(againstText(code));
  say(['approve', 'match', 'resume'].includes(action) && isMinor(row) && !facts.adviserThere, 'Settings name no adult who can read what minors and their mentors write. Name one first.');
  switch (action) {
    case 'need-consent':
      say(!guardianDecides, 'No consent is needed here.');
      say(row.keep_from_home === 1, 'They are worried about asking at home. The counselor talks with them first.');
      break;
    case 'record-consent':
      say(!guardianDecides, 'No consent is needed here.');
      missing(details.paper, 'Say who signed, and on which day.');
      say(details.paper !== undefined && Date.parse(details.paper.on) > now, 'The date on the paper is still to come.');
      say(details.paper !== undefined && !details.paper.name.trim(), 'Say who signed.');
      break;
    case 'waive-consent':
      say(!guardianDecides, 'No consent is needed here.');
      say(row.consent === 'revoked' || row.consent === 'refused', 'A parent or guardian has said no. Nobody here can decide otherwise.');
      say(!settings.mayWaive, "Your program's rule does not let anybody decide this here.");
      break;
    case 'ask-at-home': say(row.keep_from_home === 0, 'Asking at home is all right already.'); break;
    case 'give-consent': case 'refuse-consent': say(!guardianDecides, 'No consent is needed here.'); break;
    case 'revoke-consent': say(row.consent !== 'given', 'There is no consent to take back.'); break;
    case 'talk': missing(details.words, 'Write the question.'); break;
    case 'answer': missing(details.words, 'Write the answer.'); break;
    case 'propose': missing(details.mentors, 'Choose at least one mentor.'); break;
    case 'accept': case 'pass': say(!facts.asked, 'Somebody else is asked now.'); break;
    case 'approve':
      say(isMinor(row) && userId !== undefined && userId === row.proposer_id, 'A second person has to approve: you proposed it.');
      say(userId !== undefined && userId === row.mentor_id, 'You are the mentor. Somebody else has to approve.');
      break;
    case 'agree': say(facts.actors.includes('mentor') ? row.agreed_mentor === 1 : row.agreed_mentee === 1, 'You have agreed already.'); break;
    case 'match': say(row.agreed_mentor !== 1 || row.agreed_mentee !== 1, 'Both sides have to agree.'); break;
    case 'set-meeting':
      missing(details.start, 'Say when it is.');
      say(details.start !== undefined && Date.parse(details.start) < now, 'That time has passed.');
      break;
    case 'met': say(facts.meetingStart !== undefined && Date.parse(facts.meetingStart) > now, 'The meeting is still ahead.'); break;
    case 'set-sheet': say(!settings.kinds.find(({ id }) => id === row.kind)?.sheet, 'This kind of relation has no sheet.'); break;
    case 'check-in': missing(details.going, 'Say how it goes.'); break;
    case 'close': missing(details.outcome, 'Say how it ended.'); break;
    case 'decline': missing(details.reason, 'Say why.'); break;
    case 'redirect': missing(details.target, 'Say where to.'); break;
    case 'merge':
      missing(details.into, 'Say which request it belongs to.');
      say(!general && details.into !== undefined && (facts.into === undefined || facts.into.id === row.id), 'That request is not here.');
      say(facts.into !== undefined && facts.into.id !== row.id && overStatuses.includes(facts.into.status as MentorStatus), 'That request is over.');
      break;
    default:
  }
  return refusals;
}

/** Whose turn it is, for the list. */
export function waitsFor(row: Pick<MentorRequestRow, 'status' | 'keep_from_home' | 'consent' | 'agreed_mentor' | 'agreed_mentee'>): string {
  switch (row.status as MentorStatus) {
    case 'submitted': return row.keep_from_home && !consentStands(row) ? 'supervisor' : 'coordinator';
    case 'needs-consent': return 'guardian';
    case 'talk-with-requester': return 'requester';
    case 'proposed': return 'mentor';
    case 'mentor-accepted': return 'supervisor';
    case 'approved': return row.agreed_mentor === row.agreed_mentee ? 'both' : row.agreed_mentor ? 'requester' : 'mentor';
    case 'matched': case 'first-meeting-set': return 'mentor';
    case 'in-review': case 'waiting-for-match': case 'closing': return 'coordinator';
    case 'paused': return consentStands(row) ? 'coordinator' : 'guardian';
    default: return '';
  }
}
