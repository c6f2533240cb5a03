import { Button } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { DiffersMark } from '../../components/DiffersMark';
import { RecordTitle } from '../../components/RecordTitle';
import { fieldNames, isDisputed } from '../../lib/disagreement';
import { nameAsWords } from '../../lib/words';
import { people as messages } from '../../messages/people';
import styles from './Records.module.css';

export interface RecordsProps {
  records: Schemas['PersonRecord'][];
  /** Whether a record may be said to be somebody else's. */
  canSplit: (recordId: string) => boolean;
  onSplit: (recordId: string) => void;
}

/** Records as columns, fields as rows, so that disagreement is seen at a glance. */
export function Records({ records, canSplit, onSplit }: RecordsProps): JSX.Element {
  return (
    // The table scrolls inside its panel, so the keyboard must reach it.
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={messages.records.tableOfRecords}>
      <table className={styles.table}>
        <thead>
          <tr>
            <td className={styles.corner} />
            {records.map((record) => (
              <th key={record.record_id} scope="col" className={styles.source}>
                <RecordTitle record={record} />
                {canSplit(record.record_id) && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    mt={6}
                    aria-label={messages.records.notThisPersonOf(record.record_id)}
                    onClick={() => onSplit(record.record_id)}
                  >
                    {messages.records.notThisPerson}
                  </Button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fieldNames(records).map((field) => {
            const disputed = isDisputed(records, field);
            return (
              <tr key={field}>
                <th scope="row" className={styles.field}>
                  {nameAsWords(field)}
                  {disputed && (
                    <span className={styles.disputed}>
                      <DiffersMark />
                    </span>
                  )}
                </th>
                {records.map((record) => (
                  <td key={record.record_id} className={styles.value} data-disputed={disputed}>
                    {record.fields[field] || <span className={styles.none}>–</span>}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
