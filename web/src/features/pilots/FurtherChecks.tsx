import { List, Stack, Text, Title } from '@mantine/core';
import type { JSX } from 'react';
import { asNamedSentence, checkWords } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import type { Pilot } from './pilotQuery';

type TrustCheck = Pilot['checks'][number];

/** Sentences of one check that read the same are said once. */
function said(checks: TrustCheck[]): string[] {
  return [...new Set(checks.map(({ reason }) => asNamedSentence(reason)))];
}

function Reasons({
  title,
  checks,
  colour,
}: {
  title: string;
  checks: TrustCheck[];
  colour: string;
}): JSX.Element | null {
  if (checks.length === 0) return null;
  const kinds = [...new Set(checks.map(({ check }) => check))];
  return (
    <div>
      <Title order={3} c={colour}>
        {title}
      </Title>
      <List size="sm" spacing={4} mt={4}>
        {kinds.map((kind) => (
          <List.Item key={kind}>
            <Text span fw={600}>
              {checkWords(kind)}:
            </Text>{' '}
            {said(checks.filter(({ check }) => check === kind)).join(' ')}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

/** The trust checks besides the split, the worrying ones first, and what else a reader should know. */
export function FurtherChecks({ pilot }: { pilot: Pilot }): JSX.Element | null {
  const checks = pilot.checks.filter(({ check }) => check !== 'sample_ratio');
  const of = (verdict: TrustCheck['verdict']): TrustCheck[] =>
    checks.filter((check) => check.verdict === verdict);
  if (checks.length === 0 && pilot.notes.length === 0) return null;
  return (
    <Stack gap="md">
      <Reasons
        title={messages.furtherChecks.readWithCare}
        checks={[...of('withheld'), ...of('flagged')]}
        colour="var(--tl-bad)"
      />
      {pilot.notes.length > 0 && (
        <div>
          <Title order={3}>{messages.furtherChecks.goodToKnow}</Title>
          <List size="sm" spacing={4} mt={4}>
            {pilot.notes.map((note) => (
              <List.Item key={note}>{asNamedSentence(note)}</List.Item>
            ))}
          </List>
        </div>
      )}
      {of('passed').length + of('unknown').length > 0 && (
        <details>
          <summary>{messages.furtherChecks.whatElseWasChecked}</summary>
          <Stack gap="sm" mt="xs">
            <Reasons
              title={messages.furtherChecks.nothingStrange}
              checks={of('passed')}
              colour="var(--tl-good)"
            />
            <Reasons
              title={messages.furtherChecks.couldNotBeChecked}
              checks={of('unknown')}
              colour="dimmed"
            />
          </Stack>
        </details>
      )}
    </Stack>
  );
}
