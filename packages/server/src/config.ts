import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Refusal } from './refusal.ts';
import type { Provider } from './single-sign-on.ts';

/** Everything that the environment decides. README.md lists the names. */
export interface Config {
  /** Port of the server; 0 lets the system choose. */
  port: number;
  /** Address to listen on. */
  host: string;
  /** Folder of the store, and with a database of what is prepared on this machine. */
  data: string;
  /** Where the store is: the folder, or the address of a PostgreSQL database. */
  place: string;
  /** Where the wrapped keys are: the folder, or the address of a database of their own, with backups of their own. */
  keysAt: string;
  /** Wake-ups between nodes; within the process when absent. */
  nats: string | undefined;
  /** Address that browsers use, without a slash at the end; from the request when absent. */
  publicUrl: string | undefined;
  /** Hosts (`name` or `name:port`) whose feeds may come over http or from a private address. */
  feedHosts: string[];
  /** Number of proxies in front whose X-Forwarded-For is trusted, for rate limits only. */
  proxies: number;
  /** File with the master key, outside `data`. `kith serve` does not start without it. */
  masterKeyFile: string | undefined;
  /** Mail server of pages and invitations, `smtps://user:password@mail.example`; without it they wait in the console. */
  smtp: string | undefined;
  mailFrom: string | undefined;
  /** Where numbers for Prometheus are served, beside the public port; nowhere when absent. */
  metrics: { host: string; port: number } | undefined;
  /** The organization's own sign-in for staff. */
  provider: (Omit<Provider, 'clientSecret'> & { clientSecretFile: string }) | undefined;
}

const known = ['KITH_DATA', 'KITH_HOST', 'KITH_URL', 'KITH_FEED_HOSTS', 'KITH_PROXIES', 'KITH_MASTER_KEY_FILE', 'KITH_SMTP_URL', 'KITH_MAIL_FROM', 'KITH_METRICS', 'KITH_OIDC_ISSUER', 'KITH_OIDC_CLIENT_ID', 'KITH_OIDC_CLIENT_SECRET_FILE', 'KITH_OIDC_NAME'];

/** Single sign-on: all of it or nothing. The secret is in a file, as the master key is: an environment is shown too easily. */
function readProvider(env: Record<string, string | undefined>, publicUrl: string | undefined, mistakes: string[]): Config['provider'] {
  const { KITH_OIDC_ISSUER: issuer, KITH_OIDC_CLIENT_ID: clientId, KITH_OIDC_CLIENT_SECRET_FILE: file, KITH_OIDC_NAME: name } = env;
  if (!issuer && !clientId && !file && !name) return undefined;
  if (!issuer || !clientId || !file) { mistakes.push('KITH_OIDC_ISSUER, KITH_OIDC_CLIENT_ID and KITH_OIDC_CLIENT_SECRET_FILE belong together.'); return undefined; }
  const url = URL.parse(issuer);
  // Whoever could change what the provider says could sign in as anybody.
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))) || url.search || url.hash) mistakes.push('KITH_OIDC_ISSUER must be the https address that your provider calls its issuer, like https://login.example.org/realms/staff.');
  if (publicUrl === undefined) mistakes.push('Single sign-on needs KITH_URL: the provider sends people back to it.');
  return { issuer: issuer.replace(/\/$/, ''), clientId, clientSecretFile: file, name: name || (url?.hostname ?? '') };
}

/** Reads the configuration. Throws one `Refusal` with a line for each mistake. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const mistakes: string[] = [];
  const integer = (name: string, fallback: number, most: number) => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    const value = Number(text);
    if (/^\d+$/.test(text) && value <= most) return value;
    mistakes.push(`${name} must be a whole number from 0 to ${most}.`);
    return fallback;
  };
  for (const name of Object.keys(env)) if (name.startsWith('KITH_') && !known.includes(name)) mistakes.push(`${name} is not a setting of Kith. Known are: ${known.join(', ')}.`);
  const port = integer('PORT', 8080, 65535);
  const proxies = integer('KITH_PROXIES', 0, 10);
  let publicUrl: string | undefined;
  if (env.KITH_URL) {
    const url = URL.parse(env.KITH_URL);
    if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) mistakes.push('KITH_URL must be the address that browsers use, like https://peers.example.org.');
    else publicUrl = env.KITH_URL.replace(/\/+$/, '');
  }
  const feedHosts = (env.KITH_FEED_HOSTS ?? '').split(/[\s,]+/).filter(Boolean);
  for (const host of feedHosts) if (!/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?$/.test(host)) mistakes.push('KITH_FEED_HOSTS must be names like feeds.internal or 10.0.0.5:8000, separated by spaces.');
  if (env.KITH_SMTP_URL && !/^smtps?:$/.test(URL.parse(env.KITH_SMTP_URL)?.protocol ?? '')) mistakes.push('KITH_SMTP_URL must be like smtps://user:password@mail.example.');
  const address = (name: string, pattern: RegExp, like: string) => { const text = env[name] || undefined; if (text !== undefined && !(pattern.test(text) && URL.canParse(text))) mistakes.push(`${name} must be like ${like}.`); return text; };
  const database = address('DATABASE_URL', /^postgres(ql)?:\/\//, 'postgres://kith:password@db.example/kith');
  const keysDatabase = address('KEYS_DATABASE_URL', /^postgres(ql)?:\/\//, 'postgres://kith:password@db.example/kith_keys');
  const nats = address('NATS_URL', /^(nats|tls):\/\//, 'nats://user:password@nats.example:4222');
  if ((database === undefined) !== (keysDatabase === undefined)) mistakes.push('DATABASE_URL and KEYS_DATABASE_URL belong together: the keys of conversations live in a database of their own, whose backups are kept for at most 7 days.');
  if (database !== undefined && database === keysDatabase) mistakes.push('KEYS_DATABASE_URL must be another database than DATABASE_URL: a copy of the one alone must be of no use.');
  if (nats !== undefined && database === undefined) mistakes.push('NATS_URL is for several nodes, and those need DATABASE_URL.');
  const metrics = /^(?:(.+):)?(\d{1,5})$/.exec(env.KITH_METRICS ?? '');
  if (env.KITH_METRICS && !metrics) mistakes.push('KITH_METRICS must be a port, or an address and a port like 10.0.0.5:9464.');
  const provider = readProvider(env, publicUrl, mistakes);
  if (mistakes.length) throw new Refusal('configuration', mistakes.join('\n'));
  const data = resolve(env.KITH_DATA || join(homedir(), '.kith'));
  return { port, host: env.KITH_HOST || '127.0.0.1', data, place: database ?? data, keysAt: keysDatabase ?? data, nats, publicUrl, feedHosts, proxies, masterKeyFile: env.KITH_MASTER_KEY_FILE || undefined, smtp: env.KITH_SMTP_URL || undefined, mailFrom: env.KITH_MAIL_FROM || undefined, metrics: metrics ? { host: metrics[1] ?? '127.0.0.1', port: Number(metrics[2]) } : undefined, provider };
}
