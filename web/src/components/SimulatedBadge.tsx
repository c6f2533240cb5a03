import { Tooltip } from '@mantine/core';
import { IconFlask2 } from '@tabler/icons-react';
import type { JSX } from 'react';
import styles from './SimulatedBadge.module.css';

export interface SimulatedBadgeProps {
  /** Seed of the simulated world; null where it is not known. */
  seed: number | null;
}

/** Says that nothing on the page is about real people; stands on every page of such a workspace. */
export function SimulatedBadge({ seed }: SimulatedBadgeProps): JSX.Element {
  const world = seed === null ? '' : ` (seed ${seed})`;
  return (
    <Tooltip
      multiline
      w={260}
      label={`Made by Truelift’s simulator${world}: no real people, and the true effects are known.`}
    >
      <span className={styles.badge} data-simulated>
        <IconFlask2 size={14} stroke={2} aria-hidden />
        Simulated data
      </span>
    </Tooltip>
  );
}
