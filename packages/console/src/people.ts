import { roles, type Person, type ProgramSettings, type Role } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { defined, Part } from './part.ts';

const say = words.people;

/** Staff of the program: invited by an admin, approved and trained by supervisors. */
export class KithPeople extends Part {
  static override properties = { ...Part.properties, people: { state: true }, link: { state: true }, settings: { state: true } };
  private people: Person[] | undefined;
  private settings: ProgramSettings | undefined;
  private link: string | undefined;
  protected override async begin(): Promise<void> {
    try { this.people = (await this.state.call('people.list')).people; this.settings = (await this.state.call('settings.get')).settings; } catch { this.problem = words.failed; }
  }
  private readonly invite = (event: SubmitEvent) => {
    const { data, text, element } = this.form(event);
    void this.run(async () => { this.link = (await this.state.call('people.invite', { body: { name: text('name'), email: text('email'), roles: data.getAll('role') as Role[] } })).link; element.reset(); await this.begin(); }, words.saved);
  };
  private act(work: () => Promise<unknown>): () => Promise<boolean> { return () => this.run(async () => { await work(); await this.begin(); }, words.saved); }
  #person(person: Person): TemplateResult {
    const admin = this.state.has('admin');
    const me = person.id === this.state.me?.id;
    const names = (list: string[]) => list.map((role) => say.roleNames[role] ?? role).join(', ');
    const reads = [...person.roles, ...person.pending].some((role) => ['peer', 'mentor', 'coordinator', 'supervisor'].includes(role));
    const today = new Date().toISOString().slice(0, 10);
    return html`<li class="box"><strong>${person.name}</strong><span>${names(person.roles)}${person.onShift ? ` · ${words.board.onShift}` : ''}${person.email ? html` · ${person.email}` : nothing}</span>
      ${person.pending.length ? html`<span class="row"><span>${say.pending(names(person.pending))}</span>${this.state.has('supervisor') && !me ? html`<button class="button" @click=${this.act(async () => { this.link = (await this.state.call('people.approve', { person: person.id, body: {} })).link; })}>${say.approve}<span class="hidden-text"> ${person.name}</span></button>` : nothing}</span>` : nothing}
      ${person.missing.map((label) => html`<span class="row"><span>${say.missing(label)}</span>${this.state.has('supervisor', 'coordinator') && !me ? html`<button class="button" @click=${this.act(() => this.state.call('people.met', { person: person.id, body: { requirement: this.settings!.requirements.find((item) => item.label === label)!.id, on: today } }))}>${say.met}<span class="hidden-text"> ${label}, ${person.name}</span></button>` : nothing}</span>`)}
      ${(admin && !reads || this.state.has('supervisor') && reads) && !me ? html`<button class="button" @click=${() => this.run(async () => { this.link = (await this.state.call('people.link', { person: person.id, body: {} })).link; })}>${say.newLink}<span class="hidden-text"> ${person.name}</span></button>` : nothing}</li>`;
  }
  protected override render(): TemplateResult {
    return html`<h1>${say.heading}</h1>${this.said()}${this.link ? html`<p class="box">${say.link} <span class="code">${this.link}</span></p>` : nothing}
      ${this.link === '' ? html`<p class="box">${say.knownAlready}</p>` : nothing}
      ${this.people ? html`<ul class="list">${this.people.map((person) => this.#person(person))}</ul>` : html`<p role="status">${words.loading}</p>`}
      ${this.state.has('admin') ? html`<h2>${say.invite}</h2><form autocomplete="off" @submit=${this.invite}><label>${say.name}<input name="name" required maxlength="40"></label><label>${say.email}<input name="email" type="email" required></label><fieldset><legend>${say.roles}</legend><div class="row">${roles.map((role) => html`<label class="chip"><input type="checkbox" name="role" value=${role}>${say.roleNames[role]}</label>`)}</div></fieldset><p class="note">${say.contentNote}</p><button class="button main">${say.send}</button></form>` : nothing}`;
  }
}
defined('kith-people', KithPeople);
