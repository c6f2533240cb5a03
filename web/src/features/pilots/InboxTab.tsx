import { Text } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { ListBar } from '../../components/ListBar';
import { Panel } from '../../components/Panel';
import { nameAsWords } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import { InboxList } from './InboxList';
import { usePilot } from './usePilot';

/** Every message that left, as its receiver would see it. */
export function InboxTab(): JSX.Element {
  const pilot = usePilot();
  const { pilotId } = useParams({ from: '/_member/pilots/$pilotId/inbox' });
  const search = useSearch({ from: '/_member/pilots/$pilotId/inbox' });
  const navigate = useNavigate({ from: '/pilots/$pilotId/inbox' });
  const sent = pilot.design.arms.filter((entry) => entry.role !== 'holdout');
  return (
    <Panel title={messages.inboxTab.testInbox} hint={messages.inboxTab.testInboxHint}>
      <ListBar
        name="inbox"
        search={search}
        filters={[
          {
            key: 'arm',
            label: messages.inboxTab.arm,
            any: messages.inboxTab.allArms,
            options: sent.map((entry) => ({ value: entry.name, label: nameAsWords(entry.name) })),
          },
        ]}
        onChange={(next, isReplacing) =>
          void navigate({ search: next, replace: isReplacing, resetScroll: false })
        }
      />
      <InboxList pilotId={pilotId} arm={search.arm ?? null} arms={pilot.design.arms} />
      <Text size="sm" c="dimmed" mt="sm">
        {messages.inboxTab.holdoutNotHereWasSent}
      </Text>
    </Panel>
  );
}
