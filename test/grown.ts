import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, readdirSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../packages/server/src/testing-port.ts';

/**
 * The grown form of Kith on this machine, for tests, faults and trying it out: a PostgreSQL and a NATS of its own, which can be killed, any number of
 * nodes, each in a network namespace of its own where that is allowed, and nginx in front of them.
 */
const sleep = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });
const listens = (port: number, host: string) => new Promise<boolean>((resolve) => { const socket = dial(port, host, () => { socket.destroy(); resolve(true); }); socket.on('error', () => { resolve(false); }); });
async function untilListens(port: number, host: string, child: () => ChildProcess | undefined): Promise<boolean> {
  for (let tries = 0; tries < 400; tries++) { if (await listens(port, host)) return true; if (child()?.exitCode !== null) return false; await sleep(25); }
  return false;
}

const binaries = (): string | undefined => {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort((one, other) => Number(other) - Number(one)) : [];
  return versions.map((version) => `/usr/lib/postgresql/${version}/bin`).find((path) => existsSync(join(path, 'postgres')));
};
const has = (command: string) => spawnSync('sh', ['-c', `command -v ${command} || ls /usr/sbin/${command}`]).status === 0;
/** What is missing to run the grown form here, by the names of Debian's packages. */
export const missing = (): string[] => [...(binaries() ? [] : ['postgresql']), ...(has('nats-server') ? [] : ['nats-server']), ...(has('nginx') ? [] : ['nginx-light'])];

const withChildren = (pid: number): number[] => {
  let children = '';
  try { children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'); } catch { /* gone already */ }
  return [pid, ...children.split(' ').filter(Boolean).flatMap((child) => withChildren(Number(child)))];
};

/** A service that can be killed with all of its processes, and comes back on the same port with the same data. */
export class Service {
  private child: ChildProcess | undefined;
  private working: Promise<void> = Promise.resolve();
  private readonly begin: () => ChildProcess;
  private readonly port: number;
  private readonly host: string;
  private readonly ready: () => Promise<boolean>;
  /** `ready`: whether it does what it is there for, once it listens. What is not there cannot be killed again. */
  constructor(begin: () => ChildProcess, port: number, host: string, ready: () => Promise<boolean> = () => Promise.resolve(true)) { this.begin = begin; this.port = port; this.host = host; this.ready = ready; }
  async start(): Promise<void> {
    // A killed database refuses to start until the last of its processes is gone.
    for (let tries = 0; tries < 100; tries++) {
      this.child = this.begin();
      if (await untilListens(this.port, this.host, () => this.child)) {
        while (this.child.exitCode === null && this.child.signalCode === null) { if (await this.ready()) return; await sleep(50); }
      }
      await sleep(50);
    }
    throw new Error('A service does not start.');
  }
  private kill(): Promise<unknown> {
    const child = this.child!;
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    const gone = once(child, 'exit');
    // A database's processes are sessions of their own.
    for (const pid of [...withChildren(child.pid!), -child.pid!]) try { process.kill(pid, 'SIGKILL'); } catch { /* gone already */ }
    return gone;
  }
  /** Killed as by a power cut to its process, and started again after `down` ms. One at a time. */
  killed(down = 0): Promise<void> {
    return this.working = this.working.then(async () => { await this.kill(); await sleep(down); await this.start(); });
  }
  async stop(): Promise<void> { await this.working; if (this.child) await this.kill(); }
}

export interface Grown { folder: string; database: Service; bus: Service; url: string; keysUrl: string; nats: string; /** Address that nodes listen on, one for each. */ hosts: string[]; /** Words that begin a command in the network of a node. */ within: (node: number) => string[]; /** Cuts a node off from everything, or from database and bus, until the returned function is called. */ partition: ((node: number, how: 'all' | 'database') => () => void) | undefined; proxy: (ports: readonly number[], at?: number) => Promise<string>; stop: () => Promise<void> }

const run = (...words: string[]) => { const done = spawnSync(words[0]!, words.slice(1), { encoding: 'utf8' }); if (done.status !== 0) throw new Error(`${words.join(' ')}: ${done.stderr}`); };

/** A bridge with two addresses (the proxy's and the database's) and a namespace for each node; undefined where this is not allowed. */
function network(nodes: number): { address: string; database: string; hosts: string[]; within: Grown['within']; partition: Grown['partition']; remove: () => void } | undefined {
  const name = `kf${process.pid % 100_000}`;
  const net = `10.213.${process.pid % 250}`;
  const spaces = Array.from({ length: nodes }, (_, node) => `${name}n${node}`);
  const remove = () => { for (const space of spaces) spawnSync('ip', ['netns', 'del', space]); spawnSync('ip', ['link', 'del', `${name}b`]); };
  try {
    run('ip', 'link', 'add', `${name}b`, 'type', 'bridge');
    run('ip', 'addr', 'add', `${net}.1/24`, 'dev', `${name}b`);
    run('ip', 'addr', 'add', `${net}.2/24`, 'dev', `${name}b`);
    run('ip', 'link', 'set', `${name}b`, 'up');
    for (const [node, space] of spaces.entries()) {
      run('ip', 'netns', 'add', space);
      run('ip', 'link', 'add', `${name}v${node}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
      run('ip', 'link', 'set', `${name}v${node}`, 'master', `${name}b`, 'up');
      run('ip', '-n', space, 'addr', 'add', `${net}.${11 + node}/24`, 'dev', 'eth0');
      run('ip', '-n', space, 'link', 'set', 'eth0', 'up');
      run('ip', '-n', space, 'link', 'set', 'lo', 'up');
    }
  } catch { remove(); return undefined; }
  return {
    address: `${net}.1`, database: `${net}.2`, hosts: spaces.map((_, node) => `${net}.${11 + node}`), within: (node) => ['ip', 'netns', 'exec', spaces[node]!], remove,
    partition: (node, how) => {
      if (how === 'all') { spawnSync('ip', ['link', 'set', `${name}v${node}`, 'down']); return () => { spawnSync('ip', ['link', 'set', `${name}v${node}`, 'up']); }; }
      spawnSync('ip', ['-n', spaces[node]!, 'route', 'add', 'blackhole', `${net}.2/32`]);
      return () => { spawnSync('ip', ['-n', spaces[node]!, 'route', 'del', 'blackhole', `${net}.2/32`]); };
    },
  };
}

/** A PostgreSQL of its own, in a folder. `settings`: of its configuration. */
export async function startDatabase(folder: string, host = '127.0.0.1', settings: readonly string[] = []): Promise<{ service: Service; port: number }> {
  const bin = binaries()!;
  const data = join(folder, 'postgres');
  mkdirSync(data);
  // PostgreSQL will not run as root. Of its own processes only a child's are gone from the list as soon as they are dead, and until then it does not start again.
  const number = (which: string) => Number(spawnSync('id', [which, 'postgres'], { encoding: 'utf8' }).stdout);
  const as = process.getuid?.() === 0 ? { uid: number('-u'), gid: number('-g') } : {};
  if (as.uid) { chmodSync(folder, 0o755); chownSync(data, as.uid, as.gid); }
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C'], { encoding: 'utf8', cwd: data, ...as });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  writeFileSync(join(data, 'pg_hba.conf'), 'local all all trust\nhost all all 127.0.0.1/32 trust\nhost all all 10.213.0.0/16 trust\n');
  const port = await freePort(host);
  const { Client } = (await import('pg')).default;
  const service = new Service(() => spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-k', data, ...['max_connections=200', 'shared_buffers=256MB', `listen_addresses=${host}`, ...settings].flatMap((setting) => ['-c', setting])], { stdio: 'ignore', detached: true, cwd: data, ...as }), port, host, async () => {
    const client = new Client({ connectionString: `postgres://postgres@${host}:${port}/postgres`, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try { await client.connect(); await client.query('select 1'); return true; } catch { return false; } finally { await client.end().catch(() => undefined); }
  });
  await service.start();
  return { service, port };
}

/** Starts database, bus and network for some nodes. */
export async function grow(nodes: number, { namespaces = true } = {}): Promise<Grown> {
  const folder = mkdtempSync(join(tmpdir(), 'kith-grown-'));
  const net = namespaces ? network(nodes) : undefined;
  const host = net?.database ?? '127.0.0.1';
  const { service: database, port: databasePort } = await startDatabase(folder, host);
  const busPort = await freePort(host);
  const bus = new Service(() => spawn('nats-server', ['-a', host, '-p', String(busPort)], { stdio: 'ignore', detached: true }), busPort, host);
  await bus.start();
  const { Client } = (await import('pg')).default;
  const address = (user: string, name: string) => `postgres://${user}@${host}:${databasePort}/${name}`;
  for (let tries = 0; ; tries++) {
    const admin = new Client({ connectionString: address('postgres', 'postgres') });
    try {
      await admin.connect();
      for (const statement of ['create role kith login', 'create database kith owner kith', 'create database kith_keys owner kith']) await admin.query(statement);
      await admin.end();
      break;
    } catch (error) { await admin.end().catch(() => undefined); if (tries > 50) throw error; await sleep(100); }
  }
  const children: ChildProcess[] = [];
  const hosts = net?.hosts ?? Array.from({ length: nodes }, () => '127.0.0.1');
  return {
    folder, database, bus, hosts, url: address('kith', 'kith'), keysUrl: address('kith', 'kith_keys'), nats: `nats://${host}:${busPort}`, within: net?.within ?? (() => []), partition: net?.partition,
    async proxy(ports, at) {
      const port = at ?? await freePort();
      const place = join(folder, 'nginx');
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'nginx.conf'), `user root; worker_processes 1; pid ${place}/pid; error_log ${place}/error.log; daemon off; events { worker_connections 4096; }
http { access_log off; client_body_temp_path ${place}/b; proxy_temp_path ${place}/p; fastcgi_temp_path ${place}/f; uwsgi_temp_path ${place}/u; scgi_temp_path ${place}/s;
  upstream kith { ${ports.map((one, node) => `server ${hosts[node]!}:${one} max_fails=1 fail_timeout=1s;`).join(' ')} keepalive 32; }
  server { listen 127.0.0.1:${port}; location / { proxy_pass http://kith; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr; proxy_connect_timeout 1s; proxy_read_timeout 60s; } } }`);
      children.push(spawn('nginx', ['-p', place, '-c', join(place, 'nginx.conf')], { stdio: 'ignore' }));
      await untilListens(port, '127.0.0.1', () => children.at(-1));
      return `http://127.0.0.1:${port}`;
    },
    async stop() {
      for (const child of children) child.kill('SIGKILL');
      await Promise.all([database.stop(), bus.stop()]);
      net?.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
