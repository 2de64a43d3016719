import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { engines } from './browsers.ts';
import { enterStaff, PATIENCE } from './talk-helpers.ts';
import { startWorld, type World } from './world.ts';

const PARTNER = 'Riverside Family Clinic';
const skip = engines.chromium.there ? false : 'chromium is not installed';
let world: World;
let browser: Browser;
before(async () => { if (skip) return; world = await startWorld(); browser = await engines.chromium.launch(); });
after(async () => { if (skip) return; await browser.close(); await world.stop(); });

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
  await tryPassword('a long enough password');
  await code.fill(backup[0]!);
  await half.getByRole('button', { name: 'Go on' }).click();
  await half.getByRole('navigation').waitFor();
  await half.context().close();
  await context.close();
});
