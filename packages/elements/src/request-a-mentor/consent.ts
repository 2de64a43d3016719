import { isApiError, newReplyCode, type ConsentPage, type OwnConsent, type MentorRequests } from '@kith/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { day } from './dates.ts';
import type { MentorRoom, Room } from './room.ts';
import { codeBox } from './sent.ts';

/** The guardian's page: what is asked, a yes or a no, and the way to take it back. */
export class Consent {
  private readonly host: MentorRoom;
  private page: ConsentPage | undefined;
  private state: 'loading' | 'open' | 'failed' | 'lost' | 'used' | 'yes' | 'no' | 'given' = 'loading';
  private given: OwnConsent | undefined;
  private missing: 'name' | 'understood' | '' = '';
  private sure: 'no' | 'revoke' | '' = '';
  private readonly code = newReplyCode();
  private readonly api: MentorRequests;
  constructor(host: MentorRoom, api: MentorRequests) { this.host = host; this.api = api; }

  private draw(focus?: string): void { this.host.requestUpdate(); if (focus) void this.host.focusOn(focus); }
  private load(): void {
    if (this.page || this.state !== 'loading') return;
    // Reloaded: the secret of the link is no longer in the address.
    if (!this.host.token) { this.state = 'lost'; return; }
    this.state = 'open';
    this.api.consent.look(this.host.token).then((page) => { this.page = page; this.draw(); }, (error: unknown) => { this.state = isApiError(error) && error.code === 'link-used' ? 'used' : 'failed'; this.draw('[data-first]'); });
  }
  private answer(room: Room, agree: boolean, form?: HTMLFormElement): void {
    const data = form && new FormData(form);
    const text = (name: string) => { const value = data?.get(name); return typeof value === 'string' && value.trim() ? value.trim() : undefined; };
    this.missing = agree && !text('name') ? 'name' : agree && !data?.has('understood') ? 'understood' : '';
    if (this.missing) { this.draw(`#consent-${this.missing}`); return; }
    const { version, language } = this.page!;
    void room.run(async () => {
      await this.api.consent.answer({ token: this.host.token, agree, ...(agree ? { code: this.code, name: text('name')!, relationship: text('relationship'), contact: text('contact'), emergency: text('emergency'), online: data!.has('online'), understood: true as const, version, language } : {}) });
      this.state = agree ? 'yes' : 'no';
      this.host.token = '';
      this.draw('[data-first]');
    });
  }

  part(room: Room): TemplateResult {
    const { words } = room;
    const { consent } = words;
    this.load();
    const problem = room.problem ? html`<p class="problem" role="alert">${room.problem}</p>` : nothing;
    switch (this.state) {
      case 'yes': return html`<div class="main-part"><h2 data-first tabindex="-1">${consent.done}</h2>${codeBox(room, this.host, this.code, consent.doneCode)}<p class="note">${consent.ask(room.info.contact)}</p></div>`;
      case 'no': return html`<div class="main-part"><h2 data-first tabindex="-1">${consent.doneNo}</h2><p class="note">${consent.ask(room.info.contact)}</p></div>`;
      case 'given': return this.own(room);
      case 'failed': return html`<div class="main-part"><p data-first tabindex="-1">${words.notLoaded}</p><div><button class="button main" @click=${() => { this.state = 'loading'; this.draw('[data-first]'); }}>${words.again}</button></div></div>`;
      case 'lost': case 'used': return html`<div class="main-part"><p data-first tabindex="-1" role=${this.state === 'used' ? 'alert' : nothing}>${this.state === 'used' ? consent.used : consent.openAgain}</p><p>${consent.ask(room.info.contact)}</p>${this.codeForm(room)}${problem}</div>`;
      default: return html`<div class="main-part">${this.page ? this.form(room, this.page) : room.problem ? problem : html`<p role="status">${words.loading}</p>`}</div>`;
    }
  }

  private form(room: Room, page: ConsentPage): TemplateResult {
    const { words } = room;
    const { consent } = words;
    const submit = (event: SubmitEvent) => { event.preventDefault(); this.answer(room, true, event.target as HTMLFormElement); };
    const answered = ({ target }: Event) => { if ((target as HTMLInputElement).name === this.missing) { this.missing = ''; this.draw(); } };
    const missing = (name: 'name' | 'understood') => (this.missing === name ? html`<span class="problem" id="missing-${name}">${name === 'name' ? consent.missingName : words.missingTick}</span>` : nothing);
    return html`<form class="group" autocomplete="off" novalidate @submit=${submit} @input=${answered}>
      <p data-first tabindex="-1">${consent.asks(page.name, page.partner)}</p>
      <div class="box" lang=${page.language} dir=${page.direction}><h2>${consent.text}</h2>${page.text.split(/\n+/).map((line) => html`<p>${line}</p>`)}</div>
      <label><span class="label">${consent.yourName} <span class="note">(${words.needed})</span></span><input id="consent-name" name="name" maxlength="80" autocomplete="off" aria-invalid=${this.missing === 'name' ? 'true' : nothing} aria-describedby="missing-name"></label>${missing('name')}
      <fieldset><legend>${consent.relationship}</legend><div class="chips">${consent.relationships.map((value) => html`<label class="chip"><input type="radio" name="relationship" value=${value}>${consent.relationshipNames[value]}</label>`)}</div></fieldset>
      <label><span class="label">${consent.contact}</span><input name="contact" maxlength="120" autocomplete="off"></label>
      <label><span class="label">${consent.emergency}</span><input name="emergency" maxlength="120" autocomplete="off"></label>
      <label class="check"><input type="checkbox" name="online" value="yes"><span>${consent.online}</span></label>
      <label class="check"><input type="checkbox" id="consent-understood" name="understood" value="yes" aria-invalid=${this.missing === 'understood' ? 'true' : nothing} aria-describedby="missing-understood"><span>${consent.understood}</span></label>${missing('understood')}
      ${room.problem ? html`<p class="problem" role="alert">${room.problem}</p>` : nothing}
      ${this.sure === 'no' ? html`<div class="box" id="sure" tabindex="-1" role="group" aria-label=${consent.noSure}><p><strong>${consent.noSure}</strong></p><div class="row"><button type="button" class="button delete" aria-disabled=${room.busy} @click=${() => { this.answer(room, false); }}>${consent.noYes}</button><button type="button" class="button" @click=${() => { this.sure = ''; this.draw('[data-first]'); }}>${words.back}</button></div></div>` : html`<div class="row"><button class="button main" aria-disabled=${room.busy}>${consent.yes}</button><button type="button" class="button" @click=${() => { this.sure = 'no'; this.draw('#sure'); }}>${consent.no}</button></div>`}
      <p class="note">${consent.ask(page.contact)} ${consent.until(day(room, page.until))}</p>
    </form>${this.codeForm(room)}`;
  }
  private codeForm(room: Room): TemplateResult {
    const { words } = room;
    const open = (event: Event) => {
      const code = (event.currentTarget as HTMLElement).closest('.box')!.querySelector('input')!.value;
      void room.run(async () => { this.given = await this.api.consent.get(code); this.host.code = code; this.state = 'given'; this.draw('[data-first]'); });
    };
    return html`<details class="more"><summary>${words.consent.haveCode}</summary><div class="box"><label><span class="label">${words.code}</span><input autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="24"></label><button type="button" class="button" @click=${open}>${words.openCode}</button></div></details>`;
  }
  private own(room: Room): TemplateResult {
    const { words } = room;
    const { consent } = words;
    const given = this.given!;
    const revoke = () => { void room.run(async () => { this.given = await this.api.consent.revoke(this.host.code); this.sure = ''; this.draw('[data-first]'); }); };
    return html`<div class="main-part"><h2 data-first tabindex="-1">${given.revokedAt ? consent.revoked(day(room, given.revokedAt)) : consent.given(given.name, day(room, given.givenAt))}</h2><div class="box"><h3>${consent.text}</h3>${given.text.split(/\n+/).map((line) => html`<p dir="auto">${line}</p>`)}</div>
      ${room.problem ? html`<p class="problem" role="alert">${room.problem}</p>` : nothing}
      ${given.revokedAt ? nothing : this.sure === 'revoke' ? html`<div class="box" id="sure" tabindex="-1" role="group" aria-label=${consent.revokeSure}><p><strong>${consent.revokeSure}</strong></p><div class="row"><button class="button delete" aria-disabled=${room.busy} @click=${revoke}>${consent.revokeYes}</button><button class="button" @click=${() => { this.sure = ''; this.draw('[data-first]'); }}>${words.back}</button></div></div>` : html`<div><button class="button" @click=${() => { this.sure = 'revoke'; this.draw('#sure'); }}>${consent.revoke}</button></div>`}
      <p class="note">${consent.ask(room.info.contact)}</p></div>`;
  }
}
