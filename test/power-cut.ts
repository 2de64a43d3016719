import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = 4096;
const kept = (name: string) => /^(kith|keys)\.db(-wal)?$|^deletions\.log$/.test(name);

/** A disk that forgets what was not synced. Undefined where there is no compiler. */
export function forgetfulDisk(base: string, data: string): { env: Record<string, string>; cut: (random: () => number) => void } | undefined {
  const library = join(base, 'power-cut.so');
  const shadow = join(base, 'shadow');
  mkdirSync(shadow, { recursive: true });
  if (spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, join(import.meta.dirname, 'power-cut.c'), '-ldl']).status !== 0) return undefined;
  // What is there at the beginning was synced by whoever made it.
  if (existsSync(data)) for (const name of readdirSync(data).filter(kept)) writeFileSync(join(shadow, name), readFileSync(join(data, name)));
  return {
    env: { LD_PRELOAD: library, SHADOW_DIR: shadow },
    /** With the server dead: each page of each file is what was synced last, or what was written after it; half of the time nothing was. */
    cut(random) {
      const nothing = random() < 0.5;
      for (const name of readdirSync(data).filter((file) => kept(file) || file.endsWith('-shm'))) {
        const path = join(data, name);
        // Shared memory is no file of the disk's.
        if (name.endsWith('-shm')) { rmSync(path); continue; }
        if (!existsSync(join(shadow, name))) { if (nothing || random() < 0.5) rmSync(path); continue; }
        const synced = readFileSync(join(shadow, name));
        if (nothing) { writeFileSync(path, synced); continue; }
        const written = readFileSync(path);
        // As long as either: its length may have reached the disk without its pages.
        const whole = Buffer.alloc(random() < 0.5 ? synced.length : written.length);
        for (let at = 0; at < whole.length; at += PAGE) {
          const from = at >= synced.length || (random() < 0.5 && at < written.length) ? written : synced;
          if (at < from.length) from.copy(whole, at, at, at + PAGE);
        }
        writeFileSync(path, whole);
      }
      for (const name of readdirSync(shadow)) if (kept(name) && !existsSync(join(data, name))) writeFileSync(join(data, name), readFileSync(join(shadow, name)));
    },
  };
}
