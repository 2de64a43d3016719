import type { HelplineList } from '@kith/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Locale } from '../locale/en.ts';

const isDirect = ({ href, type }: HelplineList['lines'][number]['channels'][number]) => Boolean(href) && (type === 'call' || type === 'text');

/** A number that never breaks, in words that may. */
const whole = (number: string) => number.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');

/** One quiet line: the emergency number and the ways to someone who listens. Draws without any data too. */
export function crisisLine(helplines: HelplineList | undefined, words: Locale): TemplateResult {
  const { emergency, lines = [] } = helplines ?? {};
  const line = lines.find(({ channels }) => channels.some(isDirect));
  return html`<p class="crisis" part="crisis" role="note" aria-label=${words.crisisHelp}>
    <strong>${words.danger}</strong>
    ${emergency?.certain ? html`<a class="number" href="tel:${emergency.value}">${words.callNumber(whole(emergency.value))}</a>` : html`<span>${words.localEmergency}</span>`}
    ${line ? html`<span>${words.orTalk}</span> <span class="note">${line.name}</span>
      ${line.channels.filter(isDirect).slice(0, 2).map((channel) => html`<a class="number" href=${channel.href!}>${channel.type === 'text' ? (channel.keyword ? words.textWord(channel.keyword, whole(channel.value)) : words.textNumber(whole(channel.value))) : words.callNumber(whole(channel.value))}</a>`)}` : nothing}
  </p>`;
}
