import type { StaffGroup } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import './group-asks.ts';
import './group-editor.ts';
import { localWhen } from './group-schedule.ts';
import { unsent, unsentKey } from './group-unsent.ts';
import { groupEditWords as say } from './locale/group-edits-en.ts';
import { words } from './locale/en.ts';
import { dateTime, defined, focusOn, Part } from './part.ts';

type Show = keyof Counts;
type Counts = Record<'all' | 'due' | 'drafts' | 'reports' | 'removed', number>;
const PAUSE = 300;

/** The program's own listings: what waits to be looked at, drafts, problems that visitors told. Loaded when somebody opens it. */
export class KithGroups extends Part {
  static override properties = { ...Part.properties, at: { state: true }, list: { state: true }, total: { state: true }, counts: { state: true }, show: { state: true } };
  private at = '';
  private list: StaffGroup[] | undefined;
  private total = 0;
  private counts: Counts = { all: 0, due: 0, drafts: 0, reports: 0, removed: 0 };
  private show: Show = 'all';
  private text = '';
  private reading = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly #moved = (): void => { this.at = location.hash.split('/')[1] ?? ''; if (!this.at) void this.read().then(() => focusOn(this, 'h1')); };
  /** The server may be there again. */
  readonly #again = (): void => { if (this.problem) void this.read(); };
  override connectedCallback(): void { super.connectedCallback(); this.state.addEventListener('wake', this.#again); addEventListener('hashchange', this.#moved); this.at = location.hash.split('/')[1] ?? ''; }
  override disconnectedCallback(): void { super.disconnectedCallback(); this.state.removeEventListener('wake', this.#again); removeEventListener('hashchange', this.#moved); clearTimeout(this.timer); }
  protected override begin(): Promise<void> { this.classList.add('stacked'); return this.read(); }

  private async read(more = false): Promise<void> {
    const reading = ++this.reading;
    try {
      const answer = await this.state.call('groups.list', { query: { show: this.show, ...(this.text ? { text: this.text } : {}), ...(more ? { from: this.list!.length } : {}) } });
      // Another list was asked for meanwhile.
      if (reading !== this.reading) return;
      this.list = more ? [...this.list!, ...answer.groups] : answer.groups;
      this.total = answer.total;
      this.counts = answer.counts;
      this.problem = '';
    } catch { this.problem = words.failed; }
  }
  private readonly search = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value.trim().slice(0, 80);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { void this.read(); }, PAUSE);
  };
  private readonly make = (): void => { void this.run(async () => { location.hash = `groups/${(await this.state.call('groups.make', { body: {} })).id}`; }); };

  private row(group: StaffGroup): TemplateResult {
    const facts = [
      unsent.has(unsentKey(this.state, this.state.program, group.id)) ? say.notSent : '', group.from === undefined ? group.state === 'shown' ? '' : say.states[group.state] ?? '' : say.from(group.from), group.draft && group.state !== 'draft' ? say.draftBy(group.draft.by, dateTime(group.draft.at)) : '', group.reports ? say.reports(group.reports) : '',
      group.next ? say.next(localWhen(group.next.localStart)) : '', group.from !== undefined || group.state === 'draft' ? '' : group.checkedAt ? say.checked(group.checkedBy ?? '', dateTime(group.checkedAt)) : say.neverChecked,
      group.from === undefined && this.state.has('coordinator') ? group.leaders.length ? say.ledBy(group.leaders.map(({ name }) => name).join(', ')) : say.nobody : '',
    ].filter(Boolean);
    // One element for one listing: a press that began on it opens no other that came in its place.
    return html`${keyed(group.id, html`<li class="box"><a href="#groups/${group.id}" dir="auto"><strong>${group.name || say.unnamed}</strong></a>${group.due ? html`<span class="tag">${say.due}</span>` : nothing}<span class="note">${facts.join(' · ')}</span></li>`)}`;
  }
  protected override render(): TemplateResult {
    // One element for one listing of one program: nothing of it goes to another.
    if (this.at) return html`${keyed(`${this.state.program} ${this.at}`, html`<kith-group-editor .state=${this.state} .group=${this.at}></kith-group-editor>`)}`;
    const shows = (Object.keys(say.shows) as Show[]).filter((name) => name === 'all' || this.counts[name] > 0 || name === this.show);
    return html`<h1 tabindex="-1">${say.heading}</h1>${this.said()}${this.state.has('coordinator') ? html`<kith-group-asks .state=${this.state}></kith-group-asks>` : nothing}
      <div class="row"><button class="button main" @click=${this.make}>${say.make}</button><label class="grow"><span class="hidden-text">${say.search}</span><input type="search" placeholder=${say.search} autocomplete="off" .value=${this.text} @input=${this.search}></label></div>
      <div class="row" role="group" aria-label=${say.heading}>${shows.map((name) => html`<button class="button" aria-pressed=${name === this.show ? 'true' : 'false'} @click=${() => { this.show = name; void this.read(); }}>${say.showCount(say.shows[name]!, this.counts[name])}</button>`)}</div>
      ${this.list ? this.list.length ? html`<ul class="list">${this.list.map((group) => this.row(group))}</ul>` : html`<p>${this.counts.all || this.text ? say.none : this.state.has('coordinator') ? say.noneAtAll : say.noneLed}</p>` : this.problem ? nothing : html`<p role="status">${words.loading}</p>`}
      ${this.list && this.list.length < this.total ? html`<button class="button" @click=${() => { void this.read(true); }}>${say.more}</button>` : nothing}`;
  }
}
defined('kith-groups', KithGroups);
