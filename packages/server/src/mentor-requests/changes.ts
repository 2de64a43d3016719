import { randomUUID } from 'node:crypto';
import { overStatuses, type MentorAct, type MentorActionName, type MentorAnswers, type MentorStatus } from '@kith/contract';
import type { MatchProposalRow, MentorRequestRow } from '../store/schema.ts';
import type { Facts } from './rules.ts';

const DAY = 86_400_000;

/** What the sides said: sealed as one under the request's key. */
export interface Said {
  answers: MentorAnswers; question?: string | undefined; answer?: string | undefined; goals: string[]; sheet?: string | undefined;
  meeting?: { start: string; minutes: number; place: string } | undefined;
  checkIns: { at: string; by: string; going: string; words?: string | undefined }[]; goodbyes: { by: string; words?: string | undefined }[];
}
export const emptySaid: Said = { answers: {}, goals: [], checkIns: [], goodbyes: [] };

/** What a requester's or a guardian's side brings along with an action. */
export interface More { goals?: string[]; answers?: MentorAnswers; online?: boolean }
type Proposal = Partial<MatchProposalRow> & { id: string };
export interface Change { row: Partial<MentorRequestRow>; said: Said; proposals: Proposal[]; /** From a pick list, for the audit log. */ reason: string; counts: [string, string][]; endsTalk: boolean }

const day = (at: number) => new Date(at).toISOString().slice(0, 10);
/** A side has checked in for the date that is due, if it did so within a week before it. */
const EARLY = 7 * DAY;

/** What an action changes, worked out before anything is written. The rules have allowed it. */
export function changeOf(action: MentorActionName, to: MentorStatus, { row, settings, now, actors, userId }: Facts, before: Said, details: Partial<MentorAct> & More, proposals: readonly MatchProposalRow[]): Change {
  const side = actors.includes('requester') ? 'mentee' : actors.includes('mentor') ? 'mentor' : 'coordinator';
  const change: Change = { row: {}, said: { ...before }, proposals: [], reason: '', counts: [], endsTalk: false };
  const at = new Date(now).toISOString();
  const kind = settings.kinds.find(({ id }) => id === row.kind);
  const set = (columns: Partial<MentorRequestRow>) => { Object.assign(change.row, columns); };
  /** Nobody is asked and nobody is matched any more. */
  const letGo = () => {
    change.proposals.push(...proposals.filter(({ state }) => ['queued', 'asked', 'accepted'].includes(state)).map(({ id }) => ({ id, state: 'taken-back' })));
    set({ mentor_id: null, approver_id: null, agreed_mentor: 0, agreed_mentee: 0 });
  };
  const asked = () => proposals.find(({ state }) => state === 'asked');
  const ask = (mentor: string, proposal: Proposal) => {
    const due = new Date(now + settings.answerDays * DAY).toISOString();
    change.proposals.push({ ...proposal, state: 'asked', asked_at: at, due_at: due });
    set({ mentor_id: mentor });
    return due;
  };
  switch (action) {
    case 'ask-at-home': set({ keep_from_home: 0 }); break;
    case 'record-consent': case 'give-consent': set({ consent: 'given', keep_from_home: 0, online: (details.paper?.online ?? details.online) ? 1 : 0 }); change.reason = action === 'record-consent' ? 'paper' : 'link'; break;
    case 'waive-consent': set({ consent: 'waived', online: 1 }); break;
    case 'refuse-consent': set({ consent: 'refused' }); change.reason = 'no-permission'; break;
    case 'revoke-consent': set({ consent: 'revoked' }); if (to === 'needs-consent') letGo(); break;
    case 'talk': change.said.question = details.words!; change.said.answer = undefined; break;
    case 'answer': change.said.answer = details.words!; break;
    case 'tell-more': change.said.answers = { ...before.answers, ...details.answers }; break;
    case 'propose': {
      const [first, ...rest] = details.mentors!;
      for (const { id } of proposals.filter(({ state }) => state === 'queued')) change.proposals.push({ id, state: 'taken-back' });
      ask(first!, { id: randomUUID(), mentor_id: first!, position: 0 });
      change.proposals.push(...rest.map((mentor, index) => ({ id: randomUUID(), mentor_id: mentor, position: index + 1, state: 'queued' })));
      set({ proposer_id: userId ?? null, approver_id: null, agreed_mentor: 0, agreed_mentee: 0 });
      break;
    }
    case 'ask-next': { const [next] = details.mentors!; const queued = proposals.find(({ mentor_id: mentor, state }) => state === 'queued' && mentor === next); ask(next!, { id: queued!.id }); break; }
    case 'accept': change.proposals.push({ id: asked()!.id, state: 'accepted' }); break;
    case 'pass': case 'no-answer': { const open = asked(); if (open) change.proposals.push({ id: open.id, state: action === 'pass' ? 'passed' : 'no-answer' }); set({ mentor_id: null }); change.counts.push(['match-answers', action]); break; }
    case 'take-back': letGo(); set({ proposer_id: null }); break;
    case 'approve': set({ approver_id: userId ?? null }); break;
    case 'agree': set(side === 'mentor' ? { agreed_mentor: 1 } : { agreed_mentee: 1 }); break;
    case 'match': set({ matched_at: at }); change.counts.push(['mentor-match-days', daysBand((now - Date.parse(row.created_at)) / DAY)]); break;
    case 'set-meeting': change.said.meeting = { start: new Date(details.start!).toISOString(), minutes: details.minutes ?? 45, place: details.place ?? '' }; break;
    case 'met':
      change.said.meeting = undefined;
      if (kind?.meetings) set({ meetings_left: Math.max(0, (row.meetings_left ?? kind.meetings) - 1) });
      break;
    case 'check-in': {
      change.said.checkIns = [...before.checkIns, { at, by: side, going: details.going!, ...(details.words ? { words: details.words } : {}) }].slice(-60);
      const due = Date.parse(row.check_in_at ?? at);
      const both = (['mentor', 'mentee'] as const).every((one) => change.said.checkIns.some((item) => item.by === one && Date.parse(item.at) > due - EARLY));
      if (row.check_in_at !== null && (side === 'coordinator' || both)) set({ check_in_at: new Date(Math.max(now, due) + settings.checkInDays * DAY).toISOString() });
      change.counts.push(['check-ins', details.going!]);
      break;
    }
    case 'set-goals': change.said.goals = (details.goals ?? []).map((goal) => goal.trim()).filter(Boolean).slice(0, 3); break;
    case 'set-sheet': change.said.sheet = details.words || undefined; break;
    case 'rematch': letGo(); change.said.checkIns = before.checkIns.map((item) => (item.by === 'mentor' ? { ...item, by: 'former-mentor' } : item)); change.said.goodbyes = []; change.said.sheet = undefined; set({ proposer_id: null, check_in_at: null, ends_on: null, meetings_left: null, conversation_id: null, matched_at: null }); change.said.meeting = undefined; change.endsTalk = true; break;
    case 'say-goodbye': change.said.goodbyes = [...before.goodbyes.filter(({ by }) => by !== side), { by: side, ...(details.words ? { words: details.words } : {}) }]; break;
    case 'close': change.reason = details.outcome!; change.counts.push(['mentor-closed', details.outcome!]); break;
    case 'close-for-safety': change.reason = 'safety'; change.counts.push(['mentor-closed', 'safety']); break;
    case 'decline': change.reason = details.reason!; break;
    case 'redirect': change.reason = details.target!; break;
    case 'reopen': letGo(); set({ proposer_id: null, merged_into: null }); break;
    case 'merge': set({ merged_into: details.into! }); break;
    default:
  }
  // From the first day that they are on their way, by whichever step.
  if (to === 'active' && row.check_in_at === null) set({ check_in_at: new Date(now + settings.firstCheckInDays * DAY).toISOString(), ...(kind?.days ? { ends_on: day(now + kind.days * DAY) } : {}) });
  if (overStatuses.includes(to)) {
    set({ over_at: at, news_by: null, check_in_at: null });
    change.endsTalk = true;
    change.proposals.push(...proposals.filter(({ state }) => state === 'queued' || state === 'asked').map(({ id }) => ({ id, state: 'taken-back' })));
    if (row.matched_at !== null) change.counts.push(['mentor-kept-months', monthsBand((now - Date.parse(row.matched_at)) / DAY)]);
  } else {
    set({ over_at: null });
    if (to !== row.status) set({ news_by: to === 'active' || to === 'paused' ? null : day(now + (to === 'proposed' ? settings.answerDays + 2 : to === 'needs-consent' ? settings.consentDays : settings.newsDays) * DAY) });
  }
  return change;
}

const daysBand = (days: number): string => ['0-6', '7-13', '14-27', '28-55', '56+'][[7, 14, 28, 56].filter((edge) => days >= edge).length]!;
const monthsBand = (days: number): string => ['under-3', '3-5', '6-11', '12+'][[91, 182, 365].filter((edge) => days >= edge).length]!;
