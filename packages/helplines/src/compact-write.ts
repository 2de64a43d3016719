import { writeFileSync } from 'node:fs';
import { compact, compactSources } from './compact.ts';

/** Writes the modules that programs load from the reviewable data: `npm run helplines`. */
writeFileSync(new URL('./data.ts', import.meta.url), compact());
writeFileSync(new URL('./source-data.ts', import.meta.url), compactSources());
