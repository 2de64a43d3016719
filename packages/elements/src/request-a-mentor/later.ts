import { adoptStyles, html, type TemplateResult } from 'lit';
import { Apply } from './apply.ts';
import { Consent } from './consent.ts';
import { Own } from './own.ts';
import type { MentorRoom, Phase, Room } from './room.ts';
import { styles } from './later.styles.ts';
import { sent } from './sent.ts';

/** Everything that comes after the form: a chunk that nobody loads who only looks at it. */
export interface Later { part: (room: Room, phase: Phase) => TemplateResult; stop: () => void }

export function make(host: MentorRoom): Later {
  adoptStyles(host.shadowRoot!, styles);
  const own = new Own(host);
  const consent = new Consent(host);
  const apply = new Apply(host);
  return {
    part: (room, phase) => {
      switch (phase) {
        case 'sent': return sent(room, host);
        case 'own': return own.part(room);
        case 'consent': return consent.part(room);
        case 'apply': return apply.part(room);
        default: return html``;
      }
    },
    stop: () => { own.stop(); },
  };
}
