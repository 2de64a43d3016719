import * as z from 'zod/mini';
import { OpeningHours } from './availability.ts';
import { MentoringSettings } from './mentoring-settings.ts';
import { ConversationEvent, Now } from './conversations.ts';

/** What somebody may be in a program. */
export const roles = ['peer', 'facilitator', 'mentor', 'coordinator', 'supervisor', 'admin', 'referrer'] as const;
export type Role = (typeof roles)[number];
/** Roles that read what visitors write. Nobody holds one of them and `admin` at once; a supervisor approves each. */
export const contentRoles: readonly Role[] = ['peer', 'mentor', 'coordinator', 'supervisor'];

/** What must be done before somebody may take a shift: the program's own list. */
export const requirementKinds = ['training', 'ethics', 'credential'] as const;
export const Requirement = z.strictObject({ id: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)), label: z.string().check(z.minLength(1), z.maxLength(120)), kind: z.enum(requirementKinds) });

const word = (most: number) => z.string().check(z.maxLength(most));
const minutes = (most: number) => z.number().check(z.int(), z.gte(0), z.lte(most));
/** What an admin sets, without seeing anything that a visitor wrote. As it is stored: what may be stored today is `SettingsEdit`. */
export const ProgramSettings = z.strictObject({
  /** Who reads this, what is kept, when we must tell someone. Without it the program cannot open. */
  expectation: word(2000),
  /** Who is told when a supervisor cannot be reached. Without it the program cannot open. */
  escalationContact: z.strictObject({ name: word(80), phone: word(40), email: word(120) }),
  /** What peers are called in public. */
  title: word(40),
  hours: z.array(z.object({ days: z.array(z.string()), from: z.string(), to: z.string() })),
  /** Hours after the end of a chat until its text is deleted; 0: with the end. */
  keepHours: z.number().check(z.int(), z.gte(0), z.lte(720)),
  /** Days that an incident record is kept. */
  incidentDays: z.number().check(z.int(), z.gte(1), z.lte(3650)),
  mandatedReporter: z.enum(['yes', 'no', 'depends']), mandatedText: word(1000),
  ages: word(60), ageBands: z.array(word(40)).check(z.maxLength(8)), regions: z.array(word(40)).check(z.maxLength(40)),
  /** Which of the bands are minors, and whether adult peers answer them: only where a program says so, with a supervisor reading along, and both are told. */
  minorBands: z.array(word(40)).check(z.maxLength(8)), adultsAnswerMinors: z.boolean(),
  quickExit: z.boolean(), part2: z.boolean(),
  /** The door closes when a new visitor would have to wait longer. */
  longestWait: minutes(240),
  chatMinutes: minutes(240), graceMinutes: minutes(60), breakMinutes: minutes(60), shiftHours: z.number().check(z.gte(1), z.lte(12)),
  requirements: z.array(Requirement).check(z.maxLength(20)),
  /** First words that peers can take and change. */
  openers: z.array(word(300)).check(z.maxLength(12)),
  resources: z.array(z.strictObject({ title: word(80), text: word(1000) })).check(z.maxLength(40)),
  /** Who reads complaints about a peer: the id of a staff member outside the peers' line. Empty: every supervisor. */
  complaintsTo: word(64),
  /** Requests for mentors. */
  mentoring: MentoringSettings,
  /** Listings of groups. `listed`: search engines may find them, and others may read them as feeds. `tiles`: map pictures, https with {z}, {x} and {y}, and who must be named for them. */
  groups: z.strictObject({ listed: z.boolean(), tiles: z.optional(z.strictObject({ url: word(500), attribution: word(200) })) }),
});
export type ProgramSettings = z.infer<typeof ProgramSettings>;
const clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
/** Hours that a clock has, on at least one day. */
export const SoundHours = z.extend(OpeningHours, { days: OpeningHours.shape.days.check(z.minLength(1)), from: clock, to: clock });
const said = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
/** Settings as they may be set. Stricter than what is read: what an earlier version took is still read, and named when it is saved again. */
export const SettingsEdit = z.extend(ProgramSettings, {
  escalationContact: z.strictObject({ name: word(80), phone: word(40), email: z.string().check(z.maxLength(120), z.regex(/^$|^[^\s@]+@[^\s@]+$/)) }),
  hours: z.array(SoundHours.check(z.refine(({ from, to }) => from !== to || from === '00:00'))).check(z.maxLength(20)),
  resources: z.array(z.strictObject({ title: said(80), text: said(1000) })).check(z.maxLength(40)),
  groups: z.strictObject({ listed: z.boolean(), tiles: z.optional(z.strictObject({ url: z.string().check(z.maxLength(500), z.regex(/^https?:\/\/(?=\S*\{z\})(?=\S*\{x\})(?=\S*\{y\})[^\s"'<>]+$/)), attribution: said(200) })) }),
});

/** Something that a peer has in common with visitors, and who may know. */
export const Experience = z.strictObject({ kind: z.enum(['topic', 'branch', 'era', 'deployment', 'family']), value: z.string().check(z.regex(/^[A-Za-z0-9-]{1,40}$/)), label: word(60), visibility: z.enum(['matching', 'shown', 'private']) });
export type Experience = z.infer<typeof Experience>;
export const StaffProfile = z.strictObject({
  /** The name that visitors see. */
  name: z.string().check(z.minLength(1), z.maxLength(40)), languages: z.array(z.string().check(z.regex(/^[a-z]{2,3}$/))).check(z.minLength(1), z.maxLength(10)), experiences: z.array(Experience).check(z.maxLength(20)),
});
export type StaffProfile = z.infer<typeof StaffProfile>;

export const Membership = z.object({ program: z.string(), partner: z.string(), name: z.string(), roles: z.array(z.string()), pending: z.array(z.string()), profile: StaffProfile });
/** `second`: how they sign in beside the one-time link: `passkey`, `password`, or nothing yet. */
export const Me = z.object({ id: z.string(), email: z.string(), passkeys: z.number(), password: z.boolean(), twoFactor: z.boolean(), /** Connected with the organization's own sign-in. */ provider: z.boolean(), memberships: z.array(Membership) });
export type Me = z.infer<typeof Me>;

export const Shift = z.object({
  id: z.string(), role: z.string(), state: z.string(), startedAt: z.string(), endsAt: z.string(),
  /** Until then no new chat: a break, or a debrief that is still open. */
  breakUntil: z.optional(z.string()), needsOk: z.boolean(), onCall: z.boolean(), pageState: z.string(), optOut: z.array(z.string()),
});
export type Shift = z.infer<typeof Shift>;

/** A chat without a word of it. */
export const ChatSummary = z.object({
  id: z.string(), state: z.string(), createdAt: z.string(), acceptedAt: z.optional(z.string()), endedAt: z.optional(z.string()), head: z.number(),
  alias: z.string(), topics: z.array(z.string()), help: z.optional(z.string()), language: z.optional(z.string()), face: z.optional(z.number()), forSomeoneElse: z.boolean(), age: z.optional(z.string()),
  shared: z.array(z.string()), peer: z.optional(z.string()), peerId: z.optional(z.string()), joined: z.array(z.string()), visitorHere: z.boolean(), peerHere: z.boolean(),
  escalation: z.optional(z.string()), handover: z.boolean(),
});
export type ChatSummary = z.infer<typeof ChatSummary>;
/** Why a chat is offered to this peer, or is not: codes such as `waited-longest`, `shares`, `other-language`, `opted-out`, `wants-other`. */
export const QueueEntry = z.extend(ChatSummary, { minutes: z.number(), mayAccept: z.boolean(), reasons: z.array(z.string()) });
export const Queue = z.object({ waiting: z.array(QueueEntry), mine: z.array(ChatSummary), shift: z.optional(Shift), duty: z.object({ open: z.boolean(), /** As visitors find it, as in `Availability`. */ state: z.optional(z.string()), reasons: z.array(z.string()), supervisors: z.array(z.string()), peers: z.number() }), unanswered: z.number(),
  /** For supervisors: records that are not closed, without a word of them. */
  escalations: z.array(z.object({ id: z.string(), conversation: z.string(), state: z.string() })) });
export type Queue = z.infer<typeof Queue>;

export const Note = z.object({ seq: z.number(), at: z.string(), author: z.string(), name: z.string(), body: z.string() });
/** One chat as its peer or a supervisor sees it: the visitor's log, and what staff said to each other. */
export const Chat = z.object({ chat: ChatSummary, words: z.optional(z.string()), events: z.array(ConversationEvent), head: z.number(), notes: z.array(Note), now: z.optional(Now), maySend: z.boolean() });
export type Chat = z.infer<typeof Chat>;

export const escalationStates = ['paged', 'reading', 'support', 'safety-talk', 'active-concern', 'person-told', 'least-invasive', 'contacted', 'contact-confirmed', 'follow-up', 'debrief', 'review', 'closed'] as const;
export type EscalationState = (typeof escalationStates)[number];
/** Which state may follow which. A concern is never closed without debrief and review. */
export const escalationSteps: Record<EscalationState, readonly EscalationState[]> = {
  'paged': ['reading'], 'reading': ['support', 'safety-talk', 'active-concern'], 'support': ['debrief', 'safety-talk', 'active-concern'], 'safety-talk': ['follow-up', 'active-concern', 'debrief'],
  'active-concern': ['person-told', 'least-invasive'], 'person-told': ['least-invasive'], 'least-invasive': ['contacted', 'follow-up'], 'contacted': ['contact-confirmed'], 'contact-confirmed': ['follow-up'],
  'follow-up': ['debrief'], 'debrief': ['review'], 'review': ['closed'], 'closed': [],
};
const answer = z.optional(z.enum(['yes', 'no', 'not-asked', 'declined']));
/** Filled in by the supervisor who asked, never by a machine. */
export const EscalationForm = z.strictObject({
  category: z.optional(z.enum(['suicide', 'self-harm', 'harm-to-others', 'abuse', 'medical', 'other'])), thoughts: answer, plan: answer, means: answer, timeframe: z.optional(word(200)), protective: z.optional(word(500)),
  consulted: z.optional(word(200)), reported: z.optional(word(500)), reference: z.optional(word(120)), personInformed: z.optional(z.enum(['yes', 'no'])), personInformedWhy: z.optional(word(300)), outcome: z.optional(word(500)),
});
export type EscalationForm = z.infer<typeof EscalationForm>;
export const Escalation = z.object({ id: z.string(), conversation: z.string(), state: z.string(), openedAt: z.string(), openedBy: z.string(), owner: z.optional(z.string()), next: z.array(z.string()), form: EscalationForm, steps: z.array(z.object({ at: z.string(), state: z.string(), by: z.string() })), reviewBy: z.string(), keptUntil: z.optional(z.string()), conversationHere: z.boolean() });
export type Escalation = z.infer<typeof Escalation>;

/** The twelve values of peer support on which supervisors review (source: National Practice Guidelines for Peer Supporters). */
export const values = ['voluntary', 'hopeful', 'open-minded', 'empathetic', 'respectful', 'facilitates-change', 'honest-direct', 'mutual-reciprocal', 'shared-power', 'strengths-focused', 'transparent', 'person-driven'] as const;

export const Person = z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()), pending: z.array(z.string()), email: z.optional(z.string()), onShift: z.boolean(), needsOk: z.boolean(), met: z.array(z.object({ id: z.string(), on: z.string(), until: z.optional(z.string()) })), missing: z.array(z.string()) });
export type Person = z.infer<typeof Person>;
/** `by`, `of`: names of the staff member who did it, and of the one whom it was done to. */
export const AuditEntry = z.object({ seq: z.number(), at: z.string(), actor: z.string(), by: z.optional(z.string()), action: z.string(), target: z.string(), of: z.optional(z.string()), reason: z.string() });
export const StaffMessage = z.object({ id: z.string(), state: z.string(), createdAt: z.string(), name: z.string(), body: z.string(), answer: z.optional(z.string()), answeredAt: z.optional(z.string()), contact: z.optional(z.string()), hasContact: z.boolean(), mayLeaveMessage: z.boolean() });
export const Complaint = z.object({ id: z.string(), at: z.string(), kind: z.string(), about: z.string(), words: z.optional(z.string()), conversation: z.string() });
/** A number, or null for a cell of fewer than five people. */
export const FunderCounts = z.object({ from: z.string(), to: z.string(), rows: z.array(z.object({ name: z.string(), key: z.string(), count: z.nullable(z.number()) })), notMeasured: z.array(z.string()) });
export const Hours = z.object({ rows: z.array(z.object({ person: z.string(), startedAt: z.string(), endedAt: z.optional(z.string()), minutes: z.number(), chats: z.number() })) });
export const OutboxEntry = z.object({ id: z.string(), at: z.string(), kind: z.string(), to: z.string(), subject: z.string(), state: z.string(), tries: z.number(), link: z.optional(z.string()) });
export const reasons = ['quality', 'safety', 'complaint', 'training', 'requested'] as const;
