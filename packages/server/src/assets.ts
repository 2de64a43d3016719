import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { createHash } from 'node:crypto';
import { codingFor, type Coding } from './compress.ts';

export interface Asset { type: string; body: Buffer; packed: Partial<Record<Coding, Buffer>>; etag: string; immutable: boolean }
export interface Assets { files: Map<string, Asset>; version: string; /** Integrity of the immutable loader, `sha384-…`. */ integrity: string | undefined }

const types: Record<string, string> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', html: 'text/html; charset=utf-8', json: 'application/json; charset=utf-8', svg: 'image/svg+xml', map: 'application/json' };
export const version: string = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;

/** Reads what the build made for browsers into memory. An empty folder is fine: the API works without. */
export function readAssets(folder: string): Assets {
  const files = new Map<string, Asset>();
  const walk = (at: string) => {
    for (const name of readdirSync(at)) {
      const path = join(at, name);
      if (statSync(path).isDirectory()) { if (!name.startsWith('.')) walk(path); continue; }
      const type = types[name.split('.').at(-1)!];
      if (!type) continue;
      const body = readFileSync(path);
      const url = `/${relative(folder, path).split(sep).join('/')}`;
      const packed = (ending: string) => { try { return readFileSync(path + ending); } catch { return undefined; } };
      const br = packed('.br');
      const gzip = packed('.gz');
      files.set(url, { type, body, packed: { ...(br ? { br } : {}), ...(gzip ? { gzip } : {}) }, etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`, immutable: url.startsWith('/c/') || /^\/v\d/.test(url) });
    }
  };
  try { walk(folder); } catch { /* not built */ }
  const pinned = files.get(`/v${version}/kith.js`);
  return { files, version, integrity: pinned && `sha384-${createHash('sha384').update(pinned.body).digest('base64')}` };
}

/** Status, headers and body of an asset for a request with these headers. */
export function serveAsset(asset: Asset, headers: Headers): { status: 200 | 304; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> | null } {
  const answer: Record<string, string> = {
    'content-type': asset.type, 'etag': asset.etag, 'vary': 'accept-encoding',
    'cache-control': asset.immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=300, stale-while-revalidate=86400',
    'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin',
  };
  if (headers.get('if-none-match') === asset.etag) return { status: 304, headers: answer, body: null };
  const coding = codingFor(headers.get('accept-encoding'));
  const packed = coding && asset.packed[coding];
  if (packed) answer['content-encoding'] = coding;
  return { status: 200, headers: answer, body: new Uint8Array(packed ?? asset.body) };
}
