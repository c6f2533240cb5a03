import { Box } from '@mantine/core';
import { useRef, type JSX, type ReactNode } from 'react';
import { rowsOf } from '../lib/csv';
import { CsvButton } from './CsvButton';

export interface TableWithCsvProps {
  /** The name of the file. */
  file: string;
  className?: string | undefined;
  /** Holds one table. */
  children: ReactNode;
}

/** A table, and under it the same as a file. */
export function TableWithCsv({ file, className, children }: TableWithCsvProps): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const rows = (): string[][] => {
    const table = frame.current?.querySelector('table');
    return table == null ? [] : rowsOf(table);
  };
  return (
    <>
      <Box ref={frame} className={className ?? ''}>
        {children}
      </Box>
      <CsvButton file={file} rows={rows} />
    </>
  );
}
