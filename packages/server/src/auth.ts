import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins';
import { passkey } from '@better-auth/passkey';
import * as z from 'zod';
import { ProblemError } from './errors.ts';
import { takeLink } from './staff.ts';
import type { Store } from './store/store.ts';

export interface SignIn {
  /** Answers everything under `/v1/auth`. */
  handle: (request: Request) => Promise<Response>;
  /** Gives the person of a session their first password. */
  setPassword: (headers: Headers, password: string) => Promise<void>;
  /** The person of a session cookie. */
  whoIs: (headers: Headers) => Promise<{ id: string; email: string; twoFactorEnabled: boolean } | undefined>;
}

/**
 * Staff sign-in: passkeys, or a password with a second factor. Nobody signs up: people come in by a one-time link. No address of anybody
 * is kept with a session.
 */
export function createSignIn(store: Store, { secret, url, secure }: { secret: string; url: string; secure: boolean }): SignIn {
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
    session: { modelName: 'auth_sessions', expiresIn: 12 * 3600, updateAge: 3600, cookieCache: { enabled: false } },
    account: { modelName: 'auth_accounts' }, verification: { modelName: 'auth_verifications' },
    plugins: [
      links,
      twoFactor({ issuer: 'Kith', schema: { twoFactor: { modelName: 'auth_two_factors' } } }),
      passkey({ rpName: 'Kith', rpID: new URL(url).hostname, origin: url, schema: { passkey: { modelName: 'auth_passkeys' } } }),
    ],
    advanced: {
      ipAddress: { disableIpTracking: true },
      // `__Host-`: only over TLS, for this host alone, and never set by a neighbour.
      useSecureCookies: false, cookiePrefix: secure ? '__Host-kith' : 'kith',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', secure, path: '/' },
    },
    rateLimit: { enabled: true, window: 60, max: 60, storage: 'memory' },
    telemetry: { enabled: false },
    logger: { disabled: true },
  } satisfies BetterAuthOptions;
  const auth = betterAuth(options);
  return {
    // The address of the caller and the name of their browser are nobody's business.
    handle: (request) => { const headers = new Headers(request.headers); headers.delete('content-length'); headers.delete('user-agent'); headers.delete('referer'); return auth.handler(new Request(request, { headers })); },
    async setPassword(headers, newPassword) { await auth.api.setPassword({ headers, body: { newPassword } }); },
    async whoIs(headers) {
      // Nobody is signed out because the store is away for a moment.
      const found = await auth.api.getSession({ headers }).catch((error: unknown) => { if ((error as { statusCode?: number }).statusCode === 401) return null; throw new ProblemError('not-ready', { retryAfter: 2 }); });
      return found ? { id: found.user.id, email: found.user.email, twoFactorEnabled: (found.user as { twoFactorEnabled?: boolean | null }).twoFactorEnabled === true } : undefined;
    },
  };
}
