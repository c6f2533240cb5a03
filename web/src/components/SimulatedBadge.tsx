import { Tooltip } from '@mantine/core';
import { IconFlask2 } from '@tabler/icons-react';
import type { JSX } from 'react';
import { components as messages } from '../messages/components';
import styles from './SimulatedBadge.module.css';

export interface SimulatedBadgeProps {
  /** Seed of the simulated world; null where it is not known. */
  seed: number | null;
}

/** Says that nothing on the page is about real people; stands on every page of such a workspace. */
export function SimulatedBadge({ seed }: SimulatedBadgeProps): JSX.Element {
  const world = seed === null ? '' : messages.simulatedBadge.seed(seed);
  return (
    <Tooltip multiline w={260} label={messages.simulatedBadge.madeByTrueliftsSimulatorNo(world)}>
      <span className={styles.badge} data-simulated>
        <IconFlask2 size={14} stroke={2} aria-hidden />
        {messages.simulatedBadge.simulatedData}
      </span>
    </Tooltip>
  );
}
