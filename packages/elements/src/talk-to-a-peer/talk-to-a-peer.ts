import { FrameCard } from '../frame/card.ts';

/**
 * Talk to a trained peer. A plain card in the page; everything private is in a frame of the Kith server, where the page's scripts cannot read.
 *
 * @tagname talk-to-a-peer
 * @summary Talk to a peer
 * @documentation /docs
 * @attr {boolean} open - The chat is shown.
 * @slot - The page's own words and number. They stay until the card is there, and come back if it cannot be.
 * @fires {KithReadyEvent} kith-ready - The card is shown.
 * @fires {KithErrorEvent} kith-error - The card cannot be shown, and the page's own words stay; `code` says why.
 * @fires {KithOpenEvent} kith-open - The visitor opened it. Nothing says whether anything was asked or written.
 * @fires {KithCloseEvent} kith-close - The visitor closed it.
 * @csspart card - The card.
 * @csspart frame - The frame of the chat.
 * @cssproperty [--kith-accent=oklch(0.52 0.09 195)] - The one colour; everything else is derived from it.
 * @cssproperty [--kith-surface] - Background of the card.
 * @cssproperty [--kith-text] - Colour of text.
 * @cssproperty [--kith-radius=0.625em] - Roundness.
 */
export class TalkToAPeer extends FrameCard {
  get source(): string { return 'availability'; }
  room(): Promise<string> { return import('./room.ts').then((room) => room.enter()); }
}

declare global {
  interface HTMLElementTagNameMap { 'talk-to-a-peer': TalkToAPeer }
}
