import { html, nothing, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { dateTime, defined, Part, saveFile } from './part.ts';

const say = words.reports;
interface Counts { from: string; to: string; rows: { name: string; key: string; count: number | null }[] }
interface HoursRow { person: string; startedAt: string; endedAt?: string | undefined; minutes: number; chats: number }

/** A spreadsheet must not run what somebody typed. */
const cell = (value: string | number) => { const text = String(value); return `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`; };
const download = (name: string, rows: (string | number)[][]) => { saveFile(name, rows.map((row) => row.map(cell).join(',')).join('\r\n'), 'text/csv'); };

/** Counters for funders and hours for peers. */
export class KithReports extends Part {
  static override properties = { ...Part.properties, counts: { state: true }, hours: { state: true } };
  private counts: Counts | undefined;
  private hours: HoursRow[] = [];
  protected override async begin(): Promise<void> {
    try {
      if (this.state.has('supervisor', 'coordinator', 'admin')) this.counts = await this.state.call('reports.counts', { query: {} });
      if (this.state.has('peer', 'supervisor', 'coordinator')) this.hours = (await this.state.call('hours.list')).rows;
    } catch { this.problem = words.failed; }
  }
  private readonly show = (event: SubmitEvent) => { const { text } = this.form(event); void this.run(async () => { this.counts = await this.state.call('reports.counts', { query: { from: text('from'), to: text('to') } }); }); };
  #label(name: string, key: string): string { return `${say.names[name] ?? name}${key ? `: ${key}` : ''}`; }
  protected override render(): TemplateResult {
    const { counts, hours } = this;
    return html`<h1>${say.heading}</h1>${this.said()}
      ${counts ? html`<p>${say.note}</p><form class="row" @submit=${this.show}><label>${say.from}<input type="date" name="from" .value=${counts.from}></label><label>${say.to}<input type="date" name="to" .value=${counts.to}></label><button class="button">${say.show}</button></form>
        <div class="scroll"><table><tbody>${counts.rows.map((row) => html`<tr><th scope="row">${this.#label(row.name, row.key)}</th><td>${row.count ?? say.few}</td></tr>`)}</tbody></table></div>
        ${counts.rows.length ? html`<button class="button" @click=${() => { download('kith-numbers.csv', counts.rows.map((row) => [this.#label(row.name, row.key), row.count ?? say.few])); }}>${say.export}</button>` : html`<p>${words.none}</p>`}` : nothing}
      ${hours.length ? html`<h2>${say.hours}</h2><div class="scroll"><table><tbody>${hours.slice(0, 50).map((row) => html`<tr><th scope="row">${row.person}</th><td>${dateTime(row.startedAt)}</td><td>${(row.minutes / 60).toFixed(1)} h</td><td>${row.chats}</td></tr>`)}</tbody></table></div><button class="button" @click=${() => { download('kith-hours.csv', hours.map((row) => [row.person, row.startedAt, row.endedAt ?? '', row.minutes, row.chats])); }}>${say.export}</button>` : nothing}`;
  }
}
defined('kith-reports', KithReports);
