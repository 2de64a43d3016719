import type { Availability, GroupPage, GroupResult, HelplineList, MentorForm, Program } from '@kith/contract';
import { linkOf } from '@kith/helplines';
import { html, page as htmlPage, raw } from './html.ts';
import { chooseLocale, type ServerLocale } from './locales.ts';

/** Addresses that may be linked; everything else is text. */
const safeLink = (url: string | undefined) => (url && /^https?:\/\//i.test(url) ? url : undefined);

function crisisLine(helplines: HelplineList, words: ServerLocale) {
  const { emergency, lines } = helplines;
  const channels = lines.slice(0, 2).flatMap((line) => line.channels.filter((channel) => channel.href && (channel.type === 'call' || channel.type === 'text') && !channel.note && (channel.steps ?? []).every((step) => step.language ?? step.audience)).slice(0, 2).map((channel) => ({ line, channel })));
  return html`<p class="crisis"><strong>${words.danger}</strong>
${emergency?.certain ? html`<a href="tel:${emergency.value}">${words.call(emergency.value)}</a>` : words.localEmergency}
${channels.length ? html`${words.orTalk} ${channels.map(({ line, channel }, at) => html`${at ? ' · ' : ''}<a href="${channel.href!}">${channel.type === 'text' ? (channel.keyword ? words.textTo(channel.keyword, channel.value) : words.text(channel.value)) : words.call(channel.value)}</a> (${line.name})`)}` : ''}</p>`;
}

const isClosed = (group: GroupResult) => group.attributes.includes('temporarily-closed');

function when(group: GroupResult, words: ServerLocale, language: string): string {
  if (isClosed(group)) return words.closedForNow;
  if (group.schedule?.pausedUntil === 'unknown') return words.paused;
  const next = group.next[0];
  if (!next) return group.schedule ? words.noDates : words.byAppointment;
  const local = new Date(`${next.localStart}:00Z`);
  const text = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(local);
  const zone = next.timeZone ? new Intl.DateTimeFormat(language, { timeZone: next.timeZone, timeZoneName: 'short' }).formatToParts(new Date(next.start)).find((part) => part.type === 'timeZoneName')?.value ?? next.timeZone : words.zoneUnknown;
  return `${text} (${zone})`;
}

function where(group: GroupResult, words: ServerLocale): string {
  if (group.format === 'online') return words.online;
  if (group.format === 'phone') return words.byPhone;
  const place = [group.place?.name, group.place?.address].filter(Boolean).join(', ');
  return group.format === 'mixed' ? [words.both, place].filter(Boolean).join(' · ') : place;
}

function listItem(group: GroupResult, words: ServerLocale, language: string) {
  const join = isClosed(group) ? undefined : safeLink(group.online?.url);
  const { phone, email } = group.contact ?? {};
  const link = safeLink(group.url);
  const directions = group.place?.address && !group.place.approximate && group.format !== 'online' && group.format !== 'phone' ? `https://www.openstreetmap.org/search?query=${encodeURIComponent(group.place.address)}` : undefined;
  return html`<li><article>
<h2>${group.name}</h2>
<p><strong>${when(group, words, language)}</strong></p>
<p>${where(group, words)}</p>
${group.summary ? html`<p>${group.summary}</p>` : ''}
${(group.alerts ?? []).map((alert) => html`<p><strong>${alert}</strong></p>`)}
${group.hasRoom === false ? html`<p>${words.full}</p>` : ''}
${group.stale ? html`<p>${words.stale}</p>` : ''}
<p>${[
    join ? html`<a href="${join}" rel="noreferrer">${words.join}</a> ` : '',
    group.online?.phone && !isClosed(group) ? html`<a href="tel:${group.online.phone}">${words.dial}</a> ` : '',
    directions ? html`<a href="${directions}" rel="noreferrer">${words.directions}</a> ` : '',
    phone ? html`<a href="tel:${phone.replace(/[^\d+,*#]/g, '')}">${words.call(phone)}</a> ` : '',
    email ? html`<a href="mailto:${email}">${email}</a> ` : '',
    link ? html`<a href="${link}" rel="noreferrer">${words.more}</a>` : '',
  ]}</p>
<p class="note">${group.sampleYear ? `${words.sample(group.sampleYear)} ` : ''}${words.by(group.owner.name)}</p>
</article></li>`;
}

/** schema.org `Event`s of the groups that have a date. schema.org has no type for support groups. */
function jsonLd(groups: readonly GroupResult[]): string {
  const events = groups.filter((group) => group.next.length && group.sampleYear === undefined).map((group) => ({
    '@type': 'Event', 'name': group.name, 'startDate': group.next[0]!.start, 'endDate': group.next[0]!.end, 'isAccessibleForFree': true,
    'eventAttendanceMode': `https://schema.org/${group.format === 'in-person' ? 'Offline' : group.format === 'mixed' ? 'Mixed' : 'Online'}EventAttendanceMode`,
    'eventStatus': 'https://schema.org/EventScheduled',
    'location': group.format === 'online' || group.format === 'phone' ? { '@type': 'VirtualLocation', 'url': safeLink(group.online?.url) ?? safeLink(group.url) } : { '@type': 'Place', 'name': group.place?.name, 'address': group.place?.address },
    'organizer': { '@type': 'Organization', 'name': group.owner.name, 'url': safeLink(group.owner.url) },
    ...(group.schedule ? { eventSchedule: { '@type': 'Schedule', 'repeatFrequency': 'P1W', 'scheduleTimezone': group.schedule.timeZone, 'startTime': `${group.schedule.start.slice(11)}:00` } } : {}),
    ...(safeLink(group.url) ? { url: group.url } : {}),
  }));
  // "<" would end the script element.
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': events }).replace(/</g, '\\u003c');
}

/** `/embed/find-a-group`: the groups as plain HTML that needs no script; the element takes over where scripts run. */
export function embedPage({ program, site, page, language, later }: { program: Program; site: string; page: GroupPage; language: string; /** Not the first page. */ later: boolean }): string {
  const { tag, words, direction } = chooseLocale(language, program.language);
  const next = page.cursor ? `/embed/find-a-group?site=${encodeURIComponent(site)}&lang=${tag}&cursor=${page.cursor}` : undefined;
  return htmlPage({
    title: words.title(program.partner), language: tag, direction,
    head: html`<script type="application/ld+json">${raw(jsonLd(page.groups))}</script>
${scripts(site)}`,
    body: html`<main>
<h1>${words.heading}</h1>
<find-a-group site="${site}" lang="${tag}">
${crisisLine(program.helplines, words)}
<p>${page.total ? words.shown(page.groups.length, page.total) : words.none}</p>
<ol class="groups">${page.groups.map((group) => listItem(group, words, tag))}</ol>
<p>${later ? html`<a href="/embed/find-a-group?site=${encodeURIComponent(site)}&lang=${tag}">${words.first}</a> ` : ''}${next ? html`<a href="${next}">${words.next}</a>` : ''}</p>
<p class="note">${words.notTherapy}</p>
</find-a-group>
</main>`,
  });
}

const scripts = (site: string) => html`<script async src="/kith.js" data-site="${site}"></script>
<script async src="/embed.js"></script>`;

/** `/embed/crisis-resources`: every line of the program's country as plain HTML; the element takes over where scripts run. */
export function embedCrisisPage({ program, site, helplines, language }: { program: Program; site: string; helplines: HelplineList; language: string }): string {
  const { tag, words, direction } = chooseLocale(language, program.language);
  const languages = new Intl.DisplayNames([tag], { type: 'language' });
  type Channel = HelplineList['lines'][number]['channels'][number];
  const way = (channel: Channel) => {
    const { type, value } = channel;
    const text = type === 'text' ? (channel.keyword ? words.textTo(channel.keyword, value) : words.text(value)) : type === 'chat' ? words.chat : type === 'call' ? words.call(value) : `${words.ways[type] ?? type}: ${value}`;
    const then = [...(channel.steps ?? []).map((step) => {
      const whom = step.language ? languages.of(step.language) : step.audience === 'veterans' ? words.veterans : step.audience;
      return `${whom ? `${whom}: ` : ''}${words.steps[step.kind]?.(step.value) ?? step.value}`;
    }), channel.note ?? ''].filter(Boolean).join('. ');
    return html`<li>${channel.href ? html`<a href="${channel.href}" rel="noreferrer">${text}</a>` : text}${then ? ` (${then})` : ''}</li>`;
  };
  const item = (line: { name: string; note?: string | undefined; stale?: boolean | undefined; regions?: { name: string }[] | undefined; channels: Channel[] }) => html`<li><article><h2>${line.name}</h2>${line.note ? html`<p>${line.note}</p>` : ''}${line.regions ? html`<p>${words.onlyIn(line.regions.map(({ name }) => name).join(', '))}</p>` : ''}<ul>${line.channels.map(way)}</ul>${line.stale ? html`<p class="note">${words.old}</p>` : ''}</article></li>`;
  const country = new Intl.DisplayNames([tag], { type: 'region' }).of(program.country) ?? program.country;
  const own = (helplines.own ?? []).map((line) => ({ ...line, channels: line.channels.map((channel) => ({ ...channel, href: channel.href ?? linkOf(channel.type, channel.value, channel.keyword) })) }));
  return htmlPage({
    title: words.helpTitle(program.partner), language: tag, direction, head: scripts(site),
    body: html`<main>
<h1>${words.helpHeading}</h1>
<crisis-resources site="${site}" lang="${tag}">
<p>${words.country(country)}</p>
${crisisLine(helplines, words)}
<ol class="groups">${[...own, ...helplines.lines].map(item)}</ol>
</crisis-resources>
</main>`,
  });
}

/** `/embed/talk-to-a-peer`: the chat itself, for the frame that the card opens and as a plain link. Without script it says so, and whom to call. */
export function embedTalkPage({ program, site, language, availability }: { program: Program; site: string; language: string; availability: Availability }): string {
  const { tag, words, direction } = chooseLocale(language, program.language);
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
<noscript><p>${words.chatNeedsScript}</p></noscript>
</talk-to-a-peer>
</main>`,
  });
}

/** `/embed/request-a-mentor` and `/embed/consent`: the form, or what a guardian reads, for frames and as a plain link. Without script: whom to ask. */
export function embedMentorPage({ program, site, language, form, consent = false }: { program: Program; site: string; language: string; form: MentorForm; consent?: boolean }): string {
  const { tag, words, direction } = chooseLocale(language, program.language);
  const { heading, who, status, note } = form.words;
  return htmlPage({
    title: `${consent ? words.consentTitle : heading!} – ${program.partner}`, language: tag, direction, head: scripts(site),
    body: html`<main class="talk">
<request-a-mentor site="${site}" lang="${tag}" open>
<h1>${consent ? words.consentTitle : heading!}</h1>
${crisisLine(program.helplines, words)}
${consent ? '' : html`<p>${who!}</p><p><strong>${status!}</strong></p>`}
<p class="note">${note!}</p>
<noscript><p>${words.formNeedsScript(form.contact)}</p></noscript>
</request-a-mentor>
</main>`,
  });
}

/** What a frame shows in place of the groups: words, and help that does not need them. */
export function embedProblem(detail: string, language: string): string {
  const { tag, words, direction } = chooseLocale(language, 'en');
  return htmlPage({ title: words.heading, language: tag, direction, body: html`<main><h1>${words.heading}</h1><p class="crisis"><strong>${words.danger}</strong> ${words.localEmergency}</p><p>${detail}</p></main>` });
}
