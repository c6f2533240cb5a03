import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { ProblemError } from '../api/problem';

export interface ProblemNoteProps {
  problem: ProblemError;
  /** Tries again; without it there is no button. */
  onRetry?: () => void;
}

function asSentence(text: string): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** A failed request, in the server's words, with what to do next. */
export function ProblemNote({ problem: error, onRetry }: ProblemNoteProps): JSX.Element {
  const { title, detail, hint } = error.problem;
  return (
    <Alert
      color="brick"
      variant="light"
      role="alert"
      title={title}
      icon={<IconAlertCircle size={18} aria-hidden />}
    >
      <Text size="sm">{asSentence(detail)}</Text>
      {hint != null && <Text size="sm">{asSentence(hint)}</Text>}
      {onRetry !== undefined && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        </Group>
      )}
    </Alert>
  );
}
