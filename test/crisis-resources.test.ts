import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { engines } from './browsers.ts';
import { otherSite, startWorld, type World } from './world.ts';

let world: World;
before(async () => { world = await startWorld(); });
after(async () => { await world.stop(); });

const own = '<p>Our own words. <a href="tel:911">Call 911</a></p>';
const html = (body: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title><body><h1>Page</h1>${body}</body></html>`;

for (const name of ['chromium', 'firefox'] as const) {
  describe(`crisis resources, ${name}`, { skip: engines[name].there ? false : `${name} is not installed` }, () => {
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    before(async () => { browser = await engines[name].launch(); });
    after(async () => { await browser.close(); });
    const fresh = async (options: Parameters<Browser['newContext']>[0] = {}) => {
      context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US', timezoneId: 'America/New_York', ...options });
      page = await context.newPage();
    };
    const panel = () => page.locator('crisis-resources').first();

    const faults: [string, (route: Route) => Promise<void>][] = [
      ['is down', (route) => route.abort()],
      ['answers 500', (route) => route.fulfill({ status: 500, body: 'no' })],
      ['answers garbage', (route) => route.fulfill({ status: 200, contentType: 'application/json', body: '{"own":[[[[' })],
      ['never answers', () => new Promise<void>(() => undefined)],
    ];
    for (const [what, fault] of faults) {
      test(`every call of a page whose server ${what}: the number and a line are there`, async () => {
        await fresh();
        await page.route('**/v1/**', fault);
        await page.goto(`${world.pages}/hospital-portal/`);
        await panel().getByRole('link', { name: 'Call 911' }).waitFor();
        assert.ok(await panel().getByRole('link', { name: 'Call 988' }).isVisible());
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        await context.close();
      });
    }

    test('with scripts off: the author\'s own words', async (t) => {
      const site = await otherSite((_request, response) => { response.setHeader('content-type', 'text/html'); response.setHeader('content-security-policy', "script-src 'none'"); response.end(html(`<script async src="${world.server}/kith.js"></script><crisis-resources>${own}</crisis-resources>`)); });
      t.after(() => { site.stop(); });
      await fresh();
      await page.goto(site.url);
      assert.ok(await page.getByText('Our own words.').isVisible());
      assert.ok(await page.getByRole('link', { name: 'Call 911' }).isVisible());
      await context.close();
    });

    test('without a site: no request but for its own code, nothing stored; one more with a site', async (t) => {
      const site = await otherSite((request, response) => { response.setHeader('content-type', 'text/html'); response.end(html(`<script async src="${world.server}/kith.js"${request.url === '/site' ? ' data-site="pk_demo-clinic"' : ''}></script><crisis-resources country="US">${own}</crisis-resources>`)); });
      t.after(() => { site.stop(); });
      const { write } = world.running.store;
      await write.insertInto('origins').values({ program_id: 'clinic', origin: site.url, created_at: new Date().toISOString() }).execute();
      while ((await fetch(`${world.server}/v1/programs/pk_demo-clinic`, { headers: { origin: site.url } })).status !== 200);
      for (const path of ['/', '/site']) {
        await fresh();
        const asked: string[] = [];
        page.on('request', (request) => asked.push(new URL(request.url()).pathname));
        await page.goto(site.url + path);
        await panel().getByRole('link', { name: 'Call 988' }).waitFor();
        if (path === '/site') await panel().getByText('Riverside front desk').first().waitFor();
        await panel().getByText('Find the line that fits you').click();
        await panel().getByRole('button', { name: 'Veterans' }).click();
        await panel().getByRole('button', { name: /^Show \d+ more$/ }).click();
        const calls = asked.filter((item) => !['/', '/site', '/favicon.ico', '/kith.js'].includes(item) && !item.startsWith('/c/'));
        assert.deepEqual(calls, path === '/' ? [] : ['/v1/helplines']);
        assert.deepEqual(await page.evaluate(async () => [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases?.() ?? []).length]), ['', 0, 0, 0]);
        await context.close();
      }
    });

    test('a program\'s own lines are kept for offline, by the browser and not by us', async () => {
      await fresh();
      await page.goto(`${world.pages}/clinic/`);
      await panel().getByText('Riverside front desk').first().waitFor();
      await page.route('**/v1/**', (route) => route.abort());
      await page.evaluate(() => { const old = document.querySelector('crisis-resources')!; const again = document.createElement('crisis-resources'); again.setAttribute('country', 'US'); old.replaceWith(again); });
      await panel().getByRole('link', { name: 'Call 911' }).waitFor();
      assert.ok(await panel().getByRole('link', { name: 'Call 988' }).isVisible());
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    });

    test('by keyboard alone at 320 px: what is read, what is announced, where focus goes', async (t) => {
      await fresh({ viewport: { width: 320, height: 256 } });
      const site = await otherSite((_request, response) => { response.setHeader('content-type', 'text/html'); response.end(html(`<script async src="${world.server}/kith.js"></script><crisis-resources country="US">${own}</crisis-resources>`)); });
      t.after(() => { site.stop(); });
      await page.goto(site.url);
      await panel().getByRole('link', { name: 'Call 988' }).waitFor();
      await panel().getByText('Find the line that fits you').waitFor();
      const focused = () => page.evaluate(() => { const inner = document.activeElement!.shadowRoot?.activeElement ?? document.activeElement!; return `${inner.localName} ${(inner.getAttribute('aria-label') ?? inner.textContent ?? '').replace(/\s+/g, ' ').trim()}`; });
      const said = () => page.evaluate(() => document.querySelector('crisis-resources')!.shadowRoot!.querySelector('[role=status]')!.textContent);
      const walk: string[] = [];
      const tabTo = async (wanted: string) => {
        for (let presses = 0; presses < 60; presses++) { await page.keyboard.press('Tab'); const now = await focused(); walk.push(now); if (now === wanted) return; }
        throw new Error(`no Tab leads to ${wanted}: ${walk.join(', ')}`);
      };
      await tabTo('summary Find the line that fits you');
      assert.deepEqual(walk, ['a Call 911', 'button Change country', 'summary Find the line that fits you']);
      await page.keyboard.press('Enter');
      await tabTo('button Veterans');
      await page.keyboard.press('Space');
      assert.equal(await said(), 'Veterans Crisis Line');
      assert.equal(await focused(), 'button Veterans');
      await tabTo('summary About this line: Veterans Crisis Line');
      await page.keyboard.press('Enter');
      await panel().getByText('Listed by 11 independent sources').waitFor();
      while (await focused() !== 'button Change country') await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement!.shadowRoot?.activeElement?.closest('fieldset') !== null);
      await panel().getByRole('combobox').selectOption('NG');
      await panel().getByRole('button', { name: 'Show the numbers' }).press('Enter');
      await page.waitForFunction(() => document.querySelector('crisis-resources')!.shadowRoot!.querySelector('a[href="tel:112"]'));
      assert.equal(await said(), '3 lines: Nigeria');
      assert.equal(await focused(), 'div Help right now');
      assert.equal(await panel().getByRole('link', { name: 'Call 988' }).count(), 0);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out sideways');
      await context.close();
    });

    test('quick exit: the page is covered at once, replaced, and Back does not lead to it', async () => {
      await fresh();
      await page.route('https://www.wikipedia.org/**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Neutral</title>' }));
      await page.goto(`${world.pages}/clinic/`);
      const referrers: (string | undefined)[] = [];
      page.on('request', (request) => { if (request.url().startsWith('https://www.wikipedia.org/')) referrers.push(request.headers().referer); });
      await page.goto(`${world.pages}/school/`);
      await panel().getByRole('link', { name: 'Leave this page now' }).waitFor();
      for (let times = 0; times < 3; times++) await page.keyboard.press('Shift');
      await page.waitForURL('https://www.wikipedia.org/');
      assert.deepEqual(referrers, [undefined]);
      await page.goBack();
      assert.match(page.url(), /\/clinic\/$/);
      await context.close();
    });
  });
}
