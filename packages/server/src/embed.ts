import { errorCodes, type Availability, type HelplineList, type MentorForm, type Program } from '@kith/contract';
import { listed } from '@kith/finder/wording';
import { linkOf } from '@kith/helplines';
import { finderWords } from './groups/words.ts';
import { html, page as htmlPage } from './html.ts';
import { chooseLocale, talkLanguages, type ServerLocale } from './locales.ts';

export function crisisLine(helplines: HelplineList, words: ServerLocale) {
  const { emergency, lines } = helplines;
  const channels = lines.slice(0, 2).flatMap((line) => line.channels.filter((channel) => channel.href && (channel.type === 'call' || channel.type === 'text') && !channel.note && (channel.steps ?? []).every((step) => step.language ?? step.audience)).slice(0, 2).map((channel) => ({ line, channel })));
  return html`<p class="crisis"><strong>${words.danger}</strong>
${emergency?.certain ? html`<a href="tel:${emergency.value}">${words.call(emergency.value)}</a>` : words.localEmergency}
${channels.length ? html`${words.orTalk} ${channels.map(({ line, channel }, at) => html`${at ? ' · ' : ''}<a href="${channel.href!}">${channel.type === 'text' ? (channel.keyword ? words.textTo(channel.keyword, channel.value) : words.text(channel.value)) : words.call(channel.value)}</a> (<bdi>${line.name}</bdi>)`)}` : ''}</p>`;
}

export const scripts = (site: string) => html`<script async src="/kith.js" data-site="${site}"></script>
<script async src="/embed.js"></script>`;

type Line = { name: string; note?: string | undefined; stale?: boolean | undefined; regions?: { name: string }[] | undefined; channels: HelplineList['lines'][number]['channels'] };
/** A line with all its ways. */
function lineItem(line: Line, { tag, words }: { tag: string; words: ServerLocale }) {
  const languages = new Intl.DisplayNames([tag], { type: 'language' });
  const way = (channel: Line['channels'][number]) => {
    const { type, value } = channel;
    const text = type === 'text' ? (channel.keyword ? words.textTo(channel.keyword, value) : words.text(value)) : type === 'chat' ? words.chat : type === 'call' ? words.call(value) : `${words.ways[type] ?? type}: ${value}`;
    const then = [...(channel.steps ?? []).map((step) => {
      const whom = step.language ? languages.of(step.language) : step.audience === 'veterans' ? words.veterans : step.audience;
      return `${whom ? `${whom}: ` : ''}${words.steps[step.kind]?.(step.value) ?? step.value}`;
    }), channel.note ?? ''].filter(Boolean).join('. ');
    return html`<li>${channel.href ? html`<a href="${channel.href}" rel="noreferrer">${text}</a>` : text}${then ? ` (${then})` : ''}</li>`;
  };
  return html`<li><article><h2>${line.name}</h2>${line.note ? html`<p>${line.note}</p>` : ''}${line.regions ? html`<p>${words.onlyIn(listed(tag, line.regions.map(({ name }) => name)))}</p>` : ''}<ul>${line.channels.map(way)}</ul>${line.stale ? html`<p class="note">${words.old}</p>` : ''}</article></li>`;
}
/** The program's own lines, each way with its link. */
const ownLines = ({ own = [] }: HelplineList): Line[] => own.map((line) => ({ ...line, channels: line.channels.map((channel) => ({ ...channel, href: channel.href ?? linkOf(channel.type, channel.value, channel.keyword) })) }));

/** Where no script comes to take over, or none may: why, whom to call, and what works without. */
function withoutScript(why: string, { helplines }: Program, site: string, locale: { tag: string; words: ServerLocale }) {
  const { tag, words } = locale;
  const own = ownLines(helplines);
  const query = new URLSearchParams({ site, lang: tag }).toString();
  return html`<p>${why}</p>
${own.length ? html`<ul class="groups">${own.map((line) => lineItem(line, locale))}</ul>` : ''}
<p class="links"><a href="/embed/find-a-group?${query}">${words.heading}</a> <a href="/embed/crisis-resources?${query}">${words.helpHeading}</a></p>`;
}

/** `/embed/crisis-resources`: every line of the program's country as plain HTML; the element takes over where scripts run. */
export function embedCrisisPage({ program, site, helplines, language }: { program: Program; site: string; helplines: HelplineList; language: string }): string {
  const { tag, words, direction } = chooseLocale(language, program.language);
  const country = new Intl.DisplayNames([tag], { type: 'region' }).of(program.country) ?? program.country;
  return htmlPage({
    title: words.helpTitle(program.partner), language: tag, direction, head: scripts(site),
    body: html`<main>
<h1>${words.helpHeading}</h1>
<crisis-resources site="${site}" lang="${tag}">
<p>${words.country(country)}</p>
${crisisLine(helplines, words)}
<ol class="groups">${[...ownLines(helplines), ...helplines.lines].map((line) => lineItem(line, { tag, words }))}</ol>
</crisis-resources>
</main>`,
  });
}

/** `/embed/talk-to-a-peer`: the chat itself, for the frame that the card opens and as a plain link. Without script it says so, and whom to call. */
export function embedTalkPage({ program, site, language, availability }: { program: Program; site: string; language: string; availability: Availability }): string {
  const { tag, words, direction } = chooseLocale(language, program.language, talkLanguages);
  const { heading, who, status, hours, note } = availability.words;
  return htmlPage({
    title: `${heading!} – ${program.partner}`, language: tag, direction, head: scripts(site),
    body: html`<main class="talk">
<talk-to-a-peer site="${site}" lang="${tag}" open>
<h1>${heading!}</h1>
${crisisLine(program.helplines, words)}
<p>${who!}</p>
<p><strong>${status!}</strong></p>
${hours ? html`<p>${hours}</p>` : ''}
<p class="note">${note!}</p>
${withoutScript(words.chatNeedsScript, program, site, { tag, words })}
</talk-to-a-peer>
</main>`,
  });
}

/** `/embed/request-a-mentor` and `/embed/consent`: the form, or what a guardian reads, for frames and as a plain link. Without script: whom to ask. */
export function embedMentorPage({ program, site, language, form, consent = false }: { program: Program; site: string; language: string; form: MentorForm; consent?: boolean }): string {
  const { tag, words, direction } = chooseLocale(language, program.language, talkLanguages);
  const { heading, who, status, note } = form.words;
  return htmlPage({
    title: `${consent ? words.consentTitle : heading!} – ${program.partner}`, language: tag, direction, head: scripts(site),
    body: html`<main class="talk">
<request-a-mentor site="${site}" lang="${tag}" open>
<h1>${consent ? words.consentTitle : heading!}</h1>
${crisisLine(program.helplines, words)}
${consent ? '' : html`<p>${who!}</p><p><strong>${status!}</strong></p>`}
<p class="note">${note!}</p>
${withoutScript(words.formNeedsScript(form.contact), program, site, { tag, words })}
</request-a-mentor>
</main>`,
  });
}

/** Why a frame's page is not there. */
export type EmbedProblem = 'not-found' | 'unknown-site' | 'too-many-requests' | 'group-not-found' | 'not-ready' | 'internal';
/**
 * What a frame shows in place of its page: words, and help that does not need it, of the program where that is known. For whoever wrote the page, what
 * to mend.
 */
export function embedProblem(code: EmbedProblem, language: string, known?: { program: Program; site: string }): string {
  const { tag, words, direction } = chooseLocale(language, known?.program.language ?? 'en');
  // Of whatever page it was: what stands there for now is help.
  const later = code === 'not-ready' || code === 'too-many-requests' || code === 'internal';
  const unknown = code === 'unknown-site';
  const [heading, detail] = code === 'not-found' ? [words.helpHeading, words.notHere] : later ? [words.helpHeading, words.notReady] : unknown ? [words.helpHeading, words.notSetUp] : [words.heading, words.groupGone];
  return htmlPage({ title: heading, language: tag, direction, body: html`<main><h1>${heading}</h1>${known ? crisisLine(known.program.helplines, words) : html`<p class="crisis"><strong>${words.danger}</strong> ${words.localEmergency}</p>`}<p>${detail}</p>${known && !later ? html`<p><a href="/embed/find-a-group?${new URLSearchParams({ site: known.site, lang: tag }).toString()}">${finderWords(tag).back}</a></p>` : ''}${unknown ? html`<p class="note" lang="en" dir="ltr">${errorCodes[code][1]}</p>` : ''}</main>` });
}
