import type { GroupResult, ReportKind } from '@kith/contract';
import { calendars, groups, isApiError, type Groups } from '@kith/sdk';
import type { TemplateResult } from 'lit';
import type { ListClock } from '../parts/group-card.ts';
import { detail } from './detail.ts';
import { keepGroup, keptGroups } from './kept.ts';
import type { GroupSource } from './source.ts';

export type ReportState = 'closed' | 'open' | 'sending' | 'sent' | 'failed';

/** What an opened group needs of the element around it. */
export interface OpenedHost { source: GroupSource; requestUpdate: () => void; focusOn: (selector: string) => Promise<void>; back: () => void; open: (group: GroupResult) => void }

/** Milliseconds until what did not come is asked for again, after the tries of the SDK. */
const AGAIN = [1_000, 5_000, 20_000];
const newKey = (): string => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

/** One group, opened: what is known of it, and what the visitor does with it. */
export class Opened {
  group: GroupResult;
  reportState: ReportState = 'closed';
  /** The guidelines have been read: the way to join is shown. */
  joinShown = false;
  copied: 'yes' | 'no' | undefined;
  keepFailed = false;
  planState: 'no' | 'sending' | 'yes' | 'failed' = 'no';
  /** What the group was told last. */
  comes = false;
  private planned: { key: string; at: string } | undefined;
  private readonly host: OpenedHost;
  private readonly calls: Groups | undefined;
  constructor(host: OpenedHost, group: GroupResult) {
    this.host = host;
    this.group = group;
    this.calls = host.source.connection && groups(host.source.connection);
    if (this.calls) void this.readWhole(this.calls);
  }

  /** The list knows most of it. The rest comes when it comes: other meetings, and what one can say to the group. Where it does not come it is asked for again. */
  private async readWhole(calls: Groups, tries = 0): Promise<void> {
    const { id, distance } = this.group;
    try {
      this.group = { ...await calls.get(id), ...(distance === undefined ? {} : { distance }) };
      this.host.requestUpdate();
    } catch (error) { if (AGAIN[tries] && !(isApiError(error) && error.code === 'group-not-found')) setTimeout(() => void this.readWhole(calls, tries + 1), AGAIN[tries]); }
  }

  get mayReport(): boolean { return this.calls !== undefined; }
  /** Address of the group's own page, to share and to print. */
  get page(): string | undefined { const { connection } = this.host.source; return connection && `${connection.server}/groups/${encodeURIComponent(connection.site)}/${encodeURIComponent(this.group.id)}`; }
  get calendar(): string | undefined { const { connection } = this.host.source; return connection && this.group.next.length ? calendars(connection).ofGroup(this.group.id) : undefined; }
  readonly back = (): void => { this.host.back(); };

  /** Closes what is open in it; false when nothing was. */
  escape(): boolean {
    if (this.reportState !== 'open') return false;
    this.setReport('closed');
    return true;
  }

  readonly setReport = (state: ReportState): void => {
    this.reportState = state;
    this.host.requestUpdate();
    void this.host.focusOn(state === 'open' ? '.report input' : '#report');
  };

  readonly report = async (kind: ReportKind): Promise<void> => {
    if (this.reportState === 'sending') return;
    this.reportState = 'sending';
    this.host.requestUpdate();
    try { await this.calls!.report(this.group.id, kind, newKey()); this.reportState = 'sent'; } catch { this.reportState = 'failed'; }
    this.host.requestUpdate();
    if (this.reportState === 'sent') void this.host.focusOn('.thanks');
  };

  get mayPlan(): boolean { return this.group.invites?.includes('plan') === true && this.group.next.length > 0; }
  /** Where somebody asks how to join: a page of the server, where the page around this one cannot read along. */
  get askPage(): string | undefined { return this.group.invites?.includes('ask') ? `${this.page!}#ask` : undefined; }
  /** Counts one more for the next date, or takes that back. Who it was is remembered nowhere but here, while the page is open. */
  readonly plan = async (): Promise<void> => {
    if (this.planState === 'sending') return;
    const comes = !this.comes;
    // One key and one date until it is taken back: a retry counts nobody twice, and what is taken back is what was said.
    this.planned ??= { key: newKey(), at: this.group.next[0]!.localStart };
    this.planState = 'sending';
    this.host.requestUpdate();
    try {
      await this.calls!.plan(this.group.id, this.planned.at, comes, this.planned.key);
      this.comes = comes;
      this.planState = comes ? 'yes' : 'no';
      if (!comes) this.planned = undefined;
    } catch { this.planState = 'failed'; }
    this.host.requestUpdate();
  };

  readonly showJoin = (): void => { this.joinShown = true; this.host.requestUpdate(); void this.host.focusOn('#join'); };

  /** The address alone: what a group is about is for the sender to say. */
  readonly share = async (): Promise<void> => {
    const url = this.page!;
    try {
      if (typeof navigator.share === 'function') await navigator.share({ url }); else { await navigator.clipboard.writeText(url); this.copied = 'yes'; }
    } catch (error) { if (!(error instanceof DOMException && error.name === 'AbortError')) this.copied = 'no'; }
    this.host.requestUpdate();
  };

  get mayKeep(): boolean { return this.host.source.connection !== undefined; }
  get isKept(): boolean { const { connection } = this.host.source; return connection !== undefined && keptGroups(connection.site).includes(this.group.id); }
  readonly keep = (): void => { this.copied = undefined; this.keepFailed = !keepGroup(this.host.source.connection!.site, this.group.id, !this.isKept); this.host.requestUpdate(); };

  readonly openSister = async (id: string): Promise<void> => {
    try { this.host.open(await this.calls!.get(id)); } catch { /* it stays where it is; the list has it too */ }
  };

  render(clock: ListClock): TemplateResult { return detail(this, clock); }
}
