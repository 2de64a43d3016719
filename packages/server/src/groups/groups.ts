import type { Group, GroupPage, GroupQuery, GroupResult } from '@kith/contract';
import { createIndexInSlices, giveLabels, inSlices, isHidden, mergeGroups, searchPage, tiesInSteps, toResult, type GroupIndex, type Ties } from '@kith/finder';
import type { ProgramRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { forProgram } from '../store/tenant.ts';
import { takesAsks } from './asks.ts';
import { allLabels } from './words.ts';

const PAGE = 2_000;

/** Sisters that one group is shown with. */
const MOST_SISTERS = 20;

interface ProgramGroups {
  revision: number; index: GroupIndex; /** feed → instant of its last good fetch. */ fetched: Map<string, string>; builtAt: number;
  ties: Ties;
  /** A copy that is not shown → the one that is. */
  shownAs: Map<string, string>;
}

/**
 * The groups of every program: searched in memory, read from the store.
 * An index is built when it is first asked for and again when the program's revision has moved on; the old one answers meanwhile.
 */
export class Groups {
  private readonly store: Store;
  private readonly ready = new Map<string, ProgramGroups>();
  private readonly building = new Map<string, Promise<ProgramGroups>>();
  constructor(store: Store) { this.store = store; }

  async search(program: ProgramRow, query: GroupQuery, now = Date.now()): Promise<GroupPage> {
    const known = await this.of(program);
    // A group that was taken away since the index was built leaves its place empty until the next one.
    return searchPage(known.index, query, (hits) => this.read(program.id, hits.map(({ id }) => id), known), now);
  }

  /** One group with its sisters; the id of a copy gives the listing that is shown in its place. */
  async get(program: ProgramRow, given: string, now = Date.now()): Promise<GroupResult | undefined> {
    const known = await this.of(program);
    const id = known.shownAs.get(given) ?? given;
    const series = (known.ties.sisters.get(id) ?? []).filter((sister) => sister !== id).slice(0, 200);
    const [group, ...others] = await this.read(program.id, [id, ...series], known);
    if (group?.id !== id || isHidden(group, now)) return undefined;
    const sisters = others.filter((sister) => !isHidden(sister, now)).map((sister) => toResult(sister, now, program.time_zone))
      .sort((one, other) => ((one.next[0]?.start ?? '9') < (other.next[0]?.start ?? '9') ? -1 : 1)).slice(0, MOST_SISTERS)
      .map(({ id: sister, name, next: [next], format, place }) => ({ id: sister, name, format, ...(next ? { next } : {}), ...(place?.locality ? { locality: place.locality } : {}) }));
    const result = toResult(group, now, program.time_zone);
    const invites = [...(!group.source && group.sampleYear === undefined && result.next.length ? ['plan'] : []), ...(takesAsks(group) && await this.hasCoordinator(program.id) ? ['ask'] : [])];
    return { ...result, ...(sisters.length ? { sisters } : {}), ...(invites.length ? { invites } : {}) };
  }

  /** Somebody who reads what people ask. */
  private async hasCoordinator(program: string): Promise<boolean> {
    return await this.store.read.selectFrom('staff').select('user_id').where('program_id', '=', program).where('roles', 'like', '%"coordinator"%').limit(1).executeTakeFirst() !== undefined;
  }

  /** Every group that visitors can see, for what is published. In the order of their ids. */
  async* all(program: ProgramRow, now = Date.now()): AsyncGenerator<Group> {
    const known = await this.of(program);
    const ids = [...known.index.ids].sort();
    for (let at = 0; at < ids.length; at += PAGE) for (const group of await this.read(program.id, ids.slice(at, at + PAGE), known)) if (!isHidden(group, now)) yield group;
  }

  /** Groups by id, in that order; those that are not there any more are left out. */
  private async read(programId: string, ids: readonly string[], known: ProgramGroups): Promise<Group[]> {
    const wanted = ids.flatMap((id) => known.ties.copies.get(id) ?? [id]);
    const rows: { id: string; feed_id: string | null; body: string }[] = [];
    for (let at = 0; at < wanted.length; at += 500) rows.push(...await this.store.read.selectFrom('groups').select(['id', 'feed_id', 'body']).where('program_id', '=', programId).where('id', 'in', wanted.slice(at, at + 500)).execute());
    const byId = new Map(rows.map((row) => [row.id, toGroup(row, known.fetched)]));
    return ids.map((id) => mergeGroups((known.ties.copies.get(id) ?? [id]).map((copy) => byId.get(copy)).filter((group) => group !== undefined))).filter((group) => group !== undefined);
  }

  /** Revision of the index that answers now; 0 before there is one. */
  revision(programId: string): number { return this.ready.get(programId)?.revision ?? 0; }

  private async of(program: ProgramRow): Promise<ProgramGroups> {
    const ready = this.ready.get(program.id);
    if (ready && ready.revision >= program.revision) return ready;
    const building = this.building.get(program.id) ?? this.build(program);
    return ready ?? building;
  }

  /** Builds what a change made out of date, for programs that somebody has asked for. Called by the sweep. */
  async follow(program: ProgramRow): Promise<void> {
    const ready = this.ready.get(program.id);
    const old = ready && Date.now() - ready.builtAt > 3_600_000;
    if (ready && (ready.revision < program.revision || old)) await (this.building.get(program.id) ?? this.build(program));
  }

  private build(program: ProgramRow): Promise<ProgramGroups> {
    // Whoever asked first: it is this program's, and goes on when they have gone.
    const promise = forProgram(program.id, () => this.load(program)).finally(() => this.building.delete(program.id));
    // Where an old index answers meanwhile, nobody waits for it: the next one tries again.
    promise.catch(() => undefined);
    this.building.set(program.id, promise);
    return promise;
  }

  private async load(program: ProgramRow): Promise<ProgramGroups> {
    const feeds = await this.store.read.selectFrom('feeds').select(['id', 'fetched_at']).where('program_id', '=', program.id).execute();
    const fetched = new Map(feeds.map(({ id, fetched_at }) => [id, fetched_at ?? '']));
    const groups: Group[] = [];
    const now = Date.now();
    for (let after = ''; ;) {
      const rows = await this.store.read.selectFrom('groups').select(['id', 'feed_id', 'body']).where('program_id', '=', program.id).where('id', '>', after).orderBy('id').limit(PAGE).execute();
      for (const row of rows) { const group = toGroup(row, fetched); if (!isHidden(group, now)) groups.push(group); }
      if (rows.length < PAGE) break;
      after = rows.at(-1)!.id;
    }
    const ties = await inSlices(tiesInSteps(groups));
    const { copies } = ties;
    const shownAs = new Map([...copies].flatMap(([shown, [, ...others]]) => others.map((copy) => [copy, shown] as const)));
    const byId = copies.size ? new Map(groups.map((group) => [group.id, group])) : undefined;
    const shown = byId ? groups.filter(({ id }) => !shownAs.has(id)).map((group) => mergeGroups((copies.get(group.id) ?? [group.id]).map((id) => byId.get(id)!))!) : groups;
    const index = await createIndexInSlices(shown, { timeZone: program.time_zone });
    giveLabels(index, allLabels);
    const built: ProgramGroups = { revision: program.revision, index, fetched, builtAt: now, ties, shownAs };
    this.ready.set(program.id, built);
    return built;
  }
}

function toGroup(row: { feed_id: string | null; body: string }, fetched: Map<string, string>): Group {
  const group = JSON.parse(row.body) as Group;
  const fetchedAt = row.feed_id === null ? undefined : fetched.get(row.feed_id);
  return fetchedAt ? { ...group, fetchedAt } : group;
}
