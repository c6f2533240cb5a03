import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { ProblemError } from '../api/problem';
import { asSentence } from '../lib/words';
import { components as messages } from '../messages/components';

export interface ProblemNoteProps {
  problem: ProblemError;
  /** Tries again; without it there is no button. */
  onRetry?: () => void;
}

/** A failed request, in the server's words, with what to do next. */
export function ProblemNote({ problem: error, onRetry }: ProblemNoteProps): JSX.Element {
  const { detail, hint } = error.problem;
  return (
    <Alert
      color="brick"
      variant="light"
      role="alert"
      title={asSentence(detail)}
      icon={<IconAlertCircle size={18} aria-hidden />}
    >
      {hint != null && <Text size="sm">{asSentence(hint)}</Text>}
      {onRetry !== undefined && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={onRetry}>
            {messages.problemNote.tryAgain}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
