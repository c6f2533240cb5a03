import { Checkbox, Group, Loader, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { formatCount } from '../../lib/count';
import { formatRatio } from '../../lib/format';
import { asSentence, purposeWords } from '../../lib/words';
import { audiences as messages } from '../../messages/audiences';
import { PURPOSES } from './ConsentSentence';
import { reachQuery, type Reach } from './previewQuery';

/** It looks at every address, so it waits until the hand rests. */
const RESTING_MS = 700;

/** In a fixed order, whatever was clicked first. */
function inOrder(purposes: string[]): string[] {
  return PURPOSES.filter((purpose) => purposes.includes(purpose));
}

function Reached({ reach, nMembers }: { reach: Reach; nMembers: number }): JSX.Element {
  return (
    <>
      <Text fw={600} className="tl-number" data-reachable={reach.count}>
        {messages.reachPanel.mayBeWrittenTo(
          formatCount(reach.count),
          nMembers > 0 && (
            <Text span c="dimmed" fw={400}>
              {' '}
              {messages.reachPanel.ofTheAudience(formatRatio(reach.count / nMembers))}
            </Text>
          ),
        )}
      </Text>
      {reach.why_not.length > 0 && (
        <Table withRowBorders={false} verticalSpacing={2} horizontalSpacing={0}>
          <caption className="tl-unseen">{messages.reachPanel.whyOthersMayNotWritten}</caption>
          <Table.Tbody>
            {reach.why_not.map(({ why, n }) => (
              <Table.Tr key={why}>
                <Table.Td className="tl-number" ta="right" pr="sm" style={{ verticalAlign: 'top' }}>
                  {formatCount(n)}
                </Table.Td>
                <Table.Td>{asSentence(why)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </>
  );
}

/** Whom of the audience a purpose reaches by a channel, and why not the others. */
export function ReachPanel({ text, isUsable }: { text: string; isUsable: boolean }): JSX.Element {
  const [channel, setChannel] = useState('email');
  const [purposes, setPurposes] = useState(['marketing']);
  const [rested] = useDebouncedValue(text, RESTING_MS);
  const asked = { channel, purposes: inOrder(purposes) };
  const reach = useQuery({ ...reachQuery(rested, asked), enabled: isUsable && purposes.length > 0 });
  const found = reach.data?.reachable;
  return (
    <Panel
      title={messages.reachPanel.consentAndReach}
      hint={messages.reachPanel.consentAndReachHint}
      aside={
        reach.isFetching ? <Loader size="xs" aria-label={messages.reachPanel.askingForConsent} /> : undefined
      }
    >
      <Stack gap="sm">
        <SegmentedControl
          size="xs"
          w="fit-content"
          aria-label={messages.reachPanel.channel}
          value={channel}
          onChange={setChannel}
          data={[
            { value: 'email', label: messages.reachPanel.byEMail },
            { value: 'sms', label: messages.reachPanel.byTextMessage },
          ]}
        />
        <Checkbox.Group aria-label={messages.reachPanel.purposes} value={purposes} onChange={setPurposes}>
          <Group gap="md">
            {PURPOSES.map((purpose) => (
              <Checkbox key={purpose} size="xs" value={purpose} label={purposeWords(purpose)} />
            ))}
          </Group>
        </Checkbox.Group>
        {purposes.length === 0 && (
          <Text size="sm" c="dimmed">
            {messages.reachPanel.chooseWhatTheyWouldWritten}
          </Text>
        )}
        {reach.error !== null && <ProblemNote problem={reach.error} onRetry={() => void reach.refetch()} />}
        {found != null && purposes.length > 0 && (
          <div style={{ opacity: reach.isFetching || rested !== text ? 0.55 : 1 }}>
            <Reached reach={found} nMembers={reach.data?.count ?? 0} />
          </div>
        )}
      </Stack>
    </Panel>
  );
}
