import { startRegistration } from '@simplewebauthn/browser';
import { staffAccount, type Experience, type StaffProfile } from '@kith/sdk/staff';
import { html, nothing, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { defined } from './part.ts';
import { ProviderPart } from './provider-part.ts';

const say = words.account;

/** How somebody signs in the next time, and how visitors know them. */
export class KithAccount extends ProviderPart {
  static override properties = { ...ProviderPart.properties, totp: { state: true }, shares: { state: true } };
  private totp: { uri: string; backup: string[] } | undefined;
  private shares: Experience[] | undefined;

  protected override begin(): Promise<void> { return this.askProvider(); }
  private readonly connect = () => this.goToProvider(staffAccount.connect);
  private readonly addPasskey = () => this.run(async () => {
    const options = await fetch('/v1/auth/passkey/generate-register-options').then((answer) => answer.json()) as Parameters<typeof startRegistration>[0]['optionsJSON'];
    await this.state.api.post('/v1/auth/passkey/verify-registration', { response: await startRegistration({ optionsJSON: options }) });
    await this.state.begin();
  }, words.saved);
  private readonly setPassword = (event: SubmitEvent) => {
    const { text } = this.form(event);
    void this.run(async () => {
      const password = text('password');
      if (!this.state.me!.password) await this.state.api.post('/v1/staff/password', { password });
      const { totpURI, backupCodes } = await this.state.api.post('/v1/auth/two-factor/enable', { password }) as { totpURI: string; backupCodes: string[] };
      this.totp = { uri: totpURI, backup: backupCodes };
    });
  };
  private readonly confirm = (event: SubmitEvent) => {
    const { text } = this.form(event);
    void this.run(async () => { await this.state.api.post('/v1/auth/two-factor/verify-totp', { code: text('code') }); this.totp = undefined; await this.state.begin(); }, words.saved);
  };
  private readonly saveProfile = (event: SubmitEvent) => {
    const { text } = this.form(event);
    const profile: StaffProfile = { name: text('name'), languages: text('languages').split(/[\s,]+/).filter(Boolean), experiences: this.shares ?? this.state.membership!.profile.experiences };
    void this.run(async () => { await this.state.call('profile.set', { body: profile }); await this.state.begin(); }, words.saved);
  };
  private readonly addShare = (event: Event) => {
    const box = (event.currentTarget as HTMLElement).closest('.box')!;
    const label = box.querySelector<HTMLInputElement>('input')!.value.trim();
    const [kind, visibility] = [...box.querySelectorAll('select')].map(({ value }) => value) as [Experience['kind'], Experience['visibility']];
    if (!label) return;
    this.shares = [...this.shares ?? this.state.membership!.profile.experiences, { kind, visibility, label, value: label.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40) || 'other' }];
    box.querySelector('input')!.value = '';
  };

  protected override render(): TemplateResult {
    const { me, membership } = this.state;
    if (!me) return html``;
    const shares = this.shares ?? membership?.profile.experiences ?? [];
    return html`<h1>${say.heading}</h1><div class="stack">
      <p>${me.email}</p>
      ${membership?.pending.length ? html`<p class="box">${say.pending(membership.pending.map((role) => words.people.roleNames[role] ?? role).join(', '))}</p>` : nothing}
      ${me.passkeys || me.twoFactor || me.provider ? nothing : html`<p class="box danger">${say.secure}</p>`}
      <p>${say.passkeys(me.passkeys)}</p><button class="button" @click=${this.addPasskey}>${say.addPasskey}</button>
      ${this.provider ? me.provider ? html`<p>${say.connected(this.provider)}</p>` : html`<button class="button" @click=${this.connect}>${say.connect(this.provider)}</button>` : nothing}
      ${me.twoFactor ? html`<p>${say.twoFactorOn}</p>` : this.totp ? html`<form @submit=${this.confirm}><p>${say.secret}</p><p class="code">${new URL(this.totp.uri).searchParams.get('secret')}</p><p>${say.backup}</p><p class="code">${this.totp.backup.join('  ')}</p><label>${words.signIn.code}<input name="code" inputmode="numeric" autocomplete="one-time-code" required></label><button class="button main">${say.confirm}</button></form>`
        : html`<details><summary>${say.setPassword}</summary><form @submit=${this.setPassword}><p class="note">${say.passwordNote}</p><label>${say.newPassword}<input name="password" type="password" autocomplete="new-password" minlength="12" required></label><button class="button">${say.enable}</button></form></details>`}
      ${this.said()}
      ${membership ? html`<h2>${say.profile}</h2><form @submit=${this.saveProfile}>
        <label>${say.name}<input name="name" maxlength="40" required .value=${membership.profile.name}></label>
        <label>${say.languages}<input name="languages" required .value=${membership.profile.languages.join(', ')}></label>
        <h3>${say.shares}</h3><p class="note">${say.sharesNote}</p>
        <ul class="list">${shares.map((share, at) => html`<li class="row"><span>${say.kinds[share.kind]}: ${share.label} (${say.visibility[share.visibility]})</span><button type="button" class="button quiet" @click=${() => { this.shares = shares.filter((_, index) => index !== at); }}>${say.remove}<span class="hidden-text"> ${share.label}</span></button></li>`)}</ul>
        <div class="box"><div class="row"><label>${say.kind}<select>${Object.entries(say.kinds).map(([value, label]) => html`<option value=${value}>${label}</option>`)}</select></label><label>${say.value}<input maxlength="60"></label><label>${words.account.visibility.matching} / ${words.account.visibility.shown}<select>${Object.entries(say.visibility).map(([value, label]) => html`<option value=${value}>${label}</option>`)}</select></label><button type="button" class="button" @click=${this.addShare}>${say.addShare}</button></div></div>
        <button class="button main">${words.save}</button></form>` : nothing}
    </div>`;
  }
}
defined('kith-account', KithAccount);
