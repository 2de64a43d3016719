import { html, page } from './html.ts';

/** The front page of a server: what it is, and the tag to paste. */
export function startPage({ url, version, integrity }: { url: string; version: string; integrity: string | undefined }): string {
  const tag = (src: string, more = '') => `<script async src="${src}" data-site="pk_…"${more} referrerpolicy="no-referrer"></script>\n<find-a-group>\n  In danger now? Call your local emergency number.\n</find-a-group>`;
  return page({
    title: 'Kith server', language: 'en',
    body: html`<main>
<h1>This is a Kith server</h1>
<p>It brings peer support to the sites of its partners. Version ${version}.</p>
<h2>Put it into a page</h2>
<pre><code>${tag(`${url}/kith.js`)}</code></pre>
<p>Always the newest, and each part only when it is needed. To load exactly this version and nothing else, with its check sum, at the price of every part at once (about five times as much to load):</p>
<pre><code>${tag(`${url}/v${version}/kith.js`, integrity ? ` integrity="${integrity}" crossorigin="anonymous"` : '')}</code></pre>
<p><a href="/docs">The API, in words</a> · <a href="/openapi.json">openapi.json</a> · <a href="/readyz">Server status</a> · <a href="/console/">Staff sign in</a></p>
</main>`,
  });
}
