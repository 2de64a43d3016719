import { adoptStyles, type CSSResult } from 'lit';
import { frameStyles } from './frame.styles.ts';
import { KithCloseEvent, KithOpenEvent } from './events.ts';
import { historyEntry } from '../parts/history-entry.ts';
import type { FrameCard, RoomElement } from './card.ts';

/** What a frame and its card say to each other: nothing private. */
interface FrameMessage { kithFrame?: unknown }
const frames = new WeakMap<FrameCard, HTMLIFrameElement>();
/** In ms. */
const LEAVE_WITHIN = 60;
const BACK_WITHIN = 1_000;
/** For the card to say that it leaves; a bare frame then leaves by itself. */
const CARD_WITHIN = 500;
const READY_WITHIN = 10_000;
const NARROW = '(max-width: 37.5em)';

/** Follows the attribute `open`: shows what is private in a frame of the server, or, on Kith's own pages, in place; hides it, and what is in it stays. */
export function follow(element: FrameCard): void {
  if (!element.open) {
    if (!element.way) return;
    element.dispatchEvent(new KithCloseEvent());
    void element.updateComplete.then(() => element.renderRoot.querySelector<HTMLElement>('button.main')?.focus());
    return;
  }
  const { origin, pathname } = location;
  const own = new URL(element.address, location.href).origin === origin;
  const embedded = own && pathname.startsWith('/embed/');
  element.way ??= embedded || element.isolation === 'off' ? 'inline' : own ? undefined : 'frame';
  if (!element.way) { failed(element, 'refused'); return; }
  element.dispatchEvent(new KithOpenEvent());
  void element.updateComplete.then(() => { show(element, embedded); });
}

function show(element: FrameCard, embedded: boolean): void {
  const room = element.renderRoot.querySelector('#room')!;
  if (room.firstChild) { if (element.shown) focusInto(element, room); return; }
  const { exit } = element;
  const close = () => { element.open = false; };
  const accent = element.accent ?? getComputedStyle(element).getPropertyValue('--kith-accent').trim();
  const params = new URLSearchParams({ site: element.siteKey, lang: element.language, ...(accent ? { accent } : {}), ...element.more }).toString();
  if (element.way === 'inline') {
    element.room().then((tag) => {
      // The page's one colour is no secret, and comes along in the address of the frame.
      if (embedded) element.accent ??= new URLSearchParams(location.search).get('accent') ?? '';
      if (embedded && parent !== window) waitForCard(exit);
      const made = document.createElement(tag) as RoomElement;
      Object.assign(made, { site: element.siteKey, server: element.address, exit: element.exit, embedded, framed: embedded && parent !== window, close: () => { if (embedded && parent !== window) tell('close'); else close(); }, mayClose: !embedded || parent !== window });
      room.append(made);
      void made.updateComplete.then(() => { element.shown = true; });
    }, () => { failed(element); });
    return;
  }
  const frame = document.createElement('iframe');
  frame.src = `${element.address}/embed/${element.localName}?${params}`;
  frame.referrerPolicy = 'no-referrer';
  frame.title = element.shadowRoot?.querySelector('h2')?.textContent ?? '';
  frame.setAttribute('part', 'frame');
  frame.allow = 'clipboard-write';
  // Until it speaks, the card stays: a server that is down must not be a blank page over the numbers.
  frame.style.visibility = 'hidden';
  const watch = setTimeout(() => { frame.remove(); failed(element); }, READY_WITHIN);
  const { styles } = element.constructor as unknown as { styles: CSSResult };
  adoptStyles(element.shadowRoot!, [styles, frameStyles]);
  frames.set(element, frame);
  room.append(frame);
  const { origin } = new URL(element.address);
  const narrow = matchMedia(NARROW);
  // Full screen on a phone: Back closes it, as people expect there.
  const entry = historyEntry(close);
  addEventListener('popstate', entry.onBack);
  // The page is covered already: the frame ends the chat, and the entry that Back would close goes first.
  const { go } = exit;
  exit.go = (url) => {
    frame.contentWindow?.postMessage({ kithFrame: 'vanish' }, origin);
    const leave = () => { setTimeout(() => { go(url); }, LEAVE_WITHIN); };
    // The entry goes first, and only then the page: a step back that is late would bring this page up again.
    const late = setTimeout(leave, BACK_WITHIN);
    if (!entry.leave(() => { clearTimeout(late); leave(); })) { clearTimeout(late); leave(); }
  };
  addEventListener('message', ({ data, source, origin: from }: MessageEvent<FrameMessage | null>) => {
    if (from !== origin || source !== frame.contentWindow || typeof data !== 'object') return;
    if (data?.kithFrame === 'close') close();
    else if (data?.kithFrame === 'leave') exit.leave();
    else if (data?.kithFrame === 'ready') {
      clearTimeout(watch);
      frame.style.visibility = '';
      element.shown = true;
      phone();
      if (element.open) frame.contentWindow!.postMessage({ kithFrame: 'focus' }, origin);
    }
  });
  // The keyboard of a phone takes half of the screen: the frame takes the other half.
  const fit = () => {
    const view = narrow.matches && element.open ? visualViewport : undefined;
    frame.style.height = view ? `${view.height}px` : '';
    frame.style.top = view ? `${view.offsetTop}px` : '';
  };
  visualViewport?.addEventListener('resize', fit);
  visualViewport?.addEventListener('scroll', fit);
  const phone = () => {
    if (element.open && element.shown && narrow.matches) entry.enter();
    fit();
  };
  element.addEventListener('kith-open', phone);
  element.addEventListener('kith-close', () => { entry.leave(); });
  phone();
}

/** Two who leave at once get in each other's way: where there is a card it leaves, and its frame waits to hear of it. */
function waitForCard(exit: FrameCard['exit']): void {
  const { go } = exit;
  let timer: ReturnType<typeof setTimeout>;
  exit.go = (url) => { timer = setTimeout(() => { go(url); }, CARD_WITHIN); };
  addEventListener('message', ({ data, source }: MessageEvent<FrameMessage | null>) => { if (source === parent && data?.kithFrame === 'vanish') clearTimeout(timer); });
}

/** Back to the card, which says so and has the numbers. */
function failed(element: FrameCard, why: FrameCard['failed'] = 'failed'): void {
  element.shown = false;
  element.way = undefined;
  element.open = false;
  element.failed = why;
}

function focusInto(element: FrameCard, room: Element): void {
  const frame = frames.get(element);
  if (frame) { frame.focus(); frame.contentWindow?.postMessage({ kithFrame: 'focus' }, new URL(element.address).origin); } else (room.firstElementChild as HTMLElement | null)?.focus();
}

/** To the card around this frame; which page that is, the server has checked. */
export function tell(what: 'close' | 'leave' | 'ready'): void { parent.postMessage({ kithFrame: what }, '*'); }
