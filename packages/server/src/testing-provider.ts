import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';
import { freePort } from './testing-port.ts';

export interface TestProvider {
  issuer: string; clientId: string; clientSecret: string;
  start: () => Promise<void>; stop: () => Promise<void>;
  /** Who can sign in there, by the name that they type. */
  people: Record<string, { email?: string; email_verified?: boolean; name?: string }>;
  /** What is done to the answer that carries the ID token, by a provider that was taken over. */
  tamper: (answer: { id_token?: string }) => void;
  /** What the discovery document says, changed. */
  discovery: (document: Record<string, unknown>) => void;
  /** Says nothing at all, ever. */
  silent: boolean;
}

/** A certified OpenID Connect provider, run here; any password will do. It is not started yet. */
export async function testProvider(backTo: string): Promise<TestProvider> {
  const server = createServer((request, response) => { if (!it.silent) void answer(request, response); });
  const listen = (port: number) => new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve); });
  const close = () => new Promise<void>((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); });
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const clientSecret = randomBytes(32).toString('base64url');
  const it: TestProvider = {
    issuer, clientId: 'kith', clientSecret, people: {}, tamper: () => undefined, discovery: () => undefined, silent: false,
    start: () => listen(port),
    stop: () => close(),
  };
  const settings: Configuration = {
    clients: [{ client_id: 'kith', client_secret: clientSecret, redirect_uris: [`${backTo}/v1/auth/callback/sso`], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    findAccount: (_context, id) => (it.people[id] ? { accountId: id, claims: () => ({ sub: id, ...it.people[id] }) } : undefined),
  };
  const provider = new Provider(issuer, settings);
  provider.use(async (context, next) => {
    await next();
    if (context.path === '/token') it.tamper(context.body as { id_token?: string });
    if (context.path.startsWith('/.well-known/')) it.discovery(context.body as Record<string, unknown>);
  });
  const answer = provider.callback();
  return it;
}
