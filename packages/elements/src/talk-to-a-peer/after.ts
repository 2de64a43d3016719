import type { Conversation, ConversationView } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { copyText } from '../parts/copy.ts';
import { logLines } from './chat.ts';
import { otherHelp } from './help.ts';
import { faces } from './intake.ts';
import type { Room } from './room.ts';

export interface AfterView { sent: boolean; sure: boolean; copied: boolean; deleted?: { messages: number; deletedAt: string; backupsUntil?: string | undefined; kept?: { until: string } | undefined } | undefined }
interface Actions { talk: Conversation; view: ConversationView; site: string; server: string; change: (change: Partial<AfterView>, focus?: string) => void; again: () => void }

/** The chat as plain text, for its visitor alone. */
export function transcript({ words, tag }: Pick<Room, 'words' | 'tag'>, { log }: ConversationView): string {
  const time = new Intl.DateTimeFormat(tag, { dateStyle: 'short', timeStyle: 'short' });
  return log.filter(({ kind }) => kind === 'message').map(({ at, author, name, body }) => `${time.format(new Date(at))}  ${author === 'visitor' ? words.me : name ?? words.peer}: ${body ?? ''}`).join('\n');
}

/** After the end: the same face as at the start, two questions, and what becomes of the chat. */
export function after(room: Room, view: AfterView & Actions): TemplateResult {
  const { words, info } = room;
  if (view.deleted) {
    const { messages, deletedAt, backupsUntil, kept } = view.deleted;
    return html`<div class="main-part"><h2 data-first tabindex="-1">${words.deleted}</h2><div class="box"><p>${words.receipt} · ${room.date(deletedAt)}</p><p>${words.deletedText(messages)}</p>${backupsUntil ? html`<p>${words.deletedBackups(room.date(backupsUntil))}</p>` : nothing}${kept ? html`<p>${words.deletedKept(room.date(kept.until))}</p>` : nothing}</div>
      <div><button class="button" @click=${view.again}>${words.newChat}</button></div></div>`;
  }
  const endedAt = view.view.log.findLast(({ state }) => state === 'ended' || state === 'abandoned')?.at;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const face = Number(data.get('face') ?? 0);
    const text = data.get('comment');
    void room.run(async () => {
      await view.talk.feedback({ ...(face ? { face } : {}), ...(data.has('listened') ? { listened: data.get('listened') as 'yes' } : {}), ...(data.has('next') ? { next: data.get('next') === 'yes' } : {}), ...(typeof text === 'string' && text.trim() ? { comment: text.trim() } : {}) });
      view.change({ sent: true }, '#sent');
    });
  };
  const radio = (name: string, value: string, label: string) => html`<label class="chip"><input type="radio" name=${name} value=${value}>${label}</label>`;
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([transcript(room, view.view)], { type: 'text/plain' }));
    link.download = 'chat.txt';
    link.click();
    setTimeout(() => { URL.revokeObjectURL(link.href); }, 10_000);
  };
  const copy = () => {
    room.fail('');
    view.change({ copied: false });
    void copyText(transcript(room, view.view)).then((copied) => { if (copied) view.change({ copied }); else room.fail(words.copyChatFailed); });
  };
  const remove = () => { void room.run(async () => { view.change({ deleted: await view.talk.delete(), sure: false }, '[data-first]'); }); };
  return html`<div class="main-part">
    <h2 data-first tabindex="-1">${words.ended}</h2><p>${view.view.state === 'abandoned' ? words.state.abandoned : words.endedText}</p>
    ${view.view.messages.some(({ tick }) => tick === 'sending' || tick === 'refused') ? html`<p class="problem">${words.notAllSent}</p>` : nothing}
    ${room.draft ? html`<p>${words.unsent}</p><p class="box" dir="auto">${room.draft}</p>` : nothing}
    <div class="log" role="log" aria-live="off" aria-label=${words.conversation} tabindex="0">${logLines(room, view.view)}</div>
    ${view.sent ? html`<p id="sent" tabindex="-1">${words.feedbackSent}</p>` : html`<form class="box" autocomplete="off" @submit=${send}>
      <p class="note">${words.optional}</p>
      ${faces(room, words.howAfter)}
      <fieldset><legend>${words.listened}</legend><div class="chips">${Object.entries(words.listenedAnswers).map(([value, label]) => radio('listened', value, label))}</div></fieldset>
      <fieldset><legend>${words.nextStep}</legend><div class="chips">${radio('next', 'yes', words.yes)}${radio('next', 'no', words.no)}</div></fieldset>
      <label><span class="label">${words.comment}</span><textarea name="comment" rows="2" maxlength="500" autocomplete="off"></textarea></label>
      <button class="button main" aria-disabled=${room.busy}>${words.sendFeedback}</button></form>`}
    <div class="box"><h2>${words.yourChat}</h2>
      ${endedAt ? html`<p>${words.keptUntil(room.date(new Date(Date.parse(endedAt) + (info?.keepHours ?? 72) * 3_600_000).toISOString()))} ${words.keptIf}</p>` : nothing}
      <div class="row"><button class="button" @click=${save}>${words.save}</button><button class="button" @click=${copy}>${words.copyChat}</button><span role="status">${view.copied ? words.copied : nothing}</span></div><p class="note">${words.saveNote}</p>
      ${view.sure ? html`<p id="delete-sure" tabindex="-1"><strong>${words.deleteSure}</strong></p><div class="row"><button class="button delete" aria-disabled=${room.busy} @click=${remove}>${words.deleteYes}</button><button class="button" @click=${() => { view.change({ sure: false }, '#delete-chat'); }}>${words.endNo}</button></div>` : html`<button class="button delete" id="delete-chat" @click=${() => { view.change({ sure: true }, '#delete-sure'); }}>${words.deleteChat}</button>`}
      ${room.problemAt('view')}</div>
    <div><button class="button" @click=${view.again}>${words.newChat}</button></div>
    ${otherHelp(room, view)}
  </div>`;
}
