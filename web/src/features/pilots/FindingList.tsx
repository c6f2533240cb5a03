import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { Finding } from '../../lib/markedText';
import { asSentence, nameAsWords } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import styles from './FindingList.module.css';

function SeverityIcon({ severity }: { severity: Finding['severity'] }): JSX.Element {
  switch (severity) {
    case 'error':
      return (
        <IconX size={15} stroke={2.4} className={styles.error} aria-label={messages.findingList.blocks} />
      );
    case 'warning':
      return (
        <IconAlertTriangle
          size={15}
          stroke={2}
          className={styles.warning}
          aria-label={messages.findingList.warning}
        />
      );
  }
}

/** What the checks say of a line. */
export function FindingList({ findings }: { findings: Finding[] }): JSX.Element {
  if (findings.length === 0) {
    return (
      <Text size="sm" c="var(--tl-good)" className={styles.clean ?? ''}>
        <IconCheck size={15} stroke={2.4} aria-hidden /> {messages.findingList.noFinding}
      </Text>
    );
  }
  return (
    <ul className={styles.list}>
      {findings.map((finding) => (
        <li key={`${finding.rule} ${finding.place} ${asSentence(finding.why)}`} className={styles.finding}>
          <SeverityIcon severity={finding.severity} />
          <span>
            <span className={styles.rule}>{nameAsWords(finding.rule)}</span>: {asSentence(finding.why)}
          </span>
        </li>
      ))}
    </ul>
  );
}
