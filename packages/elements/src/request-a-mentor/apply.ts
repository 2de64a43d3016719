import { newReplyCode, spelled, type OwnApplication, type MentorRequests } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { MentorRoom, Room } from './room.ts';
import { codeBox } from './sent.ts';

/** For people who would like to be a mentor: a short form, and how it stands. */
export class Apply {
  private readonly host: MentorRoom;
  private sent = false;
  private own: OwnApplication | undefined;
  private deleted = false;
  private missing: ('name' | 'contact')[] = [];
  private sure = false;
  private readonly code = newReplyCode();
  private readonly openedAt = Date.now();
  private readonly api: MentorRequests;
  constructor(host: MentorRoom, api: MentorRequests) { this.host = host; this.api = api; }
  private draw(focus: string): void { this.host.requestUpdate(); void this.host.focusOn(focus); }

  part(room: Room): TemplateResult {
    const { words } = room;
    const { apply } = words;
    const problem = room.problem ? html`<p class="problem" role="alert">${room.problem}</p>` : nothing;
    const back = html`<button type="button" class="button" @click=${() => { this.host.phase = room.info.open ? 'form' : 'code'; void this.host.focusOn('[data-first]'); }}>${words.back}</button>`;
    if (this.deleted) return html`<div class="main-part"><h2 data-first tabindex="-1">${words.deleted}</h2><div>${back}</div></div>`;
    if (this.own) return html`<div class="main-part"><h2 data-first tabindex="-1">${apply.title}</h2><p><strong>${apply.stages[this.own.stage] ?? this.own.stage}</strong></p>${problem}${this.sure ? html`<div class="box" id="sure" tabindex="-1" role="group" aria-label=${words.deleteSure}><p><strong>${words.deleteSure}</strong></p><div class="row"><button class="button delete" aria-disabled=${room.busy} @click=${() => { void room.run(async () => { await this.api.application.delete(this.host.code); this.deleted = true; this.draw('[data-first]'); }); }}>${words.deleteYes}</button><button class="button" @click=${() => { this.sure = false; this.draw('[data-first]'); }}>${words.no}</button></div></div>` : html`<div class="row"><button class="button delete" @click=${() => { this.sure = true; this.draw('#sure'); }}>${words.delete}</button>${back}</div>`}</div>`;
    if (this.sent) return html`<div class="main-part"><h2 data-first tabindex="-1">${apply.sent}</h2>${codeBox(room, this.host, this.code)}<p class="note">${words.ask(room.info.contact)}</p><div>${back}</div></div>`;
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      const data = new FormData(event.target as HTMLFormElement);
      const text = (name: string) => { const value = data.get(name); return typeof value === 'string' ? value.trim() : ''; };
      const list = (name: string) => text(name).split(/[,،;]/).map((part) => part.trim()).filter(Boolean).slice(0, 10);
      this.missing = [...(text('name') ? [] : ['name' as const]), ...(text('contact').length < 3 ? ['contact' as const] : [])];
      if (this.missing.length) { this.draw(`#apply-${this.missing[0]!}`); return; }
      void room.run(async () => {
        await this.api.application.create({ replyCode: this.code, name: text('name'), contact: text('contact'), ...(text('why') ? { words: text('why') } : {}), shares: list('shares').map((item) => item.slice(0, 40)), languages: data.getAll('languages').filter((item) => typeof item === 'string'), student: data.has('student'), seconds: Math.round((Date.now() - this.openedAt) / 1_000) }, { solve: async (task) => (await import('../frame/solve.ts')).solve(task) });
        this.sent = true;
        this.draw('[data-first]');
      });
    };
    const open = (event: Event) => {
      const code = (event.currentTarget as HTMLElement).closest('.box')!.querySelector('input')!.value;
      void room.run(async () => { this.own = await this.api.application.get(code); this.host.code = code; this.draw('[data-first]'); });
    };
    // Written anew, it is looked at again when it is sent.
    const answered = ({ target }: Event) => { const { name } = target as HTMLInputElement; if (this.missing.some((one) => one === name)) { this.missing = this.missing.filter((one) => one !== name); this.host.requestUpdate(); } };
    const problemOf = (name: 'name' | 'contact') => (this.missing.includes(name) ? html`<p class="problem" id="apply-${name}-problem">${words.missing}</p>` : nothing);
    const spoken = room.info.form.questions.find(({ id }) => id === 'language')?.options?.map(({ value }) => value) ?? ['en', 'es'];
    const names = new Intl.DisplayNames([room.tag], { type: 'language' });
    return html`<div class="main-part"><form class="group" autocomplete="off" novalidate @submit=${submit} @input=${answered}>
      <h2 data-first tabindex="-1">${apply.title}</h2><p>${apply.text}</p>
      <label><span class="label">${apply.name} <span class="note">(${words.needed})</span></span><input id="apply-name" name="name" maxlength="80" autocomplete="off" aria-invalid=${this.missing.includes('name')} aria-describedby="apply-name-problem"></label>${problemOf('name')}
      <label><span class="label">${apply.contact} <span class="note">(${words.needed})</span></span><input id="apply-contact" name="contact" maxlength="120" autocomplete="off" aria-invalid=${this.missing.includes('contact')} aria-describedby="apply-contact-problem"></label>${problemOf('contact')}
      <label><span class="label">${apply.why}</span><textarea name="why" rows="3" maxlength="1000" autocomplete="off"></textarea></label>
      <label><span class="label">${apply.shares}</span><input name="shares" maxlength="200" autocomplete="off"></label>
      <fieldset><legend>${apply.languages}</legend><div class="chips">${spoken.map((value) => html`<label class="chip"><input type="checkbox" name="languages" value=${value}>${names.of(value)}</label>`)}</div></fieldset>
      ${room.info.form.setting === 'school' ? html`<label class="check"><input type="checkbox" name="student" value="yes"><span>${apply.student}</span></label>` : nothing}
      ${problem}<div class="row"><button class="button main" aria-disabled=${room.busy}>${apply.send}</button>${back}</div></form>
      <details class="more"><summary>${words.haveCode}</summary><div class="box"><label><span class="label">${words.code}</span><input autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="24" placeholder=${spelled('0000000000000000')}></label><button type="button" class="button" @click=${open}>${words.openCode}</button></div></details></div>`;
  }
}
