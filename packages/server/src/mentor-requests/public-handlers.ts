import type { Context } from 'hono';
import type { ConsentAnswer, MentorApply, MentorReply, MentorRequestCreate, mentorRoutes } from '@kith/contract';
import { ProblemError } from '../errors.ts';
import type { RateLimits } from '../limits.ts';
import type { KnownProgram } from '../programs.ts';
import { mentorFormOf } from './form-page.ts';
import type { Mentoring } from './index.ts';
import type { Proofs } from '../proofs.ts';
import type { By } from './requests.ts';

interface Input { query: Record<string, unknown>; body: unknown }
type Handler = (context: Context, program: KnownProgram, input: Input) => Promise<object>;
export interface Gate {
  /** Seconds to wait, or 0. */
  take: (context: Context, kind: keyof RateLimits, program: string) => number;
  quickExit: (program: string) => Promise<boolean>; proofs: Proofs;
}

const requester: By = { actors: ['requester'], name: 'requester' };
const received = { received: true };

/** The public calls about mentors. */
export function mentorHandlers(mentoring: Mentoring | undefined, { take, quickExit, proofs }: Gate): { [Name in keyof typeof mentorRoutes]: Handler } {
  const { requests, consents, matches, views, referrals, applications } = mentoring ?? {} as Mentoring;
  const there = () => { if (!mentoring) throw new ProblemError('mentoring-closed'); };
  /** Codes are long, and guessing them is slow. */
  const codeOf = (context: Context, program: KnownProgram): string => {
    there();
    const wait = take(context, 'report', program.row.id);
    if (wait) throw new ProblemError('too-many-requests', { retryAfter: wait });
    context.header('cache-control', 'no-store');
    const code = context.req.header('x-reply-code') ?? '';
    if (code.length < 10 || code.length > 40) throw new ProblemError('code-not-found');
    return code;
  };
  const careful = (context: Context, program: KnownProgram) => {
    there();
    context.header('cache-control', 'no-store');
    const wait = take(context, 'report', program.row.id);
    if (wait) throw new ProblemError('too-many-requests', { retryAfter: wait });
  };
  /** Beyond what people do, a sum has to be done first; far beyond it, wait. */
  const admit = async (context: Context, program: KnownProgram, body: { replyCode: string; trap?: string | undefined; seconds?: number | undefined; proof?: string | undefined }) => {
    there();
    const many = take(context, 'request', program.row.id) > 0;
    if (!many && !proofs.looksLikeAMachine(body)) return;
    // The sum first: who does none must not use up what others behind the same address have.
    if (!await proofs.check(body.proof, body.replyCode)) throw new ProblemError('proof-needed');
    const wait = take(context, 'proved', program.row.id);
    if (wait) throw new ProblemError('too-many-requests', { retryAfter: wait });
  };
  const mine = async (context: Context, program: KnownProgram) => requests.byCode(program.row.id, codeOf(context, program));
  return {
    'mentorRequests.form': async (context, program, { query }) => {
      there();
      context.header('cache-control', 'no-cache');
      return mentorFormOf(mentoring!, program, await quickExit(program.row.id), (query as { lang?: string }).lang ?? context.req.header('accept-language') ?? '');
    },
    'mentorRequests.create': async (context, program, { body }) => {
      const call = body as MentorRequestCreate;
      await admit(context, program, call);
      await requests.create(program.row, call, await referrals.idOf(program.row.id, call.referral?.token));
      return received;
    },
    'mentorRequests.mine': async (context, program) => views.own(await mine(context, program)),
    'mentorRequests.reply': async (context, program, { body }) => {
      const { action, ...details } = body as MentorReply & { answers?: MentorRequestCreate['answers'] };
      const row = await mine(context, program);
      const answers = 'answers' in details && details.answers ? await requests.moreAnswers(row, details.answers) : undefined;
      return views.own(await requests.act(row.program_id, row.id, requester, action, { ...details, ...(answers ? { answers } : {}) }));
    },
    'mentorRequests.withdraw': async (context, program) => { const row = await mine(context, program); return views.own(await requests.act(row.program_id, row.id, requester, 'withdraw')); },
    'mentorRequests.talk': async (context, program, { body }) => matches.talk(await mine(context, program), (body as { token: string }).token),
    'mentorRequests.delete': async (context, program) => mentoring!.delete(await mine(context, program), 'requester'),
    'consents.look': (context, program, { body }) => { careful(context, program); return consents.look(program.row.id, (body as { token: string }).token); },
    'consents.answer': async (context, program, { body }) => { careful(context, program); await consents.answer(program.row.id, body as ConsentAnswer); return received; },
    'consents.mine': (context, program) => consents.mine(program.row.id, codeOf(context, program)),
    'consents.revoke': (context, program) => consents.revokeByCode(program.row.id, codeOf(context, program)),
    'referrals.look': (context, program, { body }) => { careful(context, program); return referrals.look(program.row.id, (body as { token: string }).token); },
    'mentorApplications.create': async (context, program, { body }) => { await admit(context, program, body as MentorApply); await applications.apply(program.row.id, body as MentorApply); return received; },
    'mentorApplications.mine': (context, program) => applications.mine(program.row.id, codeOf(context, program)),
    'mentorApplications.delete': (context, program) => applications.deleteMine(program.row.id, codeOf(context, program)),
  };
}
