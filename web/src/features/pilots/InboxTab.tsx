import { Select, Text } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { Panel } from '../../components/Panel';
import { nameAsWords } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import { InboxList } from './InboxList';
import { usePilot } from './usePilot';

const ALL = 'all';

/** Every message that left, as its receiver would see it. */
export function InboxTab(): JSX.Element {
  const pilot = usePilot();
  const { pilotId } = useParams({ from: '/_member/pilots/$pilotId/inbox' });
  const { arm = ALL } = useSearch({ from: '/_member/pilots/$pilotId/inbox' });
  const navigate = useNavigate({ from: '/pilots/$pilotId/inbox' });
  const sent = pilot.design.arms.filter((entry) => entry.role !== 'holdout');
  return (
    <Panel
      title={messages.inboxTab.testInbox}
      hint={messages.inboxTab.testInboxHint}
      aside={
        <Select
          aria-label={messages.inboxTab.arm}
          size="sm"
          w={210}
          allowDeselect={false}
          value={arm}
          onChange={(value) =>
            void navigate({
              search: value === null || value === ALL ? {} : { arm: value },
              resetScroll: false,
            })
          }
          data={[
            { value: ALL, label: messages.inboxTab.allArms },
            ...sent.map((entry) => ({ value: entry.name, label: nameAsWords(entry.name) })),
          ]}
        />
      }
    >
      <InboxList pilotId={pilotId} arm={arm === ALL ? null : arm} arms={pilot.design.arms} />
      <Text size="sm" c="dimmed" mt="sm">
        {messages.inboxTab.holdoutNotHereWasSent}
      </Text>
    </Panel>
  );
}
