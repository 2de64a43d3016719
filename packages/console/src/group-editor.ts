import { accessKinds, attributes, audiences, formats, isApiError, ledBy, topics, type GroupEdit, type GroupResult, type StaffGroupWhole, type StaffRouteName } from '@kith/sdk/staff';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { groupLabels } from '@kith/elements/parts/group-preview';
import './group-history.ts';
import './group-meetings.ts';
import './group-preview.ts';
import { dateList } from './group-dates.ts';
import { groupFields, scheduleFields, type Wrong } from './group-fields.ts';
import { editIn, shapeIn } from './group-form.ts';
import { oftenWords, shapeOf, type ScheduleShape } from './group-schedule.ts';
import { unsent, unsentKey } from './group-unsent.ts';
import { groupEditWords as say } from './locale/group-edits-en.ts';
import { words } from './locale/en.ts';
import { dateTime, defined, focusOn, Part } from './part.ts';

/** Silence after a keystroke before the draft is kept and drawn. */
const PAUSE = 600;
const empty: GroupEdit = { name: '', topics: [], audiences: [], access: [], attributes: [], format: 'in-person', languages: [] };

/** Where the answer to a press stands: at the top, at the end of the form, under the point on the map. */
type Where = 'top' | 'end' | 'point';
/** Parts of a schedule that a field has under another name. */
const ofSchedule: Record<string, string> = { duration: 'minutes', start: 'first', timeZone: 'zone', rules: 'until' };

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
  static override styles: CSSResultGroup = [Part.styles, css`
    form.listing { display: block; } form.listing > * + * { margin-block-start: 0.75em; } .row > .problem { flex-basis: 100%; order: 1; }
    .stuck { position: sticky; inset-block-end: 0.5em; z-index: 1; } .stuck:has(> *) ~ *, form.listing:has(.stuck > *) :is(input, textarea, select, button) { scroll-margin-block-end: 12em; }
  `];
  static override properties = { ...Part.properties, group: { attribute: false }, whole: { state: true }, now: { state: true }, drawn: { state: true }, kept: { state: true }, unsaved: { state: true }, asking: { state: true }, moving: { state: true }, conflict: { state: true }, pause: { state: true }, refused: { state: true }, unread: { state: true }, typing: { state: true }, tried: { state: true }, pressed: { state: true } };
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
  /** What the server does not take, by field; in words for when the field is not shown. */
  private refused: Wrong = {};
  /** Fields that are empty or half typed, so that nothing can be read. */
  private unread: string[] = [];
  /** The field that somebody is in the middle of: nothing is said of it yet. */
  private typing = '';
  /** It was to be shown to visitors, and something was not right. */
  private tried = false;
  /** What was pressed or typed in last: the answer stands there, and the focus comes back to it. */
  private where: Where = 'top';
  private from = 'h1';
  /** What comes now is the answer to a press, and not news in the middle of typing. */
  private pressed = false;
  /** Something was typed that the server has not. */
  private typed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** One draft is on its way at a time; what was typed meanwhile goes after it. */
  private sending: Promise<void> | undefined;
  private load = 0;
  private key = '';
  /** The server may be there again. */
  readonly #again = (): void => {
    if (!this.whole && this.problem) { this.problem = ''; void this.read(); }
    if (this.unsaved) void this.keep().then((kept) => { if (!kept) return; this.problem = ''; void this.draw(); });
  };

  override connectedCallback(): void { this.program = this.state.program; this.key = unsentKey(this.state, this.program, this.group); super.connectedCallback(); this.state.addEventListener('wake', this.#again); }
  override disconnectedCallback(): void { super.disconnectedCallback(); this.state.removeEventListener('wake', this.#again); if (this.typed) void this.keep(); }
  protected override async begin(): Promise<void> { this.classList.add('stacked'); await this.read(); await focusOn(this, 'h1'); }
  private call<Name extends Extract<StaffRouteName, `groups.${string}`>>(name: Name, options?: Parameters<typeof this.state.api.call<Name>>[2]) { return this.state.api.call(this.program, name, options); }

  /** With the field that it is about. */
  protected override problemOf(error: unknown): string {
    if (!isApiError(error)) return words.failed;
    return say.wrong(error.paths[0]?.split('.').map((part) => say.fields[part]).find(Boolean) ?? '', error.message);
  }
  private field(name: string): HTMLInputElement | null { return this.renderRoot.querySelector<HTMLInputElement>(`form.listing [name="${name}"]`); }
  private labelOf(name: string): string { return this.field(name)?.labels?.[0]?.textContent?.trim().split(',')[0] ?? this.refused[name] ?? name; }
  /** Which fields the server does not take; false when it is about something else. */
  private takes(error: unknown): boolean {
    if (!isApiError(error) || error.code !== 'invalid-query') return false;
    this.refused = Object.fromEntries(error.paths.map((path) => {
      const [first = '', ...rest] = path.replace(/^group\./, '').split('.');
      const last = rest.find((part) => !/^\d+$/.test(part)) ?? '';
      const names = [first === 'schedule' ? ofSchedule[last] ?? last : first + last.charAt(0).toUpperCase() + last.slice(1), last, first];
      return [names.find((name) => this.field(name)) ?? first, say.wrong(say.fields[first] ?? '', say.wrongs[names[0]!] ?? error.message)];
    }));
    return error.paths.length > 0;
  }
  /** What is wrong with each field that somebody is done with, as it stands under it; in the order of the form. */
  private wrong(): Wrong {
    const order = [...this.renderRoot.querySelector<HTMLFormElement>('form.listing')?.elements ?? []].map((field) => (field as HTMLInputElement).name);
    const names = [...this.unread, ...Object.keys(this.refused)].filter((name) => name !== this.typing).sort((one, other) => order.indexOf(one) - order.indexOf(other));
    return Object.fromEntries(names.map((name) => [name, say.wrongs[name] ? say.wrong(this.labelOf(name), say.wrongs[name]) : this.refused[name] ?? this.labelOf(name)]));
  }
  private look(form = this.renderRoot.querySelector<HTMLFormElement>('form.listing')!): FormData {
    this.unread = ([...form.elements] as HTMLInputElement[]).filter(({ name, validity }) => name && !validity.valid).map(({ name }) => name);
    return new FormData(form);
  }
  /** The first field that is not right takes the focus, which says what is wrong with it. */
  private async mend(): Promise<string> {
    this.typing = '';
    this.tried = true;
    await this.updateComplete;
    const field = this.renderRoot.querySelector<HTMLElement>('form.listing [aria-invalid]');
    if (!field) { this.problem = Object.values(this.refused).join(' '); return ''; }
    const part = field.closest('details');
    if (part) part.open = true;
    field.focus();
    field.scrollIntoView({ block: 'center' });
    return '';
  }

  /** Loads the listing. What was written before and is not saved goes on, unless it is to be loaded `anew`. */
  private async read(anew = false): Promise<void> {
    while (unsent.get(this.key)?.sending) await unsent.get(this.key)!.sending;
    const left = anew ? undefined : unsent.get(this.key);
    let whole = left?.whole;
    const { now } = this;
    try { whole = await this.call('groups.get', { id: this.group }); } catch (error) { if (!left && (anew || !this.whole)) this.problem = this.problemOf(error); }
    if (!whole) return;
    // Typed meanwhile: it is not loaded over.
    if (!anew && now !== this.now) { this.whole = whole; return; }
    // What visitors saw when it was written: somebody else's change since then is not passed over.
    this.whole = left ? { ...whole, revision: left.whole.revision } : whole;
    this.fill(left?.group ?? editOf(whole.draft?.group ?? whole.published ?? {}));
    this.known = left?.known ?? whole.draft?.at ?? '';
    this.conflict = false;
    this.typed = left !== undefined;
    this.unsaved = '';
    this.refused = {};
    this.unread = [];
    this.tried = false;
    this.remember();
    if (left) { this.done = say.stillHere; void this.keep().then((kept) => { if (kept && whole.state === 'removed') void this.read(); }); }
    if (whole.state !== 'removed' || left) await this.draw();
  }
  /** What the server has not, for when the listing is opened again. */
  private remember(): void {
    if (this.typed || this.conflict) unsent.set(this.key, { group: this.now, whole: this.whole!, known: this.known, sending: this.sending });
    else unsent.delete(this.key);
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
    const { now } = this;
    try {
      const drawn = await this.call('groups.preview', { body: { group: now } });
      if (now !== this.now) return;
      this.drawn = drawn;
      this.refused = {};
    } catch (error) { if (now === this.now) this.takes(error); }
  }

  private readonly type = (event: Event): void => {
    const { name } = event.target as HTMLInputElement;
    this.typing = name;
    // What was said of it was said of what stood there before.
    const { [name]: _, ...others } = this.refused;
    this.refused = others;
    this.from = `form.listing [name="${name}"]`;
    const data = this.look();
    const shape = shapeIn(data, this.shape);
    const edit = editIn(data, this.edit, this.now, shape);
    this.pause = data.get('pause') as string | null ?? 'none';
    // Fields that come now begin with what was said before, not with what was loaded.
    if (shape.repeat !== this.shape.repeat) this.loaded = shape;
    if (edit.format !== this.now.format) this.edit = { ...this.edit, ...(edit.place ? { place: edit.place } : {}), ...(edit.online ? { online: edit.online } : {}) };
    this.shape = shape;
    this.change(edit);
  };
  /** Done with a field: in the next one. Not at a press, whose target would move away under the finger. */
  private readonly next = ({ target }: FocusEvent): void => { if ((target as Element).matches('textarea, input:not([type=checkbox], [type=radio])') && (target as HTMLInputElement).name !== this.typing) this.typing = ''; };
  private change(edit: GroupEdit): void {
    this.now = edit;
    this.typed = true;
    this.done = '';
    this.remember();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.pressed = false; void this.keep(); void this.draw(); }, PAUSE);
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
        else this.unsaved = `${say.unsaved} ${isApiError(error) ? this.problemOf(error) : say.retry}`;
      }
    })().finally(() => { this.sending = undefined; this.remember(); });
    const left = unsent.get(this.key);
    if (left) left.sending = this.sending;
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

  private press(where: Where, from: string): void { this.where = where; this.from = from; this.pressed = true; }
  /** Why nothing goes on: said where it was pressed; a question takes the focus. */
  private stuck(): string {
    if (this.conflict) { this.remember(); void focusOn(this, '#conflict'); } else this.problem = this.unsaved;
    return '';
  }
  private readonly publish = (): void => {
    this.press('end', '#show');
    void this.run(async () => {
      this.typed = true;
      // The draft first: whatever comes of showing it, what was written is safe.
      if (!await this.keep()) return this.stuck();
      this.look();
      if (this.unread.length) return this.mend();
      try {
        if (!this.whole!.mayPublish) { await this.call('groups.preview', { body: { group: this.now } }); return say.waits; }
        await this.call('groups.publish', { id: this.group, body: { group: this.now, revision: this.whole!.revision, known: this.known } });
      } catch (error) {
        if (this.takes(error)) return this.mend();
        if (!isApiError(error) || error.code !== 'changed-meanwhile') throw error;
        const whole = await this.call('groups.get', { id: this.group });
        if ((whole.draft?.at ?? '') !== this.known) { this.conflict = true; return this.stuck(); }
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
    return () => { this.press('top', 'h1'); void this.run(async () => {
      this.asking = '';
      if (!await this.keep()) return this.stuck();
      await work();
      if (!this.typed) await this.read();
      await focusOn(this, 'h1');
      return done;
    }); };
  }
  private readonly copy = (): void => {
    this.press('top', 'h1');
    void this.run(async () => {
      if (!await this.keep()) return this.stuck();
      location.hash = `groups/${(await this.call('groups.make', { body: { like: this.group } })).id}`;
      return '';
    });
  };
  /** Whose words go on; then back to where somebody was. */
  private decide(work: () => Promise<void>): void { this.kept = ''; void this.run(async () => { await work(); await focusOn(this, this.from); }); }
  private sure(what: string, label: string, danger: string, work: () => void): TemplateResult {
    return this.asking === what ? html`<span class="row"><button type="button" id="sure" class="button danger" @click=${work}>${danger}</button><button type="button" class="button" @click=${() => { this.asking = ''; void focusOn(this, `#ask-${what}`); }}>${say.cancel}</button></span>` : html`<button type="button" id="ask-${what}" class="button" @click=${() => { this.asking = what; void focusOn(this, '#sure'); }}>${label}</button>`;
  }
  private readonly discard = (): void => {
    clearTimeout(this.timer);
    this.press('top', 'h1');
    const gone = this.whole!.state === 'draft';
    void this.run(async () => {
      while (this.sending) await this.sending;
      this.asking = '';
      try { await this.call('groups.discard', { id: this.group, query: { known: this.known } }); } catch (error) { if (isApiError(error) && error.code === 'changed-meanwhile') { this.conflict = true; return this.stuck(); } throw error; }
      this.typed = false;
      this.remember();
      this.kept = '';
      if (gone) location.hash = 'groups'; else await this.read();
      return say.discarded;
    });
  };

  /** The point of the town, where nobody knows a better one: it is marked as rough. */
  private readonly point = (): void => {
    this.press('point', '');
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

  /** What came of a press, beside what was pressed. */
  private told(where: Where): TemplateResult { return html`<div aria-live="polite">${where !== this.where ? nothing : this.problem ? html`<p class="problem">${this.problem}</p>` : this.done ? html`<p>${this.done}</p>` : nothing}</div>`; }
  private editor(): TemplateResult {
    const { whole, edit, now, drawn } = this;
    const hints = drawn?.hints ?? [];
    const wrong = this.wrong();
    const names = Object.keys(wrong).map((name) => this.labelOf(name)).join(', ');
    return html`${whole!.draft && whole!.published && !this.kept ? html`<p class="note">${say.draftNote(whole!.draft.by, dateTime(whole!.draft.at))}</p>` : nothing}
      <div class="sides"><form class="listing" autocomplete="off" novalidate @input=${this.type} @change=${this.type} @focusin=${this.next} @submit=${(event: Event) => { event.preventDefault(); void this.keep(); }}><div class="stack">${keyed(this.load, groupFields(edit, now, html`<button type="button" class="button" @click=${this.point}>${say.pointFind}</button>${this.told('point')}`, html`${scheduleFields(this.loaded, this.shape, this.pause, edit.schedule ? oftenWords(edit.schedule) : '', wrong)}${this.dates()}`, wrong))}</div>
        <div class="stuck" role=${this.pressed ? nothing : 'alert'}>${this.conflict ? html`<div class="box danger"><p id="conflict" tabindex="-1">${say.conflict}</p><div class="row"><button type="button" class="button" @click=${() => { this.decide(() => this.read(true)); }}>${say.theirs}</button><button type="button" class="button" @click=${() => { this.decide(() => this.mine()); }}>${say.mine}</button></div></div>` : this.unsaved && !this.pressed ? html`<p class="box danger">${this.unsaved}</p>` : nothing}</div>
        <div class="row"><button type="button" id="show" class="button main" @click=${this.publish}>${say.publish}</button><span class="note">${this.kept}</span></div>${this.tried && names ? html`<p class="problem">${say.lookAt(names)}</p>` : nothing}${this.told('end')}</form>
        <aside aria-label=${say.preview}><h2>${say.preview}</h2>${names ? html`<p class="note">${say.lookAt(names)}</p>` : nothing}${drawn ? html`<kith-group-preview .group=${drawn.group} .zone=${drawn.group.next[0]?.timeZone ?? whole!.zone}></kith-group-preview><p><strong>${hints.length ? say.hintsHeading : say.complete}</strong></p><ul>${hints.map((hint) => html`<li>${say.hints[hint] ?? hint}</li>`)}</ul>` : nothing}</aside></div>`;
  }

  protected override render(): TemplateResult {
    const { whole } = this;
    const back = html`<p><a class="button" href="#groups">${say.back}</a></p>`;
    if (!whole) return html`${back}<h1 tabindex="-1">${say.heading}</h1><p role="status">${this.problem || say.loading}</p>`;
    const own = whole.from === undefined;
    const name = this.now.name || whole.name || say.unnamed;
    const reports = whole.reports.map(({ kind, count }) => html`<li>${groupLabels.reportKinds[kind] ?? kind}: ${count}</li>`);
    return html`${back}<h1 tabindex="-1" dir="auto">${name}</h1><p>${own ? say.states[whole.state] : say.fromNote(whole.from!)}${whole.published?.checkedAt ? html` · ${say.checked(whole.published.checkedBy ?? '', dateTime(whole.published.checkedAt))}` : nothing}</p>${this.told('top')}
      ${reports.length ? html`<section class="box"><strong>${say.told}</strong><ul>${reports}</ul></section>` : nothing}
      ${own ? html`<div class="row">${whole.published ? html`<button class="button ${whole.due ? 'main' : ''}" @click=${this.act(() => this.call('groups.confirm', { id: this.group, body: {} }), say.confirmed)}>${say.confirm}</button>` : nothing}
          <button class="button" @click=${this.copy} ?hidden=${!whole.published}>${say.copy}</button>
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
