import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Panel } from '../../components/Panel';
import { nameAsWords } from '../../lib/words';
import { people as messages } from '../../messages/people';

/** What the records of a person said before their sources changed it; nothing when they never did. */
export function EarlierRecords({ records }: { records: Schemas['PersonRecord'][] }): JSX.Element | null {
  if (records.length === 0) return null;
  return (
    <Panel
      title={messages.earlierRecords.whatRecordsSaidBefore}
      hint={messages.earlierRecords.whatRecordsSaidBeforeHint}
    >
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {records.map((record, i) => (
          <li key={`${record.record_id} ${i}`}>
            <Text size="sm" fw={600}>
              {messages.earlierRecords.since(record.record_id, record.arrived_at.slice(0, 10))}
            </Text>
            <Text size="sm" c="dimmed">
              {Object.entries(record.fields)
                .map(([name, value]) => `${nameAsWords(name)}: ${value}`)
                .join(' · ')}
            </Text>
          </li>
        ))}
      </Stack>
    </Panel>
  );
}
