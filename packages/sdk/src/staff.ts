import { Me, SignInWays, staffAccount, staffRoutes, Wake, type StaffRouteName } from '@kith/contract';
import { createParser } from 'eventsource-parser';
import type * as z from 'zod/mini';
import { KithAnswerError, KithApiError, KithConnectionError } from './errors.ts';

export type { GroupAsk, GroupEdit, GroupResult, Schedule, StaffFeed, StaffGroup, StaffGroupWhole, Chat, ChatClose, ChatSummary, Delivery, Escalation, EscalationForm, EscalationState, Experience, Me, Mentor, MentorAct, MentorActionName, MentorApplication, MentoringSettings, MentorRequest, MentorRequestSummary, Person, ProgramSettings, Queue, Referral, Role, Screening, Shift, StaffProfile, Suggestion, Wake } from '@kith/contract';
export { staffAccount, accessKinds, attributes, audiences, formats, ledBy, roles, topicLabel, topics, values, weekdays } from '@kith/contract';
export type { StaffRouteName } from '@kith/contract';
export { isApiError } from './errors.ts';

type Routes = typeof staffRoutes;
type Body<Name extends StaffRouteName> = Routes[Name] extends { body: infer Schema extends z.ZodMiniType } ? z.infer<Schema> : undefined;
type Query<Name extends StaffRouteName> = Routes[Name] extends { query: infer Schema extends z.ZodMiniType } ? z.input<Schema> : undefined;
type Answer<Name extends StaffRouteName> = z.infer<Routes[Name]['answer']>;
export interface StaffCall<Name extends StaffRouteName> { id?: string; person?: string; body?: Body<Name>; query?: Query<Name> }

/** The calls of staff, for pages of the server's own origin: the session is a cookie that no script can read. */
export interface Staff {
  me: () => Promise<Me>;
  /** Beside passkeys and passwords. */
  ways: () => Promise<SignInWays>;
  call: <Name extends StaffRouteName>(program: string, name: Name, options?: StaffCall<Name>) => Promise<Answer<Name>>;
  /** A bare call of sign-in; it is made also when the page goes away meanwhile. */
  post: (path: string, body: object) => Promise<unknown>;
  /** Follows wake-ups until stopped; `again` after every reconnect, since what happened meanwhile was not heard, and every five seconds while no stream comes through. */
  follow: (on: { wake: (wake: Wake) => void; again: () => void; link: (live: boolean) => void }, stop: AbortSignal) => void;
}

const SILENCE = 40_000;
const ASKED_EVERY = 5_000;

export function staff(server = ''): Staff {
  async function ask(method: string, path: string, body?: unknown, keepalive = false): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(`${server}${path}`, { method, keepalive, credentials: 'same-origin', referrerPolicy: 'no-referrer', cache: 'no-store', signal: AbortSignal.timeout(15_000), ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
    } catch (error) { throw new KithConnectionError('The server could not be reached.', { cause: error }); }
    const value = await response.json().catch(() => ({})) as Record<string, unknown>;
    if (response.ok) return value;
    const errors = Array.isArray(value.errors) ? value.errors as { path: string; message: string }[] : [];
    const text = (part: unknown, fallback: string) => (typeof part === 'string' ? part : fallback);
    throw new KithApiError(errors.map(({ message }) => message).join(' ') || text(value.detail, text(value.message, 'The server refused, without saying why.')), { code: text(value.code, 'unknown'), status: response.status, requestId: typeof value.requestId === 'string' ? value.requestId : undefined, retryAfter: undefined, paths: errors.map(({ path }) => path) });
  }
  return {
    async me() {
      const read = Me.safeParse(await ask('GET', staffAccount.me));
      if (!read.success) throw new KithAnswerError(['me'], undefined);
      return read.data;
    },
    async ways() {
      const read = SignInWays.safeParse(await ask('GET', staffAccount.ways));
      if (!read.success) throw new KithAnswerError(['ways'], undefined);
      return read.data;
    },
    async call(program, name, { id, person, body, query } = {}) {
      const route = staffRoutes[name];
      const search = new URLSearchParams(Object.entries(query ?? {}).filter(([, value]) => value !== undefined).map(([key, value]) => [key, String(value)])).toString();
      const path = route.path.replace('{id}', encodeURIComponent(id ?? '')).replace('{person}', encodeURIComponent(person ?? ''));
      const answer = await ask(route.method, `/v1/staff/programs/${encodeURIComponent(program)}${path}${search ? `?${search}` : ''}`, 'body' in route ? body ?? {} : undefined);
      const read = route.answer.safeParse(answer);
      if (!read.success) throw new KithAnswerError(read.error.issues.map((issue) => issue.path.map(String).join('.')), undefined);
      return read.data as Answer<typeof name>;
    },
    post: (path, body) => ask('POST', path, body, true),
    follow({ wake, again, link }, stop) {
      void (async () => {
        for (let tries = 0; !stop.aborted; tries++) {
          const round = new AbortController();
          const end = () => { round.abort(); };
          stop.addEventListener('abort', end, { once: true });
          let watch = setTimeout(end, SILENCE);
          // A proxy may hold a stream back for as long as it likes: the queue moves all the same.
          const asked = setInterval(again, ASKED_EVERY);
          try {
            const response = await fetch(`${server}${staffAccount.events}`, { credentials: 'same-origin', headers: { accept: 'text/event-stream' }, signal: round.signal, cache: 'no-store' });
            if (!response.ok) throw new Error(String(response.status));
            const parser = createParser({ onEvent({ event, data }) {
              if (event === 'hello') { tries = 0; clearInterval(asked); link(true); again(); return; }
              try { const read = Wake.safeParse(JSON.parse(data)); if (read.success) wake(read.data); } catch { again(); }
            } });
            const decoder = new TextDecoder();
            const bytes = response.body!.getReader();
            for (let chunk = await bytes.read(); !chunk.done; chunk = await bytes.read()) {
              clearTimeout(watch);
              watch = setTimeout(end, SILENCE);
              parser.feed(decoder.decode(chunk.value, { stream: true }));
            }
          } catch { if (!stop.aborted) link(false); } finally { clearTimeout(watch); clearInterval(asked); stop.removeEventListener('abort', end); }
          if (!stop.aborted) await new Promise((resolve) => { setTimeout(resolve, Math.min(15_000, 500 * 2 ** Math.min(tries, 6)) * (0.5 + Math.random() / 2)); });
        }
      })();
    },
  };
}
