import { expect } from '@open-wc/testing';
import { historyEntry } from './history-entry.ts';

const back = () => new Promise<void>((resolve) => { addEventListener('popstate', () => { resolve(); }, { once: true }); history.back(); });
const wentBack = () => new Promise<void>((resolve) => { addEventListener('popstate', () => { resolve(); }, { once: true }); });
const listening: (() => void)[] = [];
const entryOf = (said: string[], name: string) => {
  const entry = historyEntry(() => { said.push(name); });
  addEventListener('popstate', entry.onBack);
  listening.push(entry.onBack);
  return entry;
};
afterEach(() => { for (const listener of listening.splice(0)) removeEventListener('popstate', listener); history.replaceState(null, ''); });

describe('an entry of ours in the history', () => {
  it('Back closes what has it, once, and the page keeps its own state', async () => {
    history.replaceState({ page: 'own' }, '');
    const said: string[] = [];
    const entry = entryOf(said, 'closed');
    const length = history.length;
    entry.enter();
    entry.enter();
    expect(history.length).to.equal(length + 1);
    expect((history.state as { page: string }).page).to.equal('own');
    await back();
    expect(said).to.deep.equal(['closed']);
    expect(history.state).to.deep.equal({ page: 'own' });
    expect(entry.leave(), 'nothing to go back over').to.be.false;
  });

  it('of two, Back closes the upper one', async () => {
    const said: string[] = [];
    const lower = entryOf(said, 'lower');
    const upper = entryOf(said, 'upper');
    lower.enter();
    upper.enter();
    await back();
    expect(said).to.deep.equal(['upper']);
    await back();
    expect(said).to.deep.equal(['upper', 'lower']);
  });

  it('its own button goes back once, however often it is pressed, and what should follow follows then', async () => {
    const said: string[] = [];
    const below = entryOf(said, 'below');
    below.enter();
    const entry = entryOf(said, 'closed');
    entry.enter();
    const gone = wentBack();
    expect(entry.leave()).to.be.true;
    expect(entry.leave(() => { said.push('left'); })).to.be.true;
    expect(said, 'not before the page is back').to.deep.equal([]);
    await gone;
    expect(said).to.deep.equal(['left']);
    await back();
    expect(said).to.deep.equal(['left', 'below']);
  });

  it('moving within the page\'s own history is not our business', async () => {
    const said: string[] = [];
    entryOf(said, 'closed');
    history.pushState({ page: 'next' }, '');
    await back();
    expect(said).to.deep.equal([]);
  });
});
