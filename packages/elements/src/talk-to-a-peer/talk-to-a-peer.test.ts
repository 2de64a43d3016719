import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { ConversationEvent } from '@kith/contract';
import './define.ts';
import type { KithErrorEvent } from '../events.ts';
import type { TalkToAPeer } from './talk-to-a-peer.ts';

/** Patient: three engines share two cores. */
const until = (test: () => unknown, message: string) => waitUntil(test, message, { timeout: 9_000 });
const realFetch = globalThis.fetch;
interface Asked { path: string; method: string; body: Record<string, unknown> }
let asked: Asked[] = [];
let state = 'open';
let log: ConversationEvent[] = [];
let now: object = {};
let refuse: ((call: Asked) => Response | undefined) | undefined;
let groups: object[] = [];

const words = { heading: 'Talk to a peer', who: 'A person.', status: 'Open now.', hours: '', open: 'Start a chat', back: 'Go back to your chat', note: 'Free.', leave: 'Leave this page now', danger: 'In danger now?', refused: 'This page and the chat would share everything.', window: 'In a window', failed: 'The chat did not open.' };
const availability = () => ({
  state, title: 'Peer supporter', partner: 'Oak Street', expectation: 'A trained peer reads this.', identity: 'anonymous', quickExit: true, part2: false, keepHours: 72, mandatedReporter: 'depends', topics: ['grief', 'lonely'], shared: [{ kind: 'branch', value: 'navy', label: 'Navy' }], hours: [], timeZone: 'UTC', wait: [0, 3], opensAt: '2026-11-23T09:00:00Z',
  helplines: { country: 'US', emergency: { value: '911', certain: true }, lines: [{ id: 'us-988', name: '988 Lifeline', country: 'US', channels: [{ type: 'call', value: '988', href: 'tel:988' }], languages: ['en'], topics: [], audiences: [], hours: { kind: 'always' }, sources: 1, stale: false }] },
  crisis: [{ text: 'Call 911', href: 'tel:911' }], words: { ...words, opens: 'We open again Monday, 9:00 AM UTC.' }, language: 'en', direction: 'ltr',
});
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
const problem = (code: string, status: number) => json({ type: 'x', title: 'x', status, code, detail: 'x', requestId: 'r' }, status);
const event = (more: Partial<ConversationEvent>): ConversationEvent => { const made = { seq: log.length + 1, at: '2026-11-22T10:00:00.000Z', kind: 'message', author: 'peer', ...more }; log = [...log, made]; return made; };

/** A server that lives in `fetch`: long polls, since a stream is the SDK's own business. */
beforeEach(() => {
  asked = []; state = 'open'; log = []; now = {}; refuse = undefined; groups = [];
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.hostname !== 'kith.test') return realFetch(input, init);
    const call: Asked = { path: url.pathname.replace('/v1/', ''), method: request.method, body: request.method === 'POST' ? await request.json() as Record<string, unknown> : {} };
    asked.push(call);
    const refused = refuse?.(call);
    if (refused) return refused;
    if (call.path === 'availability') return json(availability());
    if (call.path === 'conversations') { event({ kind: 'state', author: 'system', state: 'waiting' }); return json({ id: 'c1', epoch: 'e', state: 'waiting' }, 201); }
    if (call.path.endsWith('/events')) {
      const after = Number(url.searchParams.get('after'));
      for (let tries = 0; tries < 10 && log.length <= after; tries++) { await new Promise((resolve) => { setTimeout(resolve, 20); }); }
      return request.headers.get('accept') === 'text/event-stream' ? problem('internal', 500) : json({ epoch: 'e', head: log.length, earliest: 1, events: log.slice(after), now });
    }
    if (call.path.endsWith('/messages') && call.method === 'POST' && call.path !== 'messages') { const made = event({ author: 'visitor', body: String(call.body.body), clientId: String(call.body.clientId) }); return json({ seq: made.seq, clientId: made.clientId, at: made.at }, 201); }
    if (call.path.endsWith('/not-safe')) return json({ paged: 1 });
    if (call.path.endsWith('/end')) { event({ kind: 'state', author: 'visitor', state: 'ended' }); return json({ state: 'ended' }); }
    if (call.method === 'DELETE') return json({ deletedAt: '2026-11-22T10:00:00.000Z', messages: 2, kept: { until: '2027-11-22T10:00:00.000Z' } });
    if (call.path === 'groups') return json({ groups });
    if (call.path === 'messages/mine') return problem('code-not-found', 404);
    return json({ received: true });
  };
});
afterEach(() => { globalThis.fetch = realFetch; Reflect.deleteProperty(navigator, 'clipboard'); document.title = 'tests'; sessionStorage.clear(); });

async function card(markup = html`<talk-to-a-peer lang="en" server="https://kith.test" site="pk_one" isolation="off"><p id="author">Our own words</p></talk-to-a-peer>`): Promise<TalkToAPeer> {
  const element = await fixture<TalkToAPeer>(markup);
  await until(() => element.hasAttribute('data-kith-ready'), 'the card');
  await element.updateComplete;
  return element;
}
const rootOf = (element: TalkToAPeer) => element.shadowRoot!;
const press = (root: ParentNode, name: string) => { const found = [...root.querySelectorAll<HTMLElement>('button, summary')].find((item) => item.textContent.replace(/\s+/g, ' ').trim() === name); if (!found) throw new Error(`no "${name}"`); found.click(); };
async function room(element: TalkToAPeer): Promise<ShadowRoot> {
  press(rootOf(element), 'Start a chat');
  await until(() => rootOf(element).querySelector('kith-talk-room')?.shadowRoot?.querySelector('[data-first]'), 'the room, past its first look');
  return rootOf(element).querySelector('kith-talk-room')!.shadowRoot!;
}
async function started(element: TalkToAPeer): Promise<ShadowRoot> {
  const root = await room(element);
  root.querySelector<HTMLInputElement>('input[name="understood"]')!.checked = true;
  root.querySelector('form')!.requestSubmit();
  await until(() => root.querySelector('.log'), 'the chat');
  return root;
}
const text = (root: ParentNode) => (root.textContent ?? '').replace(/\s+/g, ' ');

describe('talk-to-a-peer', function talk() {
  this.timeout(25_000);
  it('is a plain card, asks once, opens nothing by itself, and is accessible', async () => {
    const element = await card();
    expect(asked.map(({ path }) => path)).to.deep.equal(['availability']);
    expect(text(rootOf(element))).to.contain('Open now.');
    expect(rootOf(element).querySelector('iframe, kith-talk-room')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('tells the page that it is there, once; and why it is not, with the request', async () => {
    const heard: string[] = [];
    const hear = (event: Event) => { const { type, code, requestId } = event as KithErrorEvent; heard.push([type, code, requestId, rootOf(event.target as TalkToAPeer)?.querySelector('.card') ? 'card' : 'own words'].filter(Boolean).join(' ')); };
    for (const type of ['kith-ready', 'kith-error']) addEventListener(type, hear);
    const element = await card();
    element.lang = 'es';
    await until(() => asked.length === 2, 'asked in the other language');
    refuse = () => problem('origin-not-allowed', 403);
    await card();
    refuse = () => Response.error();
    await card();
    await fixture(html`<talk-to-a-peer lang="en" server="https://kith.test"><p>Our own words</p></talk-to-a-peer>`);
    await until(() => heard.length === 4, 'heard');
    for (const type of ['kith-ready', 'kith-error']) removeEventListener(type, hear);
    expect(heard).to.deep.equal(['kith-ready card', 'kith-error origin-not-allowed r own words', 'kith-error KithConnectionError own words', 'kith-error unknown-site own words']);
  });

  it("the server is down: the page's own words stay", async () => {
    refuse = () => Response.error();
    const element = await card();
    expect(rootOf(element).querySelector('slot')).not.to.equal(null);
    expect(rootOf(element).querySelector('.card')).to.equal(null);
  });

  it('the chat cannot be had: the card is back, says so, and has the numbers', async () => {
    const element = await card(html`<talk-to-a-peer lang="en" server="https://kith.test" site="pk_one"><p>Our own words</p></talk-to-a-peer>`);
    // The ten seconds of patience, as soon as we say so.
    const realTimeout = globalThis.setTimeout;
    let lose: (() => void) | undefined;
    globalThis.setTimeout = ((work: () => void, wait?: number) => (wait === 10_000 ? (lose = work, 0) : realTimeout(work, wait))) as typeof setTimeout;
    press(rootOf(element), 'Start a chat');
    await until(() => rootOf(element).querySelector('iframe'), 'the frame');
    expect(rootOf(element).querySelector<HTMLElement>('.card')!.hidden, 'until the frame speaks the card stays').to.equal(false);
    expect(rootOf(element).querySelector('iframe')!.style.visibility).to.equal('hidden');
    expect(rootOf(element).querySelector('.crisis a')!.getAttribute('href')).to.equal('tel:911');
    globalThis.setTimeout = realTimeout;
    lose!();
    await until(() => text(rootOf(element)).includes('The chat did not open.'), 'said');
    expect([element.open, rootOf(element).querySelector('iframe'), rootOf(element).querySelector<HTMLElement>('.card')!.hidden]).to.deep.equal([false, null, false]);
    expect(rootOf(element).querySelector('button.main')!.textContent, 'it can be tried again').to.equal('Start a chat');
  });

  it('on a page that shares its origin with the server it refuses, in words, with a way to a window of its own', async () => {
    globalThis.fetch = async (input, init) => (String(input instanceof Request ? input.url : input).includes('/v1/availability') ? json(availability()) : realFetch(input, init));
    const element = await card(html`<talk-to-a-peer lang="en" server=${location.origin} site="pk_one"></talk-to-a-peer>`);
    press(rootOf(element), 'Start a chat');
    await until(() => text(rootOf(element)).includes('would share everything'), 'the refusal');
    expect([element.open, text(rootOf(element).querySelector('button.main')!)]).to.deep.equal([false, 'Start a chat']);
    expect(rootOf(element).querySelector('iframe, kith-talk-room')).to.equal(null);
    expect(rootOf(element).querySelector('[role="status"] a')!.getAttribute('href')).to.contain('/embed/talk-to-a-peer?site=pk_one');
  });

  it('the intake: everything can be skipped but the acknowledgement; what was said is sent, and nothing else', async () => {
    const root = await room(await card());
    await until(() => root.activeElement?.hasAttribute('data-first'), 'the focus is in it');
    await expect(root.host).to.be.accessible();
    root.querySelector('form')!.requestSubmit();
    expect(root.querySelector<HTMLElement>('#understood-missing')!.hidden).to.equal(false);
    expect(root.activeElement).to.equal(root.querySelector('input[name="understood"]'));
    expect(asked.some(({ path }) => path === 'conversations')).to.equal(false);
    root.querySelector<HTMLInputElement>('input[name="understood"]')!.click();
    expect([root.querySelector<HTMLElement>('#understood-missing')!.hidden, root.querySelector('input[name="understood"]')!.getAttribute('aria-invalid')], 'ticked, it is not missing').to.deep.equal([true, 'false']);
    root.querySelector<HTMLInputElement>('input[value="grief"]')!.checked = true;
    root.querySelector<HTMLInputElement>('input[name="face"][value="2"]')!.checked = true;
    root.querySelector<HTMLInputElement>('input[name="shared"]')!.checked = true;
    root.querySelector<HTMLInputElement>('input[name="understood"]')!.checked = true;
    root.querySelector('form')!.requestSubmit();
    await until(() => root.querySelector('.log'), 'the chat');
    const { token, visit, ...said } = asked.find(({ path }) => path === 'conversations')!.body;
    expect(said).to.deep.equal({ acknowledged: true, topics: ['grief'], face: 2, shared: ['branch:navy'], language: 'en' });
    expect([String(token).length, String(visit).length]).to.deep.equal([43, 43]);
  });

  it('waiting: the place and the range; writing is possible; each message of the peer is announced once, and none of mine', async () => {
    now = { place: 2, wait: [10, 25], shared: [30, 60] };
    const root = await started(await card());
    await until(() => text(root).includes('You are number 2 in line.'), 'the place');
    expect(text(root)).to.contain('Someone who shares this: about 30 to 60 minutes. Anyone: about 10 to 25 minutes.');
    const spoken: string[] = [];
    new MutationObserver((records) => { for (const { addedNodes } of records) for (const node of addedNodes) spoken.push(node.textContent ?? ''); }).observe(root.querySelector('#announcer')!, { childList: true });
    const field = root.querySelector<HTMLTextAreaElement>('.composer textarea')!;
    field.value = 'While I wait';
    root.querySelector<HTMLFormElement>('.composer form')!.requestSubmit();
    await until(() => text(root).includes('Sent'), 'sent');
    event({ kind: 'state', author: 'peer', state: 'active', name: 'Sam' });
    event({ body: 'I am here', name: 'Sam' });
    event({ body: 'Take your time', name: 'Sam' });
    now = { seen: log.length, typing: ['peer'] };
    await until(() => spoken.length >= 3, 'spoken');
    expect(spoken.filter((line) => line !== '')).to.deep.equal(['Sam is here.', 'Sam: I am here', 'Sam: Take your time']);
    await until(() => text(root).includes('Arrived'), 'delivered');
    expect(root.querySelector('.log')!.getAttribute('role')).to.equal('log');
    await expect(root.host).to.be.accessible();
  });

  it('whoever types is named, and not whoever wrote last', async () => {
    const root = await started(await card());
    event({ kind: 'state', author: 'peer', state: 'active', name: 'Sam' });
    event({ body: 'I am here', name: 'Sam' });
    event({ author: 'supervisor', body: 'I am here too', name: 'Kim' });
    now = { seen: log.length, typing: ['peer'] };
    await until(() => text(root).includes('is typing'), 'typing');
    expect(text(root)).to.contain('Sam is typing…');
    now = { seen: log.length, typing: ['peer', 'supervisor'] };
    event({ author: 'supervisor', body: 'One moment', name: 'Kim' });
    await until(() => text(root).includes('Sam is typing… Kim is typing…'), 'both');
  });

  it('"I am not safe": the lines at once, then what was done; the chat stays open', async () => {
    const root = await started(await card());
    press(root, "I'm not safe right now");
    await until(() => root.querySelector('#safety a[href="tel:988"]'), 'the lines');
    await until(() => text(root).includes('We sent word to a supervisor.'), 'word');
    expect(root.querySelector('.composer textarea')).not.to.equal(null);
    await expect(root.host).to.be.accessible();
    refuse = (call) => (call.path.endsWith('/not-safe') ? problem('internal', 500) : undefined);
    press(root, 'Back to the chat');
    await until(() => !root.querySelector('#safety'), 'back');
  });

  it('a draft that is too long is refused in words and stays; one that was not stored says so', async () => {
    const root = await started(await card());
    const field = root.querySelector<HTMLTextAreaElement>('.composer textarea')!;
    field.value = 'x'.repeat(4_001);
    root.querySelector<HTMLFormElement>('.composer form')!.requestSubmit();
    await until(() => text(root).includes('too long'), 'the reason');
    expect(field.value.length).to.equal(4_001);
    refuse = (call) => (call.path.endsWith('/messages') ? problem('conversation-ended', 409) : undefined);
    field.value = 'Too late';
    root.querySelector<HTMLFormElement>('.composer form')!.requestSubmit();
    await until(() => text(root).includes('Not sent.'), 'not sent');
  });

  it('after the end: the log stays, the same faces, a receipt that says what stays; nothing is kept in this browser', async () => {
    const root = await started(await card());
    event({ kind: 'state', author: 'peer', state: 'active', name: 'Sam' });
    event({ body: 'Call 555 0100 tomorrow', name: 'Sam' });
    event({ kind: 'state', author: 'peer', state: 'ended' });
    await until(() => text(root).includes('The chat has ended'), 'the end');
    expect(text(root.querySelector('.log')!)).to.contain('Call 555 0100 tomorrow');
    await expect(root.host).to.be.accessible();
    press(root, 'Delete my chat now');
    await until(() => root.activeElement?.id === 'delete-sure', 'the question has the focus');
    press(root, 'Yes, delete it');
    await until(() => text(root).includes('Your chat is deleted'), 'the receipt');
    expect(text(root)).to.contain('2 messages are gone').and.to.contain('a record of that stays here until');
    await until(() => root.querySelector('#announcer')!.childElementCount === 0, 'what was spoken is gone too');
    expect([sessionStorage.length, localStorage.length]).to.deep.equal([0, 0]);
  });

  it('closed: when it opens, no spinner, a message with its code; a wrong code is said; what is being written is not wiped', async () => {
    state = 'closed';
    const root = await room(await card());
    expect(text(root)).to.contain('Nobody is here right now').and.to.contain('We open again');
    await expect(root.host).to.be.accessible();
    const form = root.querySelector<HTMLFormElement>('form.box')!;
    form.requestSubmit();
    await until(() => text(root).includes('Please write a few words first.'), 'said');
    form.querySelector('textarea')!.value = 'Hello';
    form.querySelector<HTMLInputElement>('input[name="call"]')!.checked = true;
    form.requestSubmit();
    await until(() => text(root).includes('Please add a number'), 'said');
    form.querySelector<HTMLInputElement>('input[name="contact"]')!.value = '555 0100';
    refuse = (call) => (call.path === 'messages' ? problem('internal', 500) : undefined);
    form.requestSubmit();
    await until(() => text(root).includes('That did not work.'), 'failed');
    refuse = undefined;
    form.requestSubmit();
    await until(() => root.querySelector('.code'), 'the code');
    const codes = asked.filter(({ path }) => path === 'messages').map(({ body }) => body.replyCode);
    expect(new Set(codes).size, 'the second try is the same message').to.equal(1);
    press(root, 'Back');
    await until(() => root.querySelector('details input[maxlength="24"]'), 'the field');
    refuse = (call) => (call.path.endsWith('resume') ? problem('code-not-found', 404) : undefined);
    root.querySelector<HTMLInputElement>('details input[maxlength="24"]')!.value = 'AAAA-BBBB-CCCC-DDDD';
    press(root, 'Open');
    await until(() => text(root).includes('That code did not match.'), 'said');
  });

  it('closed: a wrong code is said beside the code, whatever went wrong before; once', async () => {
    state = 'closed';
    const root = await room(await card());
    press(root, 'Leave a message');
    root.querySelector<HTMLFormElement>('form.box')!.requestSubmit();
    await until(() => text(root).includes('Please write a few words first.'), 'said');
    expect(root.activeElement).to.equal(root.querySelector('textarea'));
    expect(root.querySelectorAll('[role="alert"]').length, 'drawn once').to.equal(1);
    root.querySelector<HTMLInputElement>('details input[maxlength="24"]')!.value = 'AAAA-BBBB-CCCC-DDDD';
    refuse = (call) => (call.path.endsWith('resume') ? problem('code-not-found', 404) : undefined);
    press(root, 'Open');
    await until(() => text(root).includes('That code did not match.'), 'said');
    expect([...root.querySelectorAll('[role="alert"]')].map((one) => [one.textContent, one.closest('details')!.querySelector('summary')!.textContent])).to.deep.equal([['That code did not match. Check it and try again.', 'I have a code']]);
  });

  it('closed: groups that come next are told by their own clock and its zone, as the finder tells them', async () => {
    state = 'closed';
    const at = (hours: number) => new Date(Math.floor(Date.now() / 60_000) * 60_000 + hours * 3_600_000).toISOString().slice(0, 16);
    const next = (from: number, to: number, more: object) => [{ start: `${at(from)}:00Z`, end: `${at(to)}:00Z`, localStart: at(from), localEnd: at(to), timeZone: 'UTC', ...more }];
    groups = [{ name: 'One', next: next(-0.5, 0.5, {}), attributes: [] }, { name: 'Two', next: [{ ...next(30, 31, { zoneAssumed: true })[0], timeZone: undefined }], attributes: [], sampleYear: 1967 }];
    const root = await room(await card());
    await until(() => text(root).includes('Groups on now and next'), 'the groups');
    const [one, two] = [...root.querySelectorAll('.box li')].map(text).filter((line) => /^(One|Two)/.test(line));
    expect(one).to.contain('UTC').and.to.contain('On now');
    expect(two).to.contain('Time zone not given').and.to.contain('Sample data from 1967').and.not.to.contain('your time');
    expect(root.querySelector('.box a')!.getAttribute('href')).to.equal('https://kith.test/embed/find-a-group?site=pk_one&lang=en');
  });

  it('whatever comes next takes the focus of what went: check again, the end, start again, try again', async () => {
    state = 'closed';
    const root = await room(await card());
    const firstHas = (what: string) => until(() => root.activeElement?.hasAttribute('data-first') && text(root.activeElement).includes(what), what);
    const go = (name: string) => { [...root.querySelectorAll<HTMLElement>('button')].find((one) => one.textContent.trim() === name)!.focus(); press(root, name); };
    root.querySelector('textarea')!.value = 'Half of my words';
    state = 'open';
    go('Check again');
    await firstHas('Peer supporter at Oak Street');
    expect(root.querySelector<HTMLTextAreaElement>('[name="words"]')!.value, 'what was written is not lost').to.equal('Half of my words');
    root.querySelector<HTMLInputElement>('input[name="understood"]')!.click();
    root.querySelector('form')!.requestSubmit();
    await until(() => root.activeElement === root.querySelector('.composer textarea'), 'the chat');
    root.querySelector('summary')!.closest('details')!.open = true;
    press(root, 'End the chat');
    await until(() => root.activeElement?.id === 'end-sure', 'asked once more');
    go('Yes, end it');
    await firstHas('The chat has ended');
    refuse = ({ path }) => (path === 'availability' ? problem('internal', 500) : undefined);
    go('Start again');
    await until(() => root.activeElement?.textContent === 'Try again', 'it failed');
    refuse = undefined;
    go('Try again');
    await firstHas('Peer supporter at Oak Street');
    expect(root.querySelector<HTMLTextAreaElement>('[name="words"]')!.value).to.equal('');
  });

  it('the peer ends while something is being written: the heading has the focus, the end is said once, the words are there', async () => {
    const root = await started(await card());
    event({ kind: 'state', author: 'peer', state: 'active', name: 'Sam' });
    await until(() => text(root).includes('Sam is here.'), 'Sam');
    const field = root.querySelector<HTMLTextAreaElement>('.composer textarea')!;
    field.focus();
    field.value = 'I was just writing this when';
    const spoken: string[] = [];
    new MutationObserver((records) => { for (const { addedNodes } of records) for (const node of addedNodes) spoken.push(node.textContent ?? ''); }).observe(root.querySelector('#announcer')!, { childList: true });
    event({ body: 'Bye', name: 'Sam' });
    event({ kind: 'state', author: 'peer', state: 'ended' });
    await until(() => root.activeElement?.textContent === 'The chat has ended', 'the heading has the focus');
    expect(spoken).to.deep.equal(['Sam: Bye']);
    expect(text(root)).to.contain('It was not sent:I was just writing this when');
  });

  it('nobody is in the room when the peer ends: the focus stays where it is, and the end is said', async () => {
    const root = await started(await card());
    root.querySelector<HTMLElement>('.top button')!.focus();
    const spoken: string[] = [];
    new MutationObserver((records) => { for (const { addedNodes } of records) for (const node of addedNodes) spoken.push(node.textContent ?? ''); }).observe(root.querySelector('#announcer')!, { childList: true });
    event({ kind: 'state', author: 'peer', state: 'ended' });
    await until(() => text(root).includes('Thank you for reaching out.'), 'the end');
    expect(root.activeElement).to.equal(root.querySelector('.top button'));
    expect(spoken.filter((line) => line.includes('ended'))).to.deep.equal(['The chat has ended.']);
  });

  it('the chat is copied and says so; where it cannot be, it says that', async () => {
    const root = await started(await card());
    event({ kind: 'state', author: 'peer', state: 'ended' });
    await until(() => text(root).includes('Copy my chat'), 'the end');
    const clipboard = (writeText: () => Promise<void>) => { Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } }); };
    clipboard(() => Promise.reject(new Error('no')));
    press(root, 'Copy my chat');
    await until(() => root.querySelector('[role="alert"]')?.textContent === 'We could not copy it. You can save it as a file.', 'said');
    clipboard(() => Promise.resolve());
    press(root, 'Copy my chat');
    await until(() => [...root.querySelectorAll('[role="status"]')].some((one) => one.textContent === 'Copied'), 'copied');
    expect(root.querySelector('[role="alert"]')).to.equal(null);
  });

  it('the card follows another language of the page', async () => {
    const box = await fixture<HTMLElement>(html`<div lang="en"><talk-to-a-peer server="https://kith.test" site="pk_one"></talk-to-a-peer></div>`);
    await until(() => asked.length, 'asked');
    const addresses: string[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = (input, init) => { addresses.push(input instanceof Request ? input.url : String(input)); return fetch(input, init); };
    box.lang = 'es';
    await until(() => addresses.some((address) => address.includes('lang=es')), 'asked in Spanish');
  });

  it('many start at once: the device does a sum, that is said, and the same start goes on', async () => {
    const salt = 'salt';
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${salt}7`)));
    const challenge = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    refuse = ({ path, body }) => (path === 'proofs' ? json({ algorithm: 'SHA-256', challenge, salt, signature: 's', maxnumber: 20 }) : path === 'conversations' && !body.proof ? problem('proof-needed', 403) : undefined);
    const root = await room(await card());
    const said: string[] = [];
    new MutationObserver(() => { said.push(text(root.querySelector('.main-part [role="status"]') ?? root)); }).observe(root, { childList: true, characterData: true, subtree: true });
    root.querySelector<HTMLInputElement>('input[name="understood"]')!.checked = true;
    root.querySelector('form')!.requestSubmit();
    await until(() => root.querySelector('.log'), 'the chat');
    expect(said.some((line) => line.includes('Your device does a short sum first.'))).to.equal(true);
    expect(text(root)).not.to.contain('a short sum');
    const [first, second] = asked.filter(({ path }) => path === 'conversations').map(({ body }) => body);
    expect(second!.token).to.equal(first!.token);
    expect((JSON.parse(atob(String(second!.proof))) as { number: number }).number).to.equal(7);
  });

  it('many start at once, and the start does not go through: what went wrong is said, and nothing of a sum any more', async () => {
    refuse = ({ path, body }) => (path === 'proofs' ? json({ algorithm: 'SHA-256', challenge: '0'.repeat(64), salt: 'salt', signature: 's', maxnumber: 20 }) : path !== 'conversations' ? undefined : body.proof ? problem('full', 507) : problem('proof-needed', 403));
    const root = await room(await card());
    root.querySelector<HTMLInputElement>('input[name="understood"]')!.checked = true;
    root.querySelector('form')!.requestSubmit();
    await until(() => root.querySelector('[role="alert"]'), 'what went wrong');
    expect(text(root)).not.to.contain('a short sum');
  });

  it('the door closes in the moment of the start: the truth, and what else there is', async () => {
    const element = await card();
    const root = await room(element);
    refuse = (call) => (call.path === 'conversations' ? problem('busy', 409) : undefined);
    state = 'busy';
    root.querySelector<HTMLInputElement>('input[name="understood"]')!.checked = true;
    root.querySelector('form')!.requestSubmit();
    await until(() => text(root).includes('Everybody is in a chat right now'), 'busy');
  });

  it('the door is open, but nobody behind it can take this chat: that is said, and not that it is open', async () => {
    const element = await card();
    const root = await room(element);
    refuse = (call) => (call.path === 'conversations' ? problem('busy', 409) : undefined);
    root.querySelector<HTMLInputElement>('input[name="understood"]')!.checked = true;
    root.querySelector('form')!.requestSubmit();
    await until(() => text(root).includes('Nobody who is here now can take this chat'), 'said');
    expect(text(root)).to.not.contain('We are open now.');
    expect(root.activeElement?.matches('h2'), 'focus is on what it says now').to.equal(true);
  });

  for (const language of ['es', 'ar']) {
    it(`speaks ${language}, in its direction, in every state`, async () => {
      const element = await card(html`<talk-to-a-peer lang=${language} server="https://kith.test" site="pk_one" isolation="off"></talk-to-a-peer>`);
      element.open = true;
      await until(() => rootOf(element).querySelector('kith-talk-room')?.shadowRoot?.querySelector('form.main-part'), 'the room');
      const root = rootOf(element).querySelector('kith-talk-room')!.shadowRoot!;
      expect(root.querySelector('.room')!.getAttribute('dir')).to.equal(language === 'ar' ? 'rtl' : 'ltr');
      expect(text(root)).not.to.contain('What would help');
      await expect(root.host).to.be.accessible();
      root.querySelector<HTMLInputElement>('input[name="understood"]')!.checked = true;
      root.querySelector('form')!.requestSubmit();
      await until(() => root.querySelector('.log'), 'the chat');
      await expect(root.host).to.be.accessible();
    });
  }
});
