import { css, html, LitElement, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';

interface Health { version: string; ready: boolean; store: string }

/** Whether the server and its store answer. The staff's own work needs people who sign in, and comes with them. */
export class ServerStatus extends LitElement {
  static override styles = css`:host { display: block; } button { font: inherit; min-block-size: 2.75em; padding-inline: 1em; } dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25em 1em; } dd { margin: 0; }`;

  @state() private health: Health | undefined;
  @state() private failed = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.read();
  }

  private async read(): Promise<void> {
    this.failed = false;
    try {
      const [alive, ready] = await Promise.all(['/healthz', '/readyz'].map(async (path) => (await fetch(path)).json() as Promise<Record<string, unknown>>));
      this.health = { version: String(alive!.version), ready: ready!.ready === true, store: String(ready!.store) };
    } catch { this.failed = true; }
  }

  protected override render(): TemplateResult {
    return html`<p role="status">${this.failed ? 'The server does not answer.' : this.health ? (this.health.ready ? 'The server is ready.' : 'The server runs, but its store cannot be read.') : 'Asking the server…'}</p>
      ${this.health && !this.failed ? html`<dl><dt>Version</dt><dd>${this.health.version}</dd><dt>Store</dt><dd>${this.health.store}</dd></dl>` : ''}
      <button @click=${() => { void this.read(); }}>Ask again</button>
      <p>Programs, site keys, origins and feeds are set up from the command line: <code>kith help</code>. Staff sign-in is not part of this version.</p>`;
  }
}
