import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '..');
const source = resolve(root, 'packages/elements/src');
const written = readFileSync(resolve(root, 'packages/elements/custom-elements.json'), 'utf8');
const read = (file: string) => readFileSync(file, 'utf8');
const all = (texts: string[], pattern: RegExp) => [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1]!)))].sort();
/** What an element is drawn from: its folder, and the parts that it shares. */
function sourcesOf(folder: string): string[] {
  const own = globSync(`${source}/${folder}/*.ts`).filter((file) => !file.endsWith('.test.ts')).map(read);
  return [...own, ...all(own, /'\.\.\/parts\/([a-z-]+\.ts)'/g).map((name) => read(`${source}/parts/${name}`))];
}

test('custom-elements.json is what the comments say', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-manifest-'));
  execFileSync(resolve(root, 'node_modules/.bin/cem'), ['analyze', '--quiet', '--outdir', relative(root, folder)], { cwd: root });
  const anew = readFileSync(join(folder, 'custom-elements.json'), 'utf8');
  rmSync(folder, { recursive: true });
  assert.equal(written, anew, 'run: npm run manifest');
});

test('every part that is drawn and every event that is sent is in it, and nothing else', () => {
  const manifest = JSON.parse(written) as { modules: { declarations: { tagName: string; events: { type: { text: string } }[]; cssParts: { name: string }[] }[] }[] };
  for (const { tagName, events, cssParts } of manifest.modules.flatMap(({ declarations }) => declarations)) {
    const texts = sourcesOf(/talk|mentor/.test(tagName) ? 'frame' : tagName);
    assert.deepEqual(cssParts.map(({ name }) => name).sort(), all(texts, /part(?:="|', ')([a-z]+)/g), tagName);
    assert.deepEqual(events.map(({ type }) => type.text).sort(), all(texts, /dispatchEvent\(new (Kith\w+Event)\(/g), tagName);
  }
});
