// Builds everything a browser downloads. Needs the Node of the lock file; the npm scripts see to that.
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root, withLockedNode } from './install.mjs';

await withLockedNode(import.meta.url);
const { build } = await import('vite');
const web = join(root, 'packages/server/web');
rmSync(web, { recursive: true, force: true });
mkdirSync(web, { recursive: true });
for (const mode of ['feeds', 'elements', 'loader', 'pinned', 'embed', 'console']) await build({ configFile: join(root, 'vite.config.ts'), mode });
copyFileSync(join(root, 'packages/server/pages.css'), join(web, 'pages.css'));

const walk = (folder) => readdirSync(folder).flatMap((name) => { const path = join(folder, name); return statSync(path).isDirectory() ? walk(path) : [path]; });
for (const path of walk(web)) {
  if (!/\.(js|css|html)$/.test(path)) continue;
  const body = readFileSync(path);
  // Trap: a decorator that nobody lowered is valid for the builder and for no browser.
  if (path.endsWith('.js') && /(^|[;{}\s])@(property|state|query)\(|\baccessor\s+[a-z#]/.test(body.toString())) throw new Error(`${path} still has decorators in it.`);
  writeFileSync(`${path}.br`, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  writeFileSync(`${path}.gz`, gzipSync(body, { level: 9 }));
}
