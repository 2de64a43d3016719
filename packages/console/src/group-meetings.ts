import type { Person, StaffGroupWhole } from '@kith/sdk/staff';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { localDate, localTime } from './group-schedule.ts';
import { groupEditWords as say } from './locale/group-edits-en.ts';
import { defined, Part } from './part.ts';

/** Who leads a group, and how many came to its dates: numbers alone. */
export class KithGroupMeetings extends Part {
  static override properties = { ...Part.properties, whole: { attribute: false }, facilitators: { state: true } };
  declare whole: StaffGroupWhole;
  private facilitators: Person[] = [];
  protected override async begin(): Promise<void> {
    this.classList.add('stacked');
    if (this.state.has('coordinator')) this.facilitators = await this.state.call('people.list').then(({ people }) => people.filter(({ roles }) => roles.includes('facilitator')), () => []);
  }
  private tell(): void { this.dispatchEvent(new Event('saved')); }
  private readonly lead = (event: SubmitEvent): void => {
    const { data } = this.form(event);
    void this.run(async () => { await this.state.call('groups.lead', { id: this.whole.id, body: { people: data.getAll('leader') as string[] } }); this.tell(); }, say.leadersSaved);
  };
  private readonly attend = (at: string) => (event: SubmitEvent): void => {
    const { text } = this.form(event);
    if (text('count') === '') return;
    void this.run(async () => { await this.state.call('groups.attend', { id: this.whole.id, body: { at, count: Number(text('count')) } }); this.tell(); }, say.meetingSaved(localDate(at)));
  };
  protected override shouldUpdate(_changed: PropertyValues): boolean { return Boolean(this.whole); }
  protected override render(): TemplateResult {
    const { meetings, leaders, state } = this.whole;
    const coordinator = this.state.has('coordinator');
    return html`${this.said()}<h2>${say.leaders}</h2>
      ${coordinator ? html`<p class="note">${say.leadersNote}</p>${this.facilitators.length ? html`<form @submit=${this.lead}><div class="row" role="group" aria-label=${say.leaders}>${this.facilitators.map(({ id, name }) => html`<label class="chip"><input type="checkbox" name="leader" value=${id} .checked=${leaders.some((leader) => leader.id === id)}>${name}</label>`)}</div><button class="button">${say.save}</button></form>` : html`<p>${say.noFacilitators}</p>`}` : html`<p>${leaders.map(({ name }) => name).join(', ') || say.nobody}</p>`}
      ${state === 'shown' || state === 'hidden' ? html`<h2>${say.meetings}</h2><p class="note">${say.meetingsNote}</p>
        ${meetings.some(({ over, plans }) => over || plans) ? html`<ul class="list">${meetings.filter(({ over, plans }) => over || plans).map(({ at, over, count, plans }) => html`<li class="row"><span>${localDate(at)}, ${localTime(at)}</span>${plans ? html`<span class="note">${say.plans(plans)}</span>` : nothing}
          ${over ? html`<form class="row" @submit=${this.attend(at)}><input name="count" type="number" min="0" max="10000" inputmode="numeric" aria-label=${say.cameOn(localDate(at))} .value=${count === undefined ? '' : String(count)}><button class="button">${say.save}<span class="hidden-text"> ${localDate(at)}</span></button></form>` : nothing}</li>`)}</ul>` : html`<p>${say.noMeetings}</p>`}` : nothing}`;
  }
}
defined('kith-group-meetings', KithGroupMeetings);
