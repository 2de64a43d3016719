/** The visitor opened or closed the chat. Neither says that anything was asked, written or answered. */
export class KithOpenEvent extends Event { constructor() { super('kith-open', { bubbles: true, composed: true }); } }
export class KithCloseEvent extends Event { constructor() { super('kith-close', { bubbles: true, composed: true }); } }

declare global {
  interface GlobalEventHandlersEventMap { 'kith-open': KithOpenEvent; 'kith-close': KithCloseEvent }
}
