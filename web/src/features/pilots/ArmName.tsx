import type { JSX } from 'react';
import { nameAsWords } from '../../lib/words';
import styles from './ArmName.module.css';
import type { Arm } from './pilotQuery';

export interface ArmNameProps {
  name: string;
  arms: Arm[];
}

/** An arm's name with the dot of its role. */
export function ArmName({ name, arms }: ArmNameProps): JSX.Element {
  const role = arms.find((arm) => arm.name === name)?.role;
  return (
    <span className={styles.name}>
      <span className={styles.dot} data-role={role} aria-hidden />
      {nameAsWords(name)}
    </span>
  );
}
