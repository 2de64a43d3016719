import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { tokens } from '@kith/elements/parts/tokens.styles';
import { isApiError } from '@kith/sdk/staff';
import { words } from './locale/en.ts';
import type { ConsoleState } from './state.ts';
import { partStyles } from './part.styles.ts';

/** A part of the console: draws anew when the state changes, runs calls one at a time, and says what went wrong. */
export abstract class Part extends LitElement {
  static override styles: CSSResultGroup = [tokens, partStyles];
  static override properties: Record<string, object> = { state: { attribute: false }, busy: { state: true }, problem: { state: true }, done: { state: true } };
  declare state: ConsoleState;
  protected busy = false;
  protected problem = '';
  protected done = '';
  readonly #redraw = () => { this.requestUpdate(); };
  /** What could not be read while the session was over is read now. */
  readonly #signedIn = () => { if (this.problem === words.failed) { this.problem = ''; void this.begin(); } };

  override connectedCallback(): void {
    super.connectedCallback();
    this.state.addEventListener('change', this.#redraw);
    this.state.addEventListener('signed-in', this.#signedIn);
    void this.begin();
  }
  override disconnectedCallback(): void { super.disconnectedCallback(); this.state.removeEventListener('change', this.#redraw); this.state.removeEventListener('signed-in', this.#signedIn); }
  protected begin(): Promise<void> | void { /* parts that need something ask for it */ }

  protected async run(work: () => Promise<unknown>, done = ''): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = '';
    this.done = '';
    // What the work gives as a text is what was done.
    try { const told = await work(); this.done = typeof told === 'string' ? told : done; return true; } catch (error) { this.problem = this.problemOf(error); return false; } finally { this.busy = false; }
  }
  /** What went wrong, in words. */
  protected problemOf(error: unknown): string { return isApiError(error) ? error.message : words.failed; }
  protected said(): TemplateResult { return html`<div aria-live="polite">${this.problem ? html`<p class="problem">${this.problem}</p>` : this.done ? html`<p>${this.done}</p>` : nothing}</div>`; }
  protected form(event: SubmitEvent): { data: FormData; text: (name: string) => string; element: HTMLFormElement } {
    event.preventDefault();
    const element = event.target as HTMLFormElement;
    const data = new FormData(element);
    return { data, element, text: (name) => { const value = data.get(name); return typeof value === 'string' ? value.trim() : ''; } };
  }
}
/** Asks once more, and the question takes the focus. */
export async function focusOn(part: LitElement, selector: string): Promise<void> { await part.updateComplete; part.renderRoot.querySelector<HTMLElement>(selector)?.focus(); }
export const time = (at: string): string => new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(new Date(at));
export const dateTime = (at: string): string => (Number.isNaN(Date.parse(at)) ? at : new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at)));
export const defined = (tag: string, element: CustomElementConstructor): void => { if (!customElements.get(tag)) customElements.define(tag, element); };
/** Hands a text over as a file. */
export function saveFile(name: string, text: string, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 10_000);
}
