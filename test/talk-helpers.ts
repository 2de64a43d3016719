import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { links } from '../demo/seed.ts';
import type { World } from './world.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const options = { viewport: { width: 1280, height: 900 }, locale: 'en-US', timezoneId: 'America/New_York' };

/** In ms: what takes longer is broken, also on a slow machine. */
export const PATIENCE = 12_000;

/** What axe finds wrong in a page or a frame: rule and place of each. What is fading in has other colours for a moment, and not every driver can switch that off. */
export async function axeFinds(where: Page | Frame): Promise<string[]> {
  await where.evaluate(async () => {
    const shadows = (root: ParentNode): DocumentFragment[] => [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? [shadowRoot, ...shadows(shadowRoot)] : []));
    await Promise.allSettled([document, ...shadows(document) as ShadowRoot[]].flatMap((root) => root.getAnimations()).map(({ finished }) => finished));
  });
  await where.evaluate(axe);
  const results = await where.evaluate(() => (globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary: string }[] }[] }> } }).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => JSON.stringify(node.target)).join(' ')} ${nodes[0]!.failureSummary}`);
}

export interface StaffPage { page: Page; context: BrowserContext }
/** Somebody of the demo's staff, signed in by a link, in the console of one program. */
export async function enterStaff(world: World, browser: Browser, name: 'Maya' | 'Sam' | 'Noor' | 'Kim' | 'Ruth' | 'Omar' | 'Lena' | 'Alma' | 'Teo' | 'Rosa', partner: string, more: object = {}): Promise<StaffPage> {
  const link = (await links(world.env, world.server)).find((line) => line.startsWith(name))!.replace(/^.*(http\S+)$/, '$1');
  const context = await browser.newContext({ ...options, ...more });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in with this link' }).click();
  await page.getByRole('navigation').waitFor();
  await page.getByRole('combobox').first().selectOption({ label: partner });
  return { page, context };
}
/** Goes on shift where they are not. */
export async function onShift({ page }: StaffPage, what: 'Go on shift' | 'Go on duty as supervisor'): Promise<void> {
  await page.getByRole('link', { name: 'Chats' }).click();
  await page.getByRole('button', { name: what }).or(page.getByRole('button', { name: 'End my shift' })).first().waitFor();
  if (await page.getByRole('button', { name: what }).isVisible()) await page.getByRole('button', { name: what }).click();
  await page.getByRole('button', { name: 'End my shift' }).waitFor();
}

export interface Visit { page: Page; context: BrowserContext; card: Locator; frame: FrameLocator }
/** A visitor on a partner's page; the chat is not open yet. */
export async function visit(world: World, browser: Browser, path = '/clinic/', more: object = {}): Promise<Visit> {
  const context = await browser.newContext({ ...options, ...more });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await page.goto(`${world.pages}${path}`);
  const card = page.locator('talk-to-a-peer').first();
  await page.locator('talk-to-a-peer[data-kith-ready]').first().waitFor();
  return { page, context, card, frame: page.frameLocator('talk-to-a-peer iframe') };
}
/** Opens the card and starts a chat, skipping every question. */
export async function startChat({ card, frame }: Pick<Visit, 'card' | 'frame'>, name = ''): Promise<void> {
  await card.getByRole('button', { name: 'Start a chat' }).click();
  await begin(frame, name);
}
export async function begin(frame: FrameLocator | Page, name = ''): Promise<void> {
  await frame.getByRole('button', { name: 'Start the chat' }).waitFor();
  if (name) await frame.getByLabel('What should we call you?').fill(name);
  await frame.getByLabel('I have read this.').check();
  await frame.getByRole('button', { name: 'Start the chat' }).click();
  await frame.getByRole('heading', { name: 'You are in line' }).waitFor();
}
export const say = async (frame: FrameLocator | Page, text: string): Promise<void> => {
  const field = frame.getByRole('textbox', { name: 'Write a message' });
  await field.fill(text);
  await frame.getByRole('button', { name: 'Send', exact: true }).click();
  await frame.locator('.log').getByText(text).waitFor();
};
