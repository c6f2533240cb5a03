import { LOCALE } from './count';
import { writeNumber } from './readNumber';

/** A spreadsheet splits a file by this mark: where a comma is the decimal mark, it cannot part cells as well. */
export function csvMark(locale: string): ',' | ';' {
  return writeNumber(0.5, locale).includes(',') ? ';' : ',';
}

/** What a spreadsheet would take for a formula is given as text; a number with the minus of a page as a number. */
function cell(text: string, mark: string): string {
  const plain = /^−[\d.,]+%?$/u.test(text) ? text.replace('−', '-') : text;
  const safe = /^[=+\-@\t\r]/.test(plain) && !/^[+-]?[\d.,]+%?$/.test(plain) ? `'${plain}` : plain;
  return safe.includes(mark) || /["\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as a file that the reader's spreadsheet opens by itself. */
export function csvOf(rows: string[][], locale: string = LOCALE): string {
  const mark = csvMark(locale);
  // Without the mark at the front a spreadsheet takes the letters for those of an old machine.
  return `\ufeff${rows.map((row) => `${row.map((text) => cell(text, mark)).join(mark)}\r\n`).join('')}`;
}

/** Saves what is at an address under a name. */
export function saveAs(file: string, url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = file;
  link.click();
}

/** Gives the reader a file. */
export function download(file: string, content: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  saveAs(file, url);
  URL.revokeObjectURL(url);
}

/** What stands in a cell, its parts apart as a reader sees them. */
function seen(cell: HTMLTableCellElement): string {
  // Without a layout there is no text as it is seen: then what is written.
  const text = (cell as { innerText?: string }).innerText ?? cell.textContent;
  return text.replace(/\s+/g, ' ').trim();
}

/** The cells of a table as a reader sees them. */
export function rowsOf(table: HTMLTableElement): string[][] {
  return [...table.rows].map((row) => [...row.cells].map(seen));
}
