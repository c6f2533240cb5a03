import { Code, Table } from '@mantine/core';
import type { JSX } from 'react';
import { quarantine as messages } from '../../messages/quarantine';
import { columnsOf, misfitOf } from './columnsOf';
import styles from './RowList.module.css';

export interface OriginalProps {
  original: string;
  /** The field that breaks the rule. */
  field: string | null;
}

/** A row as it came: column by column where it has columns, as text where it has none. */
export function Original({ original, field }: OriginalProps): JSX.Element {
  const columns = columnsOf(original);
  if (columns === null || columns.length === 0) {
    return (
      <Code block className={styles.original ?? ''} tabIndex={0} aria-label={messages.original.originalRow}>
        {original}
      </Code>
    );
  }
  // What has no column may be why the row is here, or who wants no mail.
  const extra = misfitOf(original)?.extra ?? [];
  return (
    <Table.ScrollContainer minWidth={260}>
      <Table
        aria-label={messages.original.originalRow}
        verticalSpacing={2}
        fz="sm"
        withRowBorders={false}
        variant="vertical"
        layout="auto"
      >
        <Table.Tbody>
          {columns.map(({ name, text }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" className={styles.column ?? ''} fw={name === field ? 650 : 400}>
                {name}
              </Table.Th>
              <Table.Td fw={name === field ? 650 : 400} style={{ overflowWrap: 'anywhere' }}>
                {text}
              </Table.Td>
            </Table.Tr>
          ))}
          {extra.length > 0 && (
            <Table.Tr>
              <Table.Th scope="row" w={180} fw={650}>
                {messages.original.withoutColumn}
              </Table.Th>
              <Table.Td fw={650} style={{ overflowWrap: 'anywhere' }}>
                {extra.join(', ')}
              </Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
