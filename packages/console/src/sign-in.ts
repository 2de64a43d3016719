import { startAuthentication } from '@simplewebauthn/browser';
import { isApiError, staffAccount } from '@kith/sdk/staff';
import { html, type TemplateResult } from 'lit';
import { words } from './locale/en.ts';
import { defined } from './part.ts';
import { ProviderPart } from './provider-part.ts';

const say = words.signIn;

/** Sign-in by one-time link, passkey, or password with a second factor; and the answer to a page. */
export class KithSignIn extends ProviderPart {
  static override properties = { ...ProviderPart.properties, step: { state: true } };
  private step: 'choose' | 'code' | 'paged' = 'choose';
  /** From the fragment, which no server sees; taken out of the address at once. */
  #link = '';
  #page = '';

  protected override async begin(): Promise<void> {
    this.#link = /^#link=([\w-]{20,64})$/.exec(location.hash)?.[1] ?? '';
    this.#page = /^#page=([\w-]{20,64})$/.exec(location.hash)?.[1] ?? '';
    if (this.#link || this.#page) history.replaceState(null, '', location.pathname);
    await this.askProvider();
  }
  private async enter(): Promise<void> { if (!await this.state.begin()) throw new Error('not signed in'); }

  private readonly useLink = () => this.run(async () => {
    try { await this.state.api.post('/v1/auth/link', { token: this.#link }); } catch (error) { if (isApiError(error) && error.status === 410) this.#link = ''; throw error; }
    await this.enter();
  }).then((ok) => { if (!ok) this.problem = this.#link ? say.linkStill : say.linkUsed; });
  private readonly useProvider = () => this.goToProvider(staffAccount.provider);
  private readonly usePasskey = () => this.run(async () => {
    const options = await fetch('/v1/auth/passkey/generate-authenticate-options').then((answer) => answer.json()) as Parameters<typeof startAuthentication>[0]['optionsJSON'];
    await this.state.api.post('/v1/auth/passkey/verify-authentication', { response: await startAuthentication({ optionsJSON: options }) });
    await this.enter();
  });
  private readonly usePassword = (event: SubmitEvent) => {
    const { text } = this.form(event);
    void this.run(async () => {
      const answer = await this.state.api.post('/v1/auth/sign-in/email', { email: text('email'), password: text('password') }) as { twoFactorRedirect?: boolean };
      if (answer.twoFactorRedirect) { this.step = 'code'; return; }
      await this.enter();
    }).then((ok) => { if (!ok) this.problem = say.notMatched; });
  };
  private readonly useCode = (event: SubmitEvent) => {
    const { text } = this.form(event);
    void this.run(async () => { const code = text('code'); await (/^\d{6}$/.test(code) ? this.state.api.post('/v1/auth/two-factor/verify-totp', { code }) : this.state.api.post('/v1/auth/two-factor/verify-backup-code', { code })); await this.enter(); }).then((ok) => { if (!ok) this.problem = say.notMatched; });
  };
  private readonly gotPage = () => this.run(async () => { await this.state.api.post('/v1/staff/pages', { code: this.#page }); this.#page = ''; this.step = 'paged'; });

  protected override render(): TemplateResult {
    if (this.step === 'paged') return html`<h1>${say.page}</h1><p role="status">${say.pageDone}</p><p><a class="button main" href="/console/">${words.open}</a></p>`;
    if (this.#page) return html`<h1>${say.page}</h1><div class="stack"><p>${say.pageText}</p><button class="button main" @click=${this.gotPage}>${say.gotIt}</button>${this.said()}</div>`;
    if (this.step === 'code') return html`<h1>${say.heading}</h1><form @submit=${this.useCode}><label>${say.backupCode}<input name="code" autocomplete="one-time-code" required></label><button class="button main">${say.go}</button>${this.said()}</form>`;
    return html`<h1>${say.heading}</h1><div class="stack">
      ${this.#link ? html`<div class="box"><p>${say.link}</p><button class="button main" ?disabled=${this.busy} @click=${this.useLink}>${say.useLink}</button></div>` : ''}
      ${this.provider ? html`<button class="button main" ?disabled=${this.busy} @click=${this.useProvider}>${say.useProvider(this.provider)}</button>` : ''}
      <button class="button" @click=${this.usePasskey}>${say.passkey}</button>
      <h2>${say.or}</h2>
      <form @submit=${this.usePassword}><label>${say.email}<input name="email" type="email" autocomplete="username" required></label><label>${say.password}<input name="password" type="password" autocomplete="current-password" required></label><button class="button">${say.go}</button></form>
      ${this.said()}<p class="note">${say.invitation}</p></div>`;
  }
}
defined('kith-sign-in', KithSignIn);
