import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { Panel } from '../../components/Panel';
import { TextLink } from '../../components/TextLink';
import { asSentence } from '../../lib/words';
import { audiences as messages } from '../../messages/audiences';
import type { Preview } from './previewQuery';

/** Some of the members, with the reasons for each. */
export function SamplePanel({ sample }: { sample: Preview['sample'] }): JSX.Element {
  return (
    <Panel title={messages.samplePanel.someOfThemAndWhy} hint={messages.samplePanel.someOfThemAndWhyHint}>
      {sample.length === 0 ? (
        <Text size="sm" c="dimmed">
          {messages.samplePanel.nobodyLoosenConditionOrLook}
        </Text>
      ) : (
        <Stack gap="sm">
          {sample.map(({ person_id, name, reasons }) => (
            <div key={person_id} data-sampled={person_id}>
              <TextLink to="/people/$personId" params={{ personId: person_id }} fw={600} size="sm">
                {name}
              </TextLink>
              {reasons.map((reason, nth) => (
                // Two conditions may have the same words.
                <Text size="sm" c="dimmed" key={`${nth} ${reason.text}`}>
                  {asSentence(reason.text)}
                </Text>
              ))}
            </div>
          ))}
        </Stack>
      )}
    </Panel>
  );
}
