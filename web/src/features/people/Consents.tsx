import { Group, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Moment } from '../../components/Moment';
import { channelInSentence, nameAsWords, purposeWords } from '../../lib/words';
import { people as messages } from '../../messages/people';

type Consent = Schemas['Consent'];

/** What the server says of a yes whose source does not say when it was given. */
const UNDATED = '1970-01-01T00:00:00Z';

function StateWord({ state }: { state: Consent['state'] }): JSX.Element {
  switch (state) {
    case 'granted':
      return (
        <Text size="sm" fw={600} c="var(--tl-good)">
          {messages.consents.granted}
        </Text>
      );
    case 'withdrawn':
      return (
        <Text size="sm" fw={600} c="var(--tl-bad)">
          {messages.consents.withdrawn}
        </Text>
      );
  }
}

/** Consents by purpose and channel. What is not listed was never given, and counts as no. */
export function Consents({ consents }: { consents: Consent[] }): JSX.Element {
  return (
    <Stack gap="md">
      {consents.map((consent) => (
        <div key={`${consent.purpose} ${consent.channel}`}>
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Text fw={500}>
              {purposeWords(consent.purpose)}{' '}
              <Text span c="dimmed" fw={400}>
                {messages.consents.by(channelInSentence(consent.channel))}
              </Text>
            </Text>
            <StateWord state={consent.state} />
          </Group>
          <Text size="sm" c="dimmed">
            {consent.since === UNDATED ? (
              messages.consents.onDayItsSourceDoes
            ) : (
              <>{messages.consents.since(<Moment at={consent.since} precision="day" />)}</>
            )}
            {consent.evidence != null && `: ${consent.evidence}`}
            {consent.source != null && ` (${nameAsWords(consent.source)})`}
          </Text>
          {consent.state === 'granted' && consent.why_closed != null && (
            <Text size="sm" c="var(--tl-bad)">
              {messages.consents.nothingWouldBeSent(consent.why_closed)}
            </Text>
          )}
        </div>
      ))}
      <Text size="sm" c="dimmed">
        {consents.length === 0
          ? messages.consents.nothingOnRecordSoNothing
          : messages.consents.anythingNotListedWasNever}
      </Text>
    </Stack>
  );
}
