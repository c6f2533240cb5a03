import type { JSX } from 'react';
import { components as messages } from '../messages/components';
import styles from './DiffersMark.module.css';

/** Says of a field that the records disagree in it. */
export function DiffersMark(): JSX.Element {
  return <span className={styles.mark}>{messages.differsMark.differs}</span>;
}
