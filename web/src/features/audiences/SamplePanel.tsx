import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { Panel } from '../../components/Panel';
import { TextLink } from '../../components/TextLink';
import { asSentence } from '../../lib/words';
import type { Preview } from './previewQuery';

/** Some of the members, with the reasons for each. */
export function SamplePanel({ sample }: { sample: Preview['sample'] }): JSX.Element {
  return (
    <Panel
      title="Some of them, and why"
      hint="From all over the audience; the same ones while nothing changes."
    >
      {sample.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nobody is in it: loosen a condition, or look at one person’s page to see which condition they do not
          meet.
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
