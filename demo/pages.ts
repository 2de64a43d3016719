import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json' };
export const pages = ['clinic', 'hospital-portal', 'veteran', 'school', 'community', 'kitchen-sink'] as const;

const front = (server: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kith: partner pages</title><main><h1>Partner pages</h1><ul>${pages.map((name) => `<li><a href="/${name}/">${name}</a></li>`).join('')}</ul><p>The server is at <a href="${server}">${server}</a>.</p></main></html>`;

/** The strictest policy under which the elements work: README.md gives the same line to partners. */
export const portalPolicy = (server: string): string => `default-src 'none'; script-src ${server}; connect-src ${server}; frame-src ${server}; style-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html`;

/** A picture of the map that needs no map: the demo shows where pictures would be. */
function tile(path: string): string | undefined {
  const match = /^\/tiles\/(\d{1,2})\/(\d{1,6})\/(\d{1,6})\.svg$/.exec(path);
  return match ? `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#e8efe9" stroke="#b9c8bd"/><text x="12" y="24" font-family="sans-serif" font-size="12" fill="#56665b">${match.slice(1).join(' / ')}</text></svg>` : undefined;
}

/** Partner pages on an origin of their own, as in life. `?lang=es` or `?lang=ar` changes the page's language, so that the elements follow. */
export function servePages(server: () => string): Server {
  return createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://demo');
      const path = normalize(url.pathname);
      if (path === '/') { response.setHeader('content-type', types['.html']!); response.end(front(server())); return; }
      const picture = tile(path);
      if (picture) { response.setHeader('content-type', 'image/svg+xml'); response.end(picture); return; }
      const file = path.endsWith('/') ? `${path}index.html` : path;
      const type = types[extname(file)];
      const body = type && await readFile(join(import.meta.dirname, file)).catch(() => undefined);
      if (!body) { response.writeHead(404).end('Nothing is here.'); return; }
      response.setHeader('content-type', type);
      response.setHeader('cache-control', 'no-cache');
      if (!file.endsWith('.html')) { response.end(body); return; }
      const asked = url.searchParams.get('lang') ?? 'en';
      const language = ['en', 'es', 'ar'].includes(asked) ? asked : 'en';
      if (path.startsWith('/hospital-portal/')) response.setHeader('content-security-policy', portalPolicy(server()));
      response.end(body.toString('utf8').replaceAll('{{server}}', server()).replaceAll('{{lang}}', language).replaceAll('{{dir}}', language === 'ar' ? 'rtl' : 'ltr'));
    })().catch(() => { response.writeHead(500).end(); });
  });
}
