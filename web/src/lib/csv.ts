/** What a spreadsheet would take for a formula is given as text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.,]+%?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as a comma-separated file. */
export function csvOf(rows: string[][]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
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

/** The cells of a table as a reader sees them. */
export function rowsOf(table: HTMLTableElement): string[][] {
  return [...table.rows].map((row) =>
    [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
  );
}
