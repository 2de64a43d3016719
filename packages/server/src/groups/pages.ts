import type { GroupPage, GroupQuery, GroupResult, Program } from '@kith/contract';
import { dayParts, formats, topics, weekdays } from '@kith/contract';
import type { Locale } from '@kith/finder/locale/en';
import { toJsonLd } from '@kith/finder/publish';
import { fieldsOf } from '@kith/finder/search-form';
import { ahead, dayAlone, dayAndTime, dayOf, isPaused, soon, whole, withoutDate, zoneName, type Clock } from '@kith/finder/times';
import { actions, chips, languageName, listed, whereText } from '@kith/finder/wording';
import { renderSVG } from 'uqr';
import { crisisLine, scripts } from '../embed.ts';
import { html, page as htmlPage, raw } from '../html.ts';
import { chooseLocale } from '../locales.ts';
import { askWords } from './ask-words.ts';
import { legendWords } from './legend-words.ts';
import { groupPath } from './public-handlers.ts';
import { finderWords } from './words.ts';

/** Groups as plain HTML that needs no script: what search engines read, what is printed, and what the element takes over. */
export interface View { program: Program; site: string; language: string; /** Address of the server, without a slash at its end. */ address: string; /** Search engines may keep it. */ listed: boolean; now?: number }

type Markup = ReturnType<typeof html>;
interface Draw { clock: Clock; words: Locale; site: string }

function drawing({ program, site, language, now = Date.now() }: View) {
  const { tag, words: pageWords, direction } = chooseLocale(language, program.language);
  const words = finderWords(tag);
  return { tag, pageWords, direction, words, draw: { words, site, clock: { tag, words, zone: program.timeZone, now } } satisfies Draw };
}

const links = (group: GroupResult, { words }: Draw): Markup => html`${actions(group, words).map(({ href, text, outside }) => html`<a href="${href}"${outside ? raw(' rel="noreferrer"') : ''}>${text}</a> `)}`;

function when(group: GroupResult, { clock }: Draw): Markup {
  const [next] = ahead(clock, group);
  if (!next) return html`<strong>${withoutDate(clock, group)}</strong>`;
  const starting = soon(clock, next);
  return html`<time datetime="${next.start}"><strong>${whole(clock, next)}</strong></time> <span class="note">${zoneName(clock, next)}</span>${starting ? html` <strong>${starting}</strong>` : ''}`;
}

const noted = (group: GroupResult, { words, clock }: Draw): string[] => [
  ...(group.next[0]?.kind ? [words.kinds[group.next[0].kind] ?? ''] : []), group.schedule?.checkNote ? words.checkNote : '', group.stale ? words.stale : '', group.sampleYear ? words.sample(group.sampleYear) : '',
  group.next.length && isPaused(group, clock) ? withoutDate(clock, group) : '',
].filter(Boolean);

function listItem(group: GroupResult, draw: Draw): Markup {
  const { words, clock, site } = draw;
  return html`<li><article>
<h2><a href="${groupPath(site, group)}?lang=${clock.tag}">${group.name}</a></h2>
<p>${when(group, draw)}</p>
<p>${whereText(group, words)}</p>
${group.summary ? html`<p>${group.summary}</p>` : ''}
${(group.alerts ?? []).map((alert) => html`<p dir="auto"><strong>${alert}</strong></p>`)}
${noted(group, draw).map((text) => html`<p class="note">${text}</p>`)}
<p class="chips">${chips(group, clock).slice(0, 6).map((text) => html`<span>${text}</span> `)}</p>
<p class="links">${group.guidelines ? html`<a href="${groupPath(site, group)}?lang=${clock.tag}#join">${words.howToJoin}</a>` : links(group, draw)}</p>
<p class="note">${words.listedBy(group.owner.name)}</p>
</article></li>`;
}

/** "<" would end the script element. */
const jsonLd = (groups: readonly GroupResult[], { site, address }: View): Markup => html`<script type="application/ld+json">${raw(JSON.stringify(toJsonLd(groups, (group) => `${address}${groupPath(site, group)}`)).replace(/</g, '\\u003c'))}</script>`;

const select = (name: string, label: string, any: string, values: readonly (readonly [string, string])[], chosen: string | undefined): Markup => html`<label>${label} <select name="${name}"><option value="">${any}</option>${values.map(([value, text]) => html`<option value="${value}"${value === chosen ? raw(' selected') : ''}>${text}</option>`)}</select></label>`;

/** A form that posts: what somebody looks for is in no address, and no proxy logs it. */
function searchForm(query: GroupQuery, { program, site }: View, { words, clock }: Draw): Markup {
  const offered = topics.filter((slug) => program.topics.includes(slug));
  return html`<form class="search" method="post" action="/embed/find-a-group?site=${encodeURIComponent(site)}&amp;lang=${clock.tag}">
<label>${words.search} <input type="search" name="text" maxlength="200" autocomplete="off" value="${query.text ?? ''}"></label>
${select('topics', words.facets.topics, words.any, offered.map((slug) => [slug, words.topics[slug] ?? slug] as const), query.topics?.[0])}
${select('days', words.facets.days, words.any, weekdays.map((day) => [day, words.days[day]!] as const), query.days?.[0])}
${select('times', words.facets.times, words.any, dayParts.map((part) => [part, words.times[part]!] as const), query.times?.[0])}
${select('formats', words.facets.formats, words.any, formats.map((format) => [format, words.formats[format]!] as const), query.formats?.[0])}
<button>${words.find}</button>
</form>`;
}

const hidden = (query: GroupQuery, cursor: string): Markup => html`${fieldsOf({ ...query, cursor }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;

/** `/embed/find-a-group`: the list, its search, and JSON-LD. */
export function groupListPage(view: View, page: GroupPage, query: GroupQuery): string {
  const { tag, pageWords, direction, words, draw } = drawing(view);
  const { program, site, address, listed } = view;
  const isSearch = Object.keys(query).some((name) => name !== 'cursor');
  const here = `/embed/find-a-group?site=${encodeURIComponent(site)}&lang=${tag}`;
  const next = page.cursor;
  return htmlPage({
    title: pageWords.title(program.partner), language: tag, direction,
    head: html`<link rel="canonical" href="${address}/embed/find-a-group?site=${encodeURIComponent(site)}">
${listed && !isSearch && !query.cursor ? '' : html`<meta name="robots" content="noindex">`}
${listed ? html`<link rel="alternate" type="application/json" title="Meetings Feed" href="${address}/feeds/${site}/meeting-guide.json">` : ''}
${isSearch ? '' : jsonLd(page.groups, view)}
${isSearch || query.cursor ? '' : scripts(site)}`,
    body: html`<main>
<h1>${pageWords.heading}</h1>
<find-a-group site="${site}" lang="${tag}">
${crisisLine(program.helplines, pageWords)}
${searchForm(query, view, draw)}
<p role="status">${page.total ? words.found(page.total) : isSearch ? `${words.none} ${words.noneHelp}` : words.noneAtAll}</p>
<ol class="groups">${page.groups.map((group) => listItem(group, draw))}</ol>
<p class="links">${isSearch || query.cursor ? html`<a href="${here}">${words.allGroups}</a> ` : ''}${next && !isSearch ? html`<a href="${here}&amp;cursor=${next}">${words.nextPage}</a>` : ''}</p>
${next && isSearch ? html`<form method="post" action="${here}">${hidden(query, next)}<button>${words.nextPage}</button></form>` : ''}
<p class="note">${words.notTherapy}</p>
${printed(`${address}${here}`, page.groups, draw)}
</find-a-group>
</main>`,
  });
}

/** Below printed groups: what their words for coming in mean. */
function legend(groups: readonly GroupResult[], { words, clock }: Draw): Markup {
  const say = legendWords(clock.tag);
  const kinds = Object.keys(say.access).filter((kind) => groups.some(({ access }) => access.includes(kind)));
  return kinds.length ? html`<div class="legend"><strong>${say.heading}</strong> ${kinds.map((kind) => html`<span><strong>${words.access[kind] ?? kind}</strong>: ${say.access[kind]!}</span> `)}</div>` : html``;
}

/** What a sheet of paper needs that a screen does not: when it was printed, and a way back. */
const printed = (url: string, groups: readonly GroupResult[], draw: Draw): Markup => html`${legend(groups, draw)}${wayBack(url, draw)}`;
const wayBack = (url: string, { words, clock }: Draw): Markup => html`<div class="print">${raw(renderSVG(url, { border: 1 }))}<p>${words.scan}<br>${url}<br>${words.printed(dayOf(clock, new Date(clock.now).toISOString()))}</p></div>`;

const section = (title: string, body: Markup | string, id = ''): Markup => html`<section${id ? raw(` id="${id}"`) : ''}><h2>${title}</h2>${body}</section>`;
const lines = (text: string): Markup => html`<p class="words" dir="auto">${text}</p>`;

/** What came of asking how to join, on the page that answers the form. */
export interface AskState { code?: string; problem?: 'missing' | 'tooMany' | 'wrongCode'; gone?: boolean; /** It is about taking a question back. */ back?: boolean }

/** Forms without script; nothing that is typed here is in an address, and no other page can read along. */
function ask(group: Pick<GroupResult, 'id' | 'invites'>, { clock, site }: Draw, partner: string, { code, problem, gone, back }: AskState): Markup {
  const say = askWords(clock.tag);
  const to = (path: string) => `${groupPath(site, group)}/${path}?lang=${clock.tag}#ask`;
  const wrong = (name: AskState['problem']) => (problem === name ? html`<p role="alert"><strong>${say[name!]}</strong></p>` : '');
  const form = group.invites?.includes('ask') && !code;
  return html`<section id="ask"><h2>${form || code ? say.heading : say.haveCode}</h2>${gone ? html`<p role="status"><strong>${say.gone}</strong></p>` : ''}${wrong('missing')}${wrong('tooMany')}
${code ? html`<p role="status"><strong>${say.sent}</strong></p><p><strong>${say.code(code)}</strong><br>${say.codeNote}</p>` : ''}
${form ? html`<p>${say.note(partner)}</p><form class="ask" method="post" action="${to('ask')}"><label>${say.contact} <input name="contact" required maxlength="200" autocomplete="off"></label>
<label>${say.name} <input name="name" maxlength="40" autocomplete="off"></label><label class="check"><input type="checkbox" name="message"> ${say.mayLeave}</label><button>${say.send}</button></form>` : ''}
<details${back && !gone ? raw(' open') : ''}><summary>${say.haveCode}</summary>${wrong('wrongCode')}<form class="ask" method="post" action="${to('ask/withdraw')}"><label>${say.codeLabel} <input name="code" required maxlength="40" autocomplete="off"></label><button>${say.withdraw}</button></form></details></section>`;
}

/** Where a question is taken back when its group is not there any more. */
export function takeBackPage(view: View, id: string, state: AskState): string {
  const { tag, pageWords, direction, words, draw } = drawing(view);
  const { program, site } = view;
  return htmlPage({
    title: `${askWords(tag).haveCode} – ${program.partner}`, language: tag, direction, head: html`<meta name="robots" content="noindex">`,
    body: html`<main class="group"><p class="links"><a href="/embed/find-a-group?site=${encodeURIComponent(site)}&amp;lang=${tag}">${words.allGroups}</a></p><h1>${program.partner}</h1>${crisisLine(program.helplines, pageWords)}${ask({ id }, draw, program.partner, state)}</main>`,
  });
}

function join(group: GroupResult, draw: Draw): Markup {
  const { words } = draw;
  const ways = html`<p class="links">${links(group, draw)}</p>${[group.online?.notes, group.online?.phoneNotes].filter((text) => text !== undefined).map(lines)}${group.contact?.role ? html`<p class="note" dir="auto">${group.contact.role}</p>` : ''}`;
  if (!group.guidelines) return section(words.howToJoin, ways, 'join');
  return section(words.howToJoin, html`<h3>${words.guidelines}</h3>${lines(group.guidelines)}<details><summary>${words.showJoin}</summary>${ways}</details>`, 'join');
}

function facts(group: GroupResult, { words, clock }: Draw): Markup {
  const rows = [
    group.names ? `${words.names}: ${group.names}` : '', group.cost ? `${words.cost}: ${group.cost}` : '', group.languages.length ? `${words.languagesLabel}: ${listed(clock.tag, group.languages.map((language) => languageName(clock.tag, language)))}` : '',
    group.ages && (group.ages.from !== undefined || group.ages.to !== undefined) ? words.ages(group.ages.from, group.ages.to) : '', group.capacity ? words.capacity(group.capacity) : '', group.enrolUntil ? words.enrolUntil(dayAlone(clock, group.enrolUntil)) : '', group.waitingList ? words.waitingList : '',
  ].filter(Boolean);
  const kinds = [
    ...group.topics.map((slug) => words.topics[slug] ?? slug), ...(group.ledBy ? [words.ledBy[group.ledBy] ?? group.ledBy] : []), ...chips(group, clock), ...group.access.filter((value) => value === 'open').map((value) => words.access[value]!),
    ...group.attributes.filter((value) => value in words.attributes && value !== 'temporarily-closed').map((value) => words.attributes[value]!), ...(group.sourceCodes ?? []).map(({ label }) => label).filter((text) => text !== undefined),
  ];
  return html`<p class="chips">${[...new Set(kinds)].map((text) => html`<span>${text}</span> `)}</p>${rows.map((text) => html`<p>${text}</p>`)}`;
}

function place(group: GroupResult, { words }: Draw): Markup {
  const at = group.place;
  if (!at || group.format === 'online' || group.format === 'phone') return html`<p>${whereText(group, words)}</p>`;
  return html`<address>${[at.name, at.address, at.room ? `${words.roomLabel}: ${at.room}` : undefined, at.entrance, at.transit].filter((part, index, all) => part && all.indexOf(part) === index).map((part) => html`<span dir="auto">${part!}</span><br>`)}</address>${at.approximate ? html`<p class="note">${words.approximate}</p>` : ''}${at.notes ? lines(at.notes) : ''}`;
}

/** `/groups/{site}/{id}`: everything about one group, to read, print, share and find. */
export function groupPage(view: View, group: GroupResult, asking: AskState = {}): string {
  const { tag, pageWords, direction, words, draw } = drawing(view);
  const { clock } = draw;
  const { program, site, address, listed } = view;
  const path = groupPath(site, group);
  const dates = ahead(clock, group);
  const checked = group.checkedAt ? words.checked(dayOf(clock, group.checkedAt)) : group.fetchedAt && !group.sampleYear ? words.fetched(dayOf(clock, group.fetchedAt)) : '';
  return htmlPage({
    title: `${group.name} – ${program.partner}`, language: tag, direction,
    head: html`<link rel="canonical" href="${address}${path}">
${group.summary ? html`<meta name="description" content="${group.summary}">` : ''}
${listed && group.sampleYear === undefined ? '' : html`<meta name="robots" content="noindex">`}
${jsonLd([group], view)}`,
    body: html`<main class="group">
<p class="links"><a href="/embed/find-a-group?site=${encodeURIComponent(site)}&amp;lang=${tag}">${words.allGroups}</a></p>
<h1 dir="auto">${group.name}</h1>
${crisisLine(program.helplines, pageWords)}
${[...(group.alerts ?? []), ...noted(group, draw)].map((text) => html`<p dir="auto"><strong>${text}</strong></p>`)}
${group.summary ? html`<p dir="auto">${group.summary}</p>` : ''}
${section(words.nextDates, html`${dates.length ? html`<ul>${dates.map((next) => html`<li><time datetime="${next.start}">${whole(clock, next)}</time> <span class="note">${[zoneName(clock, next), next.kind ? words.kinds[next.kind] : '', next.note ?? ''].filter(Boolean).join(' · ')}</span></li>`)}</ul>
<p class="links"><a href="/v1/groups/${group.id}.ics?site=${encodeURIComponent(site)}">${words.calendar}</a></p>` : html`<p>${withoutDate(clock, group)}</p>`}`)}
${section(words.wherePlace, place(group, draw))}
${join(group, draw)}
${group.invites?.includes('ask') || Object.keys(asking).length ? ask(group, draw, program.partner, asking) : ''}
${group.expect ? section(words.expect, lines(group.expect)) : ''}
${group.notes ? section(words.about, lines(group.notes)) : ''}
${section(words.details, facts(group, draw))}
${group.sisters?.length ? section(words.sisters, html`<ul>${group.sisters.map((sister) => html`<li><a href="${groupPath(site, sister)}?lang=${tag}">${sister.next ? dayAndTime(clock, sister.next) : sister.name}</a> <span class="note">${[sister.name, words.formats[sister.format] ?? '', sister.locality ?? ''].filter(Boolean).join(' · ')}</span></li>`)}</ul>`) : ''}
<p class="note">${[words.listedBy(group.owner.name), checked].filter(Boolean).join(' · ')}</p>
<p class="note">${words.notTherapy}</p>
${printed(`${address}${path}`, [group], draw)}
</main>`,
  });
}
