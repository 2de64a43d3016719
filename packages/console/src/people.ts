import { roles, type Person, type ProgramSettings, type Role } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { kept } from './drafts.ts';
import { words } from './locale/en.ts';
import { defined, focusOn, Part } from './part.ts';

const say = words.people;

class Refused extends Error {}

/** Empty: they sign in as before, or get it from whoever runs the server. */
interface Link { link: string; fromServer?: boolean | undefined }

/** Staff of the program: invited by an admin, approved and trained by supervisors. */
export class KithPeople extends Part {
  static override properties = { ...Part.properties, people: { state: true }, link: { state: true }, settings: { state: true }, asking: { state: true } };
  private people: Person[] | undefined;
  private settings: ProgramSettings | undefined;
  /** For whom it is, and where it was asked for: at a person, or at the form. */
  private link: (Link & { name: string }) | undefined;
  private at = '';
  /** Who is to be taken out, once that is confirmed. */
  private asking = '';
  protected override async begin(): Promise<void> {
    try { this.people = (await this.state.call('people.list')).people; this.settings = (await this.state.call('settings.get')).settings; } catch { this.problem = words.failed; }
  }
  private readonly invite = (event: SubmitEvent) => {
    const { data, text } = this.form(event);
    const [name, email, wanted] = [text('name'), text('email'), data.getAll('role') as Role[]];
    void this.act('invite', name, async () => {
      if (!wanted.length) throw new Refused(say.noRole);
      const link = await this.state.call('people.invite', { body: { name, email, roles: wanted } });
      this.state.drafts.forget(this.#draft());
      return link;
    }, say.invited(name));
  };
  protected override problemOf(error: unknown): string { return error instanceof Refused ? error.message : super.problemOf(error); }
  readonly #draft = () => `invite ${this.state.program}`;
  /** What came of it is said where it was asked for. Work that makes a link gives it. */
  private async act(at: string, name: string, work: () => Promise<Link | object>, done = words.saved): Promise<void> {
    this.at = at;
    this.link = undefined;
    await this.run(async () => {
      const link = await work();
      if ('link' in link) this.link = { name, ...link };
      this.asking = '';
      await this.begin();
      return done;
    });
    await focusOn(this, '#told');
  }
  #told(at: string): TemplateResult | typeof nothing {
    if (this.at !== at) return nothing;
    return html`<div id="told" tabindex="-1" class="stack">${this.said()}${this.link ? this.link.link ? html`<p class="box">${say.link(this.link.name)} <span class="code">${this.link.link}</span></p>` : html`<p class="box">${(this.link.fromServer ? say.fromServer : say.knownAlready)(this.link.name)}</p>` : nothing}</div>`;
  }
  #person(person: Person): TemplateResult {
    const admin = this.state.has('admin');
    const me = person.id === this.state.me?.id;
    const names = (list: string[]) => list.map((role) => say.roleNames[role] ?? role).join(', ');
    const reads = [...person.roles, ...person.pending].some((role) => ['peer', 'mentor', 'coordinator', 'supervisor'].includes(role));
    const today = new Date().toISOString().slice(0, 10);
    return html`<li class="box"><strong>${person.name}</strong><span>${names(person.roles)}${person.onShift ? ` · ${words.board.onShift}` : ''}${person.email ? html` · ${person.email}` : nothing}</span>
      ${person.pending.length ? html`<span class="row"><span>${say.pending(names(person.pending))}</span>${this.state.has('supervisor') && !me ? html`<button class="button" @click=${() => this.act(person.id, person.name, () => this.state.call('people.approve', { person: person.id, body: {} }))}>${say.approve}<span class="hidden-text"> ${person.name}</span></button>` : nothing}</span>` : nothing}
      ${person.missing.map((label) => html`<span class="row"><span>${say.missing(label)}</span>${this.state.has('supervisor', 'coordinator') && !me ? html`<button class="button" @click=${() => this.act(person.id, person.name, () => this.state.call('people.met', { person: person.id, body: { requirement: this.settings!.requirements.find((item) => item.label === label)!.id, on: today } }))}>${say.met}<span class="hidden-text"> ${label}, ${person.name}</span></button>` : nothing}</span>`)}
      ${me ? nothing : html`<div class="row">${admin && !reads || this.state.has('supervisor') && reads ? html`<button class="button" @click=${() => this.act(person.id, person.name, () => this.state.call('people.link', { person: person.id, body: {} }), '')}>${say.newLink}<span class="hidden-text"> ${person.name}</span></button>` : nothing}
        ${admin && this.asking !== person.id ? html`<button class="button" id="out-${person.id}" @click=${() => { this.asking = person.id; void focusOn(this, '#stay'); }}>${person.roles.length ? say.out : say.takeBack}<span class="hidden-text"> ${person.name}</span></button>` : nothing}</div>`}
      ${this.asking === person.id ? html`<div class="stack"><p id="why">${person.roles.length ? say.outSure(person.name) : say.takeBackSure(person.name)}${person.onShift ? ` ${say.outOnShift}` : ''}</p><div class="row"><button class="button danger" @click=${() => this.act('', '', () => this.state.call('people.roles', { person: person.id, body: { roles: [] } }), say.outDone(person.name))}>${person.roles.length ? say.out : say.takeBack}</button><button class="button" id="stay" aria-describedby="why" @click=${() => { this.asking = ''; void focusOn(this, `#out-${person.id}`); }}>${words.cancel}</button></div></div>` : nothing}${this.#told(person.id)}</li>`;
  }
  protected override render(): TemplateResult {
    return html`<h1>${say.heading}</h1>${this.at ? nothing : html`<div id="told" tabindex="-1">${this.said()}</div>`}
      ${this.people ? html`<ul class="list">${repeat(this.people, ({ id }) => id, (person) => this.#person(person))}</ul>` : html`<p role="status">${words.loading}</p>`}
      ${this.state.has('admin') ? html`<h2>${say.invite}</h2><form autocomplete="off" ${kept(this.state.drafts, this.#draft())} @submit=${this.invite}><label>${say.name}<input name="name" required maxlength="40"></label><label>${say.email}<input name="email" type="email" required></label><fieldset><legend>${say.roles}</legend><div class="row">${roles.map((role) => html`<label class="chip"><input type="checkbox" name="role" value=${role}>${say.roleNames[role]}</label>`)}</div></fieldset><p class="note">${say.contentNote}</p><button class="button main">${say.send}</button></form>${this.#told('invite')}` : nothing}`;
  }
}
defined('kith-people', KithPeople);
