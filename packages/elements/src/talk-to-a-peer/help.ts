import { html, nothing, type TemplateResult } from 'lit';
import { reach } from '../parts/crisis-line.ts';
import type { Room } from './room.ts';

interface Where { site: string; server: string }
/** The panel of the whole world's lines: its own chunk, which the loader brings when it is wanted. Where there is none, what is inside the tag stays. */
const crisisPanel = () => { dispatchEvent(new CustomEvent('kith-want', { detail: 'crisis-resources' })); };

/** Every way to help that is at hand, whole, with the chat still open. What is inside the tag stays until the panel is there. */
export function safetyLines({ words, info }: Room, { site, server }: Where): TemplateResult {
  crisisPanel();
  return html`<crisis-resources site=${site} server=${server}><ul class="list">
    ${info?.helplines.emergency?.certain ? html`<li><a href="tel:${info.helplines.emergency.value}">${words.callNumber(info.helplines.emergency.value)}</a></li>` : html`<li>${words.localEmergency}</li>`}
    ${(info?.helplines.lines ?? []).map((line) => html`<li>${line.name}: ${line.channels.filter(({ href }) => href).map((way) => html`<a href=${way.href!}>${way.type === 'call' || way.type === 'text' ? reach(way, words) : way.value}</a> `)}</li>`)}
  </ul></crisis-resources>`;
}

/** To the program's groups, in the language that is read here. */
export const findGroup = ({ words, tag }: Room, { site, server }: Where): TemplateResult => html`<a href=${`${server}/embed/find-a-group?${new URLSearchParams({ site, lang: tag }).toString()}`} target="_blank" rel="noreferrer">${words.findGroup}</a>`;

/** Always beside the chat. */
export function otherHelp(room: Room, where: Where): TemplateResult {
  const { words, info } = room;
  const part = (title: string, lines: readonly string[], more: TemplateResult | typeof nothing = nothing) => html`<details class="more"><summary>${title}</summary><div class="box"><ul class="list">${lines.map((line) => html`<li>${line}</li>`)}</ul>${more}</div></details>`;
  return html`
    ${part(words.otherHelp, words.otherHelpText, findGroup(room, where))}
    ${part(words.someoneElse, words.someoneElseText)}
    ${info ? part(words.whoRuns, [words.whoRunsText(info.partner), info.expectation, words.mandated[info.mandatedReporter] ?? '', info.mandatedText ?? ''].filter(Boolean)) : nothing}`;
}
