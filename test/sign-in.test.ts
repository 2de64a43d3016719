import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { testProvider, type TestProvider } from '../packages/server/src/testing-provider.ts';
import { freePort } from '../packages/server/src/testing-port.ts';
import { engines } from './browsers.ts';
import { axeFinds, enterStaff, onShift, options, PATIENCE, say, startChat, visit } from './talk-helpers.ts';
import { startWorld, type World } from './world.ts';

const PARTNER = 'Riverside Family Clinic';
const skip = engines.chromium.there ? false : 'chromium is not installed';
let world: World;
let browser: Browser;
const ACCOUNT = 'Riverside account';
let provider: TestProvider;
let secrets: string;
before(async () => {
  if (skip) return;
  const port = await freePort();
  const url = `http://localhost:${port}`;
  provider = await testProvider(url);
  secrets = mkdtempSync(join(tmpdir(), 'kith-secret-'));
  writeFileSync(join(secrets, 'oidc'), `${provider.clientSecret}\n`);
  // The provider is not there yet: the server starts all the same.
  world = await startWorld({ PORT: String(port), KITH_URL: url, KITH_OIDC_ISSUER: provider.issuer, KITH_OIDC_CLIENT_ID: provider.clientId, KITH_OIDC_CLIENT_SECRET_FILE: join(secrets, 'oidc'), KITH_OIDC_NAME: ACCOUNT });
  browser = await engines.chromium.launch();
});
after(async () => { if (skip) return; await browser.close(); await world.stop(); await provider.stop(); rmSync(secrets, { recursive: true }); });

/** RFC 6238 with what authenticator apps take: SHA-1, six digits, 30 s. */
function totp(secret: string): string {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  return String((digest.readUInt32BE(digest.at(-1)! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('a link works once; then a passkey opens the console, without a password anywhere', { skip }, async () => {
  const { page, context } = await enterStaff(world, browser, 'Noor', PARTNER);
  const authenticator = await context.newCDPSession(page);
  await authenticator.send('WebAuthn.enable');
  await authenticator.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await page.getByRole('link', { name: 'My account' }).click();
  await page.getByText('Links work once.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('1 passkey is set up.').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('navigation').waitFor();
  await context.close();
});

test('a password opens nothing without its second factor; with it, and with a backup code, it does', { skip, timeout: 90_000 }, async () => {
  const { page, context } = await enterStaff(world, browser, 'Kim', PARTNER);
  await page.getByRole('link', { name: 'My account' }).click();
  await page.getByText('Set a password').click();
  await page.getByLabel('New password').fill('a long enough password');
  await page.getByRole('button', { name: 'Set up the code' }).click();
  const secret = (await page.locator('.code').first().textContent())!.trim();
  const backup = (await page.locator('.code').nth(1).textContent())!.trim().split(/\s+/);
  // Set up by half: it must not be a way in.
  const half = await (await browser.newContext()).newPage();
  half.setDefaultTimeout(PATIENCE);
  const tryPassword = async (password: string) => { await half.goto(`${world.server}/console/`); await half.getByLabel('E-mail').fill('kim@demo.example'); await half.getByLabel('Password', { exact: true }).fill(password); await half.getByRole('button', { name: 'Go on' }).click(); };
  await tryPassword('a long enough password');
  await half.getByText('Set up the second factor of your password first.').or(half.getByRole('navigation')).first().waitFor();
  assert.equal((await half.evaluate(async () => (await fetch('/v1/staff/programs/clinic/settings')).status)), 403);
  await half.context().clearCookies();
  await page.getByLabel('Code from your authenticator app').fill(totp(secret));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('The second factor is on.').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await tryPassword('a wrong long password');
  await half.getByText('That did not match. Check it and try again.').waitFor();
  await tryPassword('a long enough password');
  const code = half.getByLabel('Code from your app, or one of your backup codes');
  await code.fill('000000');
  await half.getByRole('button', { name: 'Go on' }).click();
  await half.getByText('That did not match. Check it and try again.').waitFor();
  await code.fill(totp(secret));
  await half.getByRole('button', { name: 'Go on' }).click();
  await half.getByRole('navigation').waitFor();
  assert.equal((await half.evaluate(async () => (await fetch('/v1/staff/programs/clinic/settings')).status)), 200);
  await half.getByRole('button', { name: 'Sign out' }).click();
  await half.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  await tryPassword('a long enough password');
  await code.fill(backup[0]!);
  await half.getByRole('button', { name: 'Go on' }).click();
  await half.getByRole('navigation').waitFor();
  await half.context().close();
  await context.close();
});

test('an organization\'s own sign-in: away, then there; a stranger, somebody invited, and one who connects the two', { skip, timeout: 90_000 }, async () => {
  const fresh = async () => { const context = await browser.newContext({ ...options, viewport: { width: 320, height: 700 } }); context.setDefaultTimeout(PATIENCE); const page = await context.newPage(); await page.goto(`${world.server}/console/`); return page; };
  const press = async (page: Page) => { await page.getByRole('button', { name: `Sign in with ${ACCOUNT}`, exact: true }).click(); };
  const there = async (page: Page, login: string) => {
    await page.locator('[name=login]').fill(login);
    await page.locator('[name=password]').fill('any');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  const early = await fresh();
  await press(early);
  await early.getByText(`${ACCOUNT} cannot be reached right now. Try again in a moment, or sign in another way.`).waitFor();
  assert.deepEqual(await axeFinds(early), []);
  await provider.start();
  Object.assign(provider.people, { stranger: { email: 'stranger@demo.example', email_verified: true }, sam: { email: 'sam@demo.example', email_verified: true }, maya: { email: 'maya@elsewhere.example' } });
  await press(early);
  await there(early, 'stranger');
  await early.getByText(`${ACCOUNT} knows you, but Kith does not yet.`, { exact: false }).waitFor();
  assert.equal(new URL(early.url()).hash, '#account', 'nothing of how it ended stays in the address');
  await early.context().close();
  const sam = await fresh();
  await press(sam);
  await there(sam, 'sam');
  await sam.getByRole('navigation').waitFor();
  await sam.getByRole('link', { name: 'My account' }).click();
  await sam.getByText(`You can sign in with ${ACCOUNT}.`).waitFor();
  assert.equal(await sam.getByText('Links work once.', { exact: false }).count(), 0, 'they can come back');
  await sam.context().close();
  const { page, context } = await enterStaff(world, browser, 'Maya', PARTNER);
  await page.getByRole('link', { name: 'My account' }).click();
  await page.getByRole('button', { name: `Sign in with ${ACCOUNT} from now on` }).click();
  await there(page, 'maya');
  await page.getByText(`You can sign in with ${ACCOUNT}.`).waitFor();
  assert.deepEqual(await axeFinds(page), []);
  await context.close();
  const again = await fresh();
  await press(again);
  await there(again, 'maya');
  await again.getByRole('navigation').waitFor();
  await again.context().close();
});

test('signing out is said to be done when the server has said so; who signs in next sees nothing of whoever was there', { skip, timeout: 90_000 }, async () => {
  const maya = await enterStaff(world, browser, 'Maya', PARTNER);
  await onShift(maya, 'Go on duty as supervisor');
  const sam = await enterStaff(world, browser, 'Sam', PARTNER);
  const { page } = sam;
  await onShift(sam, 'Go on shift');
  const visitor = await visit(world, browser);
  await startChat(visitor, 'Robin');
  await page.getByRole('button', { name: 'Take this chat' }).click();
  await visitor.frame.getByText('Sam is here.').first().waitFor();
  await say(visitor.frame, 'For Sam alone');
  await page.getByText('For Sam alone', { exact: true }).waitFor();
  await page.route('**/v1/auth/sign-out', (route) => route.abort());
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign out all the same' }).click();
  await page.getByRole('alert').getByText('You are still signed in: we could not reach the server. Try again.').waitFor();
  await page.getByRole('navigation').waitFor();
  assert.deepEqual(await axeFinds(page), []);
  // The session ends elsewhere; on the same page, without a reload, somebody else signs in.
  await sam.context.clearCookies();
  await say(visitor.frame, 'Are you there?');
  await page.getByText('You have been signed out.').waitFor();
  const noor = await enterStaff(world, browser, 'Noor', PARTNER);
  await sam.context.addCookies(await noor.context.cookies());
  // Not the server's refusal keeps it from them: the page itself has nothing any more.
  await page.route(/\/conversations\//, (route) => route.abort());
  await page.route('**/v1/auth/sign-in/email', (route) => route.fulfill({ json: {} }));
  await page.getByLabel('E-mail').fill('noor@demo.example');
  await page.getByLabel('Password', { exact: true }).fill('any password at all');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('navigation').waitFor();
  await page.getByRole('link', { name: 'Chats' }).click();
  await page.getByRole('button', { name: 'Go on shift' }).waitFor();
  assert.equal(await page.getByText('You are still signed in').count(), 0);
  assert.equal(await page.getByText('For Sam alone').count(), 0);
  await page.unroute('**/v1/auth/sign-out');
  await page.getByRole('button', { name: 'Sign out' }).click();
  // Asked where they have no way to come back by themselves.
  const sure = page.getByRole('button', { name: 'Sign out all the same' });
  const out = page.getByRole('heading', { name: 'Sign in', exact: true });
  await sure.or(out).first().waitFor();
  if (await sure.isVisible()) await sure.click();
  await out.waitFor();
  assert.equal((await page.evaluate(async () => (await fetch('/v1/staff/me')).status)), 401);
  for (const { context } of [maya, sam, noor, visitor]) await context.close();
});
