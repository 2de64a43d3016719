import type { Group } from '@kith/contract';
import { Packed } from '../compress.ts';
import type { ProgramRow } from '../store/schema.ts';
import type { Groups } from './groups.ts';

/** ms. What is published speaks of dates ahead, so it is written anew now and then. */
const FRESH = 3_600_000;
/** Characters that are kept over all programs; the oldest go first. */
const MOST_KEPT = 64 * 1024 * 1024;

interface Kept { revision: number; at: number; length: number; packed: Promise<Packed> }

/** The listings of a program as others read them: written once for each of its revisions, whoever asks and however often. */
export class Published {
  private readonly groups: Groups;
  private readonly kept = new Map<string, Kept>();
  constructor(groups: Groups) { this.groups = groups; }

  /** `key` tells apart what is written of one program; `turn` waits for the program's turn. */
  get(program: ProgramRow, key: string, write: (groups: Group[]) => Promise<string>, turn: (work: () => Promise<string>) => Promise<string>): Promise<Packed> {
    const name = `${program.id} ${key}`;
    const known = this.kept.get(name);
    if (known?.revision === program.revision && performance.now() - known.at < FRESH) return known.packed;
    const made: Kept = { revision: program.revision, at: performance.now(), length: 0, packed: turn(() => this.write(program, write)).then((text) => { made.length = text.length; this.forget(); return new Packed(text); }) };
    made.packed.catch(() => { if (this.kept.get(name) === made) this.kept.delete(name); });
    this.kept.delete(name);
    this.kept.set(name, made);
    return made.packed;
  }

  private async write(program: ProgramRow, write: (groups: Group[]) => Promise<string>): Promise<string> {
    const list: Group[] = [];
    // Sample data is never passed on: nobody could tell it from a listing any more.
    for await (const group of this.groups.all(program)) if (group.sampleYear === undefined) list.push(withoutGuardedWays(group));
    return write(list);
  }

  private forget(): void {
    let sum = 0;
    for (const { length } of this.kept.values()) sum += length;
    for (const [name, { length }] of this.kept) { if (sum <= MOST_KEPT) return; this.kept.delete(name); sum -= length; }
  }
}

/** A group that wants its guidelines read first: elsewhere nobody would see them before the way to join, which its notes may hold too. */
function withoutGuardedWays(group: Group): Group {
  if (!group.guidelines) return group;
  const { online: _, contact: __, ...listing } = group;
  return listing;
}
