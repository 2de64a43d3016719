import { groupLabels } from '@kith/elements/parts/group-preview';
import type { Schedule, StaffGroupWhole } from '@kith/sdk/staff';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { scheduleWords } from './group-schedule.ts';
import { groupEditWords as say } from './locale/group-edits-en.ts';
import { dateTime, defined, focusOn, Part } from './part.ts';

/** A value of a listing in words. */
function inWords(field: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return field === 'schedule' ? say.times.never : say.empty;
  if (field === 'schedule') return scheduleWords(value as Schedule);
  if (typeof value === 'boolean') return value ? say.yes : say.no;
  const { topics, audiences, access, needs, attributes, formats, ledBy } = groupLabels;
  const labels: Record<string, Record<string, string>> = { topics, audiences, access, attributes: { ...attributes, ...needs }, format: formats, ledBy };
  const one = (item: unknown): string => (typeof item === 'string' ? labels[field]?.[item] ?? item : String(item));
  if (Array.isArray(value)) return value.map(one).join(', ') || say.empty;
  return typeof value === 'object' ? Object.values(value).map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item))).join(', ') : one(value);
}

/** Every version of a listing: who, when, what differs, and a way back. */
export class KithGroupHistory extends Part {
  static override properties = { ...Part.properties, whole: { attribute: false }, draft: { attribute: false }, back: { attribute: false }, asking: { state: true } };
  declare whole: StaffGroupWhole;
  /** There is a draft, which an earlier version would take the place of. */
  declare draft: boolean;
  /** Makes a version the draft. */
  declare back: (seq: number) => () => void;
  private asking = 0;
  protected override begin(): void { this.classList.add('stacked'); }
  private bring(seq: number): void {
    if (this.draft && this.asking !== seq) { this.asking = seq; void focusOn(this, '#sure'); return; }
    this.asking = 0;
    this.back(seq)();
  }
  protected override shouldUpdate(_changed: PropertyValues): boolean { return Boolean(this.whole); }
  protected override render(): TemplateResult | typeof nothing {
    const { changes } = this.whole;
    if (!changes.length) return nothing;
    return html`<h2>${say.history}</h2><ol class="list">${changes.map(({ seq, at, by, what, fields }) => html`<li class="box"><strong>${say.byOn(say.whats[what] ?? what, by, dateTime(at))}</strong>
      ${fields.length ? html`<dl>${fields.map(({ field, before, after }) => html`<div><dt>${say.fields[field] ?? field}</dt><dd dir="auto"><del>${inWords(field, before)}</del> <ins>${inWords(field, after)}</ins></dd></div>`)}</dl>` : nothing}
      ${what === 'removed' || what === 'checked' || (seq === changes[0]!.seq && this.whole.state !== 'removed') ? nothing : html`<button id=${this.asking === seq ? 'sure' : nothing} class="button ${this.asking === seq ? 'danger' : ''}" @click=${() => { this.bring(seq); }}>${this.asking === seq ? say.bringBackSure : say.bringBack}<span class="hidden-text"> ${dateTime(at)}</span></button>`}</li>`)}</ol>`;
  }
}
defined('kith-group-history', KithGroupHistory);
