import { readConfig, serve } from 'kith';

/** One node of `npm run cluster`. */
const running = await serve(readConfig(process.env), 'try-it');
process.once('SIGTERM', () => { void running.stop().then(() => { process.exit(0); }); });
