import type { JSX } from 'react';
import type { Schemas } from '../api/client';
import { recordName } from '../lib/recordName';
import { nameAsWords } from '../lib/words';
import { components as messages } from '../messages/components';
import { Moment } from './Moment';
import styles from './RecordTitle.module.css';

/** Whose record it is and when it came, over its column. */
export function RecordTitle({ record }: { record: Schemas['PersonRecord'] }): JSX.Element {
  return (
    <>
      {nameAsWords(record.source)}
      <span className={styles.small}>
        <code>{recordName(record.record_id)}</code>
      </span>
      <span className={styles.small}>
        {messages.recordTitle.arrived(<Moment at={record.arrived_at} precision="day" />)}
      </span>
    </>
  );
}
