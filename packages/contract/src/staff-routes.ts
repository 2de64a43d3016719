import * as z from 'zod/mini';
import { MessageSend, Nothing } from './conversation-calls.ts';
import { MessageReceipt } from './conversations.ts';
import { Receipt } from './receipts.ts';
import * as staff from './staff.ts';
import { feedStaffRoutes } from './feeds.ts';
import { groupStaffRoutes } from './group-edits.ts';
import { mentorStaffRoutes } from './mentor-staff-routes.ts';
import type { Role } from './staff.ts';
import * as calls from './staff-calls.ts';

export interface StaffRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; summary: string;
  /** Who may call it at all. Whose chat it is, and when, the server decides beside that. */
  may: readonly Role[];
  query?: z.ZodMiniObject; body?: z.ZodMiniType; answer: z.ZodMiniType; status?: 201;
}
const everybody = ['peer', 'facilitator', 'mentor', 'coordinator', 'supervisor', 'admin', 'referrer'] as const;
const chat = ['peer', 'supervisor'] as const;
const supervisor = ['supervisor'] as const;
const done = Receipt;
/** Empty where they sign in as before; `fromServer`: where whoever runs the server makes it (`kith staff link`). */
const link = z.object({ link: z.string(), until: z.string(), fromServer: z.optional(z.boolean()) });

/**
 * Every call of staff to a program. The path begins with `/v1/staff/programs/{program}`; who is not in that program, in that role, is
 * refused before anything is looked up.
 */
export const staffRoutes = {
  'queue.get': { method: 'GET', path: '/queue', summary: 'Who waits, my chats, my shift, whether the program is open', may: chat, answer: staff.Queue },
  'shifts.start': { method: 'POST', path: '/shift', summary: 'Go on shift', may: chat, body: calls.ShiftStart, answer: staff.Shift, status: 201 },
  'shifts.change': { method: 'POST', path: '/shift/state', summary: 'Pause, go on, end the shift', may: chat, body: calls.ShiftChange, answer: staff.Shift },
  'shifts.page': { method: 'POST', path: '/shift/test-page', summary: 'Send myself a test page: on call counts once it was answered', may: supervisor, body: Nothing, answer: done },
  'shifts.ok': { method: 'POST', path: '/people/{person}/ok', summary: 'After an escalation: ok to continue', may: supervisor, body: Nothing, answer: done },
  'profile.set': { method: 'PUT', path: '/profile', summary: 'The name that visitors see, languages, what I share', may: everybody, body: staff.StaffProfile, answer: done },
  'board.get': { method: 'GET', path: '/board', summary: 'Every live chat, without its words', may: supervisor, answer: z.object({ chats: z.array(staff.ChatSummary), ended: z.array(staff.ChatSummary), people: z.array(staff.Person), escalations: z.array(staff.Escalation) }) },
  'chats.accept': { method: 'POST', path: '/conversations/{id}/accept', summary: 'Take a chat', may: chat, body: Nothing, answer: done },
  'chats.get': { method: 'GET', path: '/conversations/{id}', summary: 'Read a chat', may: chat, query: calls.ChatRead, answer: staff.Chat },
  'chats.send': { method: 'POST', path: '/conversations/{id}/messages', summary: 'Write to the visitor', may: chat, body: MessageSend, answer: MessageReceipt, status: 201 },
  'chats.typing': { method: 'POST', path: '/conversations/{id}/typing', summary: 'Says that I type', may: chat, body: Nothing, answer: done },
  'chats.note': { method: 'POST', path: '/conversations/{id}/notes', summary: 'Between peer and supervisor; the visitor never sees it', may: chat, body: MessageSend, answer: MessageReceipt, status: 201 },
  'chats.join': { method: 'POST', path: '/conversations/{id}/join', summary: 'Come into a chat, seen by all', may: supervisor, body: Nothing, answer: done },
  'chats.leave': { method: 'POST', path: '/conversations/{id}/leave', summary: 'Leave it again', may: supervisor, body: Nothing, answer: done },
  'chats.takeOver': { method: 'POST', path: '/conversations/{id}/take-over', summary: 'Take a chat over from its peer', may: supervisor, body: Nothing, answer: done },
  'chats.offer': { method: 'POST', path: '/conversations/{id}/handover', summary: 'Ask the visitor whether somebody else may go on', may: chat, body: calls.HandoverOffer, answer: done },
  'chats.pause': { method: 'POST', path: '/conversations/{id}/pause', summary: 'Away for a moment, or back: the visitor reads it', may: chat, body: calls.Pause, answer: done },
  'chats.handOff': { method: 'POST', path: '/conversations/{id}/hand-off', summary: 'A sheet for professional care, with the person\'s consent: what they want passed on, in their words, and nothing else', may: chat, body: calls.HandOff, answer: z.object({ sheet: z.string() }) },
  'chats.close': { method: 'POST', path: '/conversations/{id}/close', summary: 'End a chat with its note', may: chat, body: calls.ChatClose, answer: done },
  'chats.extend': { method: 'POST', path: '/conversations/{id}/extend', summary: 'Give a chat more time', may: supervisor, body: calls.Extend, answer: done },
  'chats.block': { method: 'POST', path: '/conversations/{id}/block', summary: 'No new chat from there for some hours', may: supervisor, body: calls.Block, answer: done },
  'chats.escalate': { method: 'POST', path: '/conversations/{id}/escalate', summary: 'Somebody may not be safe: page the supervisors', may: ['peer', 'supervisor', 'facilitator'], body: Nothing, answer: z.object({ id: z.string(), paged: z.number() }), status: 201 },
  'chats.review': { method: 'POST', path: '/conversations/{id}/review', summary: 'Review on the twelve values, before the text is gone', may: supervisor, body: calls.Review, answer: done },
  'reviews.list': { method: 'GET', path: '/reviews', summary: 'A sample of ended chats that nobody has reviewed', may: supervisor, answer: z.object({ chats: z.array(staff.ChatSummary) }) },
  'escalations.list': { method: 'GET', path: '/escalations', summary: 'Open and closed ones', may: supervisor, answer: z.object({ escalations: z.array(staff.Escalation) }) },
  'escalations.get': { method: 'GET', path: '/escalations/{id}', summary: 'The incident record', may: supervisor, query: z.strictObject({ reason: z.optional(z.enum(staff.reasons)) }), answer: z.object({ escalation: staff.Escalation, record: z.array(z.object({ at: z.string(), author: z.string(), body: z.string() })) }) },
  'escalations.step': { method: 'POST', path: '/escalations/{id}', summary: 'The next step, or more of the form', may: supervisor, body: calls.EscalationStep, answer: staff.Escalation },
  'messages.list': { method: 'GET', path: '/messages', summary: 'Messages that were left', may: chat, answer: z.object({ messages: z.array(staff.StaffMessage) }) },
  'messages.answer': { method: 'POST', path: '/messages/{id}/answer', summary: 'Answer one', may: chat, body: calls.Answer, answer: done },
  'messages.reveal': { method: 'POST', path: '/messages/{id}/contact', summary: 'Show the contact, with a reason', may: supervisor, body: calls.Reveal, answer: z.object({ contact: z.string() }) },
  'complaints.list': { method: 'GET', path: '/complaints', summary: 'What visitors said about a peer', may: supervisor, answer: z.object({ complaints: z.array(staff.Complaint) }) },
  'people.list': { method: 'GET', path: '/people', summary: 'Staff of the program', may: ['supervisor', 'coordinator', 'admin'], answer: z.object({ people: z.array(staff.Person) }) },
  'people.invite': { method: 'POST', path: '/people', summary: 'Invite somebody; gives a link that works once', may: ['admin'], body: calls.Invite, answer: link, status: 201 },
  'people.link': { method: 'POST', path: '/people/{person}/link', summary: 'A new one-time link for somebody who is locked out: by a supervisor where they read what visitors write, else by an admin', may: ['admin', 'supervisor'], body: Nothing, answer: link, status: 201 },
  'people.roles': { method: 'PUT', path: '/people/{person}/roles', summary: 'Ask for roles, or take them away', may: ['admin'], body: calls.RoleChange, answer: done },
  'people.approve': { method: 'POST', path: '/people/{person}/approve', summary: 'Approve the roles that read what visitors write; their sign-in starts anew with the link that this gives', may: supervisor, body: Nothing, answer: link },
  'people.met': { method: 'POST', path: '/people/{person}/requirements', summary: 'A requirement is met', may: ['supervisor', 'coordinator'], body: calls.RequirementMet, answer: done },
  'settings.get': { method: 'GET', path: '/settings', summary: "The program's settings", may: everybody, answer: z.object({ settings: staff.ProgramSettings, revision: z.string() }) },
  'settings.set': { method: 'PUT', path: '/settings', summary: "Change the program's settings. `known`: the revision that the caller has seen; of another one it is `changed-meanwhile`", may: ['admin'], query: z.strictObject({ known: z.optional(z.string().check(z.maxLength(64))) }), body: staff.SettingsEdit, answer: done },
  'reports.counts': { method: 'GET', path: '/counts', summary: 'Counters for funders; cells under five are hidden', may: ['supervisor', 'coordinator', 'admin'], query: z.strictObject({ from: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))), to: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))) }), answer: staff.FunderCounts },
  'hours.list': { method: 'GET', path: '/hours', summary: 'Hours on shift: my own, or everybody\'s', may: ['peer', 'coordinator', 'supervisor'], answer: staff.Hours },
  'audit.list': { method: 'GET', path: '/audit', summary: 'The audit log', may: ['supervisor', 'admin'], answer: z.object({ entries: z.array(staff.AuditEntry), whole: z.boolean() }) },
  ...feedStaffRoutes,
  ...groupStaffRoutes,
  ...mentorStaffRoutes,
  'outbox.list': { method: 'GET', path: '/outbox', summary: 'Pages and mails, without content', may: ['supervisor', 'admin'], answer: z.object({ entries: z.array(staff.OutboxEntry) }) },
} as const satisfies Record<string, StaffRoute>;
export type StaffRouteName = keyof typeof staffRoutes;
/** Calls without a program: who I am, my stream of wake-ups, and the link that signs in. */
export const staffAccount = { me: '/v1/staff/me', events: '/v1/staff/events', signIn: '/v1/auth/link', password: '/v1/staff/password', page: '/v1/staff/pages', ways: '/v1/staff/sign-in', provider: '/v1/auth/sign-in/social', connect: '/v1/auth/link-social' } as const;
/** Beside passkeys and passwords: the organization's own sign-in, by the name that stands on its button. */
export const SignInWays = z.object({ provider: z.optional(z.string()) });
export type SignInWays = z.infer<typeof SignInWays>;
/** A wake-up: what to ask for again. `queue`, `chat`. */
export const Wake = z.object({ program: z.string(), what: z.string() });
export type Wake = z.infer<typeof Wake>;
