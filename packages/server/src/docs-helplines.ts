import { compiledAt, countries, lookup, type Hours, type Line } from '@kith/helplines';
import { sourcesOf } from '@kith/helplines/sources';
import { html, page } from './html.ts';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const clock = (minute: number) => `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function hoursText(hours: Hours): string {
  if (hours.kind === 'always') return 'day and night';
  if (hours.kind !== 'schedule') return 'hours not known';
  return `${hours.rules.map((rule) => `${rule.days.length === 7 ? 'daily' : rule.days.map((day) => days[day]).join(', ')} ${clock(rule.opens)}–${clock(rule.closes)}`).join('; ')} (${hours.timeZone})`;
}

function lineRow(line: Line) {
  const { operator, website, sources } = sourcesOf(line.id);
  return html`<li id="${line.id}"><h3>${line.name}</h3>
<p><code>${line.id}</code>${operator ? ` · ${operator}` : ''}${line.regions ? ` · only ${line.regions.map(({ name }) => name).join(', ')}` : ''} · ${line.topics.join(', ')} · ${line.audiences.join(', ') || 'everyone'} · ${line.languages.join(', ')} · ${hoursText(line.hours)}${line.cost ? ` · ${line.cost}` : ''}</p>
<ul>${line.channels.map((channel) => html`<li>${channel.type}: ${channel.href ? html`<a href="${channel.href}" rel="noreferrer">${channel.value}</a>` : channel.value}${channel.keyword ? html`, word ${channel.keyword}` : ''}${(channel.steps ?? []).map((step) => `, then ${step.kind} ${step.value}${step.language ? ` for ${step.language}` : ''}${step.audience ? ` for ${step.audience}` : ''}`).join('')}${channel.note ? ` (${channel.note})` : ''}${channel.hours ? `, ${hoursText(channel.hours)}` : ''}</li>`)}</ul>
<p>${line.stale ? html`<strong>To check.</strong> ` : ''}Listed by ${line.sources} independent source${line.sources === 1 ? '' : 's'}, newest ${line.newest ?? 'without a date'}${line.checked ? `; the operator's page was opened on ${line.checked}` : ''}.${website ? html` <a href="${website}" rel="noreferrer">Website</a>` : ''}</p>
<details><summary>${sources.length} entries</summary><ul>${sources.map((source) => html`<li>${source.date ?? 'no date'} · ${source.kind} · ${source.reference}</li>`)}</ul></details>
</li>`;
}

let rendered: string | undefined;

/** Every country with its emergency number and every line with its sources, drawn from the data of this release. */
export function helplinesPage(): string {
  if (rendered) return rendered;
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  const list = countries().map((country) => ({ ...lookup({ country }), name: names.of(country) ?? country })).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const lines = list.flatMap((item) => item.lines);
  rendered = page({
    title: 'Crisis lines in Kith', language: 'en',
    body: html`<main>
<h1>Crisis lines</h1>
<p>${String(lines.length)} lines of ${String(list.filter((item) => item.lines.length).length)} countries, and the emergency numbers of ${String(list.length)}. Compiled on ${compiledAt} from public sources. Nobody dialled a number: a line says how many independent sources list it and how new they are. ${String(lines.filter(({ stale }) => stale).length)} lines are marked "to check".</p>
<p>Is something wrong? Tell the program whose page you saw it on, or correct the data: <code>packages/helplines/data</code>.</p>
${list.map((item) => html`<section id="${item.country}"><h2>${item.name}</h2>
<p>Emergency: <strong>${item.emergency!.value}</strong>${item.emergency!.certain ? '' : ' (not certain: shown only beside "your local emergency number")'}</p>
${item.lines.length ? html`<ul>${item.lines.map(lineRow)}</ul>` : html`<p>No line is confirmed for this country yet.</p>`}</section>`)}
</main>`,
  });
  return rendered;
}
