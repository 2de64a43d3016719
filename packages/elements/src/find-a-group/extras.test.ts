import { expect, html, waitUntil } from '@open-wc/testing';
import { en } from '@kith/finder/locale/en';
import { fakeServer, groups, type FakeServer } from '../testing.ts';
import { keepGroup, keptGroups } from './kept.ts';
import { button, headings, open, root, say, settled, still } from './testing.ts';

const placed = groups.map((group, at) => (group.place ? { ...group, place: { ...group.place, latitude: 40 + (at > 20 ? 5 : at / 1000), longitude: -75 } } : group));

let server: FakeServer;
beforeEach(() => { server = fakeServer(); });
afterEach(() => { server.restore(); });

describe('<find-a-group>: what comes when it is asked for', () => {
  it('shows a group whole: what to expect, how it differs, the way to join after the guidelines, sisters, calendar, page', async () => {
    server.restore();
    const full = { ...groups[1]!, expect: 'We sit in a circle.', guidelines: 'What is said here stays here.', names: 'First names only', waitingList: true, series: 's1', schedule: { ...groups[1]!.schedule!, checkNote: true, differs: [{ rule: 'FREQ=MONTHLY;BYDAY=1MO,2MO,3MO,4MO,5MO,1TU,2TU,3TU,4TU,5TU,1WE,2WE,3WE,4WE,5WE,1TH,2TH,3TH,4TH,5TH,1FR,2FR,3FR,4FR,5FR', kind: 'open' }] } };
    server = fakeServer([full, groups[2]!]);
    const element = await open();
    const card = [...root(element).querySelectorAll('[role="list"] > li')].find((item) => item.textContent.includes(full.name))!;
    expect(card.textContent).to.contain('Dates may differ. Read the note.').and.to.contain('Open to all this time');
    expect(card.querySelector('a[href*="meet.example"]'), 'not before the guidelines').to.equal(null);
    card.querySelector<HTMLButtonElement>('h3 button')!.click();
    await settled(element, () => root(element).textContent.includes('More meetings of this group'), 'sisters');
    for (const words of ['We sit in a circle.', 'What is said here stays here.', 'First names only', 'There is a waiting list', 'Open to all this time']) expect(root(element).textContent).to.contain(words);
    expect(root(element).querySelector('.detail a[href*="meet.example"]')).to.equal(null);
    await still(element);
    await expect(element).to.be.accessible();
    button(element, 'I have read it. Show me how to join.').click();
    await settled(element, () => root(element).querySelector('.detail a[href*="meet.example"]') !== null, 'the link');
    expect(root(element).activeElement!.textContent).to.equal('How to join');
    expect([...root(element).querySelectorAll('a')].find((item) => item.textContent === 'Add to my calendar')!.href).to.equal(`https://kith.test/v1/groups/${full.id}.ics?site=pk_test`);
    expect([...root(element).querySelectorAll('a')].find((item) => item.textContent.startsWith('Page to print or share'))!.href).to.equal(`https://kith.test/groups/pk_test/${full.id}`);
    [...root(element).querySelectorAll<HTMLButtonElement>('.dates .title')].at(-1)!.click();
    await settled(element, () => root(element).querySelector('.name')!.textContent === groups[2]!.name, 'the sister');
    await waitUntil(() => root(element).activeElement?.classList.contains('name') === true, 'focus on its name');
  });

  it('finds a place on the server of the partner: by words in the body, one of several is chosen, and measured from', async () => {
    const element = await open();
    button(element, 'Where and how').click();
    await settled(element, () => root(element).querySelector('.place') !== null, 'the form');
    const box = root(element).querySelector<HTMLInputElement>('.place input')!;
    expect(box.labels![0]!.textContent.trim()).to.equal('Town or postcode');
    box.value = 'Springfield';
    button(element, 'Look up').click();
    await settled(element, () => root(element).textContent.includes('2 places found. Which one?'), 'both');
    const asked = server.requests.find(({ url }) => url.pathname === '/v1/places/search')!;
    expect([asked.method, asked.url.search, asked.body]).to.deep.equal(['POST', '?site=pk_test', { text: 'Springfield' }]);
    await still(element);
    await expect(element).to.be.accessible();
    button(element, 'Springfield, MA, United States').click();
    expect(root(element).activeElement, 'focus stays where the place was looked for').to.equal(box);
    await settled(element, () => server.requests.at(-1)!.body.near?.latitude === 42.1, 'the search from there');
    await settled(element, () => root(element).textContent.includes('Within 25 miles of Springfield') || root(element).textContent.includes('Within 40 km of Springfield'), 'in words');
    button(element, /^Remove Within/).click();
    await settled(element, () => server.requests.at(-1)!.body.near === undefined, 'without');
    box.value = 'Springfield, IL';
    button(element, 'Look up').click();
    await settled(element, () => server.requests.at(-1)!.body.near?.latitude === 39.8, 'the only one is taken');
  });

  it('shows groups on a map when asked: clusters and points are buttons, a point opens its group, no picture is asked for', async () => {
    server.restore();
    server = fakeServer(placed);
    const element = await open();
    button(element, 'Show on a map').click();
    const pins = () => [...root(element).querySelectorAll<HTMLButtonElement>('.map button')];
    await settled(element, () => pins().length > 0 && root(element).textContent.includes('On the map: 15 of 30 groups.'), 'points');
    await expect(element).to.be.accessible();
    expect(root(element).querySelector('.leaflet-tile'), 'no picture').to.equal(null);
    expect(pins().map((pin) => pin.getAttribute('aria-label')).some((name) => /^\d+ groups here$/.test(name!))).to.equal(true);
    // One house with several groups is a list; into everything else one can zoom.
    for (let turn = 0; turn < 300 && !root(element).querySelector('.map-here, .detail'); turn++) {
      pins()[0]?.click();
      await new Promise((done) => { requestAnimationFrame(done); });
    }
    await settled(element, () => root(element).querySelector('.map-here button, .detail') !== null, 'a list of what is there, or the group');
    root(element).querySelector<HTMLButtonElement>('.map-here button')?.click();
    await settled(element, () => root(element).querySelector('.detail') !== null, 'the group');
    button(element, 'Back to the list').click();
    await settled(element, () => root(element).querySelector('.detail') === null, 'the list');
    await waitUntil(() => root(element).activeElement !== null, 'focus stays in it');
  });

  it('a map that has no points says so, and nothing about points', async () => {
    const element = await open();
    button(element, 'Show on a map').click();
    await settled(element, () => root(element).textContent.includes('None of these groups has a point on a map.'), 'said');
    expect(root(element).querySelector<HTMLElement>('.map')!.hidden).to.equal(true);
    expect(root(element).textContent).to.not.contain('Each point is a button');
    expect(button(element, 'Zoom in')).to.equal(undefined);
  });

  it('on the map, focus stays on it when a point gives way to nearer ones', async () => {
    server.restore();
    server = fakeServer(placed);
    const element = await open();
    button(element, 'Show on a map').click();
    await settled(element, () => root(element).querySelector('.map .many') !== null, 'clusters');
    const many = root(element).querySelector<HTMLButtonElement>('.map .many')!;
    many.focus();
    many.click();
    await settled(element, () => !many.isConnected, 'nearer');
    expect(root(element).activeElement?.closest('.map'), 'on the map').to.not.equal(null);
  });

  it('keeps a group on this device only when asked, shows it again, and leaves nothing when it is forgotten', async () => {
    const element = await open();
    expect(localStorage.getItem('kith-groups')).to.equal(null);
    root(element).querySelector<HTMLButtonElement>('[role="list"] h3 button')!.click();
    await settled(element, () => root(element).querySelector('.detail') !== null, 'detail');
    const name = root(element).querySelector('.name')!.textContent;
    button(element, 'Keep on this device').click();
    await settled(element, () => root(element).textContent.includes('Anyone who uses this device can see it.'), 'said');
    expect(Object.keys(JSON.parse(localStorage.getItem('kith-groups')!) as object)).to.deep.equal(['pk_test']);
    button(element, 'Back to the list').click();
    await settled(element, () => root(element).querySelector('.kept summary') !== null, 'my groups');
    root(element).querySelector<HTMLElement>('.kept summary')!.click();
    await settled(element, () => root(element).querySelector('.kept .title')?.textContent === name, 'the group');
    await expect(element).to.be.accessible();
    root(element).querySelector<HTMLButtonElement>('.kept .title')!.click();
    await settled(element, () => root(element).querySelector('.detail') !== null, 'its page');
    expect(button(element, 'Do not keep it').hasAttribute('aria-pressed'), 'its words say what it does').to.equal(false);
    button(element, 'Do not keep it').click();
    await element.updateComplete;
    expect(localStorage.getItem('kith-groups')).to.equal(null);
  });

  it('gives the list as a calendar with an opaque address, for this search alone, and as a page that posts', async () => {
    const element = await open();
    await settled(element, () => root(element).querySelector('.foot') !== null, 'the foot');
    say(element, 'café');
    await settled(element, () => headings(element).length === 1, 'one group');
    button(element, 'Calendar of this list').click();
    await settled(element, () => root(element).querySelector('a[href^="webcal:"]') !== null, 'the address');
    const made = server.requests.find(({ url }) => url.pathname === '/v1/calendars')!;
    expect(made.body).to.deep.equal({ text: 'café' });
    expect(root(element).querySelector<HTMLAnchorElement>('a[href^="webcal:"]')!.href).to.equal('webcal://kith.test/v1/calendars/opaque.ics');
    const form = root(element).querySelector<HTMLFormElement>('.foot form')!;
    expect([form.method, new URL(form.action).search, Object.fromEntries(new FormData(form) as unknown as Iterable<[string, string]>)]).to.deep.equal(['post', '?site=pk_test&lang=en', { text: 'café' }]);
    say(element, '');
    await settled(element, () => headings(element).length > 1 && root(element).querySelector('a[href^="webcal:"]') === null, 'not for another search');
    say(element, 'café');
    await settled(element, () => headings(element).length === 1, 'one group again');
    expect(root(element).querySelector('a[href^="webcal:"]'), 'and not read out once more').to.equal(null);
  });

  it('counts somebody who plans to come, takes it back, and leads to the page where one asks how to join', async () => {
    const element = await open();
    [...root(element).querySelectorAll<HTMLButtonElement>('[role="list"] h3 button')].find((item) => item.textContent === 'Group 1')!.click();
    await settled(element, () => Boolean(button(element, 'I plan to come')), 'the button');
    const link = [...root(element).querySelectorAll('a')].find((item) => item.textContent.startsWith('Ask how to join'))!;
    expect([link.href, link.rel]).to.deep.equal(['https://kith.test/groups/pk_test/g01#ask', 'noreferrer noopener']);
    const keys: string[] = [];
    const fake = globalThis.fetch;
    globalThis.fetch = (input, init) => { const request = input instanceof Request ? input.clone() : new Request(input, init); if (request.url.includes('/plans')) keys.push(request.headers.get('idempotency-key')!); return fake(input, init); };
    button(element, 'I plan to come').click();
    await settled(element, () => root(element).textContent.includes(en.planned), 'counted');
    const told = () => server.requests.filter(({ url }) => url.pathname === '/v1/groups/g01/plans').map(({ body }) => body as unknown as { at: string; comes: boolean });
    expect(told().map(({ comes }) => comes)).to.deep.equal([true]);
    expect(Object.keys(told()[0]!).sort()).to.deep.equal(['at', 'comes']);
    await still(element);
    await expect(element).to.be.accessible();
    button(element, 'I will not come after all').click();
    await settled(element, () => Boolean(button(element, 'I plan to come')), 'taken back');
    expect(told().map(({ comes }) => comes)).to.deep.equal([true, false]);
    server.gone = /plans/;
    button(element, 'I plan to come').click();
    await settled(element, () => root(element).textContent.includes(en.planFailed), 'said');
    server.gone = undefined;
    button(element, 'I plan to come').click();
    await settled(element, () => root(element).textContent.includes(en.planned), 'counted after all');
    expect([keys[0] === keys[1], keys.length > 3, new Set(keys.slice(2)).size, keys[1] === keys[2]]).to.deep.equal([true, true, 1, false], 'a retry is the same one');
  });

  it('what the list does not know of a group comes later, when it did not come at once', async () => {
    const element = await open();
    server.gone = /\/groups\/g01$/;
    [...root(element).querySelectorAll<HTMLButtonElement>('[role="list"] h3 button')].find((item) => item.textContent === 'Group 1')!.click();
    // The SDK gives up after its third try.
    await waitUntil(() => server.requests.filter(({ url }) => url.pathname.endsWith('/g01')).length === 3, 'three tries', { timeout: 12_000 });
    expect(button(element, 'I plan to come')).to.equal(undefined);
    server.gone = undefined;
    await waitUntil(() => Boolean(button(element, 'I plan to come')), 'the button', { timeout: 6_000 });
  }).timeout(20_000);

  it('a map that did not come can be asked for again, and a page may open it', async () => {
    server.restore();
    server = fakeServer(placed);
    const element = await open();
    server.gone = /\/groups\/search$|\/v1\/groups$/;
    button(element, 'Show on a map').click();
    await settled(element, () => root(element).textContent.includes(en.mapFailed), 'said');
    server.gone = undefined;
    button(element, 'Hide the map').click();
    await element.updateComplete;
    expect(root(element).textContent).to.not.contain(en.mapFailed);
    button(element, 'Show on a map').click();
    await settled(element, () => root(element).querySelector('.map button') !== null, 'points');
    const asked = await open(html`<find-a-group server="https://kith.test" site="pk_test" lang="en" view="map"></find-a-group>`);
    await settled(asked, () => root(asked).querySelector('.map button') !== null, 'the map is there without a press');
  });

  it('a calendar that could not be made, and a kept group that cannot be asked for, are said', async () => {
    const element = await open();
    await settled(element, () => root(element).querySelector('.foot') !== null, 'the foot');
    server.gone = /calendars|groups\/g/;
    button(element, 'Calendar of this list').click();
    await settled(element, () => root(element).textContent.includes(en.calendarFailed), 'said');
    keepGroup('pk_test', 'g01', true);
    element.requestUpdate();
    await settled(element, () => root(element).querySelector('.kept summary') !== null, 'my groups');
    root(element).querySelector<HTMLElement>('.kept summary')!.click();
    await settled(element, () => root(element).querySelector('.kept')!.textContent.includes(en.unreachable), 'said');
    expect(keptGroups('pk_test'), 'it is not forgotten').to.deep.equal(['g01']);
    keepGroup('pk_test', 'g01', false);
  });
});
