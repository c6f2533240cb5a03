import { NativeSelect, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { asSentence } from '../../lib/words';
import { data as messages } from '../../messages/data';
import { roleChoices, roleWords } from '../../lib/columnRole';
import styles from './ColumnTable.module.css';

export interface ColumnTableProps {
  columns: Schemas['DraftColumn'][];
  onRole: (column: string, role: string) => void;
}

/** What each column of a file is taken for, and the way to say otherwise. */
export function ColumnTable({ columns, onRole }: ColumnTableProps): JSX.Element {
  return (
    <ul className={styles.list} aria-label={messages.columnTable.columns}>
      {columns.map((column) => (
        <li key={column.name} className={styles.row} data-column={column.name}>
          <div className={styles.name}>
            <Text fw={600} size="sm">
              {column.name}
            </Text>
            <Text size="sm" c="dimmed">
              {column.examples.length === 0
                ? messages.columnTable.emptyInTheFirstRows
                : column.examples.join(' · ')}
            </Text>
          </div>
          <NativeSelect
            size="sm"
            className={styles.role}
            aria-label={messages.columnTable.whatIs(column.name)}
            value={column.role}
            data={roleChoices}
            onChange={(event) => onRole(column.name, event.currentTarget.value)}
          />
          <Text size="sm" c="dimmed" className={styles.why}>
            {asSentence(column.why === '' ? roleWords(column.role) : column.why)}
          </Text>
        </li>
      ))}
    </ul>
  );
}
