import * as z from 'zod/mini';
import { Nothing } from './conversation-calls.ts';
import { DeletionReceipt } from './conversations.ts';
import * as calls from './mentor-calls.ts';
import { MentorForm, Referrer } from './mentor-form.ts';
import * as own from './mentor-own.ts';
import { Receipt } from './receipts.ts';
import { SiteKey } from './site-key.ts';

const query = z.strictObject({ site: SiteKey });
const siteErrors = ['unknown-site', 'origin-not-allowed', 'too-many-requests', 'invalid-query'] as const;
const bodyErrors = ['bad-request', 'too-slow', 'too-large', 'unsupported-type', 'full'] as const;
const proofErrors = ['proof-needed', 'mentoring-closed'] as const;

/** Public calls about mentors: of requesters, guardians and people who want to become one. No account anywhere. */
export const mentorRoutes = {
  'mentorRequests.form': {
    method: 'GET', path: '/v1/mentor-requests/form', summary: 'The form of the program and the words of its card',
    query: z.strictObject({ site: SiteKey, lang: z.optional(z.string().check(z.maxLength(35))) }), answer: MentorForm, status: 200, errors: siteErrors,
  },
  'mentorRequests.create': {
    method: 'POST', path: '/v1/mentor-requests', summary: 'Ask for a mentor; the same reply code again is the same request',
    query, body: calls.MentorRequestCreate, answer: Receipt, status: 201, errors: [...siteErrors, ...bodyErrors, ...proofErrors],
  },
  'mentorRequests.mine': {
    method: 'GET', path: '/v1/mentor-requests/mine', summary: 'How it stands, by the reply code in the header X-Reply-Code', replyCode: true,
    query, answer: own.OwnMentorRequest, status: 200, errors: [...siteErrors, 'code-not-found'],
  },
  'mentorRequests.reply': {
    method: 'POST', path: '/v1/mentor-requests/mine', summary: 'Answer a question, agree, write goals, check in, say goodbye', replyCode: true,
    query, body: calls.MentorReply, answer: own.OwnMentorRequest, status: 200, errors: [...siteErrors, ...bodyErrors, 'code-not-found', 'not-now'],
  },
  'mentorRequests.withdraw': {
    method: 'POST', path: '/v1/mentor-requests/mine/withdraw', summary: 'Take it back', replyCode: true,
    query, body: Nothing, answer: own.OwnMentorRequest, status: 200, errors: [...siteErrors, ...bodyErrors, 'code-not-found', 'not-now'],
  },
  'mentorRequests.talk': {
    method: 'POST', path: '/v1/mentor-requests/mine/conversation', summary: 'Open the messages with the mentor; the token reads and writes them like any conversation', replyCode: true,
    query, body: calls.MentorTalk, answer: own.MentorTalkOpened, status: 200, errors: [...siteErrors, ...bodyErrors, 'code-not-found', 'not-now'],
  },
  'mentorRequests.delete': {
    method: 'DELETE', path: '/v1/mentor-requests/mine', summary: 'Delete the request, its messages and the keys that could read them, at once', replyCode: true,
    query, answer: DeletionReceipt, status: 200, errors: [...siteErrors, 'code-not-found', 'full'],
  },
  'consents.look': {
    method: 'POST', path: '/v1/consents/look', summary: 'What a guardian is asked to agree to, by the token of their link; uses nothing up',
    query, body: calls.LinkLook, answer: own.ConsentPage, status: 200, errors: [...siteErrors, ...bodyErrors, 'link-used'],
  },
  'consents.answer': {
    method: 'POST', path: '/v1/consents', summary: 'The guardian\'s answer; uses the link up',
    query, body: calls.ConsentAnswer, answer: Receipt, status: 201, errors: [...siteErrors, ...bodyErrors, 'link-used', 'not-now'],
  },
  'consents.mine': {
    method: 'GET', path: '/v1/consents/mine', summary: 'A consent as it was given, by its code', replyCode: true,
    query, answer: own.OwnConsent, status: 200, errors: [...siteErrors, 'code-not-found'],
  },
  'consents.revoke': {
    method: 'POST', path: '/v1/consents/mine/revoke', summary: 'Take a consent back, at any time', replyCode: true,
    query, body: Nothing, answer: own.OwnConsent, status: 200, errors: [...siteErrors, ...bodyErrors, 'code-not-found'],
  },
  'referrals.look': {
    method: 'POST', path: '/v1/referrals/look', summary: 'Who referred, by the token of their link',
    query, body: calls.LinkLook, answer: Referrer, status: 200, errors: [...siteErrors, ...bodyErrors, 'link-used'],
  },
  'mentorApplications.create': {
    method: 'POST', path: '/v1/mentor-applications', summary: 'Offer to become a mentor',
    query, body: calls.MentorApply, answer: Receipt, status: 201, errors: [...siteErrors, ...bodyErrors, ...proofErrors],
  },
  'mentorApplications.mine': {
    method: 'GET', path: '/v1/mentor-applications/mine', summary: 'How the application stands, by its reply code', replyCode: true,
    query, answer: own.OwnApplication, status: 200, errors: [...siteErrors, 'code-not-found'],
  },
  'mentorApplications.delete': {
    method: 'DELETE', path: '/v1/mentor-applications/mine', summary: 'Take the application back and delete it', replyCode: true,
    query, answer: DeletionReceipt, status: 200, errors: [...siteErrors, 'code-not-found', 'full'],
  },
} as const;
