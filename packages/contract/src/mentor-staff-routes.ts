import * as z from 'zod/mini';
import { Nothing } from './conversation-calls.ts';
import { DeletionReceipt, MessageReceipt, ConversationEvent, Now } from './conversations.ts';
import { MessageSend } from './conversation-calls.ts';
import * as calls from './mentor-calls.ts';
import * as mentor from './mentor-requests.ts';
import { Receipt } from './receipts.ts';
import { Reveal } from './staff-calls.ts';
import { reasons } from './staff.ts';

const office = ['coordinator', 'supervisor'] as const;
const sides = ['coordinator', 'supervisor', 'mentor'] as const;
const made = z.object({ link: z.string(), until: z.string() });
const done = Receipt;
const { MentorRequest } = mentor;

/** Calls of staff about mentors. What a mentor may see of a request, the server decides by whose match it is. */
export const mentorStaffRoutes = {
  'mentorRequests.list': { method: 'GET', path: '/mentor-requests', summary: 'Requests by status and age', may: office, answer: z.object({ requests: z.array(mentor.MentorRequestSummary) }) },
  'mentorRequests.get': { method: 'GET', path: '/mentor-requests/{id}', summary: 'One request: all of it to the coordinator, a mentor\'s part to the mentor', may: sides, answer: MentorRequest },
  'mentorRequests.act': { method: 'POST', path: '/mentor-requests/{id}/actions', summary: 'One step; a refusal says why', may: sides, body: calls.MentorAct, answer: MentorRequest },
  'mentorRequests.change': { method: 'PUT', path: '/mentor-requests/{id}', summary: 'The kind of relation, and who looks after it', may: office, body: calls.MentorRequestChange, answer: MentorRequest },
  'mentorRequests.suggest': { method: 'GET', path: '/mentor-requests/{id}/suggestions', summary: 'Mentors who could be asked, with reasons and without a score', may: office, answer: z.object({ suggestions: z.array(mentor.Suggestion) }) },
  'mentorRequests.link': { method: 'POST', path: '/mentor-requests/{id}/consent-link', summary: 'A link for the guardian: it expires, and an answer uses it up', may: office, body: calls.ConsentLinkMake, answer: made, status: 201 },
  'mentorRequests.reveal': { method: 'POST', path: '/mentor-requests/{id}/contact', summary: 'Show the contact, with a reason', may: ['supervisor'], body: Reveal, answer: z.object({ contact: z.string() }) },
  'mentorRequests.export': { method: 'GET', path: '/mentor-requests/{id}/export', summary: 'Everything that is kept about one person, for them or their parent; with the messages for a supervisor who says why', may: office, query: z.strictObject({ reason: z.optional(z.enum(reasons)) }), answer: z.object({ record: z.record(z.string(), z.unknown()) }) },
  'mentorRequests.delete': { method: 'DELETE', path: '/mentor-requests/{id}', summary: 'Delete it with its messages and keys', may: ['supervisor'], answer: DeletionReceipt },
  'matches.list': { method: 'GET', path: '/matches', summary: 'Where I am asked, my matches, and those whose adviser I am', may: ['mentor', 'supervisor'], answer: z.object({ matches: z.array(mentor.MentorRequestSummary), me: z.optional(mentor.Mentor) }) },
  'matches.messages': { method: 'GET', path: '/mentor-requests/{id}/messages', summary: 'The messages of a match: its mentor, its adviser; a supervisor with a reason', may: ['mentor', 'supervisor'], query: calls.MatchRead, answer: z.object({ events: z.array(ConversationEvent), head: z.number(), now: Now, maySend: z.boolean(), adviser: z.optional(z.string()), earlier: z.number() }) },
  'matches.send': { method: 'POST', path: '/mentor-requests/{id}/messages', summary: 'Write to the mentee', may: ['mentor'], body: MessageSend, answer: MessageReceipt, status: 201 },
  'matches.flag': { method: 'POST', path: '/mentor-requests/{id}/flag', summary: 'Something is not right: opens a safety record, tells supervisors and the adviser at once', may: sides, body: Nothing, answer: z.object({ id: z.string(), paged: z.number() }), status: 201 },
  'mentors.list': { method: 'GET', path: '/mentors', summary: 'Mentors, their room and their screening', may: office, answer: z.object({ mentors: z.array(mentor.Mentor) }) },
  'mentors.set': { method: 'PUT', path: '/mentors/{person}', summary: 'Capacity, adviser, a parent\'s permission on file', may: office, body: calls.MentorSet, answer: done },
  'mentors.screen': { method: 'POST', path: '/mentors/{person}/screening', summary: 'The result of a step of screening and its dates, never the report', may: office, body: calls.ScreeningSet, answer: done },
  'mentors.own': { method: 'PUT', path: '/my-mentoring', summary: 'My own room for matches', may: ['mentor'], body: calls.MentorOwn, answer: done },
  'mentorApplications.list': { method: 'GET', path: '/mentor-applications', summary: 'Who wants to become a mentor', may: office, answer: z.object({ applications: z.array(mentor.MentorApplication) }) },
  'mentorApplications.move': { method: 'POST', path: '/mentor-applications/{id}', summary: 'The next stage, or the result of a step', may: office, body: calls.ApplicationMove, answer: z.object({ application: mentor.MentorApplication, link: z.optional(z.string()) }) },
  'referrals.list': { method: 'GET', path: '/referrals', summary: 'My referrals; how they stand only where the person agreed', may: ['referrer'], answer: z.object({ referrals: z.array(mentor.Referral) }) },
  'referrals.make': { method: 'POST', path: '/referrals', summary: 'A link to hand to somebody', may: ['referrer'], body: Nothing, answer: made, status: 201 },
  'webhooks.list': { method: 'GET', path: '/webhooks', summary: 'Where events go, and what was delivered', may: ['admin', 'supervisor'], answer: z.object({ webhooks: z.array(mentor.Webhook), deliveries: z.array(mentor.Delivery) }) },
  'webhooks.add': { method: 'POST', path: '/webhooks', summary: 'Send events to an address; gives the secret, once', may: ['admin'], body: calls.WebhookAdd, answer: z.object({ id: z.string(), secret: z.string() }), status: 201 },
  'webhooks.remove': { method: 'DELETE', path: '/webhooks/{id}', summary: 'Send no more there', may: ['admin'], answer: done },
  'webhooks.replay': { method: 'POST', path: '/deliveries', summary: 'Send events again: chosen ones, or all of an address since an instant', may: ['admin'], body: calls.DeliveryReplay, answer: z.object({ again: z.number() }) },
} as const;
