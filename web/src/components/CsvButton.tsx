import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { JSX } from 'react';
import { csvOf, download } from '../lib/csv';
import { components as messages } from '../messages/components';

export interface CsvButtonProps {
  /** The name of the file. */
  file: string;
  /** Its rows, the head first; made when the button is pressed. */
  rows: () => string[][];
}

/** Gives a table as a file that spreadsheets open. */
export function CsvButton({ file, rows }: CsvButtonProps): JSX.Element {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      mt="xs"
      leftSection={<IconDownload size={14} aria-hidden />}
      onClick={() => download(file, csvOf(rows()), 'text/csv')}
    >
      {messages.csvButton.tableAsCsv}
    </Button>
  );
}
