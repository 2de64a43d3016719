import type { Mentor, MentorApplication, Person, ProgramSettings } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { words } from './locale/en.ts';
import { mentorWords } from './locale/mentors-en.ts';
import { reasonsLine } from './mentor-requests.ts';
import { defined, focusOn, Part } from './part.ts';

const say = mentorWords.mentors;
const date = (at: string) => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(new Date(at));

/** Mentors with their room and their papers, and people who would like to be one. */
export class KithMentors extends Part {
  static override properties = { ...Part.properties, mentors: { state: true }, applications: { state: true }, people: { state: true }, settings: { state: true }, link: { state: true } };
  private mentors: Mentor[] | undefined;
  private applications: MentorApplication[] = [];
  private people: Person[] = [];
  private settings: ProgramSettings | undefined;
  /** Of an applicant who was just invited. */
  private link: { id: string; link: string } | undefined;
  protected override async begin(): Promise<void> {
    try {
      this.settings = (await this.state.call('settings.get')).settings;
      this.people = (await this.state.call('people.list')).people;
      this.applications = (await this.state.call('mentorApplications.list')).applications;
      this.mentors = (await this.state.call('mentors.list')).mentors;
    } catch { this.problem = words.failed; }
  }
  #screening(record: (body: { step: string; result: 'passed' | 'not-passed'; on: string; until?: string }) => Promise<unknown>, list: Mentor['screening'], who: string): TemplateResult {
    const labelOf = (step: string) => this.settings?.mentoring.screening.find(({ id }) => id === step)?.label ?? step;
    const save = (event: SubmitEvent) => { const { text, element } = this.form(event); void this.run(async () => { await record({ step: text('step'), result: text('result') as 'passed', on: text('on'), ...(text('until') ? { until: text('until') } : {}) }); element.reset(); await this.begin(); }, words.saved); };
    return html`<ul>${list.map((one) => html`<li>${labelOf(one.step)}: ${one.result === 'passed' ? say.passed : say.notPassed}, ${date(one.on)}${one.until ? ` · ${say.until} ${date(one.until)}` : ''}</li>`)}</ul>
      <details><summary>${say.screening}<span class="hidden-text"> ${who}</span></summary><form @submit=${save}><p class="note">${say.screeningNote}</p><label>${say.step}<select name="step">${(this.settings?.mentoring.screening ?? []).map(({ id, label }) => html`<option value=${id}>${label}</option>`)}</select></label><label><span class="hidden-text">${say.screening}</span><select name="result"><option value="passed">${say.passed}</option><option value="not-passed">${say.notPassed}</option></select></label><label>${say.on}<input name="on" type="date" required .value=${new Date().toISOString().slice(0, 10)}></label><label>${say.until}<input name="until" type="date"></label><button class="button">${say.record}</button></form></details>`;
  }
  #mentor(item: Mentor): TemplateResult {
    const save = (event: SubmitEvent) => {
      const { text, data } = this.form(event);
      void this.run(async () => { await this.state.call('mentors.set', { person: item.id, body: { state: text('state') as 'active', student: data.has('student'), adviser: text('adviser'), permissionOn: text('permissionOn'), capacity: Number(text('capacity')), grade: text('grade'), gender: text('gender') } }); await this.begin(); }, words.saved);
    };
    const advisers = this.people.filter(({ id, roles }) => id !== item.id && id !== this.state.me?.id && roles.some((role) => role === 'supervisor' || role === 'mentor'));
    const me = item.id === this.state.me?.id;
    return html`<li class="box"><strong>${item.name}</strong><span>${say.states[item.state] ?? item.state} · ${say.matches(item.matches, item.capacity)}${item.student ? ` · ${say.student}` : ''}${item.adviser ? ` · ${say.adviser}: ${item.adviser}` : ''}</span><span>${[...item.shares, ...item.languages].join(' · ')}</span>
      ${item.against.length ? html`<span class="problem">${reasonsLine(item.against)}</span>` : html`<span>${say.ready}</span>`}
      ${this.#screening((body) => this.state.call('mentors.screen', { person: item.id, body }), item.screening, item.name)}
      ${me ? nothing : html`<details><summary>${say.edit}<span class="hidden-text"> ${item.name}</span></summary><form @submit=${save}>
        <label>${say.state}<select name="state">${['active', 'paused', 'left'].map((value) => html`<option value=${value} ?selected=${value === item.state}>${say.states[value]}</option>`)}</select></label><label>${say.capacity}<input name="capacity" type="number" min="0" max="20" .value=${String(item.capacity)}></label>
        <label class="check"><input type="checkbox" name="student" .checked=${item.student}>${say.student}</label><label>${say.adviser}<select name="adviser"><option value="">${say.none}</option>${advisers.map(({ id, name }) => html`<option value=${id} ?selected=${name === item.adviser}>${name}</option>`)}</select></label><label>${say.permission}<input name="permissionOn" type="date" .value=${item.permissionOn ?? ''}></label>
        <label>${say.grade}<input name="grade" maxlength="20" .value=${item.grade ?? ''}></label><label>${say.gender}<input name="gender" maxlength="40" .value=${item.gender ?? ''}></label><button class="button">${words.save}</button></form></details>`}</li>`;
  }
  #application(item: MentorApplication): TemplateResult {
    const move = (to: string) => (event: SubmitEvent) => {
      const { text } = this.form(event);
      void this.run(async () => { const { link } = await this.state.call('mentorApplications.move', { id: item.id, body: { to: to as 'interview', ...(text('email') ? { email: text('email') } : {}) } }); await this.begin(); if (to === 'training') { this.link = { id: item.id, link: link ?? '' }; await focusOn(this, '#invited'); } }, words.saved);
    };
    return html`<li class="box"><strong>${item.name} · ${say.stages[item.stage] ?? item.stage}</strong><span>${date(item.since)} · ${item.contact}</span>${item.words ? html`<p dir="auto">${item.words}</p>` : nothing}<span>${[...item.shares, ...item.languages].join(' · ')}${item.student ? ` · ${say.student}` : ''}</span>
      ${this.#screening((screening) => this.state.call('mentorApplications.move', { id: item.id, body: { screening } }), item.screening, item.name)}
      ${this.link?.id === item.id ? html`<p class="box" id="invited" tabindex="-1">${this.link.link ? html`${say.invited} <span class="code">${this.link.link}</span>` : say.invitedKnown}</p>` : nothing}
      <div class="row">${item.next.map((to) => html`<form @submit=${move(to)}>${to === 'training' && !item.person ? html`<label>${say.email}<input name="email" type="email" required></label>` : nothing}<button class="button ${to === 'declined' ? 'danger' : 'main'}">${say.moveTo(say.stages[to] ?? to)}<span class="hidden-text"> ${item.name}</span></button></form>`)}</div></li>`;
  }
  protected override render(): TemplateResult {
    if (!this.mentors) return html`<h1>${say.heading}</h1><p role="status">${this.problem || words.loading}</p>`;
    return html`<h1>${say.heading}</h1>${this.said()}
      ${this.mentors.length ? html`<ul class="list">${repeat(this.mentors, ({ id }) => id, (item) => this.#mentor(item))}</ul>` : html`<p>${say.empty}</p>`}
      <h2>${say.applicants}</h2>${this.applications.length ? html`<ul class="list">${repeat(this.applications, ({ id }) => id, (item) => this.#application(item))}</ul>` : html`<p>${say.noApplicants}</p>`}`;
  }
}
defined('kith-mentors', KithMentors);
