import type { GroupResult } from '@kith/contract';
import { en } from '@kith/finder/locale/en';
import { labels } from '@kith/finder/locale/en-labels';
import { html, type TemplateResult } from 'lit';
import { styles } from '../find-a-group/find-a-group.styles.ts';
import { card } from './group-card.ts';
import { tokens } from './tokens.styles.ts';

/** What visitors read for a slug, with the words of a list. */
export const groupLabels = Object.assign(en, labels);
export const previewStyles = [tokens, styles];

/** A listing as it stands in the list of groups, for somebody who reads in English in the group's own time zone; its buttons do nothing. */
export function groupPreview(group: GroupResult, zone: string): TemplateResult {
  const clock = { tag: 'en', words: groupLabels, zone, now: Date.now(), level: 4 };
  return html`<div class="finder" inert><ul class="list" role="list">${card(group, clock, () => { /* nothing to open */ })}</ul></div>`;
}
