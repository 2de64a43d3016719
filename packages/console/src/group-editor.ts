import { isApiError, type GroupEdit, type GroupResult, type StaffGroupWhole } from '@kith/sdk/staff';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { groupLabels } from '@kith/elements/parts/group-preview';
import './group-history.ts';
import './group-meetings.ts';
import './group-preview.ts';
import { groupFields, scheduleFields } from './group-fields.ts';
import { editIn, shapeIn } from './group-form.ts';
import { localDate, localTime, shapeOf } from './group-schedule.ts';
import { groupEditWords as say } from './locale/group-edits-en.ts';
import { words } from './locale/en.ts';
import { dateTime, defined, focusOn, Part } from './part.ts';

/** Silence after a keystroke before the draft is kept and drawn. */
const PAUSE = 600;
const empty: GroupEdit = { name: '', topics: [], audiences: [], access: [], attributes: [], format: 'in-person', languages: [] };

/** One listing: its form with a preview, what visitors told of it, who leads it, how many came, who changed what. */
export class KithGroupEditor extends Part {
  static override properties = { ...Part.properties, group: { attribute: false }, whole: { state: true }, now: { state: true }, drawn: { state: true }, kept: { state: true }, asking: { state: true }, conflict: { state: true }, pause: { state: true } };
  /** Id of the listing. */
  declare group: string;
  private whole: StaffGroupWhole | undefined;
  /** As it was loaded: the fields show it until somebody types. */
  private edit: GroupEdit = empty;
  private now: GroupEdit = empty;
  private drawn: { group: GroupResult; hints: string[] } | undefined;
  private known = '';
  private kept = '';
  private asking = '';
  private conflict = false;
  private pause = 'none';
  private typed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** One draft is on its way at a time; what was typed meanwhile goes after it. */
  private sending: Promise<void> | undefined;
  private load = 0;

  protected override async begin(): Promise<void> { this.classList.add('stacked'); await this.read(); await focusOn(this, 'h1'); }
  override disconnectedCallback(): void { super.disconnectedCallback(); clearTimeout(this.timer); if (this.typed) void this.keep(); }
  protected override willUpdate(changed: PropertyValues): void { if (changed.has('group') && changed.get('group') !== undefined) void this.begin(); }

  private async read(): Promise<void> {
    try {
      const whole = await this.state.call('groups.get', { id: this.group });
      this.whole = whole;
      const source = (whole.draft?.group ?? whole.published ?? empty) as GroupEdit;
      const edit = { ...empty, ...this.without(source) };
      // Fields that say so already stay as they are, with what is open and where somebody is in them.
      if (JSON.stringify(edit) !== JSON.stringify(this.now)) this.load++;
      this.edit = edit;
      this.now = edit;
      this.known = whole.draft?.at ?? '';
      this.conflict = false;
      this.typed = false;
      const paused = this.edit.schedule?.pausedUntil;
      this.pause = paused === 'unknown' ? 'unknown' : paused ? 'until' : 'none';
      if (whole.state !== 'removed') await this.draw();
    } catch (error) { this.problem = isApiError(error) ? error.message : words.failed; }
  }
  /** What the server keeps of a listing is not sent back. */
  private without(group: GroupEdit): GroupEdit {
    const { id: _, source: __, sources: ___, sourceCodes: ____, series: _____, updatedAt: ______, fetchedAt: _______, checkedAt: ________, checkedBy: _________, sampleYear: __________, ...rest } = group as GroupEdit & Record<string, unknown>;
    return rest;
  }
  private async draw(): Promise<void> {
    try { this.drawn = await this.state.call('groups.preview', { body: { group: this.now } }); this.problem = ''; } catch (error) { this.problem = isApiError(error) ? error.message : words.failed; }
  }

  private readonly type = (): void => {
    const form = this.renderRoot.querySelector<HTMLFormElement>('form.listing')!;
    const data = new FormData(form);
    this.pause = data.get('pause') as string | null ?? 'none';
    this.change(editIn(data, this.edit));
  };
  private change(edit: GroupEdit): void {
    this.now = edit;
    this.typed = true;
    this.done = '';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { void this.keep(); void this.draw(); }, PAUSE);
  }
  private async keep(): Promise<void> {
    clearTimeout(this.timer);
    if (this.sending) await this.sending;
    if (!this.typed || this.conflict) return;
    this.typed = false;
    this.kept = say.saving;
    this.sending = (async () => {
      try {
        const { at } = await this.state.call('groups.draft', { id: this.group, body: { group: this.now, known: this.known } });
        this.known = at;
        this.kept = say.saved(dateTime(at));
      } catch (error) {
        this.typed = true;
        this.kept = '';
        if (isApiError(error) && error.code === 'changed-meanwhile') this.conflict = true;
        else this.kept = `${say.unsaved} ${isApiError(error) ? error.message : words.failed}`;
      }
    })().finally(() => { this.sending = undefined; });
    await this.sending;
  }
  private async mine(): Promise<void> {
    const whole = await this.state.call('groups.get', { id: this.group });
    this.known = whole.draft?.at ?? '';
    this.conflict = false;
    this.typed = true;
    await this.keep();
  }

  private readonly publish = (): void => {
    void this.run(async () => {
      clearTimeout(this.timer);
      if (this.sending) await this.sending;
      if (this.conflict) return say.conflict;
      if (!this.whole!.mayPublish) { this.typed = true; await this.keep(); return say.waits; }
      try {
        await this.state.call('groups.publish', { id: this.group, body: { group: this.now, revision: this.whole!.revision } });
      } catch (error) {
        if (!isApiError(error) || error.code !== 'changed-meanwhile') throw error;
        this.typed = true;
        await this.keep();
        await this.read();
        return say.meanwhile;
      }
      this.kept = '';
      await this.read();
      return say.published;
    });
  };
  private act(work: () => Promise<unknown>, done: string): () => void { return () => { void this.run(async () => { await work(); this.asking = ''; this.kept = ''; await this.read(); return done; }); }; }
  private ask(what: string): () => void { return () => { this.asking = what; void focusOn(this, '#sure'); }; }
  private sure(what: string, label: string, danger: string, work: () => void): TemplateResult {
    return this.asking === what ? html`<span class="row"><button type="button" id="sure" class="button danger" @click=${work}>${danger}</button><button type="button" class="button" @click=${() => { this.asking = ''; }}>${say.cancel}</button></span>` : html`<button type="button" class="button" @click=${this.ask(what)}>${label}</button>`;
  }
  private readonly discard = (): void => {
    clearTimeout(this.timer);
    this.typed = false;
    const gone = this.whole!.state === 'draft';
    void this.run(async () => { if (this.sending) await this.sending; await this.state.call('groups.discard', { id: this.group }); this.asking = ''; this.kept = ''; if (gone) location.hash = 'groups'; else await this.read(); return say.discarded; });
  };

  /** The point of the town, where nobody knows a better one: it is marked as rough. */
  private readonly point = (): void => {
    void this.run(async () => {
      const { place } = this.now;
      const text = (place?.locality ?? place?.address?.split(',').slice(1, 3).join(',') ?? '').trim().slice(0, 80);
      const { places } = text.length < 2 ? { places: [] } : await this.state.call('groups.places', { body: { text } });
      const [first] = places;
      if (!first) return say.pointNone;
      const { latitude, longitude } = first;
      this.edit = { ...this.now, place: { ...place, latitude, longitude, approximate: true } };
      this.load++;
      this.change(this.edit);
      return say.pointTaken([first.name, first.region, first.country].filter(Boolean).join(', '));
    });
  };

  /** The next dates, each of which can be called off; those that are off can be called on again. */
  private dates(): TemplateResult | typeof nothing {
    const { schedule } = this.now;
    if (!schedule?.rules.length) return nothing;
    const off = (schedule.overrides ?? []).filter(({ cancelled }) => cancelled);
    const others = (schedule.overrides?.length ?? 0) - off.length;
    const set = (overrides: NonNullable<typeof schedule.overrides>) => {
      // The form reads single dates from what was loaded.
      const { overrides: _, ...rest } = this.edit.schedule ?? schedule;
      this.edit = { ...this.edit, schedule: { ...rest, ...(overrides.length ? { overrides } : {}) } };
      const { overrides: __, ...mine } = schedule;
      this.change({ ...this.now, schedule: { ...mine, ...(overrides.length ? { overrides } : {}) } });
    };
    return html`<p><strong>${say.dates}</strong></p><ul class="list">${(this.drawn?.group.next ?? []).map(({ localStart }) => html`<li class="row">${localDate(localStart)}, ${localTime(localStart)}<button type="button" class="button" @click=${() => { set([...schedule.overrides ?? [], { at: localStart, cancelled: true }]); }}>${say.notThen}<span class="hidden-text"> ${localDate(localStart)}</span></button></li>`)}</ul>
      ${off.length ? html`<p><strong>${say.offDates}</strong></p><ul class="list">${off.map((item) => html`<li class="row">${localDate(item.at)}<button type="button" class="button" @click=${() => { set(schedule.overrides!.filter((other) => other !== item)); }}>${say.onAgain}<span class="hidden-text"> ${localDate(item.at)}</span></button></li>`)}</ul>` : nothing}
      ${others ? html`<p class="note">${say.changedDates(others)}</p>` : nothing}`;
  }

  private editor(): TemplateResult {
    const { whole, edit, now } = this;
    const { zone } = whole!;
    const loaded = shapeOf(edit.schedule, new Date().toISOString().slice(0, 10), zone);
    const form = this.renderRoot.querySelector<HTMLFormElement>('form.listing');
    const shape = form ? shapeIn(new FormData(form)) : loaded;
    const hints = this.drawn?.hints ?? [];
    return html`${whole!.draft && whole!.published && !this.kept ? html`<p class="note">${say.draftNote(whole!.draft.by, dateTime(whole!.draft.at))}</p>` : nothing}
      ${this.conflict ? html`<div class="box danger" role="alert"><p>${say.conflict}</p><div class="row"><button class="button" @click=${() => { void this.read(); }}>${say.theirs}</button><button class="button" @click=${() => { void this.mine(); }}>${say.mine}</button></div></div>` : nothing}
      <div class="sides"><form class="listing" autocomplete="off" novalidate @input=${this.type} @change=${this.type} @submit=${(event: Event) => { event.preventDefault(); void this.keep(); }}>${keyed(this.load, groupFields(edit, now, html`<button type="button" class="button" @click=${this.point}>${say.pointFind}</button>`, html`${scheduleFields(loaded, shape, this.pause, (edit.schedule?.rules ?? []).join(' '))}${this.dates()}`))}
        <div class="row end"><button type="button" class="button main" @click=${this.publish}>${say.publish}</button><span class="note" role="status">${this.kept}</span></div></form>
        <aside aria-label=${say.preview}><h2>${say.preview}</h2>${this.drawn ? html`<kith-group-preview .group=${this.drawn.group} .zone=${this.drawn.group.next[0]?.timeZone ?? zone}></kith-group-preview><p><strong>${hints.length ? say.hintsHeading : say.complete}</strong></p><ul>${hints.map((hint) => html`<li>${say.hints[hint] ?? hint}</li>`)}</ul>` : nothing}</aside></div>`;
  }

  protected override render(): TemplateResult {
    const { whole } = this;
    const back = html`<p><a class="button" href="#groups">${say.back}</a></p>`;
    if (!whole) return html`${back}<h1 tabindex="-1">${say.heading}</h1><p role="status">${this.problem || say.loading}</p>`;
    const own = whole.from === undefined;
    const name = this.now.name || whole.name || say.unnamed;
    const told = whole.reports.map(({ kind, count }) => html`<li>${groupLabels.reportKinds[kind] ?? kind}: ${count}</li>`);
    return html`${back}<h1 tabindex="-1" dir="auto">${name}</h1><p>${own ? say.states[whole.state] : say.fromNote(whole.from!)}${whole.published?.checkedAt ? html` · ${say.checked(whole.published.checkedBy ?? '', dateTime(whole.published.checkedAt))}` : nothing}</p>${this.said()}
      ${told.length ? html`<section class="box"><strong>${say.told}</strong><ul>${told}</ul></section>` : nothing}
      ${own ? html`<div class="row">${whole.published ? html`<button class="button ${whole.due ? 'main' : ''}" @click=${this.act(() => this.state.call('groups.confirm', { id: this.group, body: {} }), say.confirmed)}>${say.confirm}</button>` : nothing}
          <button class="button" @click=${() => { void this.run(async () => { location.hash = `groups/${(await this.state.call('groups.make', { body: { like: this.group } })).id}`; }); }} ?hidden=${!whole.published}>${say.copy}</button>
          ${whole.draft ?? this.known ? this.sure('discard', say.discard, say.discardSure, this.discard) : nothing}
          ${whole.published && this.state.has('coordinator') ? this.sure('remove', say.remove, say.removeSure, this.act(() => this.state.call('groups.remove', { id: this.group, body: {} }), say.removed)) : nothing}</div>
        ${whole.state === 'removed' ? nothing : this.editor()}
        <kith-group-meetings .state=${this.state} .whole=${whole} @saved=${() => { void this.refreshAside(); }}></kith-group-meetings>
        <kith-group-history .state=${this.state} .whole=${whole} @saved=${() => { void this.read(); }}></kith-group-history>` : nothing}`;
  }
  /** What stands beside the form, without touching what somebody is writing. */
  private async refreshAside(): Promise<void> {
    const whole = await this.state.call('groups.get', { id: this.group }).catch(() => undefined);
    if (whole) this.whole = { ...whole, revision: this.whole!.revision, ...(this.whole!.draft ? { draft: this.whole!.draft } : {}) };
  }
}
defined('kith-group-editor', KithGroupEditor);
