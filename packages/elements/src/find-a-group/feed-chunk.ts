/** Entry of the file that reads feeds in a built copy; a worker runs the same file. */
export { answerAsWorker, feedSource } from './feed-source.ts';
