import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A page that says nothing about who was here. */
const NEUTRAL = 'https://www.wikipedia.org/';
const WITHIN = 5_000;
const BLANK = '\u200b';

/** Shift three times within five seconds, each pressed and let go alone, or the button: the page is covered at once and left. */
export class QuickExit implements ReactiveController {
  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly enabled: () => boolean | undefined;
  private alone: boolean | undefined;
  private pressed: number[] = [];

  constructor(host: ReactiveControllerHost & HTMLElement, enabled: () => boolean | undefined) {
    this.host = host;
    this.enabled = enabled;
    host.addController(this);
  }

  hostConnected(): void { addEventListener('keydown', this, true); addEventListener('keyup', this, true); }
  hostDisconnected(): void { removeEventListener('keydown', this, true); removeEventListener('keyup', this, true); }

  handleEvent({ type, key, repeat, timeStamp }: KeyboardEvent): void {
    if (key !== 'Shift') { this.alone = false; this.pressed = []; } else if (type === 'keydown') this.alone = !repeat; else if (this.alone) {
      this.alone = false;
      this.pressed = [...this.pressed.filter((at) => timeStamp - at < WITHIN), timeStamp];
      // One of several elements on a page is enough: the first has blanked the title.
      if (this.pressed.length > 2 && this.enabled() && document.title !== BLANK) this.leave();
    }
  }

  /** Called first of all, by whoever has more to end. */
  before: (() => void) | undefined;

  /** Covers the page in the top layer, then goes. The page behind is replaced, so that Back does not lead to it. */
  readonly leave = (event?: Event): void => {
    event?.preventDefault();
    this.before?.();
    try {
      this.host.shadowRoot!.appendChild(document.createElement('dialog')).showModal();
    } catch { /* too old a browser for a cover: it leaves all the same */ }
    document.title = BLANK;
    // The next page is not told where its visitor came from.
    document.head.append(Object.assign(document.createElement('meta'), { name: 'referrer', content: 'no-referrer' }));
    this.go(NEUTRAL);
  };

  /** Replaced in tests, which would be left too. */
  go = (url: string): void => {
    // From a frame the top window goes; a sandbox refuses that, then the frame itself does.
    try { window.top!.location.replace(url); } catch { location.replace(url); }
  };
}
