import { Group, Text } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { asWritten } from '../../lib/words';
import { definitions as messages } from '../../messages/definitions';
import styles from './ProblemList.module.css';

export interface ProblemListProps {
  problems: Schemas['TextProblem'][];
  isChecking: boolean;
}

function summary(nErrors: number, nWarnings: number): string {
  if (nErrors === 0 && nWarnings === 0) return messages.problemList.nothingIsWrong;
  const parts = [
    ...(nErrors > 0 ? [messages.problemList.nErrors(nErrors)] : []),
    ...(nWarnings > 0 ? [messages.problemList.nRemarks(nWarnings)] : []),
  ];
  return parts.join(', ');
}

/** Everything that is wrong with the text, with where. */
export function ProblemList({ problems, isChecking }: ProblemListProps): JSX.Element {
  const nErrors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <section aria-label={messages.problemList.checks} data-errors={nErrors} data-checking={isChecking}>
      <Group gap={6} role="status">
        {nErrors === 0 ? <IconCheck size={16} aria-hidden /> : <IconAlertCircle size={16} aria-hidden />}
        <Text size="sm" fw={600}>
          {isChecking ? messages.problemList.checking : summary(nErrors, problems.length - nErrors)}
        </Text>
      </Group>
      <ul className={styles.list}>
        {problems.map((problem) => (
          <li key={`${problem.line}:${problem.column}:${problem.what}`} data-severity={problem.severity}>
            <span className={problem.severity === 'error' ? styles.error : styles.warning}>
              {problem.severity === 'error' ? (
                <IconAlertCircle size={14} aria-label={messages.problemList.error} />
              ) : (
                <IconAlertTriangle size={14} aria-label={messages.problemList.remark} />
              )}
            </span>
            <Text size="sm" component="span">
              {problem.line !== null && (
                <b>{messages.problemList.lineColumn(problem.line, problem.column ?? 1)} </b>
              )}
              {asWritten(problem.what)}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
