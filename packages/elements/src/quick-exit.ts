import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A page that says nothing about who was here. */
const NEUTRAL = 'https://www.wikipedia.org/';
const WITHIN = 5_000;
const BLANK = '\u200b';

/** Shift three times within five seconds, each pressed and let go alone, or the button: the page is covered at once and left. */
export class QuickExit implements ReactiveController {
  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly enabled: () => boolean;
  private alone = false;
  private pressed: number[] = [];

  constructor(host: ReactiveControllerHost & HTMLElement, enabled: () => boolean) {
    this.host = host;
    this.enabled = enabled;
    host.addController(this);
  }

  hostConnected(): void { addEventListener('keydown', this.down, true); addEventListener('keyup', this.up, true); }
  hostDisconnected(): void { removeEventListener('keydown', this.down, true); removeEventListener('keyup', this.up, true); }

  private readonly down = (event: KeyboardEvent) => { this.alone = event.key === 'Shift' && !event.repeat; if (!this.alone && event.key !== 'Shift') this.pressed = []; };
  private readonly up = (event: KeyboardEvent) => {
    // One of several elements on a page is enough: the first has blanked the title.
    if (event.key !== 'Shift' || !this.alone || !this.enabled() || document.title === BLANK) return;
    this.alone = false;
    const now = performance.now();
    this.pressed = [...this.pressed.filter((at) => now - at < WITHIN), now];
    if (this.pressed.length >= 3) this.leave();
  };

  /** Called first of all, by whoever has more to end. */
  before: (() => void) | undefined;

  /** Covers the page in the top layer, then goes. The page behind is replaced, so that Back does not lead to it. */
  readonly leave = (event?: Event): void => {
    event?.preventDefault();
    this.before?.();
    try {
      const cover = document.createElement('dialog');
      cover.className = 'cover';
      this.host.shadowRoot!.append(cover);
      cover.showModal();
    } catch { /* too old a browser for a cover: it leaves all the same */ }
    document.title = BLANK;
    // The next page is not told where its visitor came from.
    const policy = document.createElement('meta');
    policy.name = 'referrer';
    policy.content = 'no-referrer';
    document.head.append(policy);
    this.go(NEUTRAL);
  };

  /** Replaced in tests, which would be left too. */
  go = (url: string): void => {
    // From a frame the top window goes; a sandbox refuses that, then the frame itself does.
    try { window.top!.location.replace(url); } catch { location.replace(url); }
  };
}
