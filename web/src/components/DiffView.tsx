import { Text } from '@mantine/core';
import type { JSX } from 'react';
import { components as messages } from '../messages/components';
import styles from './DiffView.module.css';

export interface DiffViewLine {
  fate: 'same' | 'added' | 'removed';
  text: string;
}

export interface DiffViewProps {
  lines: DiffViewLine[];
  label: string;
}

/** Unchanged lines around a change. */
const N_AROUND = 3;

const signs = { same: ' ', added: '+', removed: '−' } as const;
const words = { same: '', added: messages.diffView.added, removed: messages.diffView.removed } as const;

/** What changed between two texts: the changed lines with a few around them. */
export function DiffView({ lines, label }: DiffViewProps): JSX.Element {
  const isNear = (at: number): boolean =>
    lines.slice(Math.max(0, at - N_AROUND), at + N_AROUND + 1).some(({ fate }) => fate !== 'same');
  const shown = lines.map((line, at) => ({ ...line, at, isNear: isNear(at) }));
  if (shown.every((line) => !line.isNear)) {
    return (
      <Text size="sm" c="dimmed">
        {messages.diffView.nothingDiffers}
      </Text>
    );
  }
  return (
    <div className={styles.view} role="group" aria-label={label} tabIndex={0}>
      {shown.map((line) => {
        if (!line.isNear) {
          const isGap = shown[line.at - 1]?.isNear ?? true;
          return isGap ? (
            <div key={line.at} className={styles.gap}>
              ⋯
            </div>
          ) : null;
        }
        return (
          <div key={line.at} className={styles[line.fate]} data-fate={line.fate}>
            <span aria-hidden>{signs[line.fate]} </span>
            <span className={styles.spoken}>{words[line.fate]}</span>
            {line.text}
          </div>
        );
      })}
    </div>
  );
}
