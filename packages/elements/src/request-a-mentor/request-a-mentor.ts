import type { PropertyValues } from 'lit';
import { FrameCard } from '../frame/card.ts';

/**
 * Ask for a mentor. A plain card in the page; the form, and everything after it, is in a frame of the Kith server, where the page's scripts
 * cannot read. No event says that a form was sent.
 *
 * @tagname request-a-mentor
 * @summary Request a mentor
 * @documentation /docs
 * @attr {boolean} open - The form is shown.
 * @slot - The page's own words and number. They stay until the card is there, and come back if it cannot be.
 * @fires {KithReadyEvent} kith-ready - The card is shown.
 * @fires {KithErrorEvent} kith-error - The card cannot be shown, and the page's own words stay; `code` says why.
 * @fires {KithOpenEvent} kith-open - The visitor opened it. Nothing says whether anything was asked or sent.
 * @fires {KithCloseEvent} kith-close - The visitor closed it.
 * @csspart card - The card.
 * @csspart frame - The frame of the form.
 * @cssproperty [--kith-accent=oklch(0.52 0.09 195)] - The one colour; everything else is derived from it.
 * @cssproperty [--kith-surface] - Background of the card.
 * @cssproperty [--kith-text] - Colour of text.
 * @cssproperty [--kith-radius=0.625em] - Roundness.
 */
export class RequestAMentor extends FrameCard {
  static override properties = { ...FrameCard.properties, for: {} };
  /** The kind of relation that is asked for, of those that the program offers: `mentor`, `navigator`. Default: the visitor chooses. */
  declare for?: string;
  get source(): string { return 'mentor-requests/form'; }
  protected override willUpdate(changed: PropertyValues): void { super.willUpdate(changed); if (this.for) this.more = { for: this.for }; }
  room(): Promise<string> { return import('./room.ts').then((room) => room.enter()); }
}

declare global {
  interface HTMLElementTagNameMap { 'request-a-mentor': RequestAMentor }
}
