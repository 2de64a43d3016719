import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { getOAuthState } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins';
import { ProblemError } from './errors.ts';
import type { Log } from './log.ts';
import { Refusal } from './refusal.ts';

/** An organization's own sign-in by OpenID Connect. `issuer` without a slash at the end; `name` stands on the button. */
export interface Provider { issuer: string; clientId: string; clientSecret: string; name: string }
/** The name of the provider in addresses and among the ways that a person has. */
export const PROVIDER = 'sso';
/** What the sign-in page says when somebody comes back without being signed in: nobody here is that person; they said no; try again. */
export type Outcome = 'unknown' | 'declined' | 'failed' | 'taken';
const outcomes: Record<string, Outcome> = { 'account_not_linked': 'unknown', 'signup_disabled': 'unknown', 'unable_to_link_account': 'unknown', 'email_not_found': 'unknown', 'not-confirmed': 'unknown', 'access_denied': 'declined', 'account_already_linked_to_different_user': 'taken' };
const CONSOLE = '/console/';
const ANSWERS_WITHIN = 5_000;
const CODE_WITHIN = 10_000;
/** After it the provider is asked again where its pages are. */
const KNOWN_FOR = 3_600_000;
const paths = /\/(sign-in\/social|link-social|callback\/\w+)$/;

/** With the secret that the provider gave for Kith, which is in a file, as the master key is. Throws a `Refusal`. */
export function readProvider({ clientSecretFile, ...provider }: Omit<Provider, 'clientSecret'> & { clientSecretFile: string }): Provider {
  let clientSecret = '';
  try { clientSecret = readFileSync(clientSecretFile, 'utf8').trim(); } catch { /* said below */ }
  if (!clientSecret) throw new Refusal('provider-secret', 'KITH_OIDC_CLIENT_SECRET_FILE must be a file that this user may read, with the secret that your provider gave for Kith.');
  return { ...provider, clientSecret };
}

const withoutTokens = <Account extends object>(account: Account) => Promise.resolve({ data: { ...account, accessToken: null, refreshToken: null, idToken: null } });

/** OpenID Connect Discovery 1.0, section 4.3: the document must name the issuer that it was asked of. */
export const discoveryOf = (issuer: string): string => `${issuer}/.well-known/openid-configuration`;
export const sameIssuer = (one: unknown, issuer: string): boolean => typeof one === 'string' && one.replace(/\/$/, '') === issuer;

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  const over = new AbortController();
  try { return await Promise.race([work, wait(ms, undefined, { signal: over.signal, ref: false }).then(() => { throw new ProblemError('not-ready', { retryAfter: 5 }); })]); } finally { over.abort(); work.catch(() => undefined); }
}

/**
 * Sign-in at an organization's own provider, beside the ways that need none. better-auth reads where a provider's pages are when it is made, once; so
 * one of its own is made for these calls alone, when the provider can be reached, and made again when it could not. Nobody signs up here: who comes
 * back must have been invited, and is known by an address that the provider says is confirmed, or by having connected the two while signed in.
 */
export function singleSignOn(options: BetterAuthOptions, url: string, provider: Provider, log: Log): { takes: (path: string) => boolean; handle: (request: Request) => Promise<Response> } {
  const make = async () => {
    const auth = betterAuth({
      ...options,
      account: { ...options.account, updateAccountOnSignIn: false, accountLinking: { enabled: true, trustedProviders: [PROVIDER], allowDifferentEmails: true } },
      user: {
        ...options.user,
        // Whoever is signed in may connect any person of the provider with themselves; an address alone opens nothing unless it was confirmed.
        validateUserInfo: async ({ user, source }) => (source.action === 'link-account' && !(await getOAuthState())?.link && user.emailVerified !== true ? { error: 'not-confirmed' } : undefined),
      },
      // Kith asks the provider who somebody is, and nothing after that: what would open the provider's own services is not kept.
      databaseHooks: { account: { create: { before: withoutTokens }, update: { before: withoutTokens } } },
      plugins: [...options.plugins ?? [], genericOAuth({ config: [{ providerId: PROVIDER, discoveryUrl: discoveryOf(provider.issuer), clientId: provider.clientId, clientSecret: provider.clientSecret, scopes: ['openid', 'email', 'profile'], pkce: true, disableSignUp: true, requireIdTokenVerification: true, mapProfileToUser: (profile) => ({ emailVerified: profile.email_verified === true || profile.email_verified === 'true' }) }] })],
      onAPIError: { errorURL: `${url}${CONSOLE}` },
    });
    const [found] = (await auth.$context).socialProviders;
    if (!found) throw new ProblemError('not-ready', { retryAfter: 5 });
    if (!sameIssuer(found.issuer, provider.issuer)) { log({ event: 'single-sign-on', message: 'The provider of KITH_OIDC_ISSUER names another issuer. Nobody is signed in by it. See kith doctor.' }); throw new ProblemError('not-ready', { retryAfter: 5 }); }
    return auth;
  };
  let made: { auth: ReturnType<typeof make>; until: number } | undefined;
  const current = async () => {
    if (!made || made.until < performance.now()) {
      const making = { auth: make(), until: performance.now() + KNOWN_FOR };
      made = making;
      making.auth.catch(() => { if (made === making) made = undefined; });
    }
    const mine = made;
    try { return await within(ANSWERS_WITHIN, mine.auth); } catch (error) { if (made === mine) made = undefined; throw error; }
  };
  const back = (outcome: Outcome) => new Response(null, { status: 302, headers: { location: `${CONSOLE}#sso=${outcome}` } });
  const goBack = (response: Response): Response => {
    const location = URL.parse(response.headers.get('location') ?? '', url);
    const error = location?.searchParams.get('error');
    // What a provider says of an error is for its own people.
    if (response.status >= 400 || error) { const told = back(outcomes[error ?? ''] ?? 'failed'); for (const cookie of response.headers.getSetCookie()) told.headers.append('set-cookie', cookie); return told; }
    return response;
  };
  return {
    takes: (path) => paths.test(path),
    async handle(request) {
      if (request.method === 'GET') {
        try { return goBack(await within(CODE_WITHIN, (await current()).handler(request))); } catch (error) { if (error instanceof ProblemError) return back('failed'); throw error; }
      }
      const auth = await current();
      // Whoever asks decides nothing but that they want to go there.
      const callbackURL = new URL(request.url).pathname.endsWith('link-social') ? `${url}${CONSOLE}#account` : CONSOLE;
      return within(CODE_WITHIN, auth.handler(new Request(request.url, { method: 'POST', headers: request.headers, body: JSON.stringify({ provider: PROVIDER, callbackURL, errorCallbackURL: CONSOLE, disableRedirect: true }) })));
    },
  };
}
