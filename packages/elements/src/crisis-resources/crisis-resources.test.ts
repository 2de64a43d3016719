import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { lookup } from '@kith/helplines';
import './define.ts';
import { CrisisResources } from './crisis-resources.ts';
import { crisisWords } from './words.ts';

const realFetch = globalThis.fetch;
const realNow = Date.now;
let asked: { url: URL; drawn: boolean; body: unknown }[] = [];
let panel: CrisisResources | undefined;

/** Puts an answer in place of every call to kith.test; each call remembers whether the panel stood already. */
function answer(reply: (url: URL) => Promise<Response> | Response): void {
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    if (url.hostname !== 'kith.test') return realFetch(input, init);
    const page = document.querySelector('crisis-resources');
    asked.push({ url, drawn: Boolean(page?.shadowRoot?.querySelector('a[href="tel:911"]') && page.shadowRoot.querySelector('a[href="tel:988"]')), body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined });
    return reply(url);
  };
}
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });
beforeEach(() => { asked = []; });
afterEach(() => { globalThis.fetch = realFetch; Date.now = realNow; });

const author = html`<p id="author">Our words. <a href="tel:911">911</a></p>`;
async function open(markup = html`<crisis-resources lang="en" country="US">${author}</crisis-resources>`): Promise<CrisisResources> {
  panel = await fixture<CrisisResources>(markup);
  await waitUntil(() => panel!.hasAttribute('data-kith-ready'), 'the panel');
  await panel.updateComplete;
  return panel;
}
const root = (element: CrisisResources) => element.shadowRoot!;
const text = (element: CrisisResources) => root(element).textContent.replace(/\s+/g, ' ');
const name = (item: Element) => (item.getAttribute('aria-label') ?? item.textContent).replace(/\s+/g, ' ').trim();
const button = (element: CrisisResources, wanted: string | RegExp) => [...root(element).querySelectorAll<HTMLElement>('button, summary')].find((item) => (typeof wanted === 'string' ? name(item) === wanted : wanted.test(name(item))))!;
const links = (element: CrisisResources) => [...root(element).querySelectorAll<HTMLAnchorElement>('a.number')].map((link) => link.getAttribute('href'));
const lines = (element: CrisisResources) => [...root(element).querySelectorAll('[role="list"] [role="heading"]')].map(name);
const status = (element: CrisisResources) => root(element).querySelector('[role="status"]')!.textContent;
const authorSeen = (element: CrisisResources) => !root(element).querySelector('slot')!.hidden;
const settled = async (element: CrisisResources, test: () => boolean, what: string) => { await waitUntil(test, what, { timeout: 4000 }); await element.updateComplete; };

describe('<crisis-resources>: it cannot fail', () => {
  const faults: [string, () => Promise<Response> | Response][] = [
    ['the network is blocked', () => Promise.reject(new TypeError('blocked'))],
    ['the server answers 500', () => json({ title: 'no' }, 500)],
    ['the server answers garbage', () => new Response('<html>\u0000')],
    ['the server answers null', () => json(null)],
    ['the server answers with lines that are none', () => json({ own: [{ id: 5, channels: 'x' }, null, { id: 'a', name: 'A', channels: [{ type: 'call', value: 'javascript:alert(1)' }] }], hidden: 'x', country: 'US', quickExit: 'x' })],
    ['the server answers with half a character', () => json({ country: 'US', own: [{ id: 'a', name: 'A', first: true, channels: [{ type: 'text', value: '5550', keyword: '\ud800' }] }, { id: 'b', name: 'B', first: true, channels: [{ type: 'call', value: '0800 111 111 or 0800 222 222' }] }] })],
    ['the server never answers', () => new Promise<Response>(() => undefined)],
  ];
  for (const [what, reply] of faults) {
    it(`${what}: the emergency number and a line stand before it was even asked`, async () => {
      answer(reply);
      const element = await open(html`<crisis-resources lang="en" country="US" site="pk_x" server="https://kith.test">${author}</crisis-resources>`);
      expect(links(element).slice(0, 2)).to.deep.equal(['tel:911', 'tel:988']);
      await settled(element, () => asked.length > 0, 'the call');
      expect(asked[0]!.drawn).to.equal(true);
      await new Promise((resolve) => { requestAnimationFrame(resolve); });
      expect(links(element).slice(0, 2)).to.deep.equal(['tel:911', 'tel:988']);
      expect(root(element).querySelector('[href^="javascript"]')).to.equal(null);
    });
  }

  it('without a site it asks nobody and keeps nothing', async () => {
    performance.clearResourceTimings();
    const keys = [localStorage.length, sessionStorage.length, document.cookie];
    answer(() => json({}));
    const element = await open();
    await settled(element, () => Boolean(button(element, 'Find the line that fits you')), 'chips');
    button(element, 'Find the line that fits you').click();
    button(element, 'Veterans').click();
    await element.updateComplete;
    expect(asked).to.deep.equal([]);
    expect(performance.getEntriesByType('resource').map((entry) => entry.name).filter((url) => !url.startsWith(location.origin))).to.deep.equal([]);
    expect([localStorage.length, sessionStorage.length, document.cookie]).to.deep.equal(keys);
  });

  it('in a browser that never says that it is idle, the rest comes all the same', async () => {
    const real = Object.getOwnPropertyDescriptor(globalThis, 'requestIdleCallback');
    // Chromium without a window does this to a page on which nothing moves.
    globalThis.requestIdleCallback = (work, options) => (options?.timeout === undefined ? 0 : setTimeout(work, 0));
    try {
      const element = await open();
      await settled(element, () => Boolean(button(element, 'Find the line that fits you')), 'chips');
    } finally { if (real) Object.defineProperty(globalThis, 'requestIdleCallback', real); else Reflect.deleteProperty(globalThis, 'requestIdleCallback'); }
  });

  it('what did not come is asked for again', async () => {
    const real = crisisWords.later!;
    let refused = 0;
    crisisWords.later = () => { refused++; crisisWords.later = real; return Promise.reject(new Error('no network')); };
    try {
      const element = await open();
      await settled(element, () => refused === 1, 'the first try');
      // As it does every half minute.
      await settled(element, () => { element.requestUpdate(); return Boolean(button(element, 'Find the line that fits you')); }, 'chips');
    } finally { crisisWords.later = real; }
  });

  it('words that do not come: English stands in the meantime, and gives way when they do', async () => {
    const real = crisisWords.others.get('fr')!;
    let come: () => void = () => undefined;
    crisisWords.others.set('fr', async () => { await new Promise<void>((resolve) => { come = resolve; }); return real(); });
    try {
      const element = await open(html`<crisis-resources lang="fr" country="FR">${author}</crisis-resources>`);
      expect(text(element)).to.contain('Help right now');
      come();
      await settled(element, () => !text(element).includes('Help right now'), 'French');
      expect(root(element).querySelector<HTMLElement>('.panel')!.lang).to.equal('fr');
    } finally { crisisWords.others.set('fr', real); }
  });

  it('anything that throws while it draws: the author\'s own words are what people see', async () => {
    const element = await open();
    expect(authorSeen(element)).to.equal(false);
    element.words = { linesIn: () => { throw new Error('broken'); } };
    await element.updateComplete;
    expect(links(element).slice(0, 2)).to.deep.equal(['tel:911', 'tel:988'], 'words of the page that break are left out');
    const real = Intl.DateTimeFormat.prototype.resolvedOptions;
    Intl.DateTimeFormat.prototype.resolvedOptions = () => { throw new Error('broken'); };
    try {
      element.requestUpdate();
      await element.updateComplete;
      expect(authorSeen(element)).to.equal(true);
      expect(root(element).querySelector('.panel')).to.equal(null);
      expect(root(element).querySelector('slot')!.textContent).to.contain('Call your local emergency number.');
    } finally { Intl.DateTimeFormat.prototype.resolvedOptions = real; }
  });

  it('a clock that is years off: hours are hidden, numbers are shown', async () => {
    Date.now = () => Date.parse('2009-01-01');
    const element = await open(html`<crisis-resources lang="en" country="DK"></crisis-resources>`);
    expect(links(element)[0]).to.equal('tel:112');
    expect(text(element)).to.not.match(/Closed now|until/);
  });
});

describe('<crisis-resources>: where somebody is', () => {
  it('an attribute, else the nearest ancestor that says a country', async () => {
    const box = await fixture(html`<div data-country="gb" lang="en"><crisis-resources></crisis-resources></div>`);
    const element = box.querySelector('crisis-resources')!;
    await settled(element, () => element.hasAttribute('data-kith-ready'), 'the panel');
    expect(links(element).slice(0, 2)).to.deep.equal(['tel:999', 'tel:116123']);
  });

  it('nobody knows: it asks, names no number of a country, and keeps the author\'s words', async () => {
    const real = Intl.DateTimeFormat.prototype.resolvedOptions;
    Intl.DateTimeFormat.prototype.resolvedOptions = function resolved() { return { ...real.call(this), timeZone: 'UTC' }; };
    try {
      const element = await open(html`<crisis-resources lang="en" country="ZZ">${author}</crisis-resources>`);
      expect(links(element)).to.deep.equal([]);
      expect(text(element)).to.contain('Call your local emergency number.');
      expect(authorSeen(element)).to.equal(true);
      element.style.width = '320px';
      const select = root(element).querySelector('select')!;
      expect(select.getBoundingClientRect().right, 'the list stays in the panel').to.be.at.most(element.getBoundingClientRect().right);
      expect(select.options.length).to.equal(249);
      select.value = 'JP';
      select.dispatchEvent(new Event('change'));
      await element.updateComplete;
      expect(root(element).querySelector('select'), 'an arrow key decides nothing').to.equal(select);
      button(element, 'Show the numbers').click();
      await settled(element, () => links(element).length > 0, 'Japan');
      expect(links(element).slice(0, 2)).to.deep.equal(['tel:119', 'tel:110']);
      expect(text(element)).to.contain('Police: call 110');
      expect(status(element)).to.equal('5 lines: Japan');
      expect(name(root(element).activeElement!)).to.equal('Help right now');
      await expect(element).to.be.accessible();
    } finally { Intl.DateTimeFormat.prototype.resolvedOptions = real; }
  });

  it('a country without a line says so, beside its emergency number', async () => {
    const element = await open(html`<crisis-resources lang="en" country="TR"></crisis-resources>`);
    expect(links(element)).to.deep.equal(['tel:112', 'tel:155']);
    expect(text(element)).to.match(/not found a sure help line in T.rk\S+ yet/);
    await expect(element).to.be.accessible();
  });

  it('a program\'s country counts only where the clock does not speak against it', async () => {
    const real = Intl.DateTimeFormat.prototype.resolvedOptions;
    let timeZone = 'UTC';
    Intl.DateTimeFormat.prototype.resolvedOptions = function resolved() { return { ...real.call(this), timeZone }; };
    answer(() => json({ country: 'CA', lines: [] }));
    try {
      const element = await open(html`<crisis-resources lang="en" site="pk_x" server="https://kith.test"></crisis-resources>`);
      await settled(element, () => text(element).includes('Country: Canada'), 'Canada');
      timeZone = 'Europe/Brussels';
      element.requestUpdate();
      await element.updateComplete;
      expect(links(element)).to.deep.equal([]);
      expect(text(element)).to.contain('Where are you?');
    } finally { Intl.DateTimeFormat.prototype.resolvedOptions = real; }
  });

  it('the country can be changed, and numbers of the old one go', async () => {
    const element = await open();
    button(element, 'Change country').click();
    await element.updateComplete;
    const select = root(element).querySelector('select')!;
    select.value = 'DE';
    button(element, 'Show the numbers').click();
    await element.updateComplete;
    expect(links(element)).to.include('tel:112').and.not.include('tel:911');
    expect(links(element)).to.not.include('tel:988');
  });
});

describe('<crisis-resources>: the lines', () => {
  it('the emergency number, four lines, every way with its whole path, and more on request with focus on the first new one', async () => {
    const element = await open();
    expect(lines(element)).to.have.length(4);
    expect(text(element)).to.contain('Call 988').and.contain('Text HOME to 741741').and.contain('Open now, day and night').and.contain('Free').and.contain('Spanish: then press 2');
    button(element, /^Show \d+ more$/).click();
    await settled(element, () => lines(element).length === lookup({ country: 'US' }).lines.length, 'all lines');
    expect(root(element).activeElement!.closest('.line')!.querySelector('[role="heading"]')!.textContent.trim()).to.equal(lines(element)[4]);
  });

  it('chips put lines first and hide neither the emergency number nor the line for everyone', async () => {
    const element = await open();
    await settled(element, () => Boolean(button(element, 'Find the line that fits you')), 'chips');
    button(element, 'Find the line that fits you').click();
    button(element, 'Veterans').click();
    await element.updateComplete;
    expect(lines(element)[0]).to.equal('Veterans Crisis Line');
    expect(lines(element).join()).to.contain('988 Suicide & Crisis Lifeline');
    expect(links(element)[0]).to.equal('tel:911');
    expect(status(element)).to.equal('Veterans Crisis Line');
    expect(text(element)).to.contain('then press 1');
    button(element, 'Veterans').click();
    await element.updateComplete;
    expect(lines(element)[0]).to.equal('988 Suicide & Crisis Lifeline');
  });

  it('attributes of the page: audience, and its own line on top; the emergency number stays above', async () => {
    const known = await open(html`<crisis-resources lang="en" country="US" first="us-trevor"></crisis-resources>`);
    expect(lines(known)[0]).to.contain('Trevor');
    const own = await open(html`<crisis-resources lang="en" country="US" audience="veterans" first="Campus desk: +1 555 010 0100"></crisis-resources>`);
    expect([lines(own)[0], lines(own)[1]]).to.deep.equal(['Campus desk', 'Veterans Crisis Line']);
    expect(links(own).slice(0, 2)).to.deep.equal(['tel:911', 'tel:+15550100100']);
    const abroad = await open(html`<crisis-resources lang="en" first="Campus desk: 113"></crisis-resources>`);
    expect(text(abroad)).to.not.contain('Campus desk', 'no number without its country');
    for (const wrong of ['<img src=x onerror=alert(1)>', 'Desk: ring twice', 'nothing']) {
      const bad = await open(html`<crisis-resources lang="en" country="US" first=${wrong}></crisis-resources>`);
      expect([lines(bad)[0], links(bad)[0]]).to.deep.equal(['988 Suicide & Crisis Lifeline', 'tel:911']);
    }
  });

  it('a program\'s own lines come in one request after the panel, and what it hides goes', async () => {
    answer(() => json({ country: 'US', lines: [], own: [{ id: 'nurse', name: 'Nurse on duty', note: 'Until ten at night.', first: true, channels: [{ type: 'call', value: '+1 555 010 0100' }] }, { id: 'warm', name: 'Warm line', first: false, channels: [{ type: 'text', value: '5550', keyword: 'HI' }] }], hidden: ['us-samhsa'] }));
    const element = await open(html`<crisis-resources lang="en" country="US" site="pk_x" server="https://kith.test"></crisis-resources>`);
    await settled(element, () => lines(element)[0] === 'Nurse on duty', 'the own line');
    expect(lines(element).slice(0, 3)).to.deep.equal(['Nurse on duty', '988 Suicide & Crisis Lifeline', 'Warm line']);
    expect(links(element)).to.include('sms:5550?&body=HI');
    expect(asked.map(({ url }) => `${url.pathname}${url.search}`)).to.deep.equal(['/v1/helplines?site=pk_x']);
    element.country = 'GB';
    await element.updateComplete;
    expect(lines(element)).to.not.include('Nurse on duty', 'a number of another country');
    element.country = 'US';
    await element.updateComplete;
    button(element, /^Show \d+ more$/).click();
    await settled(element, () => lines(element).length > 10, 'all');
    expect(root(element).querySelector('[data-id="us-samhsa"]')).to.equal(null);
  });

  it('says how many sources list a line and how new they are, never that it is verified; the sources come on a tap', async () => {
    const element = await open();
    const about = button(element, 'About this line: 988 Suicide & Crisis Lifeline');
    about.click();
    await settled(element, () => text(element).includes('Listed by 12 independent sources, newest August 2026.'), 'about');
    expect(text(element).toLowerCase()).to.not.contain('verified');
    expect(text(element)).to.not.contain('samhsa.gov');
    button(element, 'Show the sources').click();
    await settled(element, () => text(element).includes('samhsa.gov'), 'sources');
    await expect(element).to.be.accessible();
  });

  it('what is open stays with its line when the lines change places', async () => {
    const element = await open();
    button(element, 'About this line: 988 Suicide & Crisis Lifeline').click();
    await settled(element, () => Boolean(button(element, 'Show the sources')), 'about');
    button(element, 'Show the sources').click();
    await settled(element, () => text(element).includes('samhsa.gov'), 'sources');
    const summary = button(element, 'About this line: 988 Suicide & Crisis Lifeline');
    summary.focus();
    element.audience = 'veterans';
    await element.updateComplete;
    expect(lines(element)[0]).to.equal('Veterans Crisis Line');
    expect(root(element).activeElement).to.equal(summary);
    expect(root(element).querySelector('[data-id="us-988"]')!.textContent).to.contain('samhsa.gov');
    expect(root(element).querySelector('[data-id="us-veterans-crisis-line"]')!.textContent).to.not.contain('samhsa.gov');
  });

  it('a mistake is reported in two taps, without a word', async () => {
    answer((url) => json(url.pathname.endsWith('/reports') ? { received: true } : {}, url.pathname.endsWith('/reports') ? 201 : 200));
    const element = await open(html`<crisis-resources lang="en" country="US" site="pk_x" server="https://kith.test"></crisis-resources>`);
    button(element, 'About this line: 988 Suicide & Crisis Lifeline').click();
    await settled(element, () => Boolean(button(element, 'Report a mistake')), 'report');
    button(element, 'Report a mistake').click();
    await element.updateComplete;
    button(element, 'Nobody answers').click();
    await settled(element, () => text(element).includes('Thank you. We will look at it.'), 'thanks');
    expect([asked.at(-1)!.url.pathname, asked.at(-1)!.body]).to.deep.equal(['/v1/helplines/us-988/reports', { kind: 'no-answer' }]);
  });

  it('without a server a mistake goes to the partner by mail, with no topic in the subject', async () => {
    const element = await open(html`<crisis-resources lang="en" country="US" report-to="desk@clinic.example"></crisis-resources>`);
    button(element, 'About this line: 988 Suicide & Crisis Lifeline').click();
    await settled(element, () => root(element).querySelector('[href^="mailto:"]') !== null, 'mail');
    expect(root(element).querySelector('[href^="mailto:"]')!.getAttribute('href')).to.equal('mailto:desk@clinic.example?subject=A%20mistake%20in%20the%20list%20of%20help%20lines&body=us-988');
  });

  it('hours in the reader\'s time and in the line\'s own', async () => {
    Date.now = () => Date.parse('2026-11-23T20:00:00Z');
    const element = await open(html`<div lang="en" time-zone="America/New_York"><crisis-resources country="PT"></crisis-resources></div>`).catch(() => undefined) ?? document.querySelector<CrisisResources>('crisis-resources')!;
    await settled(element, () => element.hasAttribute('data-kith-ready'), 'the panel');
    expect(text(element)).to.match(/until 7:30\sPM \(12:30\sAM their time\)/);
  });

  it('compact shows no number that needs one more key, or a condition', async () => {
    const element = await open(html`<crisis-resources lang="en" country="ID" compact></crisis-resources>`);
    expect([...root(element).querySelectorAll('a')].map((link) => link.getAttribute('href'))).to.not.include('tel:119');
  });

  it('compact is one line with the emergency number and a way to somebody', async () => {
    const element = await open(html`<crisis-resources lang="en" country="US" compact></crisis-resources>`);
    expect([...root(element).querySelectorAll('a')].map((link) => link.getAttribute('href'))).to.deep.equal(['tel:911', 'tel:988', 'sms:988']);
    expect(root(element).querySelectorAll('[role="note"]')).to.have.length(1);
    await expect(element).to.be.accessible();
  });
});

describe('<crisis-resources>: leaving, and every way of reading', () => {
  const press = (key: string) => { for (const type of ['keydown', 'keyup']) document.body.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true })); };
  const gone = (element: CrisisResources) => { const went: string[] = []; (element as unknown as { exit: { go: (url: string) => void } }).exit.go = (url) => { went.push(url); }; return went; };

  it('Shift three times, each alone, covers the page and leaves it', async () => {
    const title = document.title;
    const element = await open(html`<crisis-resources lang="en" country="US" quick-exit></crisis-resources>`);
    const went = gone(element);
    expect(name(root(element).querySelector('.panel a')!)).to.equal('Leave this page now');
    press('Shift'); press('Shift'); press('a'); press('Shift');
    expect(went).to.deep.equal([]);
    press('Shift'); press('Shift');
    expect(went).to.deep.equal(['https://www.wikipedia.org/']);
    const cover = root(element).querySelector('dialog')!;
    expect(cover.open).to.equal(true);
    expect(cover.getBoundingClientRect().height).to.be.at.least(innerHeight);
    document.title = title;
    document.querySelector('meta[name="referrer"]')?.remove();
  });

  it('inside of something that has more to end, that leaves', async () => {
    const outer = await fixture<HTMLElement & { exit: { leave: (event: Event) => void } }>(html`<div></div>`);
    const left: string[] = [];
    outer.exit = { leave: (event) => { event.preventDefault(); left.push('outer'); } };
    const element = document.createElement('crisis-resources');
    Object.assign(element, { country: 'US', quickExit: true });
    outer.attachShadow({ mode: 'open' }).append(element);
    await settled(element, () => root(element).querySelector('.panel a') !== null, 'the panel');
    const went = gone(element);
    root(element).querySelector<HTMLElement>('.panel a')!.click();
    expect([left, went]).to.deep.equal([['outer'], []]);
  });

  it('without quick exit, Shift is only Shift', async () => {
    const element = await open();
    const went = gone(element);
    press('Shift'); press('Shift'); press('Shift');
    expect(went).to.deep.equal([]);
  });

  for (const language of ['en', 'es', 'fr', 'pt', 'de', 'ar', 'zh', 'vi', 'fil']) {
    it(`passes axe with everything open, in ${language}, at 320 px`, async () => {
      const box = await fixture(html`<div lang=${language} style="width: 320px"><h2>Page</h2><crisis-resources country="US" quick-exit></crisis-resources></div>`);
      const element = box.querySelector('crisis-resources')!;
      await settled(element, () => root(element).querySelector<HTMLElement>('.panel')?.lang === language, 'the words');
      for (const details of root(element).querySelectorAll('details')) details.open = true;
      await settled(element, () => root(element).querySelector('details details') !== null, 'what is behind');
      expect(root(element).querySelector<HTMLElement>('.panel')!.dir).to.equal(language === 'ar' ? 'rtl' : 'ltr');
      expect(root(element).querySelector<HTMLElement>('.panel')!.scrollWidth).to.be.at.most(320);
      await expect(element).to.be.accessible();
    });
  }

  it('is a class of its own that nobody has to register', () => {
    expect(customElements.get('crisis-resources')).to.equal(CrisisResources);
  });
});
