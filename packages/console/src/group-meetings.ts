import type { Person, StaffGroupWhole } from '@kith/sdk/staff';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { localDate, localWhen } from './group-schedule.ts';
import { groupEditWords as say } from './locale/group-edits-en.ts';
import { defined, focusOn, Part } from './part.ts';

/** Who leads a group, and how many came to its dates: numbers alone. */
export class KithGroupMeetings extends Part {
  static override properties = { ...Part.properties, whole: { attribute: false }, facilitators: { state: true }, where: { state: true } };
  declare whole: StaffGroupWhole;
  private facilitators: Person[] = [];
  /** The date that was saved last, whose answer stands beside it; empty for who leads it. */
  private where = '';
  protected override async begin(): Promise<void> {
    this.classList.add('stacked');
    if (this.state.has('coordinator')) this.facilitators = await this.state.call('people.list').then(({ people }) => people.filter(({ roles }) => roles.includes('facilitator')), () => []);
  }
  private tell(): void { this.dispatchEvent(new Event('saved')); }
  private readonly lead = (event: SubmitEvent): void => {
    const { data } = this.form(event);
    this.where = '';
    void this.run(async () => { await this.state.call('groups.lead', { id: this.whole.id, body: { people: data.getAll('leader') as string[] } }); this.tell(); }, say.leadersSaved);
  };
  /** A number that is taken out of the field is taken back. */
  private readonly attend = (at: string, before: number | undefined) => (event: SubmitEvent): void => {
    const { text } = this.form(event);
    const count = text('count') === '' ? null : Number(text('count'));
    this.where = at;
    void this.run(async () => {
      if (count === null && before === undefined) return say.meetingEmpty;
      await this.state.call('groups.attend', { id: this.whole.id, body: { at, count } });
      this.tell();
      return count === null ? say.meetingTaken(localDate(at)) : say.meetingSaved(localDate(at));
    });
  };
  /** A date that only its number kept in the list goes with it. */
  protected override updated(): void {
    if (!this.where || this.whole.meetings.some(({ at }) => at === this.where)) return;
    this.where = '';
    void focusOn(this, '#came');
  }
  private told(where: string): TemplateResult { return html`<div aria-live="polite">${where !== this.where ? nothing : this.problem ? html`<p class="problem">${this.problem}</p>` : this.done ? html`<p>${this.done}</p>` : nothing}</div>`; }
  protected override shouldUpdate(_changed: PropertyValues): boolean { return Boolean(this.whole); }
  protected override render(): TemplateResult {
    const { meetings, leaders, state } = this.whole;
    const coordinator = this.state.has('coordinator');
    return html`<h2>${say.leaders}</h2>
      ${coordinator ? html`<p class="note">${say.leadersNote}</p>${this.facilitators.length ? html`<form @submit=${this.lead}><div class="row" role="group" aria-label=${say.leaders}>${this.facilitators.map(({ id, name }) => html`<label class="chip"><input type="checkbox" name="leader" value=${id} .checked=${leaders.some((leader) => leader.id === id)}>${name}</label>`)}</div><button class="button">${say.save}</button></form>` : html`<p>${say.noFacilitators}</p>`}` : html`<p>${leaders.map(({ name }) => name).join(', ') || say.nobody}</p>`}${this.told('')}
      ${state === 'shown' || state === 'hidden' ? html`<h2 id="came" tabindex="-1">${say.meetings}</h2><p class="note">${say.meetingsNote}</p>
        ${meetings.some(({ over, plans }) => over || plans) ? html`<ul class="list">${meetings.filter(({ over, plans }) => over || plans).map(({ at, over, count, plans }) => html`<li class="row"><span>${localWhen(at)}</span>${plans ? html`<span class="note">${say.plans(plans)}</span>` : nothing}
          ${over ? html`<form class="row" @submit=${this.attend(at, count)}><input name="count" type="number" min="0" max="10000" inputmode="numeric" aria-label=${say.cameOn(localDate(at))} .value=${count === undefined ? '' : String(count)}><button class="button">${say.save}<span class="hidden-text"> ${localDate(at)}</span></button></form>${this.told(at)}` : nothing}</li>`)}</ul>` : html`<p>${say.noMeetings}</p>`}` : nothing}`;
  }
}
defined('kith-group-meetings', KithGroupMeetings);
