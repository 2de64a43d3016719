import { accessKinds, attributes, audiences, formats, isApiError, ledBy, topics, type GroupEdit, type GroupResult, type StaffGroupWhole, type StaffRouteName } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { groupLabels } from '@kith/elements/parts/group-preview';
import './group-history.ts';
import './group-meetings.ts';
import './group-preview.ts';
import { dateList } from './group-dates.ts';
import { groupFields, scheduleFields } from './group-fields.ts';
import { editIn, shapeIn } from './group-form.ts';
import { shapeOf, type ScheduleShape } from './group-schedule.ts';
import { groupEditWords as say } from './locale/group-edits-en.ts';
import { words } from './locale/en.ts';
import { dateTime, defined, focusOn, Part } from './part.ts';

/** Silence after a keystroke before the draft is kept and drawn. */
const PAUSE = 600;
const empty: GroupEdit = { name: '', topics: [], audiences: [], access: [], attributes: [], format: 'in-person', languages: [] };

/** A listing or a draft as the form has it: what the server keeps, and codes that no form knows, stay with the server. */
function editOf(group: Record<string, unknown>): GroupEdit {
  const { id: _, source: __, sources: ___, sourceCodes: ____, series: _____, updatedAt: ______, fetchedAt: _______, checkedAt: ________, checkedBy: _________, sampleYear: __________, ledBy: led, ...rest } = { ...empty, ...group } as GroupEdit & Record<string, unknown>;
  const known = <Value extends string>(values: unknown, of: readonly Value[]): Value[] => of.filter((value) => Array.isArray(values) && values.includes(value));
  const first = ledBy.find((value) => value === led);
  return {
    ...rest, topics: known(rest.topics, topics), audiences: known(rest.audiences, audiences), access: known(rest.access, accessKinds), attributes: known(rest.attributes, attributes), format: formats.find((format) => format === rest.format) ?? 'in-person', ...(first ? { ledBy: first } : {}),
  };
}
/** One listing: its form with a preview, what visitors told of it, who leads it, how many came, who changed what. One element for one listing. */
export class KithGroupEditor extends Part {
  static override properties = { ...Part.properties, group: { attribute: false }, whole: { state: true }, now: { state: true }, drawn: { state: true }, kept: { state: true }, unsaved: { state: true }, asking: { state: true }, moving: { state: true }, conflict: { state: true }, pause: { state: true } };
  /** Id of the listing. */
  declare group: string;
  private whole: StaffGroupWhole | undefined;
  /** The program that it was opened in: the console may have moved on to another when the last words are kept. */
  private program = '';
  /** What the fields began with, and what the form says now. */
  private edit: GroupEdit = empty;
  private now: GroupEdit = empty;
  private loaded: ScheduleShape = shapeOf(undefined, '', '');
  private shape: ScheduleShape = this.loaded;
  private drawn: { group: GroupResult; hints: string[] } | undefined;
  private known = '';
  private kept = '';
  /** Why the draft could not be kept. */
  private unsaved = '';
  private asking = '';
  /** The date that is being given another time. */
  private moving = '';
  private conflict = false;
  private pause = 'none';
  /** Something was typed that the server has not. */
  private typed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** One draft is on its way at a time; what was typed meanwhile goes after it. */
  private sending: Promise<void> | undefined;
  private load = 0;
  readonly #leaving = (event: BeforeUnloadEvent): void => { if (this.typed || this.conflict) event.preventDefault(); };

  override connectedCallback(): void { this.program = this.state.program; super.connectedCallback(); addEventListener('beforeunload', this.#leaving); }
  override disconnectedCallback(): void { super.disconnectedCallback(); removeEventListener('beforeunload', this.#leaving); if (this.typed) void this.keep(); }
  protected override async begin(): Promise<void> { this.classList.add('stacked'); await this.read(); await focusOn(this, 'h1'); }
  private call<Name extends Extract<StaffRouteName, `groups.${string}`>>(name: Name, options?: Parameters<typeof this.state.api.call<Name>>[2]) { return this.state.api.call(this.program, name, options); }

  /** With the field that it is about. */
  protected override problemOf(error: unknown): string {
    if (!isApiError(error)) return words.failed;
    return say.wrong(error.paths[0]?.split('.').map((part) => say.fields[part]).find(Boolean) ?? '', error.message);
  }

  private async read(): Promise<void> {
    try {
      const whole = await this.call('groups.get', { id: this.group });
      this.whole = whole;
      this.fill(editOf(whole.draft?.group ?? whole.published ?? {}));
      this.known = whole.draft?.at ?? '';
      this.conflict = false;
      this.typed = false;
      this.unsaved = '';
      if (whole.state !== 'removed') await this.draw();
    } catch (error) { this.problem = this.problemOf(error); }
  }
  private fill(edit: GroupEdit): void {
    // Fields that say so already stay as they are, with what is open and where somebody is in them.
    if (JSON.stringify(edit) !== JSON.stringify(this.now)) this.load++;
    this.edit = edit;
    this.now = edit;
    this.loaded = shapeOf(edit.schedule, new Date().toISOString().slice(0, 10), this.whole!.zone);
    this.shape = this.loaded;
    this.pause = this.loaded.paused === 'unknown' ? 'unknown' : this.loaded.paused ? 'until' : 'none';
  }
  private async draw(): Promise<void> {
    try { this.drawn = await this.call('groups.preview', { body: { group: this.now } }); this.problem = ''; } catch (error) { this.problem = this.problemOf(error); }
  }

  private readonly type = (): void => {
    const data = new FormData(this.renderRoot.querySelector<HTMLFormElement>('form.listing')!);
    const shape = shapeIn(data, this.shape);
    const edit = editIn(data, this.edit, this.now, shape);
    this.pause = data.get('pause') as string | null ?? 'none';
    // Fields that come now begin with what was said before, not with what was loaded.
    if (shape.repeat !== this.shape.repeat) this.loaded = shape;
    if (edit.format !== this.now.format) this.edit = { ...this.edit, ...(edit.place ? { place: edit.place } : {}), ...(edit.online ? { online: edit.online } : {}) };
    this.shape = shape;
    this.change(edit);
  };
  private change(edit: GroupEdit): void {
    this.now = edit;
    this.typed = true;
    this.done = '';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { void this.keep(); void this.draw(); }, PAUSE);
  }
  /** True when the server has everything that was typed. */
  private async keep(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    if (!this.typed || this.conflict) return !this.typed;
    this.typed = false;
    this.sending = (async () => {
      try {
        const { at } = await this.call('groups.draft', { id: this.group, body: { group: this.now, known: this.known } });
        this.known = at;
        this.kept = say.saved(dateTime(at));
        this.unsaved = '';
      } catch (error) {
        this.typed = true;
        this.kept = '';
        if (isApiError(error) && error.code === 'changed-meanwhile') this.conflict = true;
        else this.unsaved = `${say.unsaved} ${this.problemOf(error)}`;
      }
    })().finally(() => { this.sending = undefined; });
    await this.sending;
    return !this.typed;
  }
  /** What is written here goes on, in place of the draft that somebody else left. */
  private async mine(): Promise<void> {
    const whole = await this.call('groups.get', { id: this.group });
    this.known = whole.draft?.at ?? '';
    this.conflict = false;
    this.typed = true;
    await this.keep();
  }

  private readonly publish = (): void => {
    void this.run(async () => {
      this.typed = true;
      // The draft first: whatever comes of showing it, what was written is safe.
      if (!await this.keep()) return this.conflict ? say.conflict : this.unsaved;
      if (!this.whole!.mayPublish) return say.waits;
      try {
        await this.call('groups.publish', { id: this.group, body: { group: this.now, revision: this.whole!.revision, known: this.known } });
      } catch (error) {
        if (!isApiError(error) || error.code !== 'changed-meanwhile') throw error;
        const whole = await this.call('groups.get', { id: this.group });
        if ((whole.draft?.at ?? '') !== this.known) { this.conflict = true; return say.conflict; }
        this.whole = whole;
        return say.meanwhile;
      }
      this.kept = '';
      if (!this.typed) await this.read();
      return say.published;
    });
  };
  /** Something else that is done with the listing: what was typed is kept first, and nothing is loaded over what could not be. */
  private act(work: () => Promise<unknown>, done: string): () => void {
    return () => { void this.run(async () => {
      this.asking = '';
      if (!await this.keep()) return this.conflict ? say.conflict : this.unsaved;
      await work();
      if (!this.typed) await this.read();
      await focusOn(this, 'h1');
      return done;
    }); };
  }
  private sure(what: string, label: string, danger: string, work: () => void): TemplateResult {
    return this.asking === what ? html`<span class="row"><button type="button" id="sure" class="button danger" @click=${work}>${danger}</button><button type="button" class="button" @click=${() => { this.asking = ''; void focusOn(this, `#ask-${what}`); }}>${say.cancel}</button></span>` : html`<button type="button" id="ask-${what}" class="button" @click=${() => { this.asking = what; void focusOn(this, '#sure'); }}>${label}</button>`;
  }
  private readonly discard = (): void => {
    clearTimeout(this.timer);
    const gone = this.whole!.state === 'draft';
    void this.run(async () => {
      while (this.sending) await this.sending;
      this.asking = '';
      try { await this.call('groups.discard', { id: this.group, query: { known: this.known } }); } catch (error) { if (isApiError(error) && error.code === 'changed-meanwhile') { this.conflict = true; return say.conflict; } throw error; }
      this.typed = false;
      this.kept = '';
      if (gone) location.hash = 'groups'; else await this.read();
      return say.discarded;
    });
  };
  private readonly back = (event: Event): void => {
    if (!this.typed && !this.conflict) return;
    event.preventDefault();
    void this.keep().then((kept) => { if (kept) location.hash = 'groups'; else { this.asking = 'leave'; void focusOn(this, '#stay'); } });
  };
  private readonly leave = (): void => { this.typed = false; this.conflict = false; location.hash = 'groups'; };

  /** The point of the town, where nobody knows a better one: it is marked as rough. */
  private readonly point = (): void => {
    void this.run(async () => {
      const { place } = this.now;
      const text = (place?.locality ?? place?.address?.split(',').slice(1, 3).join(',') ?? '').trim().slice(0, 80);
      const { places } = text.length < 2 ? { places: [] } : await this.call('groups.places', { body: { text } });
      const [first] = places;
      if (!first) return say.pointNone;
      const { latitude, longitude } = first;
      this.edit = { ...this.edit, place: { ...this.now.place, latitude, longitude, approximate: true } };
      this.change({ ...this.now, place: this.edit.place });
      return say.pointTaken([first.name, first.region, first.country].filter(Boolean).join(', '));
    });
  };

  private dates(): TemplateResult | typeof nothing {
    const { schedule } = this.now;
    if (!schedule?.rules.length && !schedule?.also?.length) return nothing;
    const set = (overrides: NonNullable<typeof schedule.overrides>) => {
      const put = <Value extends { overrides?: unknown }>({ overrides: _, ...rest }: Value) => ({ ...rest, ...(overrides.length ? { overrides } : {}) });
      // The form reads single dates from what was loaded.
      this.edit = { ...this.edit, schedule: put(this.edit.schedule ?? schedule) };
      if (this.edit.schedule === undefined) this.loaded = this.shape;
      this.moving = '';
      this.change({ ...this.now, schedule: put(schedule) });
      void focusOn(this, '#dates');
    };
    const move = (date: string) => { this.moving = date; void focusOn(this, date ? '#move-to' : '#dates'); };
    return dateList({ overrides: schedule.overrides ?? [], next: this.drawn?.group.next ?? [], moving: this.moving, set, move });
  }

  private editor(): TemplateResult {
    const { whole, edit, now, drawn } = this;
    const hints = drawn?.hints ?? [];
    return html`${whole!.draft && whole!.published && !this.kept ? html`<p class="note">${say.draftNote(whole!.draft.by, dateTime(whole!.draft.at))}</p>` : nothing}
      ${this.conflict ? html`<div class="box danger" role="alert"><p>${say.conflict}</p><div class="row"><button class="button" @click=${() => { this.kept = ''; void this.read(); }}>${say.theirs}</button><button class="button" @click=${() => { void this.run(() => this.mine()); }}>${say.mine}</button></div></div>` : nothing}
      ${this.asking === 'leave' ? html`<div class="box danger" role="alert"><p>${say.leave}</p><div class="row"><button class="button danger" @click=${this.leave}>${say.leaveSure}</button><button id="stay" class="button" @click=${() => { this.asking = ''; }}>${say.stay}</button></div></div>` : nothing}
      <div class="sides"><form class="listing" autocomplete="off" novalidate @input=${this.type} @change=${this.type} @submit=${(event: Event) => { event.preventDefault(); void this.keep(); }}>${keyed(this.load, groupFields(edit, now, html`<button type="button" class="button" @click=${this.point}>${say.pointFind}</button>`, html`${scheduleFields(this.loaded, this.shape, this.pause, (edit.schedule?.rules ?? []).join(' '))}${this.dates()}`))}
        <div class="row end"><button type="button" class="button main" @click=${this.publish}>${say.publish}</button><span class="note">${this.kept}</span></div><div role="alert">${this.unsaved ? html`<p class="problem">${this.unsaved}</p>` : nothing}</div></form>
        <aside aria-label=${say.preview}><h2>${say.preview}</h2>${drawn ? html`<kith-group-preview .group=${drawn.group} .zone=${drawn.group.next[0]?.timeZone ?? whole!.zone}></kith-group-preview><p><strong>${hints.length ? say.hintsHeading : say.complete}</strong></p><ul>${hints.map((hint) => html`<li>${say.hints[hint] ?? hint}</li>`)}</ul>` : nothing}</aside></div>`;
  }

  protected override render(): TemplateResult {
    const { whole } = this;
    const back = html`<p><a class="button" href="#groups" @click=${this.back}>${say.back}</a></p>`;
    if (!whole) return html`${back}<h1 tabindex="-1">${say.heading}</h1><p role="status">${this.problem || say.loading}</p>`;
    const own = whole.from === undefined;
    const name = this.now.name || whole.name || say.unnamed;
    const reports = whole.reports.map(({ kind, count }) => html`<li>${groupLabels.reportKinds[kind] ?? kind}: ${count}</li>`);
    return html`${back}<h1 tabindex="-1" dir="auto">${name}</h1><p>${own ? say.states[whole.state] : say.fromNote(whole.from!)}${whole.published?.checkedAt ? html` · ${say.checked(whole.published.checkedBy ?? '', dateTime(whole.published.checkedAt))}` : nothing}</p>${this.said()}
      ${reports.length ? html`<section class="box"><strong>${say.told}</strong><ul>${reports}</ul></section>` : nothing}
      ${own ? html`<div class="row">${whole.published ? html`<button class="button ${whole.due ? 'main' : ''}" @click=${this.act(() => this.call('groups.confirm', { id: this.group, body: {} }), say.confirmed)}>${say.confirm}</button>` : nothing}
          <button class="button" @click=${() => { void this.run(async () => { if (await this.keep()) location.hash = `groups/${(await this.call('groups.make', { body: { like: this.group } })).id}`; }); }} ?hidden=${!whole.published}>${say.copy}</button>
          ${this.known ? this.sure('discard', say.discard, say.discardSure, this.discard) : nothing}
          ${whole.published && this.state.has('coordinator') ? this.sure('remove', say.remove, say.removeSure, this.act(() => this.call('groups.remove', { id: this.group, body: {} }), say.removed)) : nothing}</div>
        ${whole.state === 'removed' ? nothing : this.editor()}
        <kith-group-meetings .state=${this.state} .whole=${whole} @saved=${() => { void this.refreshAside(); }}></kith-group-meetings>
        <kith-group-history .state=${this.state} .whole=${whole} .draft=${this.known !== ''} .back=${(seq: number) => this.act(() => this.call('groups.back', { id: this.group, body: { seq, known: this.known } }), say.broughtBack)}></kith-group-history>` : nothing}`;
  }
  /** What stands beside the form, without touching what somebody is writing. */
  private async refreshAside(): Promise<void> {
    const whole = await this.call('groups.get', { id: this.group }).catch(() => undefined);
    if (whole) this.whole = { ...whole, revision: this.whole!.revision, ...(this.whole!.draft ? { draft: this.whole!.draft } : {}) };
  }
}
defined('kith-group-editor', KithGroupEditor);
