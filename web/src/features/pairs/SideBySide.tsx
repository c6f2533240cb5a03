import type { JSX } from 'react';
import { DiffersMark } from '../../components/DiffersMark';
import { RecordTitle } from '../../components/RecordTitle';
import { fieldNames, isDisputed } from '../../lib/disagreement';
import { nameAsWords } from '../../lib/words';
import { pairs as messages } from '../../messages/pairs';
import type { Pair } from './pairsQuery';
import styles from './SideBySide.module.css';

function Value({ value, isDifferent }: { value: string | undefined; isDifferent: boolean }): JSX.Element {
  return (
    <td className={styles.value} data-differs={isDifferent}>
      {value === undefined || value === '' ? <span className={styles.none}>–</span> : value}
    </td>
  );
}

/** Two records field by field; what differs is marked, what only one of them says is not. */
export function SideBySide({ pair: { left, right } }: { pair: Pair }): JSX.Element {
  const fields = fieldNames([left, right]).filter((field) => left.fields[field] || right.fields[field]);
  return (
    <table className={styles.table}>
      <caption className="tl-unseen">{messages.sideBySide.twoRecords}</caption>
      <thead>
        <tr>
          <td className={styles.corner} />
          {[left, right].map((record) => (
            <th key={record.record_id} scope="col" className={styles.source}>
              <RecordTitle record={record} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => {
          const isDifferent = isDisputed([left, right], field);
          return (
            <tr key={field}>
              <th scope="row" className={styles.field}>
                {nameAsWords(field)}
                {isDifferent && <DiffersMark />}
              </th>
              <Value value={left.fields[field]} isDifferent={isDifferent} />
              <Value value={right.fields[field]} isDifferent={isDifferent} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
