import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/**
 * Everything a browser downloads, in passes (`--mode`), because a later one needs the file names of an earlier one:
 * feeds (a file that a worker can run too) → elements (hashed chunks) → loader and pinned (classic scripts) → embed → console.
 */
const root = import.meta.dirname;
const outDir = resolve(root, 'packages/server/web');
const facts = resolve(outDir, '.build.json');
const { version } = JSON.parse(readFileSync(resolve(root, 'packages/elements/package.json'), 'utf8')) as { version: string };
const element = (path: string) => resolve(root, 'packages/elements/src', path);
const target = ['es2022', 'chrome111', 'safari16.4', 'firefox115'];

interface Facts { /** What asks for feeds, and what reads them. */ feeds?: string[]; /** What a card loads in English once it is opened. */ opened?: Record<string, string[]>; /** By tag: what it loads at once, itself last. */ chunks?: Record<string, string[]>; integrity?: Record<string, string> }
const readFacts = (): Facts => { try { return JSON.parse(readFileSync(facts, 'utf8')) as Facts; } catch { return {}; } };

const sumOf = (code: string) => `sha384-${createHash('sha384').update(code).digest('base64')}`;

/** A file with all that it loads at once. */
function loadedWith(bundle: Record<string, { type: string; imports?: string[] }>, fileName: string): string[] {
  const files = new Set([fileName]);
  for (const file of files) for (const more of bundle[file]?.imports ?? []) files.add(more);
  return [...files];
}

/** Writes down what the next pass must know. */
const remember = (read: (bundle: Parameters<Extract<Plugin['generateBundle'], (...args: never[]) => unknown>>[1]) => Facts): Plugin => ({
  name: 'kith-facts',
  generateBundle: { order: 'post', handler(_options, bundle) { writeFileSync(facts, JSON.stringify({ ...readFacts(), ...read(bundle) })); } },
});

/** Chunks have no CSS files and are few: what would preload both, around every import, is bytes that nobody needs. */
const plainImports: Plugin = {
  name: 'kith-plain-imports', enforce: 'pre',
  configResolved({ plugins }) {
    for (const name of ['vite:build-import-analysis', 'native:import-analysis-build']) {
      const at = plugins.findIndex((plugin) => plugin.name === name);
      if (at < 0) throw new Error(`Vite has changed: there is no ${name}.`);
      (plugins as Plugin[]).splice(at, 1);
    }
  },
};

/** Leaflet asks the browser by writing markup whether it can draw SVG, while it is loaded: the strictest policy stops that. Every browser here can. */
const noMarkupProbe: Plugin = {
  name: 'kith-no-markup-probe', enforce: 'pre',
  transform: (code, id) => {
    if (!/leaflet-src\.esm\.js/.test(id)) return undefined;
    const changed = code.replace(/var inlineSvg = [\s\S]*?\}\)\(\);/, 'var inlineSvg = true;').replace(/var vml = [\s\S]*?\}\(\)\);/, 'var vml = false;');
    if (changed.includes("div.innerHTML = '<svg/>'") || changed.includes('v:shape')) throw new Error('Leaflet has changed: its probes write markup again.');
    return changed;
  },
};

/** Every browser that Kith supports adopts style sheets, and Kith writes no others: how Lit would do without is bytes on every page. */
const adoptedAlone: Plugin = {
  name: 'kith-adopted-alone', enforce: 'pre',
  transform: (code, id) => {
    if (!/@lit\/reactive-element\/css-tag\.js/.test(id)) return undefined;
    const changed = code.replace(/=\w+\.ShadowRoot&&[^,;]+"replace"in CSSStyleSheet\.prototype/, '=true');
    if (changed === code) throw new Error('Lit has changed: where it asks whether style sheets can be adopted is not found.');
    return changed;
  },
};

/** White space in styles and at the beginning of a template's lines costs bytes and says nothing. */
const tightText: Plugin = {
  name: 'kith-tight-text', enforce: 'pre',
  transform: (code, given) => { const id = given.replace(/\?.*$/, ''); return (id.endsWith('.styles.ts') ? code.replace(/css`([^`]*)`/g, (_whole, text: string) => `css\`${text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ').replace(/ ?([{};]) ?/g, '$1').replace(/(: |, | (?=!important)|\b0(?=\.\d)|;(?=}))/g, (cut) => cut.replace(/[ 0;]/g, '')).trim()}\``) : /(elements|console)\/src\/.*\.ts$/.test(id) ? code.replace(/\n\s+/g, '\n') : undefined); },
};

/** Of a call of staff, a browser needs where it goes, whether it has a body, and how to read the answer. What it is for, who may, and what is asked is the server's. */
const callsAlone: Plugin = {
  name: 'kith-calls-alone', enforce: 'pre',
  transform: (code, id) => (/contract\/src\/.*\.ts$/.test(id) ? code.replace(/^  '\w+\.\w+': \{ method: .*$/gm, (line) => line.replace(/ summary: (?:'(?:[^'\\]|\\.)*'|"[^"]*"),/, '').replace(/ may: (?:\[[^\]]*\]|\w+),/, '').replace(/ may,/, '').replace(/ query: [\w.]+,/, '').replace(/ body: [\w.]+,/, ' body: 1,')) : undefined),
};

/** The finder for pages that have feeds alone: the same element, and what talks to a server comes when somebody asks for it. */
const FEEDS_ALONE = 'find-a-group-src';

/**
 * Each element has its own copy of everything but Lit, so that none of them needs a third file, or pays for what only another uses. Lit is
 * one for all: two of them on a page do not get along under Trusted Types.
 */
const isLit = (id: string) => /node_modules\/(lit|lit-element|@lit\/reactive-element)\/|node_modules\/lit-html\/(node\/|development\/)*(lit-html|is-server)\.js/.test(id) && !/directives?\b/.test(id);
const ownCopies: Plugin = {
  name: 'kith-own-copies', enforce: 'pre',
  async resolveId(source, importer, options) {
    if (!importer) return undefined;
    const owner = /\?of=([a-z-]+)/.exec(importer)?.[1] ?? /elements\/src\/([a-z]+(?:-[a-z]+)+)\//.exec(importer)?.[1];
    if (!owner || source.includes('?of=')) return undefined;
    const wanted = owner === FEEDS_ALONE && source === './server-source.ts' && !importer.includes('server-source-later') ? './server-source-later.ts' : source;
    const found = await this.resolve(wanted, importer.replace(/\?of=.*$/, ''), { ...options, skipSelf: true });
    if (!found || found.external || isLit(found.id) || /\/define\.ts$/.test(found.id) && found.id.includes('/elements/src/') && !found.id.endsWith('src/define.ts')) return found;
    return { ...found, id: `${found.id}?of=${owner}` };
  },
};

const common = (emptyOutDir: boolean): UserConfig => ({
  root, logLevel: 'warn', publicDir: false,
  resolve: { conditions: ['kith-source'] },
  build: { target, outDir, emptyOutDir, sourcemap: false, modulePreload: false, copyPublicDir: false, reportCompressedSize: false },
});
const define = { '__KITH_VERSION__': JSON.stringify(version), 'process.env.NODE_ENV': '"production"' };
const pass = (config: UserConfig, emptyOutDir = false): UserConfig => { const base = common(emptyOutDir); return { ...base, ...config, build: { ...base.build, ...config.build } }; };

export default defineConfig(({ mode }) => {
  switch (mode) {
    case 'feeds':
      return pass({
        define,
        plugins: [plainImports, remember((bundle) => {
          const files = Object.values(bundle).filter((item) => item.type === 'chunk');
          // In the order in which they are wanted: what asks for the feeds is the shortest by far.
          return { feeds: ['feed-requests', 'feeds'].flatMap((entry) => files.filter(({ isEntry, name }) => isEntry && name === entry).map(({ fileName }) => fileName)), integrity: Object.fromEntries(files.map(({ fileName, code }) => [fileName, sumOf(code)])) };
        })],
        build: { rolldownOptions: { preserveEntrySignatures: 'allow-extension', input: { 'feed-requests': element('find-a-group/feed-requests.ts'), feeds: element('find-a-group/feed-chunk.ts') }, output: { format: 'es', entryFileNames: 'c/[name]-[hash].js', chunkFileNames: 'c/[hash].js' } } },
      });
    case 'elements': {
      const { feeds } = readFacts();
      const tags: Record<string, string> = { 'find-a-group': element('find-a-group/define.ts'), [FEEDS_ALONE]: `${element('find-a-group/define.ts')}?of=${FEEDS_ALONE}`, 'crisis-resources': element('crisis-resources/define.ts'), 'talk-to-a-peer': element('talk-to-a-peer/define.ts'), 'request-a-mentor': element('request-a-mentor/define.ts') };
      return pass({
        define: { ...define, '__FEED_SOURCE__': JSON.stringify(`../${feeds!.at(-1)!}`) },
        plugins: [plainImports, noMarkupProbe, adoptedAlone, ownCopies, tightText, remember((bundle) => {
          const chunks: Record<string, string[]> = {};
          const integrity: Record<string, string> = { ...readFacts().integrity };
          for (const item of Object.values(bundle)) {
            if (item.type !== 'chunk') continue;
            integrity[item.fileName] = sumOf(item.code);
            if (item.isEntry && item.name in tags) {
              const [entry, ...more] = loadedWith(bundle, item.fileName);
              if (item.name === FEEDS_ALONE) chunks['find-a-group[src]'] = [...feeds!, ...more, entry!];
              else chunks[item.name] = [...more, entry!];
            }
          }
          const opened = Object.fromEntries(['talk-to-a-peer', 'request-a-mentor'].map((tag) => {
            const later = new Set(Object.values(bundle).filter((item) => item.type === 'chunk' && item.moduleIds.some((id) => id.includes(`${tag}/room.ts`) || id.includes(`opened.ts?of=${tag}`))).map(({ fileName }) => fileName));
            for (const file of later) { const chunk = bundle[file]; if (chunk?.type === 'chunk') for (const more of chunk.imports) if (!chunks[tag]!.includes(more)) later.add(more); }
            return [tag, [...later]];
          }));
          return { chunks, integrity, opened };
        })],
        build: { rolldownOptions: { preserveEntrySignatures: 'allow-extension', input: tags, output: { format: 'es', entryFileNames: 'c/[name]-[hash].js', chunkFileNames: 'c/[hash].js' } } },
      });
    }
    case 'loader':
    case 'pinned': {
      const { chunks, integrity } = readFacts();
      return pass({
        define: { '__CHUNKS__': JSON.stringify(chunks), '__INTEGRITY__': mode === 'pinned' ? JSON.stringify(integrity) : 'undefined', '__ROOT__': mode === 'pinned' ? '".."' : '"."' },
        build: { rolldownOptions: { input: element('loader.ts'), output: { format: 'iife', entryFileNames: mode === 'pinned' ? `v${version}/kith.js` : 'kith.js' } } },
      });
    }
    case 'embed':
      return pass({ build: { rolldownOptions: { input: element('embed.ts'), output: { format: 'iife', entryFileNames: 'embed.js' } } } });
    case 'console':
      return {
        ...pass({ define, plugins: [plainImports, adoptedAlone, callsAlone, tightText] }), root: resolve(root, 'packages/console'), base: '/console/',
        build: { ...common(false).build, outDir: resolve(outDir, 'console'), rolldownOptions: { output: { entryFileNames: 'a/[name]-[hash].js', chunkFileNames: 'a/[name]-[hash].js', assetFileNames: 'a/[name]-[hash][extname]' } } },
      };
    default:
      throw new Error(`Unknown mode ${mode}; npm run build knows them all.`);
  }
});
