import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import './define.ts';
import type { KithErrorEvent } from '../events.ts';
import type { RequestAMentor } from './request-a-mentor.ts';

/** Patient: three engines share two cores. */
const until = (test: () => unknown, message: string) => waitUntil(test, message, { timeout: 9_000 });
const realFetch = globalThis.fetch;
interface Asked { path: string; method: string; body: Record<string, unknown>; code: string | null }
let asked: Asked[] = [];
let open = true;
let refuse: ((call: Asked) => Response | undefined) | undefined;
let own: Record<string, unknown> = {};

const words = { heading: 'Ask for a mentor', who: 'A person.', status: 'It takes about two minutes.', open: 'Ask for a mentor', back: 'Go back', note: 'Free.', leave: 'Leave this page now', danger: 'In danger now?', refused: 'This page and the form would share everything.', window: 'In a window', failed: 'The form did not open.' };
const question = (id: string, kind: string, more: object = {}) => ({ id, kind, required: false, ...more });
const options = (...values: string[]) => ({ options: values.map((value) => ({ value })) });
const form = () => ({
  open, partner: 'Linden High', quickExit: true, contact: 'Room 112', words, language: 'en', direction: 'ltr', crisis: [{ text: 'Call 911', href: 'tel:911' }],
  form: {
    setting: 'school', kinds: [{ id: 'mentor', label: 'Mentor' }], consentBands: ['under-13', '13-17'], topicsLater: true,
    questions: [question('for-whom', 'one', options('me', 'someone')), question('name', 'text', { required: true, most: 40 }), question('age', 'one', { required: true, ...options('under-13', '13-17', '18-plus') }), question('topics', 'several', { most: 5, options: [{ value: 'friends', label: 'Friends' }] }), question('words', 'long', { most: 500 }), question('own-bus', 'text', { label: 'Which bus do you take?' }), question('when', 'times', options('mon-lunch', 'tue-lunch')), question('contact', 'text'), question('guardian', 'one', { bands: ['under-13', '13-17'], ...options('ok', 'worried') }), question('understood', 'tick', { required: true })],
  },
});
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
const problem = (code: string, status: number, errors: object[] = []) => json({ type: 'x', title: 'x', status, code, detail: 'x', requestId: 'r', errors }, status);
const mine = () => ({ status: 'in-review', since: '2026-11-22T10:00:00Z', createdAt: '2026-11-22T10:00:00Z', newsBy: '2026-11-29', name: 'Robin', consent: { needed: false, given: false }, goals: [], messages: false, checkInDue: false, goodbye: false, may: ['withdraw'], mayTellMore: false, said: { name: 'Robin', topics: ['friends'] }, ...own });

beforeEach(() => {
  asked = []; open = true; refuse = undefined; own = {};
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.hostname !== 'kith.test') return realFetch(input, init);
    const call: Asked = { path: url.pathname.replace('/v1/', ''), method: request.method, body: request.method === 'POST' ? await request.json() as Record<string, unknown> : {}, code: request.headers.get('x-reply-code') };
    asked.push(call);
    const refused = refuse?.(call);
    if (refused) return refused;
    if (call.path === 'mentor-requests/form') return json(form());
    if (call.path.startsWith('mentor-requests/mine')) return call.method === 'DELETE' ? json({ deletedAt: '2026-11-22T10:00:00Z', messages: 0 }) : json({ ...mine(), ...(call.path.endsWith('withdraw') ? { status: 'withdrawn', may: [] } : {}) });
    return json({ received: true }, 201);
  };
});
afterEach(() => { globalThis.fetch = realFetch; document.title = 'tests'; localStorage.clear(); });

async function opened(): Promise<{ element: RequestAMentor; room: ShadowRoot; drawn: () => Promise<boolean> }> {
  const element = await fixture<RequestAMentor>(html`<request-a-mentor lang="en" server="https://kith.test" site="pk_one" isolation="off"><p id="author">Our own words</p></request-a-mentor>`);
  await until(() => element.shadowRoot!.querySelector('button.main'), 'the card');
  element.shadowRoot!.querySelector<HTMLButtonElement>('button.main')!.click();
  await until(() => element.shadowRoot!.querySelector('kith-mentor-room')?.shadowRoot?.querySelector('[data-first]'), 'the room');
  const room = element.shadowRoot!.querySelector('kith-mentor-room')!;
  return { element, room: room.shadowRoot!, drawn: () => room.updateComplete };
}
const field = (room: ShadowRoot, selector: string) => room.querySelector<HTMLInputElement>(selector)!;
const fill = (room: ShadowRoot, selector: string, value: string) => { const one = field(room, selector); one.value = value; one.dispatchEvent(new Event('input', { bubbles: true })); };
const tick = (room: ShadowRoot, selector: string) => { field(room, selector).click(); };
const press = (room: ShadowRoot, text: string) => { [...room.querySelectorAll('button')].find((button) => button.textContent.trim() === text)!.click(); };
const said = (room: ShadowRoot) => room.textContent.replace(/\s+/g, ' ');

describe('request-a-mentor', () => {
  it('shows the card in the words of the server, asks nothing else, and is accessible', async () => {
    const element = await fixture<RequestAMentor>(html`<request-a-mentor lang="en" server="https://kith.test" site="pk_one"><p>Our own words</p></request-a-mentor>`);
    await until(() => element.shadowRoot!.querySelector('h2'), 'the card');
    expect(asked.map(({ path }) => path)).to.deep.equal(['mentor-requests/form']);
    await expect(element).to.be.accessible();
  });

  it('keeps the own words of the page when the server does not answer', async () => {
    refuse = () => problem('internal', 500);
    const failed = oneEvent(document, 'kith-error') as unknown as Promise<KithErrorEvent>;
    const element = await fixture<RequestAMentor>(html`<request-a-mentor lang="en" server="https://kith.test" site="pk_one"><p id="author">Our own words</p></request-a-mentor>`);
    expect((await failed).code).to.equal('internal');
    await until(() => element.hasAttribute('data-kith-ready'), 'the try');
    expect(element.shadowRoot!.querySelector('slot')).not.to.equal(null);
  });

  it('asks the questions of the age, says what is missing in one place, and sends what was answered', async () => {
    const { room, drawn, element } = await opened();
    await expect(element).to.be.accessible();
    expect(room.querySelector('#guardian')).to.equal(null);
    press(room, 'Send my request');
    await until(() => room.activeElement?.id === 'summary', 'the summary has the focus');
    expect(said(room)).to.contain('3 answers need a look:');
    expect(asked.filter(({ method }) => method === 'POST')).to.have.length(0);
    fill(room, '#name', '  Robin ');
    await drawn();
    expect([field(room, '#name').getAttribute('aria-invalid'), room.querySelector('#name-problem')], 'answered, it is not missing').to.deep.equal([null, null]);
    expect(said(room)).to.contain('2 answers need a look:');
    tick(room, 'input[value="13-17"]');
    await drawn();
    expect(room.querySelector('#guardian')).not.to.equal(null);
    tick(room, 'input[value="worried"]');
    await drawn();
    expect(said(room)).to.contain('nothing is sent home');
    fill(room, '#words', 'Maths');
    fill(room, '#own-bus', 'The 12');
    tick(room, 'input[value="friends"]');
    tick(room, 'input[value="mon-lunch"]');
    tick(room, '#understood');
    press(room, 'Send my request');
    await until(() => said(room).includes('Your request is sent'), 'it is sent');
    const { body } = asked.find(({ path, method }) => path === 'mentor-requests' && method === 'POST')!;
    expect(body.answers).to.deep.equal({ 'name': 'Robin', 'age': '13-17', 'topics': ['friends'], 'words': 'Maths', 'own-bus': 'The 12', 'when': ['mon-lunch'], 'guardian': 'worried', 'understood': true });
    expect(body.replyCode).to.match(/^[0-9A-HJKMNP-TV-Z]{16}$/);
    expect(said(room)).to.contain(String(body.replyCode).match(/.{4}/g)!.join('-'));
    expect('trap' in body).to.equal(false);
    await expect(element).to.be.accessible();
    expect(room.activeElement!.textContent).to.equal('Your request is sent');
  });

  it('asks little of somebody under 13, and no free text', async () => {
    const { room, drawn } = await opened();
    tick(room, 'input[value="under-13"]');
    await drawn();
    expect([...room.querySelectorAll('form textarea, form input:not([type])')].map((one) => one.id || (one as HTMLInputElement).name)).to.deep.equal(['name', 'website']);
  });

  it('marks what the server did not take, and does the sum where it is asked for', async () => {
    let first = true;
    refuse = ({ path, method }) => {
      if (path === 'proofs') return json({ algorithm: 'SHA-256', challenge: '5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9', salt: '', signature: 's', maxnumber: 10 });
      if (path !== 'mentor-requests' || method !== 'POST') return undefined;
      if (first) { first = false; return problem('invalid-query', 400, [{ path: 'answers.name', message: 'x' }]); }
      return asked.filter((call) => call.path === 'mentor-requests').at(-1)!.body.proof ? undefined : problem('proof-needed', 403);
    };
    const { room, drawn } = await opened();
    fill(room, '#name', 'Robin');
    tick(room, 'input[value="18-plus"]');
    tick(room, '#understood');
    press(room, 'Send my request');
    await until(() => room.activeElement?.id === 'summary', 'the server named a question');
    expect(field(room, '#name').getAttribute('aria-invalid')).to.equal('true');
    expect(field(room, '#name').value).to.equal('Robin');
    await drawn();
    press(room, 'Send my request');
    await until(() => said(room).includes('Your request is sent'), 'it is sent with the sum');
    const proof = JSON.parse(atob(String(asked.at(-1)!.body.proof))) as { number: number };
    expect(proof.number).to.equal(0);
    expect(new Set(asked.filter(({ path }) => path === 'mentor-requests').map(({ body }) => body.replyCode)).size).to.equal(1, 'a second try is the same request');
  });

  it('shows how it stands with the code, in a header; takes it back; deletes', async () => {
    own = { question: 'Which day?', may: ['withdraw', 'answer'], status: 'talk-with-requester' };
    const { room, element } = await opened();
    const details = [...room.querySelectorAll('details')].find((one) => one.textContent.includes('I have a code'))!;
    details.open = true;
    details.querySelector('input')!.value = 'abcd-efgh-jkmn-pqrs';
    press(room, 'Open');
    await until(() => said(room).includes('How it stands'), 'the request');
    expect(asked.at(-1)!.code).to.equal('ABCDEFGHJKMNPQRS');
    expect(said(room)).to.contain('Which day?');
    expect(said(room)).to.contain('November 29, 2026');
    await expect(element).to.be.accessible();
    press(room, 'Take my request back');
    await until(() => room.activeElement?.id === 'sure', 'it asks once more');
    press(room, 'Yes, take it back');
    await until(() => said(room).includes('You took your request back.'), 'it is taken back');
    press(room, 'Delete everything');
    await until(() => room.activeElement?.id === 'sure', 'it asks once more');
    press(room, 'Yes, delete it');
    await until(() => said(room).includes('It is deleted'), 'it is deleted');
  });

  it('keeps answers only where somebody said so', async () => {
    const { room } = await opened();
    fill(room, '#words', 'Keep me not');
    expect(localStorage.length).to.equal(0);
    const keep = [...room.querySelectorAll<HTMLInputElement>('input[type=checkbox]')].find((one) => one.closest('label')?.textContent.includes('Keep my answers'))!;
    keep.click();
    fill(room, '#words', 'Keep me');
    expect(localStorage.getItem('kith-mentor-draft')).to.contain('Keep me');
    keep.click();
    expect(localStorage.length).to.equal(0);
  });

  it('takes no requests: a code still opens', async () => {
    open = false;
    const { room } = await opened();
    expect(said(room)).to.contain('No requests are taken right now.');
    expect(room.querySelector('form')).to.equal(null);
    expect(room.querySelector('input')).not.to.equal(null);
  });

  it('refuses on the server\'s own origin, in words', async () => {
    globalThis.fetch = async (input, init) => ((input instanceof Request ? input.url : String(input)).includes('/v1/mentor-requests/form') ? json(form()) : realFetch(input, init));
    const element = await fixture<RequestAMentor>(html`<request-a-mentor lang="en" server=${location.origin} site="pk_one"></request-a-mentor>`);
    element.open = true;
    await until(() => element.shadowRoot!.querySelector('[role=status] a'), 'the reason');
    expect(element.shadowRoot!.querySelector('[role=status] a')!.getAttribute('href')).to.contain('/embed/request-a-mentor');
  });
});
