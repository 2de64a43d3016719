import { adoptStyles, html, type TemplateResult } from 'lit';
import { mentorRequests, type MentorRequests } from '@kith/sdk';
import { Apply } from './apply.ts';
import { Consent } from './consent.ts';
import { Own } from './own.ts';
import type { MentorRoom, Phase, Room } from './room.ts';
import { styles } from './later.styles.ts';
import { sent } from './sent.ts';

/** Everything that comes after the form: a chunk that nobody loads who only looks at it. */
export interface Later { api: MentorRequests; part: (room: Room, phase: Phase) => TemplateResult; stop: () => void }

export function make(host: MentorRoom): Later {
  adoptStyles(host.shadowRoot!, styles);
  const api = mentorRequests(host.connection);
  const own = new Own(host, api);
  const consent = new Consent(host, api);
  const apply = new Apply(host, api);
  return {
    api,
    part: (room, phase) => {
      switch (phase) {
        case 'sent': return sent(room, host, api);
        case 'own': return own.part(room);
        case 'consent': return consent.part(room);
        case 'apply': return apply.part(room);
        default: return html``;
      }
    },
    stop: () => { own.stop(); },
  };
}
