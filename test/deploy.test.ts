import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const nginx = '/usr/sbin/nginx';
const certificate = (folder: string) => spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1', '-subj', '/CN=peers.example.org', '-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')]).status === 0;
/** A port that nobody listens on. */
const freePort = () => new Promise<number>((done) => { const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address() as AddressInfo; server.close(() => { done(port); }); }); });

test('deploy/nginx.conf: nginx takes it, and with Kith away writes down nobody\'s address, page or request', { skip: !existsSync(nginx) && 'nginx is not installed' }, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-nginx-'));
  context.after(() => { rmSync(folder, { recursive: true, force: true }); });
  assert.ok(certificate(folder), 'openssl makes a certificate');
  const [port, away] = [await freePort(), await freePort()];
  const given = readFileSync(resolve(import.meta.dirname, '../deploy/nginx.conf'), 'utf8');
  const settings = given.replaceAll('/etc/nginx/certificates', folder).replaceAll(/kith-\d:8080/g, `127.0.0.1:${away}`).replace('listen 443', `listen 127.0.0.1:${port}`);
  writeFileSync(join(folder, 'nginx.conf'), `worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log; daemon off; events {}\nhttp {\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}\n${settings}\n}\n`);
  const told = spawnSync(nginx, ['-t', '-p', folder, '-c', join(folder, 'nginx.conf')], { encoding: 'utf8' });
  assert.equal(told.status, 0, told.stderr);
  const running = spawn(nginx, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  running.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
  context.after(() => { running.kill(); });
  const ask = () => new Promise<number>((done, failed) => { request({ host: '127.0.0.1', port, path: '/v1/PLANTED-PATH', rejectUnauthorized: false, servername: 'peers.example.org', headers: { host: 'peers.example.org', referer: 'https://clinic.example/PLANTED-PAGE' } }, (response) => { response.resume(); done(response.statusCode!); }).once('error', failed).end(); });
  let status: number | undefined;
  while (status === undefined) status = await ask().catch(async () => { await new Promise((later) => { setTimeout(later, 50); }); return undefined; });
  assert.equal(status, 502);
  running.kill();
  await new Promise((done) => { running.once('exit', done); });
  const written = [said, ...readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && /log/.test(entry.name)).map(({ name }) => readFileSync(join(folder, name), 'utf8'))].join('\n');
  assert.doesNotMatch(written, /PLANTED|client:|127\.0\.0\.1/);
});
