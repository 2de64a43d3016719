import { spelled, type MentorRequests } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { copyText } from '../parts/copy.ts';
import { seen } from './form.ts';
import type { MentorRoom, Room } from './room.ts';

/** The code, to be kept: shown, copied, printed. */
export function codeBox(room: Room, host: MentorRoom, code = host.code, note = room.words.codeNote): TemplateResult {
  const { words } = room;
  const copy = () => { room.say(''); void copyText(spelled(code)).then((copied) => { host.copied = copied; room.say(copied ? words.copied : words.copyFailed); }); };
  return html`<div class="box"><h2>${words.yourCode}</h2><p class="code">${spelled(code)}</p><p class="note">${note}</p>
    <div class="row"><button class="button" @click=${copy}>${host.copied ? words.copied : words.copy}</button><button class="button" @click=${() => { print(); }}>${words.print}</button></div></div>`;
}

/** After the sending: what happens next, who sees it, and the code. */
export function sent(room: Room, host: MentorRoom, api: MentorRequests): TemplateResult {
  const { words, info } = room;
  const { answers } = host;
  const consent = info.form.consentBands.includes(String(answers.age));
  const worried = answers.guardian === 'worried';
  const see = () => { void room.run(async () => { host.own = await api.get(host.code); host.phase = 'own'; await host.focusOn('[data-first]'); }); };
  return html`<div class="main-part">
    <h2 data-first tabindex="-1">${words.sent}</h2><p>${words.sentText}</p>
    ${codeBox(room, host)}
    <div class="box"><h2>${words.next}</h2><ol class="steps">${consent ? html`<li>${worried ? words.nextWorried : words.nextConsent}</li>` : nothing}${words.nextSteps.slice(worried ? 1 : 0).map((step) => html`<li>${step}</li>`)}</ol></div>
    <div class="box"><h2>${words.sees}</h2><ul class="list">${seen(room, worried).map((line) => html`<li>${line}</li>`)}</ul></div>
    ${room.problem ? html`<p class="problem" role="alert">${room.problem}</p>` : nothing}
    <div class="row"><button class="button main" @click=${see}>${words.seeStatus}</button></div>
    <p class="note">${words.ask(info.contact)}</p>
  </div>`;
}
