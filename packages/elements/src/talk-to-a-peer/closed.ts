import type { LeftMessages } from '@kith/sdk';
import { newReplyCode, spelled } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { copyText } from '../parts/copy.ts';
import type { SoonGroup } from './groups-soon.ts';
import { findGroup, otherHelp, safetyLines } from './help.ts';
import { codeForm } from './intake.ts';
import type { Room } from './room.ts';

export interface ClosedView {
  showing: 'choices' | 'left' | 'answer' | 'deleted'; code: string; copied: boolean;
  answer?: { state: string; body: string; answer?: string | undefined; deletedAt?: string | undefined } | undefined;
  groups?: SoonGroup[] | undefined;
}
interface Actions { change: (change: Partial<ClosedView>, focus?: string) => void; messages: LeftMessages; look: () => Promise<void>; site: string; server: string; openCode: (code: string) => Promise<void> }

/** Whose groups were asked for. */
const asked = new WeakSet<object>();

/** Groups of the program that come next, as the finder would say them; nothing when they cannot be had. */
async function groupsSoon(view: Actions, { tag }: Room): Promise<SoonGroup[]> {
  try { return await (await import('./groups-soon.ts')).groupsSoon(view, tag); } catch { return []; }
}

/** Nobody is there, or no wait can be promised: the truth, when it opens, and everything that works meanwhile. */
export function closed(room: Room, view: ClosedView & Actions): TemplateResult {
  const { words, info } = room;
  if (!view.groups && !asked.has(view.messages)) { asked.add(view.messages); void groupsSoon(view, room).then((groups) => { view.change({ groups }); }); }
  const leave = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const text = (name: string) => { const value = data.get(name); return typeof value === 'string' ? value.trim() : ''; };
    const lacks = (problem: string, field: string) => { room.fail(problem, 'message'); form.querySelector<HTMLElement>(field)!.focus(); };
    if (!text('body')) { lacks(words.messageMissing, 'textarea'); return; }
    if (data.has('call') && !text('contact')) { lacks(words.contactMissing, '[name=contact]'); return; }
    // Made once: a second try is the same message.
    const code = view.code || newReplyCode();
    view.change({ code });
    void room.run(async () => {
      await view.messages.leave({ replyCode: code, body: text('body'), ...(text('name') ? { name: text('name') } : {}), ...(text('contact') ? { contact: text('contact'), mayLeaveMessage: data.has('may') } : {}) });
      view.change({ showing: 'left', code }, '[data-first]');
    }, 'message');
  };
  const copy = () => {
    room.fail('');
    view.change({ copied: false });
    void copyText(spelled(view.code)).then((copied) => { if (copied) view.change({ copied }); else room.fail(words.copyFailed); });
  };
  if (view.showing === 'left') {
    return html`<div class="main-part"><h2 data-first tabindex="-1">${words.messageLeft}</h2><p>${words.replyCode}</p><p class="code">${spelled(view.code)}</p><p>${words.replyCodeNote}</p>
      <div class="row"><button class="button" @click=${copy}>${words.copy}</button><span role="status">${view.copied ? words.copied : nothing}</span>${room.problemAt('view')}<button class="button" @click=${() => { view.change({ showing: 'choices', code: '', copied: false }, '[data-first]'); }}>${words.back}</button></div></div>`;
  }
  if (view.showing === 'answer' && view.answer) {
    const { answer, body, deletedAt } = view.answer;
    return html`<div class="main-part"><h2 data-first tabindex="-1">${words.answer}</h2>${answer ? html`<p class="box" dir="auto">${answer}</p>` : html`<p>${words.noAnswerYet}</p>`}<p>${words.yourMessage}</p><p class="box" dir="auto">${body}</p>${deletedAt ? html`<p class="note">${words.deletesOn(room.date(deletedAt))}</p>` : nothing}${room.problemAt('view')}
      <div class="row"><button class="button" @click=${() => { view.change({ showing: 'choices', code: '' }, '[data-first]'); }}>${words.back}</button><button class="button delete" @click=${() => { void room.run(async () => { await view.messages.delete(view.code); view.change({ showing: 'deleted', answer: undefined, code: '' }, '[data-first]'); }); }}>${words.deleteMessage}</button></div></div>`;
  }
  if (view.showing === 'deleted') return html`<div class="main-part"><h2 data-first tabindex="-1">${words.messageDeleted}</h2><div><button class="button" @click=${() => { view.change({ showing: 'choices' }, '[data-first]'); }}>${words.back}</button></div></div>`;
  return html`<div class="main-part">
    <h2 data-first tabindex="-1">${info.state === 'open' ? words.openNow : info.state === 'busy' ? words.busy : info.state === 'not-ready' ? words.notReady : words.closed}</h2>
    <p>${info.state === 'busy' ? words.busyText : nothing} ${info.words.opens}</p>
    ${room.problemAt('view')}
    <div class="row"><button class="button ${info.state === 'open' ? 'main' : ''}" @click=${() => { void view.look(); }}>${info.state === 'open' ? words.start : words.checkAgain}</button><span role="status">${room.told}</span></div>
    <h2>${words.meanwhile}</h2>
    <details class="more"><summary>${words.leaveMessage}</summary><form class="box" autocomplete="off" novalidate @submit=${leave}>
      <p>${words.leaveMessageText}</p>
      <label><span class="label">${words.message}</span><textarea name="body" rows="4" maxlength="2000" required autocomplete="off" .value=${room.draft}></textarea></label>
      <label><span class="label">${words.callYou}</span><input name="name" maxlength="40" autocomplete="off"></label>
      <label class="check"><input type="checkbox" name="call">${words.callBack}</label>
      <label><span class="label">${words.contact}</span><input name="contact" maxlength="120" autocomplete="off"><span class="note">${words.contactNote}</span></label>
      <label class="check"><input type="checkbox" name="may">${words.mayLeave}</label>
      ${room.problemAt('message')}<button class="button main" aria-disabled=${room.busy}>${words.sendMessage}</button></form></details>
    ${codeForm(room, view.openCode)}
    ${view.groups?.length ? html`<div class="box"><h2>${words.groupsSoon}</h2><ul class="list">${view.groups.map(({ name, start, when, notes }) => html`<li><bdi>${name}</bdi><br><time datetime=${start}>${when}</time>${notes.map((note) => html`<span class="note">${note}</span>`)}</li>`)}</ul>${findGroup(room, view)}</div>` : nothing}
    <details class="more"><summary>${words.needHelpNow}</summary>${safetyLines(room, view)}</details>
    ${otherHelp(room, view)}
  </div>`;
}
