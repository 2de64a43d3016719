import { aTimeout, expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { GroupResult } from '@kith/contract';
import type { KithErrorEvent, KithResultsEvent } from '../events.ts';
import { fakeServer, groups, pageOf, refusal, type FakeServer } from '../testing.ts';
import { readAddress, writeAddress, noChoices } from './choices.ts';
import { FindAGroup } from './find-a-group.ts';
import { button, headings, open, root, say, searchBox, settled, shown, status, still } from './testing.ts';
import { soon, yourTime, zoneName, type Clock } from '@kith/finder/times';
import { en } from '@kith/finder/locale/en';

let server: FakeServer;
const address = location.href;
beforeEach(() => { server = fakeServer(); });
afterEach(() => { server.restore(); history.replaceState(null, '', address); });

describe('<find-a-group>: the list', () => {
  it('has a search box, a list of items with headings, a status with the count, and a crisis line', async () => {
    const element = await open();
    expect(searchBox(element).labels![0]!.textContent.trim()).to.equal('Search groups');
    expect(headings(element)).to.have.length(10);
    expect(status(element)).to.match(/^30 groups/);
    await settled(element, () => root(element).querySelector('a[href="tel:988"]') !== null, 'crisis line');
    expect(root(element).querySelector('a[href="tel:911"]')!.textContent).to.equal('Call 911');
  });

  it('needs no more than two calls for the first list, and puts nothing a visitor chose into an address', async () => {
    const element = await open();
    await settled(element, () => server.requests.length >= 2, 'two calls');
    expect(server.requests.map(({ method, url }) => `${method} ${url.pathname}`).sort()).to.deep.equal(['GET /v1/groups', 'GET /v1/programs/pk_test']);
    say(element, 'café');
    await settled(element, () => headings(element).length === 1, 'one group');
    const last = server.requests.at(-1)!;
    expect([last.method, last.url.search, last.body.text]).to.deep.equal(['POST', '?site=pk_test', 'café']);
    expect(location.href).to.not.contain('caf');
  });

  it('says how many were found after each search, and offers to clear when nothing fits', async () => {
    const element = await open();
    say(element, 'zzzzzzzz');
    await settled(element, () => status(element).startsWith('0 groups'), 'no group');
    expect(root(element).textContent).to.contain('No group fits all of this.');
    button(element, 'Clear all').click();
    await settled(element, () => status(element).startsWith('30 groups'), 'all again');
    expect(searchBox(element).value).to.equal('');
  });

  it('filters are labelled groups with counts; what is chosen is shown in one place and can be taken back', async () => {
    const element = await open();
    button(element, 'Where and how').click();
    await element.updateComplete;
    const filter = root(element).querySelector<HTMLFieldSetElement>('fieldset[data-list="formats"]')!;
    expect(filter.querySelector('legend')!.textContent).to.equal('How to take part');
    const online = [...filter.querySelectorAll('label')].find((label) => label.textContent.includes('Online'))!;
    expect(online.textContent).to.contain('15');
    online.querySelector('input')!.click();
    await settled(element, () => status(element).startsWith('15 groups'), 'online groups');
    expect(location.search).to.contain('kith');
    button(element, 'Remove Online').click();
    await settled(element, () => status(element).startsWith('30 groups'), 'all groups');
    expect(location.search).to.not.contain('formats');
  });

  it('shows more, without doubles, and goes on from the first new one', async () => {
    const element = await open();
    button(element, 'Show more groups').click();
    await settled(element, () => headings(element).length === 20, 'twenty');
    expect(new Set(headings(element)).size).to.equal(20);
    await waitUntil(() => root(element).activeElement?.textContent === headings(element)[10], 'focus on the eleventh');
  });

  it('opens a group, moves focus to its name, and brings it back with Escape', async () => {
    const element = await open();
    const first = root(element).querySelector<HTMLButtonElement>('[role="list"] h3 button')!;
    const name = first.textContent;
    first.focus();
    first.click();
    await settled(element, () => root(element).querySelector('.detail') !== null, 'detail');
    await waitUntil(() => root(element).activeElement?.classList.contains('name') === true, 'focus on the name');
    expect(root(element).querySelectorAll('.dates li')).to.have.length(3);
    root(element).activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    await settled(element, () => root(element).querySelector('.detail') === null, 'the list');
    await waitUntil(() => root(element).activeElement?.textContent === name, 'focus on where it was');
  });

  it('takes a report from a pick list, with a key that makes a retry safe', async () => {
    const element = await open();
    root(element).querySelector<HTMLButtonElement>('[role="list"] h3 button')!.click();
    await settled(element, () => root(element).querySelector('.detail') !== null, 'detail');
    button(element, 'Report a problem with this listing').click();
    await settled(element, () => root(element).querySelector('.report input') !== null, 'the form');
    root(element).querySelector<HTMLInputElement>('.report input[value="wrong-time"]')!.click();
    button(element, 'Send').click();
    await settled(element, () => root(element).textContent.includes('Thank you'), 'thanks');
    expect(server.requests.at(-1)!.body).to.deep.equal({ kind: 'wrong-time' });
  });

  it('passes axe as a list, with filters open, as a group, and when it failed', async () => {
    const element = await open();
    await settled(element, () => server.requests.length >= 2, 'program');
    await expect(element).to.be.accessible();
    button(element, 'When').click();
    await element.updateComplete;
    await still(element);
    await expect(element).to.be.accessible();
    root(element).querySelector<HTMLButtonElement>('[role="list"] h3 button')!.click();
    await settled(element, () => root(element).querySelector('.detail') !== null, 'detail');
    await still(element);
    await expect(element).to.be.accessible();
    server.answer = () => refusal('origin-not-allowed', 403);
    const failed = await fixture<FindAGroup>(html`<find-a-group server="https://kith.test" site="pk_test" lang="en"><p>Ours</p></find-a-group>`);
    await waitUntil(() => failed.shadowRoot!.textContent.includes('may not show'), 'refused');
    await expect(failed).to.be.accessible();
  });
});

describe('<find-a-group>: when things go wrong', () => {
  it("the page's own words stay until the list is there", async () => {
    let release!: () => void;
    const gate = new Promise<void>((resolve) => { release = resolve; });
    server.answer = async () => { await gate; return new Response(JSON.stringify(pageOf([{ ...groups[0]!, next: [] }])), { headers: { 'content-type': 'application/json' } }); };
    const element = await fixture<FindAGroup>(html`<find-a-group server="https://kith.test" site="pk_test" lang="en"><p>Ours</p></find-a-group>`);
    expect(shown(element)).to.be.true;
    await waitUntil(() => root(element).textContent.includes('Looking for groups…'), 'a line of words after a moment', { timeout: 3000 });
    expect(shown(element)).to.be.true;
    release();
    await waitUntil(() => !shown(element), 'the list instead');
  });

  it('shows the last good copy with its time while the server cannot be reached, and the new one when it is back', async () => {
    server.restore();
    const asked: RequestCache[] = [];
    const real = globalThis.fetch;
    server = fakeServer();
    const fake = globalThis.fetch;
    let gone = true;
    globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (new URL(request.url).pathname !== '/v1/groups') return fake(input, init);
      asked.push(request.cache);
      if (gone && request.cache !== 'force-cache') throw new TypeError('Failed to fetch');
      return new Response(JSON.stringify({ ...await (await fake(input, init)).json() as object, ...(gone ? { asOf: '2026-01-05T10:00:00Z' } : {}) }), { headers: { 'content-type': 'application/json' } });
    };
    try {
      const element = await open();
      expect(headings(element)).to.have.length(10);
      expect(root(element).textContent).to.match(/As of Jan 5, 2026.*The list cannot be reached right now\./);
      expect(asked.at(-1)).to.equal('force-cache');
      gone = false;
      element.refresh();
      await settled(element, () => !root(element).textContent.includes('As of Jan'), 'the new one');
    } finally { globalThis.fetch = real; }
  });

  const failures: [string, () => Response | Promise<Response>, string, string][] = [
    ['refused', () => refusal('origin-not-allowed', 403), 'This site may not show', 'origin-not-allowed'],
    ['not set up', () => refusal('unknown-site', 404), 'not set up on this site', 'unknown-site'],
    ['unreachable', () => { throw new TypeError('Failed to fetch'); }, 'cannot be reached', 'KithConnectionError'],
    ['an answer that makes no sense', () => new Response('<html>'), 'could not be shown', 'KithAnswerError'],
  ];
  for (const [what, answer, words, code] of failures) {
    it(`${what}: said in plain words, the page's own words come back, help stays, and it can be tried again`, async () => {
      server.answer = answer;
      const element = document.createElement('find-a-group');
      element.setAttribute('server', 'https://kith.test');
      element.setAttribute('site', 'pk_test');
      element.setAttribute('lang', 'en');
      element.append('Ours');
      const failed = oneEvent(element, 'kith-error') as unknown as Promise<KithErrorEvent>;
      document.body.append(element);
      expect((await failed).code).to.equal(code);
      await settled(element, () => root(element).textContent.includes(words), words);
      expect(shown(element)).to.be.true;
      expect(root(element).querySelector('.crisis')!.textContent).to.match(/In danger now\?\s+(Call your local emergency number|Call 911)/);
      server.answer = undefined;
      button(element, 'Try again').click();
      await settled(element, () => !shown(element), 'the list');
      element.remove();
    }).timeout(15_000);
  }

  it('an open group stays open while a search comes in, and does not open again by itself', async () => {
    const element = await open();
    say(element, 'café');
    root(element).querySelector<HTMLButtonElement>('[role="list"] h3 button')!.click();
    await settled(element, () => root(element).querySelector('.detail') !== null, 'detail');
    await settled(element, () => server.requests.some(({ body }) => body.text === 'café') && status(element).startsWith('1 group'), 'the search');
    expect(root(element).querySelector('.detail'), 'still open').to.exist;
    button(element, 'Back to the list').click();
    await settled(element, () => root(element).querySelector('.detail') === null, 'the list');
    say(element, '');
    await settled(element, () => headings(element).length === 10, 'all groups');
    expect(root(element).querySelector('.detail')).to.equal(null);
  });

  it('a search that fails after one that found nothing leaves the search box', async () => {
    const element = await open();
    say(element, 'zzzzzz');
    await settled(element, () => status(element).startsWith('0 groups'), 'none');
    server.answer = () => refusal('too-many-requests', 400);
    say(element, 'x');
    await settled(element, () => root(element).textContent.includes('Very many people'), 'the error');
    expect(searchBox(element)).to.exist;
    server.answer = undefined;
    button(element, 'Try again').click();
    await settled(element, () => !root(element).textContent.includes('Very many people'), 'it worked');
    await waitUntil(() => root(element).activeElement === searchBox(element), 'focus goes on from the search');
  });

  it('a next page that does not come is said where it was asked for, and the list stays', async () => {
    const element = await open();
    server.answer = () => refusal('too-many-requests', 400);
    button(element, 'Show more groups').click();
    await settled(element, () => Boolean(button(element, 'Try again')), 'the error');
    expect(headings(element)).to.have.length(10);
    server.answer = undefined;
    button(element, 'Try again').click();
    await settled(element, () => headings(element).length === 20, 'twenty');
  });

  it('without a way to call, the page\'s own words stay beside the list', async () => {
    const url = URL.createObjectURL(new Blob([JSON.stringify([{ name: 'Monday', slug: 'm', day: 1, time: '19:00' }])], { type: 'application/json' }));
    const element = await fixture<FindAGroup>(html`<find-a-group src=${url} lang="en"><a href="tel:112">112</a></find-a-group>`);
    await settled(element, () => headings(element).length === 1, 'the list');
    expect(shown(element)).to.be.true;
  });

  it('there is help before anything has come, and when the page put nothing in the tag', async () => {
    server.answer = () => new Promise<Response>(() => { /* never */ });
    const element = await fixture<FindAGroup>(html`<find-a-group server="https://kith.test" site="pk_test" lang="en"></find-a-group>`);
    expect(root(element).querySelector('.crisis')!.textContent).to.contain('Call your local emergency number');
  });

  it('hidden is hidden', async () => {
    const element = await open();
    element.hidden = true;
    expect(getComputedStyle(element).display).to.equal('none');
  });

  it('a point that the page gave is not called the visitor\'s', async () => {
    const element = await fixture<FindAGroup>(html`<find-a-group server="https://kith.test" site="pk_test" lang="en-US" near="42.7,-73.7"></find-a-group>`);
    await settled(element, () => Boolean(button(element, /^Remove Within/)), 'what is chosen');
    expect(button(element, 'Near me').getAttribute('aria-pressed')).to.equal('false');
    expect(button(element, /^Remove Within/).getAttribute('aria-label')).to.not.contain('of you');
  });

  it('a list that is there stays when a later search fails', async () => {
    const element = await open();
    server.answer = () => refusal('origin-not-allowed', 403);
    say(element, 'x');
    await settled(element, () => root(element).textContent.includes('may not show'), 'the error');
    expect(headings(element)).to.have.length(10);
  });

  it('hostile words in a listing stay words, and a hostile link is not one', async () => {
    const nasty = { ...groups[0]!, id: 'x', name: '<img src=x onerror="window.hacked=1">', url: 'javascript:alert(1)', online: { url: 'javascript:alert(1)' }, notes: '<script>window.hacked=1</script>', next: [] } as unknown as GroupResult;
    server.answer = () => new Response(JSON.stringify({ ...pageOf([nasty]) }), { headers: { 'content-type': 'application/json' } });
    const element = await fixture<FindAGroup>(html`<find-a-group server="https://kith.test" site="pk_test" lang="en"></find-a-group>`);
    await aTimeout(50);
    expect(root(element).querySelector('img')).to.equal(null);
    expect([...root(element).querySelectorAll('a')].every(({ protocol }) => ['tel:', 'sms:', 'https:', 'mailto:', 'http:'].includes(protocol))).to.be.true;
    expect('hacked' in window).to.be.false;
  });
});

describe('<find-a-group>: life on a page that is not ours', () => {
  it('honours what was set before it was defined, and words that the page replaces', async () => {
    const element = await open(html`<find-a-group server="https://kith.test" site="pk_test" lang="en" .words=${{ nearMe: 'Close by' }}></find-a-group>`);
    expect(button(element, 'Close by')).to.exist;
  });

  it('moved in the page it keeps its list; taken out it stops', async () => {
    const element = await open();
    const box = document.createElement('div');
    document.body.append(box);
    const calls = server.requests.length;
    box.append(element);
    await element.updateComplete;
    expect(headings(element)).to.have.length(10);
    expect(server.requests.length).to.equal(calls);
    element.remove();
    document.body.append(element);
    await aTimeout(0);
    expect(headings(element)).to.have.length(10);
    box.remove();
    element.remove();
  });

  it('taken out and put back later, it asks anew, and its groups open', async () => {
    const element = await open();
    const box = element.parentElement!;
    const calls = server.requests.length;
    element.remove();
    await aTimeout(0);
    box.append(element);
    await settled(element, () => server.requests.length > calls && root(element).querySelector('.bar button') !== null, 'asked again');
    root(element).querySelector<HTMLButtonElement>('[role="list"] h3 button')!.click();
    await settled(element, () => root(element).querySelector('.detail') !== null, 'the group');
  });

  it('an attribute that changes asks anew', async () => {
    const element = await open();
    element.format = 'online';
    await settled(element, () => status(element).startsWith('15 groups'), 'online groups');
  });

  it('takes language and direction from the nearest ancestor', async () => {
    const box = await fixture(html`<div lang="ar" dir="rtl"><find-a-group server="https://kith.test" site="pk_test"></find-a-group></div>`);
    const element = box.querySelector('find-a-group')!;
    await waitUntil(() => element.hasAttribute('data-kith-ready'), 'list', { timeout: 4000 });
    await element.updateComplete;
    const inner = root(element).querySelector('.finder')!;
    expect([inner.getAttribute('lang'), inner.getAttribute('dir')]).to.deep.equal(['ar', 'rtl']);
    expect(searchBox(element).placeholder).to.not.equal('Name, place or words');
  });

  it('speaks Spanish', async () => {
    const element = await open(html`<find-a-group server="https://kith.test" site="pk_test" lang="es"></find-a-group>`);
    expect(status(element)).to.match(/30 grupos/);
    element.lang = 'en';
    await settled(element, () => status(element).startsWith('30 groups') && Boolean(button(element, 'Topic')), 'English, when the page changes to it');
  });

  it('two finders keep their choices apart in the address', () => {
    writeAddress('kith', { ...noChoices(), days: ['MO'] });
    writeAddress('kith-2', { ...noChoices(), days: ['TU'], topics: ['grief', 'suicide-thoughts'], needs: ['step-free'], audiences: ['survivors', 'women'] });
    expect(readAddress('kith')).to.deep.equal({ days: ['MO'] });
    expect(readAddress('kith-2')).to.deep.equal({ days: ['TU'], topics: ['grief'], audiences: ['women'] });
    expect(location.search).to.not.contain('suicide');
  });

  it('says how many there are by the list that is shown, not by a place that was just chosen', async () => {
    const element = await open();
    let come: (() => void) | undefined;
    server.answer = () => new Promise((resolve) => { come = () => { resolve(new Response(JSON.stringify(pageOf([{ ...groups[0]!, next: [], distance: 3 }])), { headers: { 'content-type': 'application/json' } })); }; });
    const said = new Set<string>();
    const observer = new MutationObserver(() => { said.add(status(element)); });
    observer.observe(root(element), { subtree: true, characterData: true, childList: true });
    (element as unknown as { point: object }).point = { latitude: 42.7, longitude: -73.7 };
    element.refresh();
    await settled(element, () => come !== undefined, 'asked');
    come!();
    await settled(element, () => headings(element).length === 1, 'the nearest');
    observer.disconnect();
    expect([...said].some((text) => text.startsWith('30 groups within'))).to.equal(false);
    expect(status(element)).to.match(/^1 group within/);
  });

  it('adds no history entry when filters change', async () => {
    const element = await open();
    const before = history.length;
    button(element, 'Where and how').click();
    await element.updateComplete;
    root(element).querySelector<HTMLInputElement>('fieldset[data-list="formats"] input')!.click();
    await settled(element, () => location.search.includes('kith'), 'the address');
    expect(history.length).to.equal(before);
  });

  it('events say how many, never what', async () => {
    const element = await open();
    const told = oneEvent(element, 'kith-results') as unknown as Promise<KithResultsEvent>;
    say(element, 'café');
    const event = await told;
    expect(event.total).to.equal(1);
    expect(JSON.stringify({ ...event })).to.not.contain('caf');
  });

  it('a narrow one has a single button for filters, with a dialog that Escape closes', async () => {
    const box = await fixture(html`<div style="inline-size: 320px"><find-a-group server="https://kith.test" site="pk_test" lang="en"></find-a-group></div>`);
    const element = box.querySelector('find-a-group')!;
    await waitUntil(() => element.hasAttribute('data-kith-ready'), 'list', { timeout: 4000 });
    await settled(element, () => Boolean(button(element, 'Filters')), 'one button');
    button(element, 'Filters').click();
    const dialog = root(element).querySelector('dialog')!;
    expect(dialog.open).to.be.true;
    await settled(element, () => Boolean(dialog.querySelector('a[href="tel:911"]')), 'help is in the sheet too');
    expect(dialog.querySelectorAll('fieldset').length).to.be.greaterThan(2);
    [...dialog.querySelectorAll('label')].find((item) => item.textContent.includes('Monday'))!.querySelector('input')!.click();
    await settled(element, () => headings(element).length === 6, 'Mondays');
    button(element, /^Show 6 groups/).click();
    await settled(element, () => !dialog.open, 'closed');
    expect(location.search, 'for when the page is loaded anew').to.match(/kith(-\d+)?-days=MO/);
    expect(root(element).querySelector('.finder')!.scrollWidth).to.be.at.most(320);
  });

  it('a narrow one closes a group by its button, also where the page was loaded anew over an open one', async () => {
    const box = await fixture(html`<div style="inline-size: 320px"><find-a-group server="https://kith.test" site="pk_test" lang="en"></find-a-group></div>`);
    const element = box.querySelector('find-a-group')!;
    await waitUntil(() => element.hasAttribute('data-kith-ready'), 'list', { timeout: 4000 });
    await settled(element, () => Boolean(button(element, 'Filters')), 'one button');
    for (let time = 0; time < 2; time++) {
      root(element).querySelector<HTMLButtonElement>('[role="list"] h3 button')!.click();
      await settled(element, () => root(element).querySelector('.detail') !== null, 'the group');
      const { kith } = history.state as { kith: unknown };
      button(element, 'Back to the list').click();
      await settled(element, () => root(element).querySelector('.detail') === null, 'the list');
      // What a reload leaves: the entry that an open group had, without the group.
      history.replaceState({ kith, page: 'own' }, '');
    }
    expect((history.state as { page: string }).page, "the page's own state").to.equal('own');
  });

  it('an accent is taken when it is a colour, and only then', async () => {
    const element = await open();
    element.accent = 'rebeccapurple';
    await element.updateComplete;
    expect(element.style.getPropertyValue('--kith-accent')).to.equal('rebeccapurple');
    element.accent = 'red; background: url(x)';
    await element.updateComplete;
    expect(element.style.getPropertyValue('--kith-accent')).to.equal('');
  });

  it('a second copy on the page is left alone', async () => {
    const { define } = await import('../define.ts');
    define('find-a-group', class extends FindAGroup {});
    expect(customElements.get('find-a-group')).to.equal(FindAGroup);
  });
});

describe('<find-a-group src>: feeds without a server', () => {
  it('searches a feed in the page', async () => {
    const url = URL.createObjectURL(new Blob([JSON.stringify([{ name: 'Monday', slug: 'm', day: 1, time: '19:00', timezone: 'America/New_York' }, { name: 'Tuesday', slug: 't', day: [2, 4], time: '7:00 PM' }, { slug: 'nameless' }])], { type: 'application/json' }));
    const element = document.createElement('find-a-group');
    element.lang = 'en';
    element.src = url;
    const told = oneEvent(element, 'kith-feed-report') as unknown as Promise<Event & { report: { total: number; shown: number; refused: unknown[] } }>;
    document.body.append(element);
    const { report } = await told;
    expect([report.total, report.shown, report.refused.length]).to.deep.equal([3, 2, 1]);
    await settled(element, () => headings(element).length === 2, 'two groups');
    say(element, 'tues');
    await settled(element, () => headings(element).length === 1, 'one group');
    expect(root(element).textContent).to.contain('Time zone not given');
    root(element).querySelector<HTMLButtonElement>('[role="list"] h3 button')!.click();
    await settled(element, () => root(element).querySelector('.detail') !== null, 'the group');
    expect(root(element).textContent, 'a feed that names no language').to.not.contain('English');
    expect(server.requests).to.have.length(0);
    element.remove();
  }).timeout(10_000);

  it('goes on searching after the time in which a worker had to answer', async () => {
    // More than a page reads by itself.
    const notes = 'many words '.repeat(30_000);
    // The page's clock is run ahead instead of waiting.
    const { setTimeout: realSet, clearTimeout: realClear } = window;
    const late = new Map<number, () => void>();
    window.setTimeout = ((job: () => void, wait?: number) => { if ((wait ?? 0) < 1_500) return realSet(job, wait); const key = 1e9 + late.size; late.set(key, job); return key; }) as unknown as typeof setTimeout;
    window.clearTimeout = (key) => { if (!late.delete(key as number)) realClear(key); };
    try {
      const url = URL.createObjectURL(new Blob([JSON.stringify([{ name: 'Monday', slug: 'm', day: 1, time: '19:00', notes }, { name: 'Tuesday', slug: 't', day: 2, time: '19:00', notes }])], { type: 'application/json' }));
      const element = await fixture<FindAGroup>(html`<find-a-group src=${url} lang="en"></find-a-group>`);
      for (let tries = 0; tries < 200 && headings(element).length !== 2; tries++) await new Promise((resolve) => { realSet(resolve, 20); });
      for (const job of late.values()) job();
      say(element, 'tues');
      for (let tries = 0; tries < 200 && headings(element).length !== 1; tries++) await new Promise((resolve) => { realSet(resolve, 20); });
      expect(headings(element)).to.deep.equal(['Tuesday']);
    } finally { window.setTimeout = realSet; window.clearTimeout = realClear; }
  }).timeout(15_000);

  it('a feed can be searched by what this page calls days, and by who a group is for', async () => {
    const url = URL.createObjectURL(new Blob([JSON.stringify([{ name: 'Alba', slug: 'a', day: 1, time: '19:00', types: ['W'] }, { name: 'Brisa', slug: 'b', day: 2, time: '19:00' }])], { type: 'application/json' }));
    const element = await fixture<FindAGroup>(html`<find-a-group src=${url} lang="es"></find-a-group>`);
    await settled(element, () => headings(element).length === 2, 'both');
    for (const [text, name] of [['martes', 'Brisa'], ['lunes mujeres', 'Alba']] as const) {
      say(element, text);
      await settled(element, () => headings(element).join() === name, name);
    }
  });

  it('a feed that cannot be read: the page\'s own words stay', async () => {
    const url = URL.createObjectURL(new Blob(['[{"name":'], { type: 'application/json' }));
    const element = await fixture<FindAGroup>(html`<find-a-group src=${url} lang="en"><p>Ours</p></find-a-group>`);
    await settled(element, () => root(element).textContent.includes('could not be read'), 'refused');
    expect(shown(element)).to.be.true;
  }).timeout(10_000);
});

describe('times in words', () => {
  const clock: Clock = { tag: 'en-US', words: en, zone: 'America/New_York', now: Date.parse('2026-11-23T23:40:00Z') };
  const next = { start: '2026-11-24T00:00:00Z', end: '2026-11-24T01:00:00Z', localStart: '2026-11-23T16:00', localEnd: '2026-11-23T17:00', timeZone: 'America/Los_Angeles' };
  it('names both zones where they differ', () => {
    expect(zoneName(clock, next)).to.equal('PST');
    expect(yourTime(clock, next)!.replace(/\s/g, ' ')).to.contain('7:00 PM your time');
    expect(yourTime({ ...clock, zone: 'America/Los_Angeles' }, next)).to.equal(undefined);
  });
  it('counts down within the hour and never for a guessed zone', () => {
    expect(soon(clock, next)).to.equal('Starts in 20 min');
    expect(soon({ ...clock, now: Date.parse('2026-11-24T00:30:00Z') }, next)).to.equal('On now');
    expect(soon({ ...clock, now: Date.parse('2026-11-23T20:00:00Z') }, next)).to.equal(undefined);
    expect(soon(clock, { ...next, zoneAssumed: true })).to.equal(undefined);
  });
});
