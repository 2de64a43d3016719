import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { errorCodes } from '@kith/contract';
import { serveAsset, type Assets } from './assets.ts';
import { embedProblem } from './embed.ts';
import { problem } from './errors.ts';

/** While the store is not there yet: the elements' own files, so that crisis lines and an author's words stand on every page, and words for the rest. */
export function notReadyApp(assets: Assets): Hono {
  const app = new Hono();
  const [status] = errorCodes['not-ready'];
  const headers = { 'cache-control': 'no-store', 'retry-after': '2', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; style-src 'self'" };
  app.get('/healthz', (context) => context.json({ ok: true, version: assets.version }, 200, { 'cache-control': 'no-store' }));
  app.get('/readyz', (context) => context.json({ ready: false, store: 'cannot be reached' }, status, headers));
  app.get('*', async (context: Context, next) => {
    const asset = assets.files.get(context.req.path);
    if (!asset || asset.type.startsWith('text/html')) return next();
    const served = serveAsset(asset, context.req.raw.headers);
    return served.body ? context.body(served.body, 200, served.headers) : context.body(null, served.status, served.headers);
  });
  app.options('*', (context) => context.body(null, 204, { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, POST, DELETE', 'access-control-allow-headers': 'content-type, idempotency-key, authorization, x-reply-code' }));
  app.all('*', (context) => {
    if (/^\/(embed|groups)\//.test(context.req.path)) return context.html(embedProblem('not-ready', context.req.query('lang') ?? context.req.header('accept-language') ?? ''), status, headers);
    return context.body(JSON.stringify(problem('not-ready', randomUUID())), status, { ...headers, 'content-type': 'application/problem+json', 'access-control-allow-origin': '*', 'access-control-expose-headers': 'x-request-id, retry-after' });
  });
  return app;
}
