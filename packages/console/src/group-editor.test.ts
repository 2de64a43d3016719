import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { GroupEdit, Me, StaffGroupWhole } from '@kith/sdk/staff';
import './groups.ts';
import { unsent } from './group-unsent.ts';
import { ConsoleState } from './state.ts';

const listing: GroupEdit = { name: 'Evening walk', summary: 'A slow walk.', topics: ['grief'], audiences: [], access: ['open'], attributes: [], format: 'in-person', languages: ['en'], schedule: { timeZone: 'America/Chicago', start: '2026-01-05T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'] } };
const refusal = (code: string, errors: [path: string, message: string][] = [], message = errors.map(([, text]) => text).join(' ')) => Object.assign(new Error(message), { name: 'KithApiError', code, status: 400, paths: errors.map(([path]) => path) });
const away = () => Object.assign(new Error('away'), { name: 'KithConnectionError' });

/** A server that keeps one listing; `answer` may refuse a call. */
function setUp(me = 'ruth') {
  const asked: { name: string; body: Record<string, unknown> }[] = [];
  const server = {
    draft: undefined as StaffGroupWhole['draft'], revision: 'r1', asked, asks: [] as object[], listed: listing.name, counts: {}, meetings: [] as StaffGroupWhole['meetings'],
    refuse: (_name: string): Error | undefined => undefined,
    /** What a call waits for. */
    slow: (_name: string): Promise<void> => Promise.resolve(),
    bodies: (name: string) => asked.filter((call) => call.name === name).map(({ body }) => body),
  };
  const state = new ConsoleState();
  state.me = { id: me, memberships: [{ program: 'one', partner: 'One', roles: ['coordinator'], profile: { name: me } }] } as unknown as Me;
  state.program = 'one';
  const published = { ...listing, id: 'walk', owner: { name: 'One' }, checkedAt: '2026-01-01T10:00:00Z' };
  const whole = () => ({ id: 'walk', name: listing.name, zone: 'America/Chicago', state: 'shown', revision: server.revision, changes: [], leaders: [], meetings: server.meetings, reports: [], due: false, mayPublish: true, published, ...(server.draft ? { draft: server.draft } : {}) });
  (state.api as { call: unknown }).call = async (_program: string, name: string, { body = {} }: { body?: Record<string, unknown> } = {}) => {
    await server.slow(name);
    asked.push({ name, body });
    const error = server.refuse(name);
    if (error) throw error;
    switch (name) {
      case 'groups.list': return { groups: [{ id: 'walk', name: server.listed, format: 'in-person', state: 'shown', due: false, leaders: [], reports: 0 }], total: 1, counts: { all: 1, due: 0, drafts: 0, reports: 0, removed: 0, ...server.counts } };
      case 'groups.get': return whole();
      case 'groups.preview': return { group: { ...published, ...body.group as object, next: [] }, hints: [] };
      case 'groups.draft': server.draft = { group: body.group as GroupEdit, by: 'Ruth', at: `2026-01-02T10:00:0${asked.length % 10}Z` }; return { at: server.draft.at };
      case 'groups.publish': server.draft = undefined; return { revision: server.revision };
      case 'groups.asks': return { asks: server.asks };
      case 'people.list': return { people: [] };
      default: return { received: true };
    }
  };
  return { state, server };
}
const deep = <Found extends Element>(root: ParentNode, selector: string): Found[] => [...root.querySelectorAll<Found>(selector), ...[...root.querySelectorAll('*')].flatMap((item) => (item.shadowRoot ? deep<Found>(item.shadowRoot, selector) : []))];
const button = (root: Element, name: string) => { const found = deep<HTMLButtonElement>(root.shadowRoot!, 'button, summary').find(({ textContent }) => textContent.trim().startsWith(name)); expect(found, name).to.not.equal(undefined); return found!; };
const ownText = (element: Element) => [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ textContent }) => textContent).join('').trim();
const field = (root: Element, name: string) => { const label = deep<HTMLLabelElement>(root.shadowRoot!, 'label').find((item) => ownText(item) === name || ownText(item).startsWith(`${name}, like`)); expect(label, name).to.not.equal(undefined); return label!.control as HTMLInputElement; };
const type = (input: HTMLInputElement, value: string, ...events: string[]) => { input.focus(); input.value = value; for (const event of events.length ? events : ['input', 'change']) input.dispatchEvent(new Event(event, { bubbles: true })); };
const saying = (root: Element, text: string) => deep(root.shadowRoot!, '[aria-live], [role=alert], [role=status]').filter((item) => item.textContent.includes(text));
const said = (root: Element, text: string) => waitUntil(() => saying(root, text).length === 1, `"${text}" is said once`);
/** What stands under a field that is not right. */
const under = (input: HTMLInputElement) => input.getAttribute('aria-describedby')?.split(' ').map((id) => (input.getRootNode() as ShadowRoot).getElementById(id)?.textContent ?? '').join(' ') ?? '';
const focused = (): Element | null => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at; };
async function open(state: ConsoleState): Promise<HTMLElement> {
  location.hash = 'groups/walk';
  const part = await fixture<HTMLElement>(html`<kith-groups .state=${state}></kith-groups>`);
  await waitUntil(() => deep(part.shadowRoot!, 'form.listing').length === 1 && deep(part.shadowRoot!, 'kith-group-preview').length === 1);
  return part;
}

describe('the editor of a listing', () => {
  beforeEach(() => { unsent.clear(); });
  afterEach(() => { location.hash = ''; });

  it('what was written while the server is away is there when the listing is opened again, and is saved when the server is back', async () => {
    const { state, server } = setUp();
    const first = await open(state);
    server.refuse = (name) => (name === 'groups.draft' ? away() : undefined);
    type(field(first, 'One sentence'), 'Offline words');
    await said(first, 'The draft could not be saved.');
    const leaving = new Event('beforeunload', { cancelable: true });
    dispatchEvent(leaving);
    expect(leaving.defaultPrevented).to.equal(true);
    // Another part of the console, the browser's Back, another program: the editor is taken out of the page.
    first.remove();
    const second = await open(state);
    expect(field(second, 'One sentence').value).to.equal('Offline words');
    await said(second, 'What you wrote is here again.');
    server.refuse = () => undefined;
    state.dispatchEvent(new Event('wake'));
    await waitUntil(() => server.draft?.group.summary === 'Offline words');
    await waitUntil(() => unsent.size === 0);
    second.remove();
    const third = await open(state);
    expect(field(third, 'One sentence').value).to.equal('Offline words');
    expect(saying(third, 'What you wrote is here again.').length).to.equal(0);
    third.remove();
    const other = await open(setUp('somebody').state);
    expect(field(other, 'One sentence').value).to.equal('A slow walk.');
  });

  it('what was written stays with whoever wrote it, also when the listing itself cannot be loaded; the list says that it waits', async () => {
    const { state, server } = setUp();
    const first = await open(state);
    server.refuse = (name) => (name === 'groups.list' || name === 'groups.asks' ? undefined : away());
    type(field(first, 'One sentence'), 'Offline words');
    await said(first, 'The draft could not be saved.');
    location.hash = 'groups';
    await waitUntil(() => first.shadowRoot!.textContent.includes('What you wrote is not saved yet.'));
    first.remove();
    location.hash = 'groups/walk';
    const second = await fixture<HTMLElement>(html`<kith-groups .state=${state}></kith-groups>`);
    await waitUntil(() => deep(second.shadowRoot!, 'form.listing').length === 1);
    expect(field(second, 'One sentence').value).to.equal('Offline words');
    second.remove();
    const other = await open(setUp('somebody').state);
    expect(field(other, 'One sentence').value).to.equal('A slow walk.');
  });

  it('a listing that could not be loaded is loaded when the server is back', async () => {
    const { state, server } = setUp();
    server.refuse = away;
    location.hash = 'groups/walk';
    const part = await fixture<HTMLElement>(html`<kith-groups .state=${state}></kith-groups>`);
    await said(part, 'That did not work. Try again.');
    server.refuse = () => undefined;
    state.dispatchEvent(new Event('wake'));
    await waitUntil(() => deep(part.shadowRoot!, 'form.listing').length === 1);
    expect(saying(part, 'That did not work.').length).to.equal(0);
  });

  it("somebody else's words and one's own: the question stays when the listing is left, stands by the button, and gives the focus back", async () => {
    const { state, server } = setUp();
    const first = await open(state);
    server.draft = { group: { ...listing, summary: 'Theirs' }, by: 'Kim', at: '2026-01-02T09:00:00Z' };
    server.refuse = (name) => (name === 'groups.draft' ? refusal('changed-meanwhile') : undefined);
    type(field(first, 'One sentence'), 'Mine');
    await said(first, 'Somebody else has written in this draft meanwhile.');
    expect(focused(), 'nobody is torn away in the middle of typing').to.equal(field(first, 'One sentence'));
    first.remove();
    const second = await open(state);
    expect(field(second, 'One sentence').value).to.equal('Mine');
    await said(second, 'Somebody else has written in this draft meanwhile.');
    button(second, 'Show to visitors').click();
    await waitUntil(() => focused()?.textContent === 'Somebody else has written in this draft meanwhile.');
    expect(saying(second, 'Somebody else has written').length, 'the focus says it, nothing else does').to.equal(0);
    button(second, 'Load what they wrote').click();
    await waitUntil(() => field(second, 'One sentence').value === 'Theirs');
    await waitUntil(() => focused() === button(second, 'Show to visitors'));
    expect(unsent.size).to.equal(0);
  });

  it('what came of it is said once, beside the button', async () => {
    const { state } = setUp();
    const part = await open(state);
    button(part, 'Show to visitors').click();
    await said(part, 'Visitors see it now.');
    const [answer] = saying(part, 'Visitors see it now.');
    expect(answer!.getBoundingClientRect().top - button(part, 'Show to visitors').getBoundingClientRect().bottom).to.be.within(0, 60);
  });

  it('what is typed while the listing is loaded again is not loaded over', async () => {
    const { state, server } = setUp();
    const part = await open(state);
    let arrive = () => { /* nothing waits yet */ };
    server.slow = (name) => (name === 'groups.get' ? new Promise((resolve) => { arrive = resolve; }) : Promise.resolve());
    button(part, 'Show to visitors').click();
    await waitUntil(() => server.bodies('groups.publish').length === 1);
    type(field(part, 'One sentence'), 'Typed meanwhile', 'input');
    server.slow = () => Promise.resolve();
    arrive();
    await said(part, 'Visitors see it now.');
    expect(field(part, 'One sentence').value).to.equal('Typed meanwhile');
    await waitUntil(() => server.draft?.group.summary === 'Typed meanwhile');
  });

  it('"Paused until" without a day is not shown to visitors: the day is asked for', async () => {
    const { state, server } = setUp();
    const part = await open(state);
    type(field(part, 'Pause'), 'until');
    await waitUntil(() => server.bodies('groups.draft').length > 0);
    button(part, 'Show to visitors').click();
    await waitUntil(() => focused() === field(part, 'Paused until'));
    expect(under(field(part, 'Paused until'))).to.equal('Paused until: Choose the day when it goes on. If nobody knows it, choose "Paused, nobody knows until when".');
    expect(part.shadowRoot!.querySelector('kith-group-editor')!.shadowRoot!.textContent).to.contain('Not ready for visitors. Look at: Paused until.');
    expect(server.bodies('groups.publish')).to.deep.equal([]);
    // The draft knows that it is to pause.
    part.remove();
    const again = await open(state);
    button(again, 'Show to visitors').click();
    await waitUntil(() => focused() === field(again, 'Paused until'));
    type(field(again, 'Paused until'), '2026-08-01');
    button(again, 'Show to visitors').click();
    await waitUntil(() => server.bodies('groups.publish').length === 1);
    expect((server.bodies('groups.publish')[0]!.group as GroupEdit).schedule!.pausedUntil).to.equal('2026-08-01');
  });

  it('what the server does not take is said under its field by the name of its label, with an example, when somebody is done with it', async () => {
    const { state, server } = setUp();
    const part = await open(state);
    server.refuse = (name) => (name === 'groups.preview' || name === 'groups.publish' ? refusal('invalid-query', [['group.contact.email', 'is not written as it should be'], ['group.languages.0', 'is not written as it should be'], ['group.alerts', 'must be at most 10'], ['group.ages.to', 'is not allowed here']]) : undefined);
    const email = field(part, 'E-mail');
    button(part, 'How to ask').click();
    type(email, 'not an email', 'input');
    await waitUntil(() => under(field(part, 'Languages')) === 'Languages: Write two letters for each, like en for English or es for Spanish.');
    expect(under(email), 'nothing is said in the middle of a word').to.equal('');
    field(part, 'Phone').focus();
    await waitUntil(() => under(email) === 'E-mail: Write it like ask@example.org.');
    expect(under(field(part, 'To know before going, one on each line'))).to.equal('To know before going: Write at most 10 lines, with at most 500 letters in each.');
    button(part, 'How to ask').click();
    button(part, 'Show to visitors').click();
    await waitUntil(() => focused() === field(part, 'To age'), 'the first one, and what holds it is open');
    expect(part.shadowRoot!.querySelector('kith-group-editor')!.shadowRoot!.textContent).to.contain('Look at: To age, Languages, E-mail, To know before going.').and.not.contain('is not written').and.not.contain('must be');
    server.refuse = () => undefined;
    type(email, 'ask@a.example');
    await waitUntil(() => under(email) === '' && under(field(part, 'To age')) === '');
  });

  it('a number that was counted by mistake is taken back; an empty field is asked for one', async () => {
    const { state, server } = setUp();
    server.meetings = [{ at: '2026-01-05T19:00', over: true, plans: 0, count: 12 }, { at: '2026-01-12T19:00', over: true, plans: 0 }];
    const part = await open(state);
    const counts = () => deep<HTMLInputElement>(part.shadowRoot!, 'input[name=count]');
    await waitUntil(() => counts().length === 2);
    const save = (at: number) => { counts()[at]!.form!.requestSubmit(); };
    save(1);
    await said(part, 'Write how many came, or 0 if nobody did.');
    expect(server.bodies('groups.attend')).to.deep.equal([]);
    counts()[0]!.value = '';
    server.meetings = [{ at: '2026-01-12T19:00', over: true, plans: 0 }];
    save(0);
    await said(part, 'Taken back: Monday, January 5, 2026 has no number now.');
    expect(server.bodies('groups.attend')).to.deep.equal([{ at: '2026-01-05T19:00', count: null }]);
    await waitUntil(() => counts().length === 1);
    await said(part, 'Taken back: Monday, January 5, 2026 has no number now.');
    expect(focused()?.textContent, 'the field is gone, the focus is not').to.equal('How many came');
  });
});

describe('the list of listings', () => {
  beforeEach(() => { location.hash = 'groups'; });
  it('what was asked for last is shown, in whatever order the answers come', async () => {
    const { state, server } = setUp();
    server.counts = { drafts: 1 };
    const part = await fixture<HTMLElement>(html`<kith-groups .state=${state}></kith-groups>`);
    await waitUntil(() => part.shadowRoot!.textContent.includes('Drafts (1)'));
    let arrive = () => { /* nothing waits yet */ };
    server.slow = () => new Promise((resolve) => { arrive = resolve; });
    button(part, 'Drafts (').click();
    server.slow = () => Promise.resolve();
    server.listed = 'Everything';
    button(part, 'All (').click();
    await waitUntil(() => part.shadowRoot!.textContent.includes('Everything'));
    server.listed = 'Drafts alone';
    const answered = server.bodies('groups.list').length;
    arrive();
    await waitUntil(() => server.bodies('groups.list').length > answered);
    await new Promise((resolve) => { setTimeout(resolve); });
    expect(part.shadowRoot!.textContent).to.contain('Everything').and.not.contain('Drafts alone');
  });
  it('what went wrong goes when a reading works; nobody is waited for any more', async () => {
    const { state, server } = setUp();
    server.refuse = (name) => (name === 'groups.list' ? away() : undefined);
    server.asks = [{ id: 'a', group: 'walk', groupName: 'Evening walk', name: 'Jo', at: '2026-01-01T10:00:00Z' }];
    const part = await fixture<HTMLElement>(html`<kith-groups .state=${state}></kith-groups>`);
    await said(part, 'That did not work. Try again.');
    expect(part.shadowRoot!.textContent).to.not.contain('One moment');
    server.refuse = () => undefined;
    state.dispatchEvent(new Event('wake'));
    await waitUntil(() => part.shadowRoot!.textContent.includes('Evening walk'));
    expect(saying(part, 'That did not work.').length).to.equal(0);
    server.asks = [];
    button(part, 'Answered: delete it').click();
    await part.shadowRoot!.querySelector<HTMLElement & { updateComplete: Promise<void> }>('kith-group-asks')!.updateComplete;
    button(part, 'Yes, delete it').click();
    await waitUntil(() => focused()?.textContent === 'Nobody waits for an answer');
  });
});
