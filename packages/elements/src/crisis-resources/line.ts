import type { Channel, Line } from '@kith/helplines';
import { html, nothing, type TemplateResult } from 'lit';
import { reach, whole } from '../parts/crisis-line.ts';
import type { OwnLine } from './find.ts';
import { hoursText, type Reader } from './hours-text.ts';

export interface LineView {
  reader: Reader;
  /** Level of the line's heading. */
  level: number;
  /** Draws what stands behind "About this line"; undefined until it is there. */
  about: ((line: Line) => TemplateResult) | undefined;
  openAbout: (line: Line, event: Event) => void;
}

/** "a, b, c", as the language writes a list. */
const listed = (tag: string, parts: string[]) => new Intl.ListFormat(tag, { type: 'conjunction', style: 'narrow' }).format(parts);
/** Sign languages, which browsers have no names for. */
const signed = new Set(['ase', 'fsl', 'bfi', 'asf', 'gsg', 'lsq']);

/** Names of languages, in the reader's own; what the browser cannot name is left out. */
export function languageNames(codes: string[], { tag, words }: Pick<Reader, 'tag' | 'words'>): string {
  const names = new Intl.DisplayNames([tag], { type: 'language', fallback: 'none' });
  return listed(tag, codes.flatMap((code) => { try { return (signed.has(code) ? words.signLanguage : names.of(code)) ?? []; } catch { return []; } }));
}

function stepsText({ steps = [] }: Channel, reader: Reader): string[] {
  const { words } = reader;
  return steps.map((step) => {
    const what = (words.steps as Record<string, (value: string) => string>)[step.kind]?.(step.value) ?? step.value;
    const who = step.language ? languageNames([step.language], reader) : step.audience && (words.audiences[step.audience] ?? step.audience);
    return who ? words.stepsFor(who, what) : what;
  });
}

export function channelText(channel: Channel, { words }: Reader): string {
  const { type, value } = channel;
  if (type === 'chat' || type === 'whatsapp' || type === 'video') return channel.href?.startsWith('https:') ? words[type] : `${words[type]}: ${whole(value)}`;
  return type === 'relay' || type === 'tty' ? words[type](whole(value)) : reach(channel, words);
}

function way(channel: Channel, line: Line, view: LineView): TemplateResult {
  const { reader } = view;
  const outside = channel.href?.startsWith('https:');
  const text = channelText(channel, reader);
  const steps = stepsText(channel, reader);
  const words = [...steps, channel.hours && channel.hours !== line.hours ? hoursText(channel.hours, reader).text : ''].filter(Boolean).join('. ');
  return html`<li>
    ${channel.href ? html`<a class="button number ${channel === line.channels[0] ? 'main' : ''}" href=${channel.href} target=${outside ? '_blank' : nothing} rel=${outside ? 'noreferrer' : nothing}>${text}<span class="hidden-text"> (${[line.name, ...steps, ...(outside ? [reader.words.newTab] : [])].join(', ')})</span></a>` : html`<span class="number">${text}</span>`}
    ${words || channel.note ? html`<span class="note">${words}${words && channel.note ? '. ' : ''}${channel.note ? html`<span lang="en" dir="ltr">${channel.note}</span>` : nothing}</span>` : nothing}
  </li>`;
}

/** One line: who, when, what for, and every way to reach it. */
export function lineItem(line: Line | OwnLine, view: LineView): TemplateResult {
  const { reader } = view;
  const { words } = reader;
  const own = 'own' in line ? line : undefined;
  const { text, state } = hoursText(line.hours, reader);
  const topics = listed(reader.tag, line.topics.flatMap((topic) => words.topics[topic] ?? []).slice(0, 3));
  const facts = [listed(reader.tag, line.audiences.map((audience) => words.audiences[audience] ?? audience)), line.cost && words.cost[line.cost], line.regions && words.onlyIn(listed(reader.tag, line.regions.map(({ name }) => name))), line.languages.length ? words.speaks(languageNames(line.languages.slice(0, 6), reader)) : ''].filter(Boolean);
  return html`<li class="line" part="line" data-id=${line.id}>
    <div class="name" role="heading" aria-level=${view.level}>${own ? line.name : html`<bdi>${line.name}</bdi>`}</div>
    ${own ? html`${own.note ? html`<p>${own.note}</p>` : nothing}` : html`
      ${topics ? html`<p class="note">${topics}</p>` : nothing}
      <p class="hours">${state === 'open' ? html`<span class="dot" aria-hidden="true"></span>` : nothing}${text}</p>`}
    <ul class="ways" role="list">${line.channels.map((channel) => way(channel, line, view))}</ul>
    ${facts.length ? html`<p class="note">${facts.join(' · ')}</p>` : nothing}
    ${line.stale ? html`<p class="note">${words.stale}</p>` : nothing}
    ${own ? nothing : html`<details @toggle=${(event: Event) => { view.openAbout(line, event); }}><summary>${words.about}<span class="hidden-text">: ${line.name}</span></summary>${view.about?.(line)}</details>`}
  </li>`;
}
