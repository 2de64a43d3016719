import { writeFileSync } from 'node:fs';
import { compact } from './compact.ts';

/** Writes the module that programs load from the reviewable data: `npm run helplines`. */
writeFileSync(new URL('./data.ts', import.meta.url), compact());
