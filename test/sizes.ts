import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'vite';

/** One line of `npm run size`. kB are 1,000 bytes, brotli. */
export interface Size { size: string; brotli_kB: number; budget_kB: number; files?: number }

const root = resolve(import.meta.dirname, '..');
const web = resolve(root, 'packages/server/web');
const packed = (body: Buffer | string) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const kB = (bytes: number) => Math.round(bytes / 10) / 100;

/** Bytes of what a page loads for some files of the build. */
const ofBuild = (files: string[]) => kB(files.reduce((sum, file) => sum + packed(readFileSync(resolve(web, file))), 0));

/** Bytes of a source file without what only people read. */
const ofModule = (path: string) => kB(packed(readFileSync(resolve(root, path), 'utf8').replace(/^(\/\/|\/\*\*).*\n/gm, '')));

/** Bytes of a program that uses the SDK, bundled as a partner would. */
async function ofSdk(code: string): Promise<number> {
  const entry = 'virtual:entry';
  const result = await build({
    configFile: false, root, logLevel: 'silent', publicDir: false, resolve: { conditions: ['kith-source'] },
    plugins: [{ name: 'entry', resolveId: (id) => (id === entry ? `\0${entry}` : id === '@kith/sdk' ? createRequire(import.meta.url).resolve(resolve(root, 'packages/sdk/src/index.ts')) : undefined), load: (id) => (id === `\0${entry}` ? code : undefined) }],
    build: { write: false, target: 'es2022', modulePreload: false, rolldownOptions: { input: entry, output: { format: 'es' } } },
  });
  const { output } = result as unknown as { output: { type: string; code?: string }[] };
  return kB(output.reduce((sum, item) => sum + (item.code ? packed(item.code) : 0), 0));
}

/** A file of the console with all that it loads at once; `besides`: what is there already. */
function ofConsole(name: string, besides: string[] = []): string[] {
  const folder = resolve(web, 'console/a');
  const files = [readdirSync(folder).find((file) => file.startsWith(`${name}-`) && file.endsWith('.js'))!];
  for (const file of files) for (const [, more] of readFileSync(resolve(folder, file), 'utf8').matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) if (!files.includes(more!)) files.push(more!);
  return files.map((file) => `console/a/${file}`).filter((file) => !besides.includes(file));
}

/** Every budget of the design that this version can be held to. */
export async function sizes(): Promise<Size[]> {
  const { chunks, opened } = JSON.parse(readFileSync(resolve(web, '.build.json'), 'utf8')) as { chunks: Record<string, string[]>; opened: Record<string, string[]> };
  const list = chunks['find-a-group']!;
  const fed = chunks['find-a-group[src]']!;
  const crisis = chunks['crisis-resources']!;
  const talk = chunks['talk-to-a-peer']!;
  const request = chunks['request-a-mentor']!;
  return [
    { size: 'kith.js', brotli_kB: ofBuild(['kith.js']), budget_kB: 1 },
    { size: 'find-a-group', brotli_kB: ofBuild(['kith.js', ...list]), budget_kB: 30, files: 1 + list.length },
    { size: 'find-a-group src= (without a server)', brotli_kB: ofBuild(['kith.js', ...fed]), budget_kB: 38, files: 1 + fed.length },
    { size: 'crisis-resources', brotli_kB: ofBuild(['kith.js', ...crisis]), budget_kB: 34, files: 1 + crisis.length },
    { size: 'crisis-resources: the whole world', brotli_kB: ofModule('packages/helplines/src/data.ts'), budget_kB: 21 },
    { size: 'talk-to-a-peer before anyone clicks', brotli_kB: ofBuild(['kith.js', ...talk]), budget_kB: 8, files: 1 + talk.length },
    { size: 'talk-to-a-peer opened', brotli_kB: ofBuild(['kith.js', 'embed.js', ...talk, ...opened['talk-to-a-peer']!]), budget_kB: 45 },
    { size: 'request-a-mentor with its form', brotli_kB: ofBuild(['kith.js', 'embed.js', ...request, ...opened['request-a-mentor']!]), budget_kB: 30 },
    { size: 'all four on one page', brotli_kB: ofBuild(['kith.js', ...new Set([...list, ...crisis, ...talk, ...request])]), budget_kB: 70 },
    { size: 'console', brotli_kB: ofBuild(ofConsole('index')), budget_kB: 52 },
    { size: 'console: groups, when they are opened', brotli_kB: ofBuild(ofConsole('groups', ofConsole('index'))), budget_kB: 20 },
    { size: 'console: every part', brotli_kB: ofBuild(readdirSync(resolve(web, 'console/a')).filter((name) => name.endsWith('.js')).map((name) => `console/a/${name}`)), budget_kB: 92 },
    { size: 'sdk: list one thing', brotli_kB: await ofSdk("import { connect, helplines } from '@kith/sdk'; console.log(await helplines(connect({ server: 'https://a.example', site: 'pk_x' })).list());"), budget_kB: 12 },
    { size: 'sdk: everything', brotli_kB: await ofSdk("import * as kith from '@kith/sdk'; console.log(kith);"), budget_kB: 18 },
  ];
}
