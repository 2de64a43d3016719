import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { portalPolicy } from '../demo/pages.ts';
import { engines } from './browsers.ts';
import { axeFinds } from './talk-helpers.ts';
import { otherSite, startWorld, type World } from './world.ts';

let world: World;
before(async () => { world = await startWorld(); });
after(async () => { await world.stop(); });

const finder = (page: Page, at = 0) => page.locator('find-a-group').nth(at);
const ready = (page: Page) => page.locator('find-a-group[data-kith-ready]').first().waitFor();
const found = (page: Page) => page.getByRole('status').first();

for (const name of ['chromium', 'firefox'] as const) {
  describe(name, { skip: engines[name].there ? false : `${name} is not installed` }, () => {
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    before(async () => { browser = await engines[name].launch(); });
    after(async () => { await browser.close(); });
    const fresh = async (options: Parameters<Browser['newContext']>[0] = {}) => {
      context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US', timezoneId: 'America/New_York', ...options });
      page = await context.newPage();
      return page;
    };

    test('community page: a search, a filter and a group by keyboard alone', async () => {
      await fresh();
      await page.goto(`${world.pages}/community/`);
      await ready(page);
      await page.waitForFunction(() => document.querySelector('find-a-group')!.shadowRoot!.querySelectorAll('[role=list] h3').length === 20);
      assert.match((await found(page).textContent())!, /^3,480 groups/);
      const focused = () => page.evaluate(() => { const inner = document.activeElement!.shadowRoot?.activeElement ?? document.activeElement!; return `${inner.localName} ${(inner.getAttribute('aria-label') ?? (inner as HTMLInputElement).labels?.[0]?.textContent ?? inner.textContent ?? '').trim()}`; });
      const tabTo = async (wanted: RegExp) => {
        for (let presses = 0; presses < 80; presses++) { await page.keyboard.press('Tab'); const now = await focused(); if (wanted.test(now)) return now; }
        throw new Error(`no Tab leads to ${String(wanted)}; last was ${await focused()}`);
      };
      await tabTo(/^input Search groups/);
      await page.keyboard.type('sunrise');
      await page.waitForFunction(() => /^\d+ groups?/.test(document.querySelector('find-a-group')!.shadowRoot!.querySelector('[role=status]')!.textContent) && !document.querySelector('find-a-group')!.shadowRoot!.querySelector('[role=status]')!.textContent.startsWith('1,967'));
      const searched = Number(/^\d+/.exec((await found(page).textContent())!)![0]);
      assert.ok(searched > 0 && searched < 100);
      await tabTo(/^button When/);
      await page.keyboard.press('Enter');
      await tabTo(/^input Monday/);
      await page.keyboard.press('Space');
      await page.waitForFunction((count) => Number(/^\d+/.exec(document.querySelector('find-a-group')!.shadowRoot!.querySelector('[role=status]')!.textContent)?.[0]) < count, searched);
      await page.keyboard.press('Escape');
      assert.match(await focused(), /^button When \(1\)/, 'Escape closes the filters and focus is back on their button');
      await tabTo(/^button Remove Monday/);
      const card = await tabTo(/^button (?!Remove|Clear)/);
      await page.keyboard.press('Enter');
      await page.locator('find-a-group .detail').waitFor();
      await page.waitForFunction(() => document.activeElement!.shadowRoot?.activeElement?.className === 'name');
      assert.equal(await focused(), `h3 ${card.replace('button ', '')}`);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => document.activeElement!.shadowRoot?.activeElement?.className === 'title');
      assert.equal(await focused(), card);
      assert.doesNotMatch(page.url(), /sunrise/);
      assert.match(page.url(), /kith-days=MO/);
      await page.reload();
      await ready(page);
      await page.getByRole('button', { name: 'Remove Monday' }).waitFor();
      await context.close();
    });

    test('hospital portal: the strictest policy, Trusted Types, no request but to the server and the page, nothing stored', async () => {
      await fresh();
      const requests: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.addInitScript(() => { (globalThis as { violations?: string[] }).violations = []; document.addEventListener('securitypolicyviolation', (event) => { (globalThis as unknown as { violations: string[] }).violations.push(`${event.effectiveDirective} ${event.blockedURI}`); }); });
      await page.goto(`${world.pages}/hospital-portal/`);
      await ready(page);
      await page.getByRole('searchbox', { name: 'Search groups' }).fill('newcomer');
      await page.getByRole('button', { name: 'When' }).click();
      await page.getByRole('checkbox', { name: /Sunday/ }).check();
      await page.getByRole('list').getByRole('button').first().click();
      await page.getByRole('button', { name: 'Back to the list' }).waitFor();
      // A browser asks for the page's own icon by itself; that is between the page and its policy.
      assert.deepEqual((await page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations)).filter((text) => !text.endsWith('/favicon.ico')), []);
      assert.deepEqual(complaints.filter((text) => !/favicon/.test(text)), []);
      const foreign = requests.filter((url) => !url.startsWith(`${world.server}/`) && !url.startsWith(`${world.pages}/hospital-portal/`) && !url.endsWith('/favicon.ico'));
      assert.deepEqual(foreign, []);
      for (const url of requests) assert.doesNotMatch(url, /newcomer/);
      assert.deepEqual(await page.evaluate(async () => [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases?.() ?? []).length, (await caches.keys()).length]), ['', 0, 0, 0, 0]);
      assert.deepEqual((await context.cookies()), []);
      await context.close();
    });

    test('at most four requests until the list is on screen', async () => {
      await fresh();
      const requests: string[] = [];
      page.on('request', (request) => { if (request.url().startsWith(world.server)) requests.push(new URL(request.url()).pathname); });
      // Counted in the moment when the list is there: more may follow at once.
      await page.addInitScript(() => {
        document.addEventListener('kith-ready', () => { (globalThis as { atFirst?: number }).atFirst ??= performance.getEntriesByType('resource').filter(({ name: url }) => !url.endsWith('.css') && !url.includes('favicon')).length; });
      });
      await page.goto(`${world.pages}/community/`);
      await page.waitForFunction(() => (globalThis as { atFirst?: number }).atFirst !== undefined);
      const atFirst = await page.evaluate(() => (globalThis as unknown as { atFirst: number }).atFirst);
      assert.ok(atFirst <= 4, `${atFirst}: ${requests.join(' ')}`);
      await context.close();
    });

    test('a hostile stylesheet of the host, two finders on one page, no host element restyled', async () => {
      const site = await otherSite((_request, response) => { response.setHeader('content-type', 'text/html'); response.end(`<!doctype html><html lang="en"><head><title>Hostile</title><style>*{all:unset!important}</style></head><body><h1 id="host">Host</h1><button id="b">b</button><script async src="${world.server}/kith.js" data-site="pk_demo-veteran" referrerpolicy="no-referrer"></script><find-a-group></find-a-group><find-a-group site="pk_demo-school"></find-a-group></body></html>`); });
      await allow(site.url, 'veteran', 'school');
      await fresh();
      const look = () => page.evaluate(() => [...document.querySelectorAll('h1, button, body')].map((element) => { const { display, color, font } = getComputedStyle(element); return [display, color, font].join(); }).join('|'));
      await page.route('**/kith.js', (route) => route.abort());
      await page.goto(site.url);
      const without = await look();
      await page.unroute('**/kith.js');
      await page.goto(site.url);
      await page.waitForFunction(() => document.querySelectorAll('find-a-group[data-kith-ready]').length === 2);
      assert.equal(await look(), without);
      for (const at of [0, 1]) {
        const box = (await finder(page, at).boundingBox())!;
        assert.ok(box.width > 900 && box.height > 400, JSON.stringify(box));
        assert.equal(await finder(page, at).evaluate((element) => getComputedStyle(element.shadowRoot!.querySelector('.card')!).display), 'grid');
      }
      await finder(page, 0).getByRole('button', { name: 'When' }).click();
      await finder(page, 0).getByRole('checkbox', { name: /Monday/ }).check();
      await page.waitForFunction(() => /kith-days=MO/.test(location.search));
      assert.deepEqual(await page.evaluate(() => Object.keys(globalThis).filter((key) => /kith/i.test(key))), []);
      site.stop();
      await context.close();
    });

    test('in a frame: an allowed origin sees it at its full height and in its language, any other is refused', async () => {
      const frame = (language: string) => `<!doctype html><html lang="en"><head><title>Frame</title></head><body><script async src="${world.server}/kith.js" data-site="pk_demo-school"></script><a href="#before" id="before">before</a><iframe title="Groups" src="${world.server}/embed/find-a-group?site=pk_demo-school&lang=${language}" style="width:100%;height:50px"></iframe><a href="#after" id="after">after</a></body></html>`;
      const allowed = await otherSite((_request, response) => { response.setHeader('content-type', 'text/html'); response.end(frame('es')); });
      const stranger = await otherSite((_request, response) => { response.setHeader('content-type', 'text/html'); response.end(frame('es')); });
      await allow(allowed.url, 'school');
      await fresh();
      await page.goto(allowed.url);
      await page.frameLocator('iframe').locator('find-a-group[data-kith-ready]').waitFor();
      await page.waitForFunction(() => document.querySelector('iframe')!.offsetHeight > 600);
      assert.equal(await page.frameLocator('iframe').locator('html').getAttribute('lang'), 'es');
      assert.ok(await page.frameLocator('iframe').getByRole('searchbox', { name: 'Buscar grupos' }).or(page.frameLocator('iframe').getByRole('searchbox')).isVisible());
      await page.locator('#before').focus();
      for (let presses = 0; presses < 120; presses++) { await page.keyboard.press('Tab'); if (await page.evaluate(() => document.activeElement?.id === 'after')) break; }
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'after', 'Tab goes through the frame and out of it');
      await page.goto(stranger.url);
      await page.waitForFunction(() => document.querySelector('iframe') !== null);
      await page.waitForLoadState('load');
      assert.equal(await page.frames()[1]?.locator('find-a-group').count().catch(() => 0) ?? 0, 0);
      allowed.stop();
      stranger.stop();
      await context.close();
    });

    test('with scripts off the embed page reads the same groups, page after page', async () => {
      await fresh({ javaScriptEnabled: false });
      // Firefox takes no such switch over this protocol, so the scripts do not come either.
      await page.route('**/*.js', (route) => route.abort());
      const names = async () => page.locator('article h2').allTextContents();
      const listed = async () => (await (await fetch(`${world.server}/v1/groups?site=pk_demo-community&limit=20`)).json() as { groups: { name: string }[] }).groups.map(({ name: text }) => text);
      // The list begins with what comes next: a half hour may begin between the two.
      const before = await listed();
      await page.goto(`${world.server}/embed/find-a-group?site=pk_demo-community`);
      const first = await names();
      assert.equal(first.length, 20);
      const after = await listed();
      assert.deepEqual(first, JSON.stringify(first) === JSON.stringify(before) ? before : after);
      await page.getByRole('link', { name: 'More groups' }).click();
      assert.equal((await names()).filter((text) => first.includes(text) && text.length > 25).length < 20, true);
      assert.ok(await page.getByRole('link', { name: 'Call 911' }).isVisible());
      await context.close();
    });

    test('a server that goes away: what is there stays, an error in words, help stays', async () => {
      await fresh();
      await page.goto(`${world.pages}/veteran/`);
      await ready(page);
      await page.getByRole('button', { name: 'When' }).waitFor();
      await context.setOffline(true);
      await page.getByRole('searchbox', { name: 'Search groups' }).fill('coffee');
      await page.getByText(/cannot be reached|seem to be offline/).first().waitFor();
      assert.ok(await finder(page).getByRole('link', { name: 'Call 911' }).isVisible());
      assert.ok(await page.getByRole('heading', { name: 'Trail walk' }).isVisible());
      await context.setOffline(false);
      // It tries again by itself.
      await page.waitForFunction(() => document.querySelector('find-a-group')!.shadowRoot!.querySelectorAll('[role=list] h3').length === 1);
      await context.close();
    });

    test('a script that never comes: the page still has its own words and number', async () => {
      await fresh();
      await page.route('**/kith.js', (route) => route.abort());
      await page.goto(`${world.pages}/clinic/`);
      assert.ok(await finder(page).getByRole('link', { name: 'call 988' }).isVisible());
      await page.unroute('**/kith.js');
      await page.route('**/c/find-a-group-*.js', (route) => route.abort());
      await page.goto(`${world.pages}/clinic/`);
      assert.ok(await finder(page).getByRole('link', { name: 'call 988' }).isVisible());
      await context.close();
    });

    test('the immutable loader refuses a chunk that is not the one it was built with', async () => {
      const version = (await (await fetch(`${world.server}/healthz`)).json() as { version: string }).version;
      const tag = /integrity=&quot;(sha384-[^&]+)&quot;/.exec(await (await fetch(world.server)).text())![1]!;
      const site = await otherSite((_request, response) => { response.setHeader('content-type', 'text/html'); response.end(`<!doctype html><html lang="en"><body><script async src="${world.server}/v${version}/kith.js" data-site="pk_demo-veteran" integrity="${tag}" crossorigin="anonymous"></script><find-a-group lang="en"><p>Own words</p></find-a-group></body></html>`); });
      await allow(site.url, 'veteran');
      await fresh();
      await page.goto(site.url);
      await ready(page);
      await context.close();
      // Safari before 17 loads nothing ahead, so nothing can be checked there: the page's own words stay, as for a file that was changed.
      for (const old of [false, true]) {
        const warned: string[] = [];
        await fresh();
        page.on('console', (message) => warned.push(message.text()));
        if (old) await page.addInitScript(() => { DOMTokenList.prototype.supports = () => false; });
        else await page.route('**/c/find-a-group-*.js', async (route) => { const answer = await route.fetch(); await route.fulfill({ response: answer, body: `${await answer.text()}\n;globalThis.tampered = 1;`, headers: { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' } }); });
        await page.goto(site.url);
        await page.waitForFunction(() => performance.getEntriesByType('resource').length >= 1);
        for (let tries = 0; tries < 50 && !warned.some((text) => text.includes('could not load')); tries++) await page.waitForEvent('console', { timeout: 5_000 }).catch(() => undefined);
        assert.ok(warned.some((text) => text.includes('could not load')));
        assert.equal(await page.evaluate(() => (globalThis as { tampered?: number }).tampered), undefined);
        assert.ok(await page.getByText('Own words').isVisible());
        await context.close();
      }
      site.stop();
    });

    test('all that a finder of a feed needs is asked for at once: on a slow line each wait is felt', async () => {
      const site = await otherSite((_request, response) => { response.setHeader('content-type', 'text/html'); response.end(`<!doctype html><html lang="en"><body><script async src="${world.server}/kith.js"></script><find-a-group src="/feed.json"></find-a-group>`); });
      await fresh();
      let feeds = 0;
      page.on('request', (request) => { if (request.url().endsWith('/feed.json')) feeds++; });
      const others = Promise.all([page.waitForRequest(/\/feed\.json$/), page.waitForRequest(/\/c\/feeds-/), page.waitForRequest((request) => /\/c\/(?!find-a-group|feeds)/.test(request.url()))]);
      // The element itself does not come before everything else was asked for.
      await page.route('**/c/find-a-group-*.js', async (route) => { await others.catch(() => undefined); await route.continue(); });
      await Promise.all([others, page.goto(site.url)]);
      await page.unrouteAll({ behavior: 'wait' });
      await page.getByRole('paragraph').getByText('The list of groups could not be read.').waitFor();
      assert.equal(feeds, 1, 'asked for ahead, and not again');
      site.stop();
      await context.close();
    });

    test('a page of feeds alone does not pay for what talks to a server, and a finder of a server that comes later brings it', async () => {
      const feed = JSON.stringify([{ slug: 'one', name: 'Monday evening', day: 1, time: '19:00', timezone: 'America/New_York' }]);
      const version = (await (await fetch(`${world.server}/healthz`)).json() as { version: string }).version;
      const site = await otherSite((request, response) => {
        response.setHeader('content-type', request.url === '/feed.json' ? 'application/json' : 'text/html');
        response.end(request.url === '/feed.json' ? feed : `<!doctype html><html lang="en"><body><script async src="${world.server}${request.url === '/pinned' ? `/v${version}` : ''}/kith.js" crossorigin="anonymous"></script><find-a-group src=" feed.json  http:// "></find-a-group>`);
      });
      await allow(site.url, 'veteran');
      await fresh();
      const asked: string[] = [];
      page.on('request', (request) => { asked.push(new URL(request.url()).pathname.replace(/-[\w-]{8}\.js$/, '')); });
      await page.goto(site.url);
      await page.getByRole('button', { name: 'Monday evening' }).waitFor();
      assert.equal(asked.filter((path) => path === '/feed.json').length, 1);
      assert.ok(asked.includes('/c/find-a-group-src') && !asked.includes('/c/find-a-group'), asked.join(' '));
      await page.evaluate((server) => { const later = document.createElement('find-a-group'); later.setAttribute('server', server); later.setAttribute('site', 'pk_demo-veteran'); document.body.append(later); }, world.server);
      await page.locator('find-a-group[site][data-kith-ready]').waitFor();
      assert.ok(await page.locator('find-a-group[site]').getByRole('listitem').count() > 1);
      // A name that every object has is no element of ours, and keeps nobody from the one beside it.
      await page.evaluate(() => { document.body.append(document.createElement('constructor'), document.createElement('crisis-resources')); });
      await page.evaluate(() => customElements.whenDefined('crisis-resources').then(() => undefined));
      asked.length = 0;
      await page.goto(`${site.url}/pinned`);
      await page.getByRole('button', { name: 'Monday evening' }).waitFor();
      assert.equal(asked.filter((path) => path === '/feed.json').length, 1);
      site.stop();
      await context.close();
    });

    test('a page that lets scripts in by their nonce alone, and tells everybody its whole address: nothing is refused, and nobody is told', async () => {
      const version = (await (await fetch(`${world.server}/healthz`)).json() as { version: string }).version;
      for (const path of ['kith.js', `v${version}/kith.js`]) {
        const site = await otherSite((_request, response) => { response.setHeader('content-type', 'text/html'); response.setHeader('referrer-policy', 'unsafe-url'); response.setHeader('content-security-policy', `default-src 'none'; script-src 'nonce-once'; connect-src ${world.server}; require-trusted-types-for 'script'; trusted-types lit-html`); response.end(`<!doctype html><html lang="en"><body><script async nonce="once" referrerpolicy="no-referrer" src="${world.server}/${path}" data-site="pk_demo-veteran" crossorigin="anonymous"></script><find-a-group lang="en"><p>Own words</p></find-a-group></body></html>`); });
        await allow(site.url, 'veteran');
        await fresh();
        const refused: string[] = [];
        await page.exposeFunction('kithRefused', (what: string) => { refused.push(what); });
        await page.addInitScript(() => { addEventListener('securitypolicyviolation', ({ blockedURI, violatedDirective }) => { (globalThis as unknown as { kithRefused: (what: string) => void }).kithRefused(`${violatedDirective} ${blockedURI}`); }); });
        const told: Promise<string | undefined>[] = [];
        page.on('request', (request) => { if (request.url().startsWith(world.server)) told.push(request.allHeaders().then(({ referer }) => referer)); });
        await page.goto(`${site.url}/appointments?for=nobody`);
        await ready(page);
        // What comes later, when the page is idle, too.
        await page.getByRole('button', { name: 'When' }).waitFor();
        assert.ok(told.length > 3);
        assert.deepEqual((await Promise.all(told)).filter((referer) => referer !== undefined), []);
        assert.deepEqual(refused.filter((what) => !what.includes('favicon')), []);
        site.stop();
        await context.close();
      }
    });

    if (name === 'chromium') {
      for (const [path, width] of [['clinic', 1280], ['hospital-portal', 320], ['veteran', 768], ['school', 320], ['community', 1280], ['kitchen-sink', 1280]] as const) {
        for (const colorScheme of ['light', 'dark'] as const) {
          test(`axe finds nothing: ${path} at ${width} px, ${colorScheme}`, async () => {
            await fresh({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
            await page.goto(`${world.pages}/${path}/?lang=${colorScheme === 'dark' ? 'es' : 'en'}`);
            await ready(page);
            // Every finder has its list with filters, or has said why not.
            await page.waitForFunction(() => [...document.querySelectorAll('find-a-group')].every(({ shadowRoot }) => shadowRoot?.querySelector('.bar button, .message')));
            assert.deepEqual(await axeFinds(page), []);
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out sideways');
            await context.close();
          });
        }
      }
    }
  });
}

test('the policy that the README gives to partners is the one that was tried', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  assert.ok(readme.includes(portalPolicy('https://peers.example.org').split('; base-uri')[0]!));
});

/** Lets a site show programs. */
async function allow(origin: string, ...programs: string[]): Promise<void> {
  const { write } = world.running.store;
  for (const program of programs) await write.insertInto('origins').values({ program_id: program, origin, created_at: new Date().toISOString() }).execute();
  // The server looks a program up again after two seconds.
  for (const program of programs) while ((await fetch(`${world.server}/v1/programs/pk_demo-${program}`, { headers: { origin } })).status !== 200);
}
