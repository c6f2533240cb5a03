import { Text, UnstyledButton } from '@mantine/core';
import type { JSX } from 'react';
import { formatCount } from '../../lib/count';
import { nameAsWords } from '../../lib/words';
import { quarantine as messages } from '../../messages/quarantine';
import { ruleKey, type QuarantineRule } from './quarantineQuery';
import styles from './RuleList.module.css';
import { ruleWords } from './ruleWords';

export interface RuleListProps {
  rules: QuarantineRule[];
  chosen: QuarantineRule | null;
  onChoose: (rule: QuarantineRule) => void;
}

/** The broken rules, by source, each with how many rows still wait. */
export function RuleList({ rules, chosen, onChoose }: RuleListProps): JSX.Element {
  return (
    <nav aria-label={messages.ruleList.brokenRules} className={styles.list}>
      {rules.map((entry) => {
        const isChosen = entry === chosen;
        return (
          <UnstyledButton
            key={ruleKey(entry)}
            className={styles.rule ?? ''}
            data-chosen={isChosen}
            aria-current={isChosen}
            onClick={() => onChoose(entry)}
          >
            <span className={styles.words}>
              <Text span size="xs" c="dimmed">
                {nameAsWords(entry.source)}
                {entry.field != null && `, ${entry.field}`}
              </Text>
              <Text span fw={600} size="sm">
                {ruleWords(entry.rule)}
              </Text>
            </span>
            <span className={styles.count}>
              {formatCount(entry.n_open)}
              <span className="tl-unseen"> {messages.ruleList.rowsSetAside}</span>
            </span>
          </UnstyledButton>
        );
      })}
    </nav>
  );
}
