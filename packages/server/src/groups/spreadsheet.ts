import { Worker } from 'node:worker_threads';
import { Refusal } from '../refusal.ts';

/** Workbooks as coordinators keep them (.xlsx): the first sheet becomes a table of text, which is read like any other. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_FILES = 2_000;
const MOST_TIME = 20_000;
const refuse = (message: string) => new Refusal('feed-spreadsheet', message);

const begins = (bytes: Buffer, ...start: number[]) => start.every((byte, at) => bytes[at] === byte);
const isZip = (bytes: Buffer) => begins(bytes, 0x50, 0x4b, 0x03, 0x04);
/** Excel until 2003. */
const isOld = (bytes: Buffer) => begins(bytes, 0xd0, 0xcf, 0x11, 0xe0);

/** What the files of a zip say that they hold, in bytes; undefined when its list cannot be read. */
function unpackedSize(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 20 > bytes.length) return undefined;
  let at = bytes.readUInt32LE(end + 16);
  let size = 0;
  const files = bytes.readUInt16LE(end + 10);
  if (files > MOST_FILES) return Infinity;
  for (let file = 0; file < files; file++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    size += bytes.readUInt32LE(at + 24);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return size;
}

/** The text of a feed, whether it came as text or as a workbook. Throws a `Refusal` in words. */
export async function textOf(bytes: Buffer): Promise<string> {
  if (isOld(bytes)) throw refuse('This is a file of an old Excel (.xls). Save it as .xlsx, or as CSV.');
  if (!isZip(bytes)) return bytes.toString('utf8');
  const size = unpackedSize(bytes);
  if (size === undefined) throw refuse('This is a packed file that is cut off or broken. Save the spreadsheet again as .xlsx, or as CSV.');
  if (size > MOST_BYTES) throw refuse('This spreadsheet is too large once it is unpacked. Save the sheet with the groups as CSV.');
  return new Promise((resolve, reject) => {
    // In a thread of its own: to unpack takes time, and chats go on meanwhile.
    const worker = new Worker(new URL(import.meta.url.endsWith('.ts') ? './spreadsheet-worker.ts' : './spreadsheet-worker.js', import.meta.url), { workerData: bytes, resourceLimits: { maxOldGenerationSizeMb: 512 } });
    const broken = () => { reject(refuse('This is not a spreadsheet that Kith can read. Save it as .xlsx, or as CSV.')); };
    const timer = setTimeout(() => { void worker.terminate(); reject(refuse('This spreadsheet takes too long to read. Save the sheet with the groups as CSV.')); }, MOST_TIME);
    worker.once('message', (text: string | undefined) => { clearTimeout(timer); if (text === undefined) broken(); else resolve(text); });
    worker.once('error', () => { clearTimeout(timer); broken(); });
  });
}
