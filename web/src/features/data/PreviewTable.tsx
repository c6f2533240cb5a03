import { Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { formatCount } from '../../lib/count';
import { asSentence } from '../../lib/words';
import { data as messages } from '../../messages/data';
import styles from './PreviewTable.module.css';

type Row = Schemas['PreviewRow'];

function Verdict({ row }: { row: Row }): JSX.Element {
  const { closes, rejected } = row;
  if (rejected === null) {
    return (
      <span className={styles.good}>
        {closes ? messages.previewTable.saysNo : messages.previewTable.comesIn}
      </span>
    );
  }
  const { setAside, setAsideButNo } = messages.previewTable;
  const why = asSentence(rejected.why);
  return <span className={styles.bad}>{closes ? setAsideButNo(why) : setAside(why)}</span>;
}

/** What a cell is read as, where that is not what stands in the file. */
function ReadAs({ value }: { value: string | null }): JSX.Element | null {
  if (value === null) return null;
  return <span className={styles.read}>{messages.previewTable.readAs(value)}</span>;
}

function Rows({ columns, rows, label }: { columns: string[]; rows: Row[]; label: string }): JSX.Element {
  return (
    <div className={styles.frame} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{messages.previewTable.line}</th>
            <th scope="col">{messages.previewTable.whatBecomesOfIt}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line} data-rejected={row.rejected !== null}>
              <td className="tl-number">{formatCount(row.line)}</td>
              <td>
                <Verdict row={row} />
              </td>
              {row.cells.map((cell, at) => (
                // The cells of a row have no other name than their column.
                <td key={columns[at] ?? at} data-field={columns[at] === row.rejected?.field}>
                  {cell}
                  <ReadAs value={row.read[at] ?? null} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The first rows of a file as they would come in, and those that would not, with the reason. */
export function PreviewTable({ preview }: { preview: Schemas['Preview'] }): JSX.Element {
  const { n_rows, n_rejected, n_closing, n_silent, columns, rows, rejected, notes } = preview;
  const shown = new Set(rows.map((row) => row.line));
  const others = rejected.filter((row) => !shown.has(row.line));
  return (
    <>
      <Text size="sm" mb="xs" role="status">
        {n_rejected === 0
          ? messages.previewTable.allFirstWouldCome(n_rows)
          : messages.previewTable.firstWouldSetAsideThey(n_rows, formatCount(n_rejected))}
      </Text>
      {n_closing > 0 && (
        <Text size="sm" mb="xs">
          {messages.previewTable.ofThemSayNo(n_closing)}
        </Text>
      )}
      {n_silent > 0 && (
        <Text size="sm" mb="xs">
          {messages.previewTable.ofThemSayNothing(n_silent)}
        </Text>
      )}
      {rows.length > 0 && <Rows columns={columns} rows={rows} label={messages.previewTable.firstRows} />}
      {others.length > 0 && (
        <>
          <Text size="sm" fw={600} mt="md" mb="xs">
            {messages.previewTable.furtherRowsWouldSetAside}
          </Text>
          <Rows columns={columns} rows={others} label={messages.previewTable.rowsWouldSetAside} />
        </>
      )}
      {notes.map((note) => (
        <Text key={note} size="sm" c="dimmed" mt={4}>
          {asSentence(note)}
        </Text>
      ))}
    </>
  );
}
