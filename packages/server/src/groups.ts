import type { Group, GroupPage, GroupQuery, GroupResult } from '@kith/contract';
import { createIndexInSlices, isHidden, searchPage, toResult, type GroupIndex } from '@kith/finder';
import type { ProgramRow } from './store/schema.ts';
import type { Store } from './store/store.ts';

const PAGE = 2_000;

interface ProgramGroups { revision: number; index: GroupIndex; /** feed → instant of its last good fetch. */ fetched: Map<string, string>; builtAt: number }

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
    const { index, fetched } = await this.of(program);
    return searchPage(index, query, async (hits) => {
      const rows = hits.length ? await this.store.read.selectFrom('groups').select(['id', 'feed_id', 'body']).where('program_id', '=', program.id).where('id', 'in', hits.map(({ id }) => id)).execute() : [];
      const byId = new Map(rows.map((row) => [row.id, toGroup(row, fetched)]));
      // A group that was taken away since the index was built leaves its place empty until the next one.
      return hits.map(({ id }) => byId.get(id)).filter((group): group is Group => group !== undefined);
    }, now);
  }

  async get(program: ProgramRow, id: string, now = Date.now()): Promise<GroupResult | undefined> {
    const { fetched } = await this.of(program);
    const row = await this.store.read.selectFrom('groups').select(['feed_id', 'body']).where('program_id', '=', program.id).where('id', '=', id).executeTakeFirst();
    const group = row && toGroup(row, fetched);
    return group && !isHidden(group, now) ? toResult(group, now, program.time_zone) : undefined;
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
    const promise = this.load(program).finally(() => this.building.delete(program.id));
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
    const built: ProgramGroups = { revision: program.revision, index: await createIndexInSlices(groups, { timeZone: program.time_zone }), fetched, builtAt: now };
    this.ready.set(program.id, built);
    return built;
  }
}

function toGroup(row: { feed_id: string | null; body: string }, fetched: Map<string, string>): Group {
  const group = JSON.parse(row.body) as Group;
  const fetchedAt = row.feed_id === null ? undefined : fetched.get(row.feed_id);
  return fetchedAt ? { ...group, fetchedAt } : group;
}
