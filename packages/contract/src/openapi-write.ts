import { writeFileSync } from 'node:fs';
import { openapi } from './openapi.ts';

/** Writes `openapi.json` anew: `npm run openapi`. */
writeFileSync(new URL('../openapi.json', import.meta.url), `${JSON.stringify(openapi(), null, 2)}\n`);
