import { lookup as resolveName } from 'node:dns/promises';
import { readFile, stat } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import ipaddr from 'ipaddr.js';
import { Refusal } from '../refusal.ts';
import { textOf } from './spreadsheet.ts';

/** Limits of one fetch. */
export interface FetchLimits {
  /** Bytes after decompression. 200,000 groups are about 150 MB; a fellowship's whole region about 5. */
  bytes: number;
  /** Milliseconds for everything, redirects included. */
  time: number;
  /** Hosts (`name` or `name:port`) that may be plain http or private. */
  hosts: readonly string[];
}
export const defaultLimits: FetchLimits = { bytes: 64 * 1024 * 1024, time: 60_000, hosts: [] };

export interface FetchedFeed { text: string; etag: string | null; lastModified: string | null }
export interface Validators { etag: string | null; last_modified: string | null }

const refuse = (code: string, message: string) => new Refusal(code, message);
const inMegabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

/** Given out for tests, documentation and protocols (IANA special-purpose registries), which the library counts among the rest. */
const special = ['198.18.0.0/15', '192.88.99.0/24', '2001::/23', '3fff::/20'].map((range) => ipaddr.parseCIDR(range));

/** Only addresses of the public internet: no loopback, private, link-local, carrier, multicast or mapped form of one. */
export function isPublicAddress(address: string): boolean {
  try {
    const parsed = ipaddr.process(address);
    if (special.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match([range, bits] as never))) return false;
    // Of IPv6 only what is given out as global: 2000::/3.
    return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || ((parsed as ipaddr.IPv6).parts[0]! & 0xe000) === 0x2000);
  } catch { return false; }
}

/** The feed's address as it will be kept: https, or http for a host that is named in the configuration, or a file. */
export function readFeedUrl(text: string, hosts: readonly string[]): URL {
  const url = URL.parse(text);
  if (!url) throw refuse('feed-address', 'This is not an address. Give an https address, or a file as file:///path.');
  if (url.username || url.password) throw refuse('feed-address', 'The address holds a user name or password. Kith would keep it in plain text, so it is refused.');
  if (url.protocol === 'file:' || url.protocol === 'https:') return url;
  if (url.protocol === 'http:' && hosts.includes(url.host)) return url;
  if (url.protocol === 'http:') throw refuse('feed-not-https', `Feeds are fetched over https only. For a host of your own, put ${url.host} into KITH_FEED_HOSTS.`);
  throw refuse('feed-address', 'Feeds come over https, or from a file.');
}

/** Resolves a host once and pins the address, so that a second answer cannot lead elsewhere. */
async function pinnedLookup(url: URL, limits: FetchLimits): Promise<LookupFunction> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const allowed = limits.hosts.includes(url.host);
  let found: { address: string; family: number }[];
  try { found = await resolveName(name, { all: true, verbatim: true }); } catch { throw refuse('feed-unreachable', `The host ${url.host} is not known. Check the address.`); }
  const usable = allowed ? found : found.filter(({ address }) => isPublicAddress(address));
  if (!usable.length || usable.length < found.length) throw refuse('feed-private', `The host ${url.host} leads to a private address. Kith does not fetch from there unless ${url.host} is in KITH_FEED_HOSTS.`);
  return (_name, options, done) => {
    if (options.all) (done as unknown as (error: null, addresses: typeof usable) => void)(null, usable);
    else done(null, usable[0]!.address, usable[0]!.family);
  };
}

/** A look-up of a name cannot be ended, only left alone. */
const withinTime = <Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> => Promise.race([promise, new Promise<never>((_resolve, reject) => {
  signal.throwIfAborted();
  signal.addEventListener('abort', () => { reject(signal.reason as Error); }, { once: true });
})]);

async function open(url: URL, validators: Validators, limits: FetchLimits, signal: AbortSignal): Promise<IncomingMessage> {
  const lookup = await withinTime(pinnedLookup(url, limits), signal);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      lookup, signal, agent: false,
      headers: {
        'accept': 'application/json', 'accept-encoding': 'gzip, br', 'user-agent': 'Kith (peer support; feed reader)',
        ...(validators.etag ? { 'if-none-match': validators.etag } : {}), ...(validators.last_modified ? { 'if-modified-since': validators.last_modified } : {}),
      },
    }, resolve);
    request.on('error', reject);
    request.end();
  });
}

const coders: Record<string, () => NodeJS.ReadWriteStream & Readable> = { 'gzip': createGunzip, 'x-gzip': createGunzip, 'br': createBrotliDecompress, 'deflate': createInflate };

async function readBody(response: IncomingMessage, limits: FetchLimits): Promise<Buffer> {
  const coding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
  const coder = coders[coding];
  if (coding && coding !== 'identity' && !coder) throw refuse('feed-encoding', 'The answer is packed in a way that Kith does not know.');
  const body: Readable = coder ? response.pipe(coder()) : response;
  // An abort destroys the response; without this the unpacker would wait for ever.
  if (coder) response.on('error', (error) => { body.destroy(error); });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limits.bytes) {
      response.destroy();
      throw refuse('feed-too-large', `The feed is larger than ${inMegabytes(limits.bytes)}. Ask for a smaller one, or split it.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function readLocalFile(url: URL, limits: FetchLimits): Promise<FetchedFeed> {
  const path = fileURLToPath(url);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw refuse('feed-file', 'The file is not there, or is not a file.');
  if (found.size > limits.bytes) throw refuse('feed-too-large', `The file is larger than ${inMegabytes(limits.bytes)}.`);
  return { text: await textOf(await readFile(path)), etag: null, lastModified: null };
}

/** Fetches a feed's text; undefined when it has not changed since the validators. Throws a `Refusal` in words for everything else. */
export async function fetchFeed(address: string, validators: Validators, limits: FetchLimits): Promise<FetchedFeed | undefined> {
  let url = readFeedUrl(address, limits.hosts);
  if (url.protocol === 'file:') return readLocalFile(url, limits);
  const signal = AbortSignal.timeout(limits.time);
  try {
    for (let hop = 0; hop < 4; hop++) {
      const response = await open(url, validators, limits, signal);
      const status = response.statusCode ?? 0;
      if (status === 304) {
        response.destroy();
        if (!validators.etag && !validators.last_modified) throw refuse('feed-status', 'The feed answered that nothing has changed (304), but Kith has no copy yet. Tell whoever runs it.');
        return undefined;
      }
      if (status >= 300 && status < 400 && response.headers.location) {
        response.destroy();
        const target = URL.parse(response.headers.location, url.href);
        if (!target || target.host !== url.host || target.protocol !== url.protocol) throw refuse('feed-redirect', 'The address leads on to another host. Kith does not follow; give the final address if you trust it.');
        url = target;
        continue;
      }
      if (status !== 200) { response.destroy(); throw refuse('feed-status', `The feed answered with status ${status} instead of 200.`); }
      return { text: await textOf(await readBody(response, limits)), etag: response.headers.etag ?? null, lastModified: response.headers['last-modified'] ?? null };
    }
    throw refuse('feed-redirect', 'The address leads on and on. Give the final address.');
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (signal.aborted) throw refuse('feed-slow', `The feed did not arrive within ${Math.round(limits.time / 1000)} seconds.`);
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (/^(Z_|ERR__ERROR_|ERR_BROTLI|ERR_PADDING)/.test(code)) throw refuse('feed-encoding', 'The answer is packed, but cannot be unpacked.');
    throw refuse('feed-unreachable', `The feed could not be fetched from ${url.host}${code ? ` (${code})` : ''}.`);
  }
}

/** Posts to an address of the public internet, or to a host that is named; no redirect is followed, and the answer's body is not read. Gives its status. */
export async function postPublic(address: string, body: string, headers: Record<string, string>, hosts: readonly string[]): Promise<number> {
  const url = readFeedUrl(address, hosts);
  if (url.protocol === 'file:') throw refuse('feed-address', 'A webhook needs an https address.');
  const lookup = await pinnedLookup(url, { ...defaultLimits, hosts });
  return new Promise((resolve, reject) => {
    const call = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) }, lookup, timeout: 10_000 }, (answer) => { resolve(answer.statusCode ?? 0); answer.destroy(); });
    call.on('timeout', () => { call.destroy(new Error('timeout')); });
    call.on('error', reject);
    call.end(body);
  });
}
