import type { LeftMessages } from '@kith/sdk';
import { newReplyCode, spelled } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { otherHelp, safetyLines } from './help.ts';
import { codeForm } from './intake.ts';
import type { Room } from './room.ts';

export interface ClosedView {
  showing: 'choices' | 'left' | 'answer' | 'deleted'; code: string; copied: boolean;
  answer?: { state: string; body: string; answer?: string | undefined; deletedAt?: string | undefined } | undefined;
  problem?: string | undefined;
  groups?: { name: string; when: string }[] | undefined;
}
interface Actions { change: (change: Partial<ClosedView>, focus?: string) => void; messages: LeftMessages; look: () => Promise<void>; site: string; server: string; openCode: (code: string) => Promise<void> }

/** Whose groups were asked for. */
const asked = new WeakSet<object>();

/** Groups of the program that come next; nothing when they cannot be had. */
async function groupsSoon({ site, server }: Actions, { tag }: Room): Promise<ClosedView['groups']> {
  try {
    const response = await fetch(`${server}/v1/groups?site=${encodeURIComponent(site)}&limit=3`, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    const { groups } = await response.json() as { groups: { name: string; next: { start: string }[] }[] };
    const format = new Intl.DateTimeFormat(tag, { weekday: 'long', hour: 'numeric', minute: '2-digit' });
    return groups.filter(({ next }) => next.length).map(({ name, next }) => ({ name, when: format.format(new Date(next[0]!.start)) }));
  } catch { return []; }
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
    if (!text('body')) { view.change({ problem: words.messageMissing }, 'textarea'); return; }
    if (data.has('call') && !text('contact')) { view.change({ problem: words.contactMissing }, 'input[name="contact"]'); return; }
    // Made once: a second try is the same message.
    const code = view.code || newReplyCode();
    view.change({ code, problem: undefined });
    void room.run(async () => {
      await view.messages.leave({ replyCode: code, body: text('body'), ...(text('name') ? { name: text('name') } : {}), ...(text('contact') ? { contact: text('contact'), mayLeaveMessage: data.has('may') } : {}) });
      view.change({ showing: 'left', code }, '[data-first]');
    });
  };
  const copy = () => { void navigator.clipboard?.writeText(spelled(view.code)).then(() => { view.change({ copied: true }); }, () => { view.change({ problem: words.copyFailed }); }); };
  const wrong = view.problem ?? room.problem;
  const problem = wrong ? html`<p class="problem" role="alert">${wrong}</p>` : room.told ? html`<p role="status">${room.told}</p>` : nothing;
  if (view.showing === 'left') {
    return html`<div class="main-part"><h2 data-first tabindex="-1">${words.messageLeft}</h2><p>${words.replyCode}</p><p class="code">${spelled(view.code)}</p><p>${words.replyCodeNote}</p>
      <div class="row"><button class="button" @click=${copy}>${view.copied ? words.copied : words.copy}</button>${problem}<button class="button" @click=${() => { view.change({ showing: 'choices', code: '', copied: false }, '[data-first]'); }}>${words.back}</button></div></div>`;
  }
  if (view.showing === 'answer' && view.answer) {
    const { answer, body, deletedAt } = view.answer;
    return html`<div class="main-part"><h2 data-first tabindex="-1">${words.answer}</h2>${answer ? html`<p class="box" dir="auto">${answer}</p>` : html`<p>${words.noAnswerYet}</p>`}<p>${words.yourMessage}</p><p class="box" dir="auto">${body}</p>${deletedAt ? html`<p class="note">${words.deletesOn(room.date(deletedAt))}</p>` : nothing}${problem}
      <div class="row"><button class="button" @click=${() => { view.change({ showing: 'choices', code: '' }, '[data-first]'); }}>${words.back}</button><button class="button delete" @click=${() => { void room.run(async () => { await view.messages.delete(view.code); view.change({ showing: 'deleted', answer: undefined, code: '' }, '[data-first]'); }); }}>${words.deleteMessage}</button></div></div>`;
  }
  if (view.showing === 'deleted') return html`<div class="main-part"><h2 data-first tabindex="-1">${words.messageDeleted}</h2><div><button class="button" @click=${() => { view.change({ showing: 'choices' }, '[data-first]'); }}>${words.back}</button></div></div>`;
  const opens = info.opensAt && new Intl.DateTimeFormat(room.tag, { weekday: 'long', hour: 'numeric', minute: '2-digit', timeZone: info.timeZone, timeZoneName: 'short' }).format(new Date(info.opensAt));
  return html`<div class="main-part">
    <h2 data-first tabindex="-1">${info.state === 'open' ? words.openNow : info.state === 'busy' ? words.busy : info.state === 'not-ready' ? words.notReady : words.closed}</h2>
    <p>${info.state === 'busy' ? words.busyText : nothing} ${opens ? words.opens(opens) : nothing}</p>
    ${problem}
    <div><button class="button ${info.state === 'open' ? 'main' : ''}" @click=${() => { void view.look(); }}>${info.state === 'open' ? words.start : words.checkAgain}</button></div>
    <h2>${words.meanwhile}</h2>
    <details class="more"><summary>${words.leaveMessage}</summary><form class="box" autocomplete="off" novalidate @submit=${leave}>
      <p>${words.leaveMessageText}</p>
      <label><span class="label">${words.message}</span><textarea name="body" rows="4" maxlength="2000" required autocomplete="off"></textarea></label>
      <label><span class="label">${words.callYou}</span><input name="name" maxlength="40" autocomplete="off"></label>
      <label class="check"><input type="checkbox" name="call">${words.callBack}</label>
      <label><span class="label">${words.contact}</span><input name="contact" maxlength="120" autocomplete="off"><span class="note">${words.contactNote}</span></label>
      <label class="check"><input type="checkbox" name="may">${words.mayLeave}</label>
      ${problem}<button class="button main" aria-disabled=${room.busy}>${words.sendMessage}</button></form></details>
    ${codeForm(room, view.openCode)}
    ${view.groups?.length ? html`<div class="box"><h2>${words.groupsSoon}</h2><ul class="list">${view.groups.map(({ name, when }) => html`<li>${when}: ${name}</li>`)}</ul><a href="${view.server}/embed/find-a-group?site=${view.site}" target="_blank" rel="noreferrer">${words.findGroup}</a></div>` : nothing}
    <details class="more"><summary>${words.needHelpNow}</summary>${safetyLines(room, view)}</details>
    ${otherHelp(room, view)}
  </div>`;
}
