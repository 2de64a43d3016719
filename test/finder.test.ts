import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { engines } from './browsers.ts';
import { axeFinds } from './talk-helpers.ts';
import { startWorld, type World } from './world.ts';

let world: World;
before(async () => { world = await startWorld(); });
after(async () => { await world.stop(); });

const wide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

for (const name of ['chromium', 'firefox'] as const) {
  describe(`finder in ${name}`, { skip: engines[name].there ? false : `${name} is not installed` }, () => {
    let browser: Browser;
    before(async () => { browser = await engines[name].launch(); });
    after(async () => { await browser.close(); });

    test('scripts off: search, list, group and its links; nothing is loaded from elsewhere', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-US' });
      const page = await context.newPage();
      // Firefox takes no such switch over this protocol, so the scripts do not come either.
      await page.route('**/*.js', (route) => route.abort());
      const requests: string[] = [];
      page.on('request', (request) => { requests.push(request.url()); });
      await page.goto(`${world.server}/embed/find-a-group?site=pk_demo-veteran`);
      assert.equal(await page.locator('.groups article').count(), 9);
      await page.getByRole('searchbox', { name: 'Search groups' }).fill('coffee');
      await page.getByRole('button', { name: 'Find groups' }).click();
      await page.getByText('1 group found').waitFor();
      assert.doesNotMatch(page.url(), /coffee/, 'what was looked for is in no address');
      await page.getByRole('link', { name: 'Coffee and check-in' }).click();
      await page.getByRole('heading', { name: 'Coffee and check-in' }).waitFor();
      for (const words of ['What to expect', 'Fortline Hall', 'First names only', 'Cost: Free']) await page.getByText(words).first().waitFor();
      assert.match(await page.getByRole('link', { name: 'Call 555-0163' }).getAttribute('href') ?? '', /^tel:/);
      await page.getByRole('link', { name: 'All groups' }).click();
      await page.getByRole('link', { name: 'Night owls online' }).click();
      // Without a script the browser itself opens what stands after the guidelines.
      await page.getByText('I have read it. Show me how to join.').click();
      await page.getByRole('link', { name: 'Join online' }).waitFor();
      assert.deepEqual(requests.filter((url) => new URL(url).origin !== world.server), []);
      await context.close();
    });

    // Chromium alone reports layout shifts.
    if (name === 'chromium') test('the element takes the page over without a shift, and shows the same groups', async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
      const page = await context.newPage();
      await page.addInitScript(() => { (globalThis as { shift?: number }).shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) if (!entry.hadRecentInput) (globalThis as unknown as { shift: number }).shift += entry.value; }).observe({ type: 'layout-shift', buffered: true }); });
      // What comes later comes later: no part may push another down when it arrives.
      let late = 0;
      await page.route('**/c/*.js', async (route) => { late += 150; await new Promise((done) => { setTimeout(done, late); }); await route.continue(); });
      await page.goto(`${world.server}/embed/find-a-group?site=pk_demo-veteran`);
      const before = await page.locator('.groups h2').allTextContents();
      await page.locator('find-a-group[data-kith-ready]').waitFor();
      await page.waitForFunction(() => document.querySelector('find-a-group')!.shadowRoot!.querySelector('slot')!.hidden && document.querySelector('find-a-group')!.shadowRoot!.querySelector('.foot') !== null);
      assert.deepEqual(await page.locator('find-a-group [role=list] > li h3').allTextContents(), before);
      const shift = await page.evaluate(() => (globalThis as unknown as { shift: number }).shift);
      console.log(JSON.stringify({ 'take-over': 'layout shift', shift }));
      assert.equal(Math.round(shift * 1000) / 1000, 0);
      await context.close();
    });

    test('the whole path without a third party: search, place, group, guidelines, calendar, sisters', async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US', timezoneId: 'America/Chicago', reducedMotion: 'reduce' });
      const page = await context.newPage();
      const requests: { url: string; method: string }[] = [];
      page.on('request', (request) => { requests.push({ url: request.url(), method: request.method() }); });
      await page.goto(`${world.pages}/community/`);
      const finder = page.locator('find-a-group').first();
      await finder.getByRole('button', { name: 'Where and how' }).click();
      await finder.getByRole('searchbox', { name: 'Town or postcode' }).fill('Costa Mesa, CA');
      await finder.getByRole('button', { name: 'Look up' }).click();
      await finder.getByRole('button', { name: 'Remove Within 25 miles of Costa Mesa' }).waitFor();
      await finder.getByText(/groups within 25 miles/).first().waitFor();
      await page.keyboard.press('Escape');
      await finder.locator('[role=list] h3 button').first().click();
      await finder.locator('.detail').waitFor();
      assert.deepEqual(await axeFinds(page), []);
      await page.goto(`${world.pages}/veteran/`);
      await finder.getByRole('button', { name: 'Night owls online' }).click();
      await finder.getByRole('button', { name: 'I have read it. Show me how to join.' }).click();
      await finder.getByRole('link', { name: /^Join online/ }).waitFor();
      const calendar = await page.request.get((await finder.getByRole('link', { name: 'Add to my calendar' }).getAttribute('href'))!);
      assert.match(await calendar.text(), /^BEGIN:VCALENDAR\r\n[\s\S]*RRULE:FREQ=WEEKLY;BYDAY=TU,TH,SU/);
      const own = [new URL(world.server).host, new URL(world.pages).host];
      assert.deepEqual(requests.filter(({ url }) => !own.includes(new URL(url).host)), []);
      assert.ok(requests.every(({ url }) => !/costa|mesa/i.test(url)), 'the place is in no address');
      assert.ok(requests.some(({ url, method }) => method === 'POST' && url.includes('/v1/places/search?site=')));
      await context.close();
    });

    test('the map by keyboard: points alone until its pictures are asked for, then from the partner\'s source; axe is empty', async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'en-US', timezoneId: 'America/Chicago', reducedMotion: 'reduce' });
      const page = await context.newPage();
      const requests: string[] = [];
      page.on('request', (request) => { requests.push(request.url()); });
      await page.goto(`${world.pages}/community/`);
      const finder = page.locator('find-a-group').first();
      const show = finder.getByRole('button', { name: 'Show on a map' });
      await show.waitFor();
      const before = requests.length;
      await show.focus();
      await page.keyboard.press('Enter');
      const map = finder.getByRole('group', { name: 'Map of groups' });
      await map.getByRole('button').first().waitFor();
      await finder.getByText(/On the map: \d+ of 3,480 groups/).waitFor();
      const loaded = requests.slice(before);
      assert.ok(loaded.every((url) => new URL(url).origin === world.server), 'the map itself comes from the server of the partner');
      assert.ok(!requests.some((url) => url.includes('/tiles/')), 'no picture before the visitor asks');
      assert.deepEqual(await axeFinds(page), []);
      // A cluster opens into smaller ones; the focus stays in the map's reach.
      const many = map.getByRole('button', { name: /^\d+ groups here$/ }).first();
      const labels = () => page.evaluate(() => [...document.querySelector('find-a-group')!.shadowRoot!.querySelectorAll('.map button')].map((pin) => pin.getAttribute('aria-label')).join());
      const whole = await labels();
      await many.focus();
      await page.keyboard.press('Enter');
      // Other clusters, maybe as many as before: which groups are on the map depends on the hour.
      await page.waitForFunction((was) => [...document.querySelector('find-a-group')!.shadowRoot!.querySelectorAll('.map button')].map((pin) => pin.getAttribute('aria-label')).join() !== was, whole);
      await finder.getByRole('button', { name: 'Zoom out' }).press('Enter');
      await finder.getByText('It then learns which area you look at.').waitFor();
      await finder.getByRole('button', { name: 'Load map pictures' }).press('Enter');
      await page.waitForFunction(() => document.querySelector('find-a-group')!.shadowRoot!.querySelector('.leaflet-tile-loaded') !== null);
      assert.ok(requests.some((url) => url.startsWith(`${world.pages}/tiles/`)));
      await finder.getByText('Map pictures: drawn by the demo').waitFor();
      await finder.getByRole('button', { name: 'Hide the map' }).press('Enter');
      assert.equal(await map.count(), 0);
      await context.close();
    });

    test('map and group in the dark, in forced colours and at 400 %: axe finds nothing, nothing is cut off', async () => {
      for (const [look, more] of [['dark', { colorScheme: 'dark' }], ['forced colours', { forcedColors: 'active' }], ['400 %', { viewport: { width: 320, height: 256 } }]] as const) {
        const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'en-US', reducedMotion: 'reduce', ...more });
        const page = await context.newPage();
        await page.goto(`${world.pages}/community/`);
        const finder = page.locator('find-a-group').first();
        await finder.getByRole('button', { name: 'Show on a map' }).click();
        await finder.getByText(/On the map: \d+ of 3,480 groups/).waitFor();
        assert.deepEqual(await axeFinds(page), [], `map, ${look}`);
        assert.equal(await wide(page), false, `map, ${look}`);
        await finder.getByRole('listitem').getByRole('heading').getByRole('button').first().click();
        await finder.getByRole('button', { name: 'Back to the list' }).waitFor();
        await page.waitForFunction(() => document.querySelector('find-a-group')!.shadowRoot!.getAnimations().length === 0);
        assert.deepEqual(await axeFinds(page), [], `group, ${look}`);
        assert.equal(await wide(page), false, `group, ${look}`);
        await context.close();
      }
    });

    test('the map under the strictest policy: no complaint, points alone', async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'en-US' });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${world.pages}/hospital-portal/`);
      const finder = page.locator('find-a-group').first();
      await finder.getByRole('button', { name: 'Show on a map' }).click();
      await finder.getByRole('group', { name: 'Map of groups' }).getByRole('button').first().waitFor();
      assert.equal(await finder.getByRole('button', { name: 'Load map pictures' }).count(), 0, 'this partner names no source of pictures');
      assert.deepEqual(complaints.filter((text) => !/favicon/.test(text)), []);
      await context.close();
    });

    test('320 px, Arabic, dark: the element and the pages of the server do not scroll sideways, and axe is empty', async () => {
      const context = await browser.newContext({ viewport: { width: 320, height: 800 }, colorScheme: 'dark', locale: 'ar' });
      const page = await context.newPage();
      for (const path of ['/embed/find-a-group?site=pk_demo-veteran&lang=ar', '/groups/pk_demo-veteran/vet-coffee?lang=ar', '/groups/pk_demo-veteran/vet-night-line?lang=es']) {
        await page.goto(`${world.server}${path}`);
        assert.equal(await wide(page), false, `${path}, as it comes`);
        if (path.startsWith('/embed')) await page.locator('find-a-group[data-kith-ready]').waitFor();
        assert.equal(await wide(page), false, path);
        assert.deepEqual(await axeFinds(page), [], path);
      }
      await context.close();
    });
  });
}
