import { fixture, html, waitUntil } from '@open-wc/testing';
import './define.ts';
import type { FindAGroup } from './find-a-group.ts';

/** Helpers of the finder's tests. */
export const open = async (markup = html`<find-a-group server="https://kith.test" site="pk_test" lang="en" page-size="10"><p id="own">Our own words. <a href="tel:911">911</a></p></find-a-group>`): Promise<FindAGroup> => {
  const element = await fixture<FindAGroup>(markup);
  await waitUntil(() => element.hasAttribute('data-kith-ready') && element.shadowRoot!.querySelector('.bar button'), 'the list with its filters', { timeout: 4000 });
  await element.updateComplete;
  return element;
};
export const root = (element: FindAGroup) => element.shadowRoot!;
/** By role and name, as people and assistive technology find things. */
export const button = (element: FindAGroup, name: string | RegExp) => [...root(element).querySelectorAll('button')].find((item) => { const text = (item.getAttribute('aria-label') ?? item.textContent ?? '').trim(); return typeof name === 'string' ? text === name : name.test(text); })!;
export const status = (element: FindAGroup) => root(element).querySelector('[role="status"]')!.textContent.trim();
export const headings = (element: FindAGroup) => [...root(element).querySelectorAll('[role="list"] h3')].map((item) => item.textContent.trim());
export const searchBox = (element: FindAGroup) => root(element).querySelector<HTMLInputElement>('input[type="search"]')!;
export const shown = (element: FindAGroup) => !root(element).querySelector('slot')!.hidden;
export const say = (element: FindAGroup, text: string) => { searchBox(element).value = text; searchBox(element).dispatchEvent(new InputEvent('input', { bubbles: true })); };
/** Half faded in is no state to measure contrast in. */
export const still = (element: FindAGroup) => Promise.all(root(element).getAnimations().map(({ finished }) => finished));
export const settled = async (element: FindAGroup, test: () => boolean, what: string) => { await waitUntil(test, what, { timeout: 4000 }); await element.updateComplete; };
