import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import { readFeed } from '@kith/finder';
import { runCommand } from '../cli.ts';
import { temporaryFolder } from '../testing.ts';
import { textOf } from './spreadsheet.ts';

/** A zip as spreadsheet programs write it. `lie`: what its list says that each file holds. */
function zip(files: Record<string, string>, lie?: number): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [title, body] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(body);
    const facts = Buffer.alloc(26);
    [[4, 20], [6, 0], [8, 8]].forEach(([offset, value]) => { facts.writeUInt16LE(value!, offset! - 4); });
    facts.writeUInt32LE(crc32(body), 10); facts.writeUInt32LE(packed.length, 14); facts.writeUInt32LE(lie ?? body.length, 18); facts.writeUInt16LE(title.length, 22);
    parts.push(Buffer.from([0x50, 0x4b, 3, 4]), facts, title, packed);
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(at, 12);
    list.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), facts.subarray(0, 24), Buffer.alloc(2), entry.subarray(2), title);
    at += 30 + title.length + packed.length;
  }
  const index = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 8); end.writeUInt16LE(count, 10); end.writeUInt32LE(index.length, 12); end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, index, end]);
}
const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
const column = (at: number): string => (at < 26 ? String.fromCharCode(65 + at) : column(Math.floor(at / 26) - 1) + column(at % 26));
/** A cell: text as it is, a number with the style of a time (1) or of a date (2). */
type Cell = string | { n: number; style: number };
function workbook(rows: Cell[][], lie?: number): Buffer {
  const cells = rows.map((row, y) => `<row r="${y + 1}">${row.map((cell, x) => (typeof cell === 'string' ? (cell ? `<c r="${column(x)}${y + 1}" t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>` : '') : `<c r="${column(x)}${y + 1}" s="${cell.style}"><v>${cell.n}</v></c>`)).join('')}</row>`).join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  return zip({
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Groups" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="20" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${main}"><sheetData>${cells}</sheetData></worksheet>`,
  }, lie);
}

test('a spreadsheet gives the same 20 groups as the table, to the command and to a feed', async (context) => {
  const rows = [['Name', 'Day', 'Time', 'End Time', 'Location', 'Address', 'City', 'State', 'Types', 'Notes', 'Timezone'], ...Array.from({ length: 20 }, (_, at) => [`Group ${at}, "quiet" & <calm>`, ['Monday', 'Tue & Thu', '6'][at % 3]!, `${8 + at % 12}:30`, `${9 + at % 12}:45`, 'Oak Hall', `${at} Oak St`, 'Springfield', 'IL', ['O', 'C, W', 'Open'][at % 3]!, at % 2 ? 'First line\nSecond: “Ünïcode” 平安' : '', 'America/Chicago'])];
  const table = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
  const options = { feed: 'test', owner: { name: 'Owner' } };
  const bytes = workbook(rows);
  const [sheet, text] = [await readFeed(await textOf(bytes), options), await readFeed(table, options)];
  assert.ok(sheet.ok && text.ok && sheet.kind === 'table');
  assert.equal(sheet.groups.length, 20);
  assert.deepEqual(sheet.groups, text.groups);
  const path = join(await temporaryFolder(context), 'groups.xlsx');
  await writeFile(path, bytes);
  let said = '';
  assert.equal(await runCommand(['feed', 'check', path], {}, { line: (text) => { said = text; }, mistake: (text) => { said = text; } }), 0);
  assert.match(said, /This is a table \(CSV or a spreadsheet\): 20 groups of 20 records/);
});

test('times and dates of a spreadsheet are times and dates', async () => {
  const text = await textOf(workbook([['Name', 'Day', 'Time', 'End', 'Updated', 'Notes'], ['Walk, "slow"', 'Monday', { n: 0.791_666_666_666_666_7, style: 1 }, { n: 0.854_166_666_666_666_6, style: 0 }, { n: 46_000, style: 2 }, 'a\nb']]));
  assert.equal(text, '"Name","Day","Time","End","Updated","Notes"\n"Walk, ""slow""","Monday","19:00","20:30","2025-12-09","a\nb"');
});

test('what is no spreadsheet is refused in words: cut off, another zip, an old file, one that unpacks to gigabytes', async () => {
  const good = workbook([['Name', 'Day'], ['A', 'Monday']]);
  const old = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]);
  for (const [bytes, words] of [[good.subarray(0, good.length - 60), /cut off or broken/], [zip({ 'a.txt': 'hello' }), /not a spreadsheet/], [old, /\.xls/], [workbook([['Name'], ['A']], 0x7fffffff), /too large once it is unpacked/], [zip(Object.fromEntries(Array.from({ length: 2_100 }, (_, at) => [`f${at}`, '']))), /too large/]] as const) await assert.rejects(textOf(bytes), words);
  assert.equal(await textOf(Buffer.from('name,day\nA,1')), 'name,day\nA,1');
});
