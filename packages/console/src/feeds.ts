import type { StaffFeed } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { groupWords } from './locale/groups-en.ts';
import { words } from './locale/en.ts';
import { dateTime, defined, Part } from './part.ts';

const say = groupWords.feeds;
type Dictionary = StaffFeed['dictionary'];
type Remarks = StaffFeed['mended'];
/** Codes come from feeds: nothing that every object inherits may answer. */
const meaningOf = ({ dictionary }: StaffFeed, code: string): Dictionary[string] => (Object.hasOwn(dictionary, code) ? dictionary[code]! : {});

/** Where listings come from: what is shown, mended and left out, and what a source's own codes mean. */
export class KithFeeds extends Part {
  static override properties = { ...Part.properties, feeds: { state: true } };
  private feeds: StaffFeed[] | undefined;
  protected override async begin(): Promise<void> { try { this.feeds = (await this.state.call('feeds.list')).feeds; } catch { this.problem = words.failed; } }

  private again(feed: StaffFeed): void {
    void this.run(async () => { const answer = await this.state.call('feeds.run', { id: feed.id, body: {} }); await this.begin(); return answer.ok ? say.done : say.failed(answer.error ?? ''); });
  }
  /** What is chosen for a code, `audience:women`; of several things that it means, the first. */
  private chosen(feed: StaffFeed, code: string): string {
    const meaning = meaningOf(feed, code);
    const kind = say.kinds.map(([name]) => name).find((name) => meaning[name]);
    return kind ? `${kind}:${meaning[kind]!}` : '';
  }
  private saveCodes(feed: StaffFeed, event: SubmitEvent): void {
    const { data, text } = this.form(event);
    const dictionary: Dictionary = Object.fromEntries([...new Set([...data.keys()].map((name) => name.slice(name.indexOf(' ') + 1)))].flatMap((code): [string, Dictionary[string]][] => {
      const given = text(`meaning ${code}`);
      const [kind, value] = given.split(':');
      const label = text(`label ${code}`);
      const { label: _, ...before } = meaningOf(feed, code);
      // A code may mean several things, of which the list shows one: what nobody changed stays whole.
      const meaning = given === this.chosen(feed, code) ? before : kind && value ? { [kind]: value } : {};
      return label || Object.keys(meaning).length ? [[code, { ...(label ? { label } : {}), ...meaning }]] : [];
    }));
    void this.run(async () => { const answer = await this.state.call('feeds.dictionary', { id: feed.id, body: { dictionary } }); await this.begin(); return answer.ok ? say.codesSaved : say.failed(answer.error ?? ''); });
  }

  private remarks(title: string, count: number, remarks: Remarks): TemplateResult | typeof nothing {
    if (!count) return nothing;
    return html`<details><summary>${title}: ${count}</summary><ul>${remarks.map((remark) => html`<li><strong>${remark.count} ×</strong> ${remark.field}: ${remark.reason} <span class="note">${say.records(remark.records.map(({ record, slug }) => (slug ? `${record} (${slug})` : String(record))).join(', '), remark.count > remark.records.length)}</span></li>`)}</ul></details>`;
  }

  private codes(feed: StaffFeed): TemplateResult | typeof nothing {
    const rows = [...Object.keys(feed.dictionary).map((code) => ({ code, count: undefined })), ...feed.unknownCodes];
    if (!rows.length) return nothing;
    return html`<details ?open=${feed.unknownCodes.length > 0}><summary>${say.codes(feed.unknownCodes.length)}</summary><p class="note">${say.codesNote}</p>
      <form autocomplete="off" @submit=${(event: SubmitEvent) => { this.saveCodes(feed, event); }}>
        <div class="scroll" tabindex="0" role="region" aria-label=${say.codes(feed.unknownCodes.length)}><table><thead><tr><th scope="col">${say.code}</th><th scope="col">${say.label}</th><th scope="col">${say.meaning}</th></tr></thead><tbody>${rows.map(({ code, count }) => html`<tr><th scope="row">${code}${count === undefined ? nothing : html` <span class="note">${say.inGroups(count)}</span>`}</th>
          <td><input name="label ${code}" aria-label="${say.label}: ${code}" maxlength="120" .value=${meaningOf(feed, code).label ?? ''}></td>
          <td><select name="meaning ${code}" aria-label="${say.meaning}: ${code}"><option value="">${say.labelOnly}</option>${say.kinds.map(([kind, title, values]) => html`<optgroup label=${title}>${values.map((value) => html`<option value="${kind}:${value}" ?selected=${this.chosen(feed, code) === `${kind}:${value}`}>${value.replaceAll('-', ' ')}</option>`)}</optgroup>`)}</select></td></tr>`)}</tbody></table></div>
        <button class="button main">${say.saveCodes}</button></form></details>`;
  }

  protected override render(): TemplateResult {
    const may = this.state.has('coordinator', 'admin');
    if (!this.feeds) return html`<h1>${say.heading}</h1><p role="status">${this.problem || words.loading}</p>`;
    return html`<h1>${say.heading}</h1><p>${say.note}</p>${this.said()}
      ${this.feeds.length ? html`<ul class="list">${this.feeds.map((feed) => html`<li class="box"><h2>${feed.owner}</h2>
        <p class="note">${feed.url}</p>
        ${feed.error ? html`<p class="problem">${say.failed(feed.error)}${feed.fetchedAt ? ` ${say.lastGood(dateTime(feed.fetchedAt))}` : ''}</p>` : html`<p>${feed.fetchedAt ? say.shown(feed.shown, feed.total, dateTime(feed.fetchedAt)) : say.never}</p>`}
        ${this.remarks(say.refused, feed.refusedCount, feed.refused)}${this.remarks(say.mended, feed.mendedCount, feed.mended)}
        ${may ? this.codes(feed) : nothing}
        ${may ? html`<button class="button" @click=${() => { this.again(feed); }}>${say.run}</button>` : nothing}</li>`)}</ul>` : html`<p>${say.none}</p>`}`;
  }
}
defined('kith-feeds', KithFeeds);
