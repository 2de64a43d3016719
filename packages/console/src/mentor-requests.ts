import { topicLabel, type MentorAct, type MentorActionName, type MentorRequest, type MentorRequestSummary, type ProgramSettings, type Suggestion } from '@kith/sdk/staff';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { words } from './locale/en.ts';
import { mentorWords } from './locale/mentors-en.ts';
import { actionForm } from './mentor-actions.ts';
import { dateTime, defined, focusOn, Part, saveFile } from './part.ts';

const say = mentorWords.requests;
const DAY = 86_400_000;
const MOST_ASKED = 5;
const over = ['closed', 'declined', 'withdrawn', 'no-response', 'redirected', 'merged'];
const date = (at: string) => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(new Date(at));
const language = (tag: string) => new Intl.DisplayNames(undefined, { type: 'language' }).of(tag) ?? tag;
const times = (text: string) => text.split(' ').map((slot) => { const [day = '', part = ''] = slot.split('-'); return `${say.days[day] ?? day} ${say.parts[part] ?? part}`; }).join(', ');
const name = (id: string, value: string) => (id === 'topics' ? topicLabel(value) : id === 'language' ? language(value) : id === 'when' ? times(value) : say.answers[value]) ?? value;
/** The step that most requests take next. */
const usual = ['review', 'ready', 'approve', 'met', 'close', 'resume'];

/** What was said, a line each. */
export function saidLines(said: Record<string, unknown>): TemplateResult {
  return html`<dl class="said">${Object.entries(said).filter(([id]) => id !== 'understood').map(([id, value]) => html`<dt>${say.questions[id] ?? id.replace(/^own-/, '')}</dt><dd dir="auto">${value === true ? say.yes : Array.isArray(value) ? value.map((item) => name(id, String(item))).join(', ') : name(id, String(value))}</dd>`)}</dl>`;
}
const reasonText = ({ code, about }: { code: string; about?: string | undefined }) => `${say.reasons[code] ?? code}${about ? ` ${code === 'speaks' || code === 'other-language' ? language(about) : code === 'times' ? times(about) : about}` : ''}`;
export const reasonsLine = (reasons: readonly { code: string; about?: string | undefined }[]): string => reasons.map(reasonText).join(' · ');

/** Requests for mentors: the list by status and age, and one of them with all that can be done. */
export class KithMentorRequests extends Part {
  static override styles: CSSResultGroup = [Part.styles, css`
    .panes { display: grid; gap: 1em; } :host([data-open]) .inbox { display: none; }
    .entry { inline-size: 100%; display: grid; justify-items: start; justify-content: start; gap: 0.125em; text-align: start; } .entry[aria-current='true'] { border-color: var(--_strong); background: var(--_tint, transparent); }
    .said { display: grid; grid-template-columns: minmax(6em, 12em) minmax(0, 1fr); gap: 0.25em 1em; margin: 0; } .said dt { font-weight: 600; } .said dd { margin: 0; white-space: pre-wrap; }
    .detail { display: grid; gap: 0.75em; min-inline-size: 0; } .due { font-weight: 600; }
    @media (max-width: 30em) { .said { grid-template-columns: 1fr; } .said dd { margin-block-end: 0.5em; } }
    @media (min-width: 60em) { .panes { grid-template-columns: 20em minmax(0, 1fr); } :host([data-open]) .inbox { display: block; } .narrow-only { display: none; } }
  `];
  static override properties = { ...Part.properties, list: { state: true }, open: { state: true }, filter: { state: true }, suggestions: { state: true }, order: { state: true }, acting: { state: true }, link: { state: true }, sure: { state: true }, contact: { state: true }, settings: { state: true }, sought: { state: true } };
  private list: MentorRequestSummary[] | undefined;
  private open: MentorRequest | undefined;
  private filter = 'open';
  private sought = '';
  private suggestions: Suggestion[] = [];
  /** Mentors who are to be asked, in the order in which they were ticked. */
  private order: string[] = [];
  private acting: MentorActionName | '' = '';
  private link: { link: string; until: string; sent: boolean } | undefined;
  private sure: 'delete' | 'flag' | '' = '';
  private contact = '';
  private settings: ProgramSettings | undefined;
  readonly #again = () => { void this.load(); };

  protected override async begin(): Promise<void> {
    this.state.addEventListener('wake', this.#again);
    await this.load();
    this.settings = (await this.state.call('settings.get')).settings;
  }
  override disconnectedCallback(): void { super.disconnectedCallback(); this.state.removeEventListener('wake', this.#again); }
  private async load(): Promise<void> {
    try {
      this.list = (await this.state.call('mentorRequests.list')).requests;
      // What is open is kept fresh, but not under somebody's hands, and only if it is still the one.
      const id = this.open?.id;
      if (!id || this.acting || this.busy) return;
      const fresh = await this.state.call('mentorRequests.get', { id });
      const suggestions = fresh.status === 'waiting-for-match' ? (await this.state.call('mentorRequests.suggest', { id })).suggestions : [];
      if (this.open?.id === id && !this.acting && !this.busy) { this.open = fresh; this.suggestions = suggestions; }
    } catch (error) { if (!this.list) this.problem = words.failed; if ((error as { status?: number }).status === 404) this.open = undefined; }
  }
  private show(id: string): Promise<boolean> {
    this.acting = '';
    this.link = undefined;
    this.sure = '';
    this.contact = '';
    this.order = [];
    return this.run(async () => {
      this.open = await this.state.call('mentorRequests.get', { id });
      this.suggestions = this.open.status === 'waiting-for-match' ? (await this.state.call('mentorRequests.suggest', { id })).suggestions : [];
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('#detail')?.focus();
    });
  }
  private act(details: MentorAct): Promise<boolean> {
    const { id } = this.open!;
    return this.run(async () => {
      const fresh = await this.state.call('mentorRequests.act', { id, body: details });
      this.acting = '';
      this.open = fresh;
      this.suggestions = fresh.status === 'waiting-for-match' ? (await this.state.call('mentorRequests.suggest', { id })).suggestions : [];
      this.list = (await this.state.call('mentorRequests.list')).requests;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('#detail')?.focus();
    }, words.saved);
  }

  #waits({ waitsFor }: MentorRequestSummary): string { return (waitsFor === 'coordinator' && this.state.has('coordinator') ? say.waits.you : say.waits[waitsFor]) ?? waitsFor; }
  #shown(filter = this.filter): MentorRequestSummary[] {
    const all = (this.list ?? []).filter(({ name: who }) => who.toLowerCase().includes(this.sought.toLowerCase()));
    const mine = this.state.has('supervisor') ? ['coordinator', 'supervisor'] : ['coordinator'];
    switch (filter) {
      case 'open': return all.filter(({ status }) => !over.includes(status));
      case 'mine': return all.filter(({ waitsFor }) => mine.includes(waitsFor));
      case 'overdue': return all.filter(({ overdue, status }) => overdue && !over.includes(status));
      case 'over': return all.filter(({ status }) => over.includes(status));
      default: return all;
    }
  }
  #entry(item: MentorRequestSummary): TemplateResult {
    const days = Math.floor((Date.now() - Date.parse(item.since)) / DAY);
    // That there is one may be seen; it is the counselor's to open.
    if (!item.name && item.keepFromHome && item.consent === 'needed') return html`<li class="box"><strong>${say.counselor} · ${say.statuses[item.status] ?? item.status}</strong><span class="note">${say.since(Math.max(0, days))}</span></li>`;
    return html`<li><button class="button entry" data-id=${item.id} aria-current=${item.id === this.open?.id ? 'true' : 'false'} @click=${() => this.show(item.id)}>
      <strong>${item.name || say.noName} · ${say.statuses[item.status] ?? item.status}</strong>
      <span class="note">${say.since(Math.max(0, days))}${item.waitsFor ? ` · ${this.#waits(item)}` : ''}${item.due && !over.includes(item.status) ? ` · ${say.due(date(item.due))}` : ''}</span>
      <span class="row">${item.flagged ? html`<strong class="tag danger">${say.flagged}</strong>` : nothing}${item.overdue && !over.includes(item.status) ? html`<span class="tag due">${say.overdue}</span>` : nothing}${item.minor ? html`<span class="tag">${say.minor}</span>` : nothing}${item.keepFromHome ? html`<span class="tag">${say.worried}</span>` : nothing}${item.mentor ? html`<span class="tag">${item.mentor}</span>` : nothing}</span></button></li>`;
  }

  #consent(item: MentorRequest): TemplateResult | typeof nothing {
    if (item.consent === 'not-needed') return nothing;
    const record = item.consentRecord;
    const may = item.actions.some(({ action }) => ['record-consent', 'waive-consent'].includes(action)) && ['needed', 'revoked', 'refused'].includes(item.consent);
    const make = (event: SubmitEvent) => {
      const { text, element } = this.form(event);
      void this.run(async () => { this.link = { ...await this.state.call('mentorRequests.link', { id: item.id, body: { language: text('language') || 'en', ...(text('send') ? { send: text('send') } : {}) } }), sent: Boolean(text('send')) }; element.reset(); });
    };
    return html`<section class="box"><h3>${say.consent}: ${say.consents[item.consent] ?? item.consent}</h3>
      ${record ? html`<p>${say.consentOf(record.name, record.how, date(record.on))}${record.relationship ? ` (${record.relationship})` : ''}${record.revokedAt ? ` · ${say.revoked(date(record.revokedAt))}` : ''}</p>${record.contact ? html`<p>${say.guardianContact}: ${record.contact}</p>` : nothing}${record.emergency ? html`<p>${say.emergency}: ${record.emergency}</p>` : nothing}<p>${say.online}: ${record.online ? say.yes : say.no}</p><details><summary>${say.readText}</summary><p lang=${record.language ?? nothing} dir="auto">${record.text}</p><p class="note">${record.version}</p></details>` : nothing}
      ${may ? (item.keepFromHome ? html`<p>${say.noLinkWorried}</p>` : html`<form autocomplete="off" @submit=${make}><label>${say.linkLanguage}<select name="language">${Object.keys(this.settings?.mentoring.consentText ?? { en: '' }).map((tag) => html`<option value=${tag}>${new Intl.DisplayNames(undefined, { type: 'language' }).of(tag)}</option>`)}</select></label><label>${say.linkSend}<input name="send" type="email"></label><button class="button">${say.link}</button></form>`) : nothing}
      ${this.link ? html`<p role="status">${this.link.sent ? say.linkSent : html`${say.linkMade} <span class="code">${this.link.link}</span>`} ${say.until(date(this.link.until))}</p>` : nothing}</section>`;
  }

  #suggestions(): TemplateResult {
    const ask = (event: SubmitEvent) => { event.preventDefault(); const mentors = this.order; void this.act({ action: 'propose', ...(mentors.length ? { mentors } : {}) }); };
    const tick = (id: string) => (event: Event) => { const box = event.target as HTMLInputElement; if (box.checked && this.order.length >= MOST_ASKED) { box.checked = false; this.problem = say.tooMany; return; } this.order = box.checked ? [...this.order, id] : this.order.filter((other) => other !== id); };
    const place = (id: string) => (this.order.length > 1 && this.order.includes(id) ? `${this.order.indexOf(id) + 1}. ` : '');
    return html`<section class="box"><h3>${say.suggestions}</h3><p class="note">${say.suggestionsNote}</p>
      ${this.suggestions.length ? html`<form @submit=${ask}><ul class="list">${repeat(this.suggestions, ({ mentor }) => mentor, (item) => html`<li class="box"><label class="check"><input type="checkbox" .checked=${this.order.includes(item.mentor)} ?disabled=${item.against.length > 0} @change=${tick(item.mentor)}><strong>${place(item.mentor)}${item.name}</strong></label><span>${reasonsLine(item.reasons)}</span>${item.against.length ? html`<span class="problem">${reasonsLine(item.against)}</span>` : nothing}</li>`)}</ul><button class="button main" aria-disabled=${this.busy}>${say.ask}</button></form>` : html`<p>${say.nobody}</p>`}</section>`;
  }

  #match(item: MentorRequest): TemplateResult | typeof nothing {
    if (!item.mentor && !item.proposals.length && !item.goals.length && !item.checkIns.length) return nothing;
    return html`<section class="box"><h3>${say.match}</h3>
      ${item.mentor ? html`<p>${say.mentor}: <strong>${item.mentor}</strong>${item.adviser ? ` · ${say.adviser}: ${item.adviser}` : ''}</p>` : nothing}
      ${item.proposals.length ? html`<ul>${item.proposals.map((one) => html`<li>${one.name}: ${say.proposalStates[one.state] ?? one.state}${one.dueAt && one.state === 'asked' ? `, ${say.due(date(one.dueAt))}` : ''}</li>`)}</ul>` : nothing}
      ${item.status === 'approved' ? html`<p>${say.agreement(item.agreement.mentor, item.agreement.mentee)}</p>` : nothing}
      ${item.meeting ? html`<p>${say.meeting}: ${dateTime(item.meeting.start)}${item.meeting.place ? `, ${item.meeting.place}` : ''}</p>` : nothing}${item.endsOn ? html`<p>${say.endsOn(date(item.endsOn))}</p>` : nothing}${item.meetingsLeft === undefined ? nothing : html`<p>${say.meetingsLeft(item.meetingsLeft)}</p>`}
      ${item.goals.length ? html`<div><strong>${say.goals}</strong> <span class="note">${say.goalsNote}</span><ol>${item.goals.map((goal) => html`<li dir="auto">${goal}</li>`)}</ol></div>` : nothing}
      ${item.sheet ? html`<div><strong>${say.sheet}</strong><p dir="auto">${item.sheet}</p></div>` : nothing}
      ${item.checkIns.length ? html`<div><strong>${say.checkIns}</strong><ul>${item.checkIns.map((one) => html`<li>${date(one.at)}, ${say.sides[one.by] ?? one.by}: ${say.going[one.going] ?? one.going}${one.words ? html`. <span dir="auto">${one.words}</span>` : nothing}</li>`)}</ul></div>` : nothing}
      ${item.goodbyes.length ? html`<div><strong>${say.goodbyes}</strong><ul>${item.goodbyes.map((one) => html`<li>${say.sides[one.by] ?? one.by}: <span dir="auto">${one.words ?? ''}</span></li>`)}</ul></div>` : nothing}</section>`;
  }

  #actions(item: MentorRequest): TemplateResult {
    // What has its own place is not a button here.
    const buttons = item.actions.filter(({ action }) => action !== 'propose');
    const now = buttons.filter(({ refusals }) => !refusals.length);
    const later = buttons.filter(({ refusals }) => refusals.length);
    return html`<section aria-label=${words.chat.actions} class="stack"><div class="row">${now.map(({ action }) => html`<button class="button ${action === 'close-for-safety' || action === 'decline' ? 'danger' : usual.includes(action) ? 'main' : ''}" aria-expanded=${this.acting === action ? 'true' : 'false'} @click=${() => { this.acting = this.acting === action ? '' : action as MentorActionName; }}>${say.actions[action] ?? action}</button>`)}</div>
      ${this.acting ? keyed(this.acting, actionForm(this.acting, { busy: this.busy, sheet: item.sheet ?? '', requests: (this.list ?? []).filter(({ id, status, name: other }) => id !== item.id && other && !over.includes(status)), done: (details) => { void this.act(details); }, cancel: () => { this.acting = ''; void focusOn(this, '#detail'); } })) : nothing}
      ${later.length ? html`<ul class="note">${later.map(({ action, refusals }) => html`<li>${say.actions[action] ?? action}. ${say.why} ${refusals.join(' ')}</li>`)}</ul>` : nothing}</section>`;
  }

  #more(item: MentorRequest): TemplateResult {
    const coordinator = this.state.has('coordinator');
    const ask = (what: 'delete' | '') => () => { this.sure = what; void focusOn(this, what ? '#sure' : '#detail'); };
    const record = (event: Event) => (event.currentTarget as HTMLElement).closest('section')!.querySelector('select')?.value;
    const fetchRecord = async (reason: string | undefined) => (await this.state.call('mentorRequests.export', { id: item.id, query: reason ? { reason: reason as 'requested' } : {} })).record;
    const reasons = html`<label>${say.exportReason}<select name="why">${coordinator ? html`<option value=""></option>` : nothing}${Object.entries(words.chat.reasons).reverse().map(([value, label]) => html`<option value=${value}>${label}</option>`)}</select></label>`;
    return html`<details><summary>${say.more}</summary><section class="stack">
      ${this.settings && this.settings.mentoring.kinds.length > 1 ? html`<label>${say.kind}<select @change=${(event: Event) => { const kind = (event.target as HTMLSelectElement).value; void this.run(async () => { this.open = await this.state.call('mentorRequests.change', { id: item.id, body: { kind } }); }, words.saved); }}>${this.settings.mentoring.kinds.map(({ id, label }) => html`<option value=${id} ?selected=${id === item.kind}>${label}</option>`)}</select></label>` : nothing}
      ${item.coordinator || !coordinator ? html`<p>${say.coordinator}: ${item.coordinator ?? say.nobodyYet}</p>` : html`<button class="button" @click=${() => this.run(async () => { this.open = await this.state.call('mentorRequests.change', { id: item.id, body: { coordinator: this.state.me!.id } }); }, words.saved)}>${say.coordinator}: ${this.state.membership?.name ?? ''}</button>`}
      ${reasons}<div class="row"><button class="button" @click=${(event: Event) => { const why = record(event); void this.run(async () => { saveFile('record.json', JSON.stringify(await fetchRecord(why), null, 2), 'application/json'); }, words.saved); }}>${say.export}</button><button class="button" @click=${(event: Event) => { const why = record(event); void this.run(async () => { saveFile('record.html', recordPage(await fetchRecord(why)), 'text/html'); }, words.saved); }}>${say.exportPage}</button></div>
      ${this.state.has('supervisor') ? (this.sure === 'delete' ? html`<div id="sure" tabindex="-1" role="group" aria-label=${say.deleteSure}><p><strong>${say.deleteSure}</strong></p><div class="row"><button class="button danger" @click=${() => this.run(async () => { await this.state.call('mentorRequests.delete', { id: item.id }); this.open = undefined; this.sure = ''; await this.load(); }, say.deleted)}>${say.delete}</button><button class="button" @click=${ask('')}>${say.keep}</button></div></div>` : html`<button class="button danger" @click=${ask('delete')}>${say.delete}</button>`) : nothing}
      <h3>${say.history}</h3><ol>${item.history.map((one) => html`<li>${dateTime(one.at)} · ${say.who[one.actor] ?? one.actor} · ${say.trail(one.action)}${one.detail ? html` <span class="note">${one.detail}</span>` : nothing}</li>`)}</ol></section></details>`;
  }

  #detail(item: MentorRequest): TemplateResult {
    const reveal = (event: SubmitEvent) => { const { text } = this.form(event); void this.run(async () => { this.contact = (await this.state.call('mentorRequests.reveal', { id: item.id, body: { reason: text('reason') as 'safety' } })).contact; }); };
    const back = () => { const { id } = item; this.open = undefined; void focusOn(this, `[data-id="${id}"]`); };
    const flag = (on: boolean) => () => { this.sure = on ? 'flag' : ''; void focusOn(this, on ? '#flag' : '#detail'); };
    return html`<button class="button narrow-only" @click=${back}>${say.back}</button>
      <h2 id="detail" tabindex="-1">${item.name || say.noName} · ${say.statuses[item.status] ?? item.status}</h2>
      <p>${say.bands[item.band] ?? item.band}${item.waitsFor ? ` · ${this.#waits(item)}` : ''}${item.due && !over.includes(item.status) ? ` · ${say.due(date(item.due))}` : ''}${item.referred ? ` · ${say.referred}` : ''}</p>
      ${item.keepFromHome ? html`<p class="box danger"><strong>${say.worried}</strong></p>` : nothing}
      ${item.notes.map((note) => html`<p class="box">${say.notes[note] ?? note}</p>`)}
      ${this.said()}${this.#actions(item)}
      ${item.status === 'waiting-for-match' ? this.#suggestions() : nothing}
      <section class="box"><h3>${say.said}</h3>${saidLines(item.said)}${item.question ? html`<p><strong>${say.question}:</strong> <span dir="auto">${item.question}</span></p>` : nothing}${item.answer ? html`<p><strong>${say.answer}:</strong> <span dir="auto">${item.answer}</span></p>` : nothing}
        ${this.state.has('coordinator') ? nothing : this.contact ? html`<p>${say.questions.contact}: ${this.contact}</p>` : html`<form class="row" @submit=${reveal}><span>${say.contactHidden}</span><label>${say.reason}<select name="reason">${Object.entries(words.chat.reasons).map(([value, label]) => html`<option value=${value}>${label}</option>`)}</select></label><button class="button">${say.reveal}</button></form>`}</section>
      ${this.#consent(item)}${this.#match(item)}
      ${this.sure === 'flag' ? html`<div class="box danger" id="flag" tabindex="-1" role="group" aria-label=${say.flagSure}><p>${say.flagSure}</p><div class="row"><button class="button danger" @click=${() => this.run(async () => { const { paged } = await this.state.call('matches.flag', { id: item.id, body: {} }); this.sure = ''; void focusOn(this, '#detail'); return say.flagged2(paged); }).then(() => this.load())}>${say.flagYes}</button><button class="button" @click=${flag(false)}>${say.cancel}</button></div></div>` : html`<div><button class="button danger" @click=${flag(true)}>${say.flag}</button></div>`}
      ${this.#more(item)}`;
  }

  protected override render(): TemplateResult {
    this.toggleAttribute('data-open', Boolean(this.open));
    if (!this.list) return html`<h1>${say.heading}</h1><p role="status">${this.problem || words.loading}</p>`;
    const shown = this.#shown();
    return html`<h1>${say.heading}</h1>${this.open ? nothing : this.said()}<div class="panes">
      <section class="inbox" aria-label=${say.heading}>${this.list.length ? html`<label>${say.search}<input type="search" autocomplete="off" .value=${this.sought} @input=${(event: Event) => { this.sought = (event.target as HTMLInputElement).value; }}></label><label>${say.filter}<select @change=${(event: Event) => { this.filter = (event.target as HTMLSelectElement).value; }}>${Object.entries(say.filters).map(([value, label]) => html`<option value=${value} ?selected=${value === this.filter}>${say.withCount(label, this.#shown(value).length)}</option>`)}</select></label><p class="note" role="status">${say.count(shown.length, this.list.length)}</p>${shown.length ? html`<ul class="list">${repeat(shown, ({ id }) => id, (item) => this.#entry(item))}</ul>` : html`<p>${say.nothing}</p>`}` : html`<p>${say.empty}</p>`}</section>
      <section class="detail">${this.open ? keyed(this.open.id, this.#detail(this.open)) : html`<p class="note">${this.list.length ? say.pick : nothing}</p>`}</section></div>`;
  }
}

/** The record as a page that can be read and printed. Values are text, never markup. */
function recordPage(record: Record<string, unknown>): string {
  const page = document.implementation.createHTMLDocument('Record');
  const draw = (value: unknown): HTMLElement => {
    if (Array.isArray(value)) { const list = page.createElement('ul'); for (const item of value) { const entry = page.createElement('li'); entry.append(draw(item)); list.append(entry); } return list; }
    if (value !== null && typeof value === 'object') { const table = page.createElement('dl'); for (const [key, item] of Object.entries(value)) { const term = page.createElement('dt'); term.textContent = say.questions[key] ?? key; const text = page.createElement('dd'); text.append(draw(item)); table.append(term, text); } return table; }
    const text = page.createElement('span');
    text.textContent = value === true ? say.yes : value === false ? say.no : value === null || value === undefined ? '' : typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    return text;
  };
  page.documentElement.lang = 'en';
  const heading = page.createElement('h1');
  heading.textContent = `${typeof record.partner === 'string' ? record.partner : ''}`;
  page.body.append(heading, draw(record));
  return new XMLSerializer().serializeToString(page);
}
defined('kith-mentor-requests', KithMentorRequests);
