import type { Conversation, ConversationView } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { otherHelp, safetyLines } from './help.ts';
import type { Room } from './room.ts';

export interface ChatView {
  view: ConversationView; talk: Conversation; site: string; server: string;
  notSafe: () => void; safety: number | 'sending' | undefined; unsafe: (on: boolean) => void; report: (kind: 'stop' | 'report' | 'block', words?: string) => void;
  kept: boolean; setKept: (on: boolean) => void; code: { code: string; until: string } | undefined; makeCode: () => void;
  sound: boolean; setSound: (on: boolean) => void; confirming: boolean; confirm: (on: boolean) => void; end: () => void;
}
const MOST = 4000;
/** A pause after which the time is said again, in ms. */
const PAUSE = 5 * 60_000;

/** Messages, states and notices, oldest first. */
export function logLines({ words, tag }: Room, { log, messages }: ConversationView): TemplateResult {
  const time = new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit' });
  const ticks = new Map(messages.map((message) => [message.clientId ?? message.seq, message.tick]));
  const pending = messages.filter(({ seq, tick }) => seq === undefined || tick === 'refused' || !log.some((event) => event.seq === seq));
  let before: { author: string; at: number; name: string | undefined } | undefined;
  const items = [
    ...log.map((event) => ({ key: `e${event.seq}`, event })),
    ...pending.map((message) => ({ key: `p${message.clientId!}`, event: { seq: -1, kind: 'message', at: message.at ?? '', author: 'visitor', body: message.body, clientId: message.clientId, name: undefined, notice: undefined, state: undefined } })),
  ];
  const lastMine = items.filter(({ event }) => event.kind === 'message' && event.author === 'visitor').at(-1)?.key;
  return html`${repeat(items, ({ key }) => key, ({ key, event }) => {
    if (event.kind !== 'message') {
      before = undefined;
      const text = event.kind === 'notice' ? words.notices[event.notice ?? '']?.(event.name ?? words.peer) : event.state === 'active' ? words.joined(event.name ?? words.peer) : words.state[event.state ?? ''];
      return text ? html`<p class="system">${text}</p>` : nothing;
    }
    const mine = event.author === 'visitor';
    const at = event.at ? Date.parse(event.at) : Date.now();
    const fresh = before?.author !== event.author || before.name !== event.name;
    const late = !before || at - before.at > PAUSE;
    before = { author: event.author, at, name: event.name };
    const tick = mine ? ticks.get(event.clientId ?? event.seq) : undefined;
    return html`<div class="message ${mine ? 'mine' : ''}">
      ${fresh || late ? html`<span class="note">${fresh ? (mine ? words.me : event.author === 'supervisor' ? `${event.name ?? ''} (${words.supervisor})` : event.name ?? words.peer) : nothing}${late ? html` · ${time.format(at)}` : nothing}</span>` : nothing}
      <p dir="auto">${event.body}</p>
      ${tick && (key === lastMine || tick !== 'delivered') ? html`<span class="note">${words.tick[tick]}</span>` : nothing}
    </div>`;
  })}`;
}

function waitingBox(room: Room, { view, talk }: ChatView): TemplateResult {
  const { words } = room;
  const { place, wait, shared } = view.now;
  return html`<div class="box"><h2 data-first tabindex="-1">${words.waiting}</h2>
    <p>${place === undefined ? nothing : words.place(place)} ${shared ? html`${words.waitShared(shared)} ${wait ? words.waitAnyone(wait) : nothing}` : wait ? words.wait(wait) : words.waitUnknown}</p>
    ${shared ? html`<button class="button" @click=${() => { void room.run(() => talk.anyone()); }}>${words.takeAnyone}</button>` : nothing}
    <p class="note">${words.writeNow}</p></div>`;
}

/** Two taps: open it, choose. */
function aboutPeer({ words }: Room, view: ChatView): TemplateResult | typeof nothing {
  const report = (kind: 'stop' | 'report' | 'block') => (event: Event) => { const field = (event.currentTarget as HTMLElement).closest('details')!.querySelector('textarea')!; view.report(kind, field.value.trim() || undefined); field.value = ''; };
  return view.view.state === 'active' ? html`<details class="more"><summary>${words.aboutPeer}</summary><div class="box"><p>${words.aboutPeerText}</p><label><span class="label">${words.whatHappened}</span><textarea rows="2" maxlength="500" autocomplete="off"></textarea></label>
    <div class="row"><button class="button" @click=${report('stop')}>${words.stop}</button><button class="button" @click=${report('report')}>${words.report}</button><button class="button" @click=${report('block')}>${words.block}</button></div></div></details>` : nothing;
}

function menu(room: Room, view: ChatView): TemplateResult {
  const { words } = room;
  return html`<details class="more"><summary>${words.more}</summary><div class="main-part">
    ${otherHelp(room, view)}
    <label class="check"><input type="checkbox" .checked=${live(view.kept)} @change=${(event: Event) => { view.setKept((event.target as HTMLInputElement).checked); }}>${words.keepOnReload}</label>
    <label class="check"><input type="checkbox" .checked=${view.sound} @change=${(event: Event) => { view.setSound((event.target as HTMLInputElement).checked); }}>${words.sound}</label>
    ${view.code ? html`<p id="come-back" tabindex="-1"><span class="code">${view.code.code}</span></p><p class="note">${words.comeBackText(room.date(view.code.until))}</p>` : html`<div><button class="button" @click=${view.makeCode}>${words.comeBack}</button></div>`}
    <div><button class="button" @click=${() => { view.confirm(true); }}>${words.end}</button></div>
  </div></details>`;
}

/** The log, what is known of the wait, and the composer, which is there from the first second on. */
export function chat(room: Room, view: ChatView): TemplateResult {
  const { words } = room;
  const { state, link, now, log } = view.view;
  const waits = state === 'waiting' || state === 'transferred';
  const offered = !waits && log.findLast(({ notice, state: other }) => notice === 'handover-offered' || notice === 'handover-declined' || notice === 'taken-over' || other === 'transferred' || other === 'active')?.notice === 'handover-offered';
  const nameOf = (side: string) => log.findLast(({ name, author }) => name !== undefined && author === side)?.name ?? words.peer;
  const send = (field: HTMLTextAreaElement) => {
    const body = field.value.trim();
    if (!body) return;
    if (body.length > MOST) { room.fail(words.tooLong(MOST)); return; }
    room.fail('');
    view.talk.send(body);
    field.value = '';
    grow(field);
    field.focus();
  };
  const submit = (event: SubmitEvent) => { event.preventDefault(); send((event.target as HTMLFormElement).querySelector('textarea')!); };
  const key = (event: KeyboardEvent) => {
    // On a phone Enter makes a line; while an input method composes it means something else.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    send(event.target as HTMLTextAreaElement);
  };
  const input = (event: Event) => { grow(event.target as HTMLTextAreaElement); view.talk.typing(); };
  return html`
    <div class="log" role="log" aria-live="off" aria-label=${words.conversation} tabindex="0">
      ${waits ? waitingBox(room, view) : nothing}
      ${logLines(room, view.view)}
      ${now.typing?.map((side) => html`<p class="system">${words.typing(nameOf(side))}</p> `)}
    </div>
    <div class="composer">
      ${view.safety === undefined ? nothing : html`<div class="box danger safety" id="safety" tabindex="-1"><p role="status"><strong>${view.safety === 'sending' ? words.notSafeSending : view.safety < 0 ? words.notSafeFailed : words.notSafeDone(view.safety)}</strong></p>${safetyLines(room, view)}<p class="note">${words.notSafeNote}</p><button class="button" @click=${() => { view.unsafe(false); }}>${words.backToChat}</button></div>`}
      ${offered ? html`<div class="box"><p>${words.handoverAsk}</p><div class="row"><button class="button main" @click=${() => { void room.run(() => view.talk.answerHandover(true)); }}>${words.agree}</button><button class="button" @click=${() => { void room.run(() => view.talk.answerHandover(false)); }}>${words.decline}</button></div></div>` : nothing}
      ${view.confirming ? html`<div class="box" id="end-sure" tabindex="-1"><p><strong>${words.endSure}</strong></p><div class="row"><button class="button main" @click=${view.end}>${words.endYes}</button><button class="button" @click=${() => { view.confirm(false); }}>${words.endNo}</button></div></div>` : nothing}
      ${link === 'offline' ? html`<p role="status" class="note">${words.offline}</p>` : nothing}
      ${room.told ? html`<p role="status">${room.told}</p>` : nothing}
      ${room.problemAt('view')}
      <form autocomplete="off" @submit=${submit}>
        <label><span class="hidden-text">${words.write}</span><textarea rows="1" autocomplete="off" placeholder=${words.write} aria-describedby="enter-sends" @keydown=${key} @input=${input}></textarea></label>
        <button class="button main">${words.send}</button>
        <span id="enter-sends" class="hidden-text">${words.enterSends}</span>
      </form>
      <div class="row"><button class="button not-safe" @click=${view.notSafe}>${words.notSafe}</button>${menu(room, view)}${aboutPeer(room, view)}</div>
    </div>`;
}

/** To six lines, then it scrolls. */
function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight + 2}px`;
}
