import type { Lookup } from '@kith/helplines';
import { html, nothing, type TemplateResult } from 'lit';

/** What the line needs: a look-up of helplines, or the server's answer. */
export interface Help {
  emergency?: Omit<NonNullable<Lookup['emergency']>, 'href'> | undefined;
  lines: { name: string; channels: Way[] }[];
}
export interface Way { type: string; value: string; href?: string | undefined; keyword?: string | undefined; steps?: { language?: string | undefined; audience?: string | undefined }[] | undefined; note?: string | undefined }
export interface CrisisLineWords {
  crisisHelp: string; danger: string; localEmergency: string; orTalk: string;
  callNumber: (number: string) => string; textNumber: (number: string) => string; textWord: (word: string, number: string) => string;
}

/** Reaches the line by itself: one more key to press, or a condition, has no room in one line. */
const isDirect = ({ href, type, note, steps = [] }: Way) => Boolean(href) && (type === 'call' || type === 'text') && !note && steps.every(({ language, audience }) => language ?? audience);

/** A number that never breaks, in words that may. */
export const whole = (number: string): string => number.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');

/** "Call 988", "Text HOME to 741741". */
export const reach = ({ type, value, keyword }: Way, words: CrisisLineWords): string =>
  (type === 'text' ? (keyword ? words.textWord(keyword, whole(value)) : words.textNumber(whole(value))) : words.callNumber(whole(value)));

/** One quiet line: the emergency number and the ways to someone who listens. Draws without any data too. */
export function crisisLine(help: Help | undefined, words: CrisisLineWords): TemplateResult {
  const { emergency, lines = [] } = help ?? {};
  const line = lines.find(({ channels }) => channels.some(isDirect));
  return html`<p class="crisis" part="crisis" role="note" aria-label=${words.crisisHelp}>
    <strong>${words.danger}</strong>
    ${emergency?.certain ? html`<a class="number" href="tel:${emergency.value}">${words.callNumber(whole(emergency.value))}</a>` : html`<span>${words.localEmergency}</span>`}
    ${line ? html`<span>${words.orTalk}</span> <bdi class="note">${line.name}</bdi>
      ${line.channels.filter(isDirect).slice(0, 2).map((channel) => html`<a class="number" href=${channel.href!}>${reach(channel, words)}</a>`)}` : nothing}
  </p>`;
}
