import { createHmac, timingSafeEqual } from 'node:crypto';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins';
import { passkey } from '@better-auth/passkey';
import * as z from 'zod';
import { ProblemError } from './errors.ts';
import type { Log } from './log.ts';
import { sessionByToken } from './message-queries.ts';
import { singleSignOn, type Provider } from './single-sign-on.ts';
import { takeLink } from './staff.ts';
import type { Store } from './store/store.ts';

export interface SignIn {
  /** Answers everything under `/v1/auth`. */
  handle: (request: Request) => Promise<Response>;
  /** Gives the person of a session their first password. */
  setPassword: (headers: Headers, password: string) => Promise<void>;
  /** The person of a session cookie. */
  whoIs: (headers: Headers) => Promise<{ id: string; email: string; twoFactorEnabled: boolean } | undefined>;
  /** What the organization's own sign-in is called, where there is one. */
  provider: string | undefined;
}

/** Of a session, in seconds: from its last renewal, which is made once an hour. */
const LASTS = 12 * 3_600;
const RENEWED = 3_600;
const decoded = (text: string): string => { try { return decodeURIComponent(text); } catch { return ''; } };

/**
 * Staff sign-in: passkeys, a password with a second factor, or the organization's own sign-in. Nobody signs up: people come in by a one-time link.
 * No address of anybody is kept with a session.
 */
export function createSignIn(store: Store, { secret, url, secure, provider, log }: { secret: string; url: string; secure: boolean; provider?: Provider | undefined; log: Log }): SignIn {
  const prefix = secure ? '__Host-kith' : 'kith';
  const cookie = new RegExp(`(?:^|;\\s*)${prefix}\\.session_token=([^;]+)`);
  /** What a session's cookie says, if this server signed it. A console asks with each call: better-auth takes four times as long, and the side of the store that writes. */
  const tokenOf = (headers: Headers): string | undefined => {
    const [, token, signature] = /^(.+)\.([^.]+)$/.exec(decoded(cookie.exec(headers.get('cookie') ?? '')?.[1] ?? '')) ?? [];
    if (token === undefined) return undefined;
    const own = createHmac('sha256', secret).update(token).digest();
    const given = Buffer.from(signature!, 'base64');
    return given.length === own.length && timingSafeEqual(given, own) ? token : undefined;
  };
  const links = {
    id: 'kith-links',
    endpoints: {
      useLink: createAuthEndpoint('/link', { method: 'POST', body: z.strictObject({ token: z.string().max(64) }) }, async (context) => {
        const userId = await takeLink(store, context.body.token);
        const user = userId && await context.context.internalAdapter.findUserById(userId);
        if (!user) throw context.error('GONE', { code: 'LINK_USED' });
        const session = await context.context.internalAdapter.createSession(user.id);
        await setSessionCookie(context, { session, user });
        return context.json({ signedIn: true });
      }),
    },
  };
  const options = {
    database: { db: store.write as never, type: 'sqlite' as const },
    secret, baseURL: url, basePath: '/v1/auth', trustedOrigins: [url, url.replace('//localhost', '//127.0.0.1')],
    appName: 'Kith',
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, autoSignIn: false },
    user: { modelName: 'auth_users' },
    session: { modelName: 'auth_sessions', expiresIn: LASTS, updateAge: RENEWED, cookieCache: { enabled: false } },
    account: { modelName: 'auth_accounts' }, verification: { modelName: 'auth_verifications' },
    plugins: [
      links,
      twoFactor({ issuer: 'Kith', schema: { twoFactor: { modelName: 'auth_two_factors' } } }),
      passkey({ rpName: 'Kith', rpID: new URL(url).hostname, origin: url, schema: { passkey: { modelName: 'auth_passkeys' } } }),
    ],
    advanced: {
      ipAddress: { disableIpTracking: true },
      // `__Host-`: only over TLS, for this host alone, and never set by a neighbour.
      useSecureCookies: false, cookiePrefix: prefix,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', secure, path: '/' },
      // It has to come along when somebody is sent back from another site.
      cookies: { state: { attributes: { sameSite: 'lax' } } },
    },
    rateLimit: { enabled: true, window: 60, max: 60, storage: 'memory' },
    telemetry: { enabled: false },
    logger: { disabled: true },
  } satisfies BetterAuthOptions;
  const auth = betterAuth(options);
  const single = provider && singleSignOn(options, url, provider, log);
  return {
    provider: provider?.name,
    // The address of the caller and the name of their browser are nobody's business.
    handle: (request) => { const headers = new Headers(request.headers); headers.delete('content-length'); headers.delete('user-agent'); headers.delete('referer'); const plain = new Request(request, { headers }); return single?.takes(new URL(request.url).pathname) ? single.handle(plain) : auth.handler(plain); },
    async setPassword(headers, newPassword) { await auth.api.setPassword({ headers, body: { newPassword } }); },
    async whoIs(headers) {
      const token = tokenOf(headers);
      if (token === undefined) return undefined;
      try {
        const { rows: [found] } = await sessionByToken(store.read, { token });
        const left = found ? (Date.parse(found.expiresAt) - Date.now()) / 1_000 : 0;
        if (!found || left <= 0) return undefined;
        // It goes on for as long as it is used.
        if (left < LASTS - RENEWED) await auth.api.getSession({ headers }).catch(() => undefined);
        return { id: found.id, email: found.email, twoFactorEnabled: found.twoFactorEnabled === 1 };
      } catch {
        // Nobody is signed out because the store is away for a moment.
        throw new ProblemError('not-ready', { retryAfter: 2 });
      }
    },
  };
}
