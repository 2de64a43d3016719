import { groupPreview, previewStyles } from '@kith/elements/parts/group-preview';
import type { GroupResult } from '@kith/sdk/staff';
import { LitElement, type TemplateResult } from 'lit';
import { defined } from './part.ts';

/** A listing as visitors see it, with the finder's own drawing and styles. */
export class KithGroupPreview extends LitElement {
  static override styles = previewStyles;
  static override properties = { group: { attribute: false }, zone: { attribute: false } };
  declare group: GroupResult;
  declare zone: string;
  protected override render(): TemplateResult { return groupPreview(this.group, this.zone); }
}
defined('kith-group-preview', KithGroupPreview);
