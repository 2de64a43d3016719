/** Entry of the file that reads feeds in a built copy; a worker runs the same file. */
import { askAhead } from './feed-source.ts';

export { answerAsWorker, feedSource } from './feed-source.ts';

if ('document' in globalThis) askAhead();
