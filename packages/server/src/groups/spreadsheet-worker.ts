import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/node';

/** Reads the first sheet of a workbook into a table of text. Says nothing at all for what is no workbook. */
type Cell = string | number | boolean | Date | null;
const two = (value: number) => String(value).padStart(2, '0');
const clock = (minutes: number) => `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;

/** Spreadsheets keep a time as a part of a day, and a date as days since 1900. */
function textOfCell(cell: Cell, header: string): string {
  if (cell === null) return '';
  if (cell instanceof Date) {
    const minutes = Math.round((cell.getTime() % 86_400_000 + 86_400_000) % 86_400_000 / 60_000);
    if (cell.getUTCFullYear() < 1901) return clock(minutes);
    return `${cell.toISOString().slice(0, 10)}${minutes ? `T${clock(minutes)}` : ''}`;
  }
  if (typeof cell === 'number' && cell >= 0 && cell < 1 && /time|start|end/i.test(header)) return clock(Math.round(cell * 1440));
  return String(cell);
}

try {
  const rows = await readSheet(Buffer.from(workerData as Uint8Array)) as Cell[][];
  const header = (rows[0] ?? []).map((cell) => textOfCell(cell, ''));
  parentPort!.postMessage(rows.map((row) => row.map((cell, at) => `"${textOfCell(cell, header[at] ?? '').replaceAll('"', '""')}"`).join(',')).join('\n'));
} catch { parentPort!.postMessage(undefined); }
