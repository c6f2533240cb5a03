import { Alert, List, Skeleton, Stack, Text } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { actorWords, actWords } from '../../lib/act';
import { asNamedSentence } from '../../lib/words';
import { record as messages } from '../../messages/record';
import { recordQuery, type Audit } from './recordQuery';

/** What verifying the record came to. */
function Verdict({ audit }: { audit: Audit }): JSX.Element {
  if (!audit.verified) {
    return (
      <Alert
        color="red"
        icon={<IconShieldX size={18} aria-hidden />}
        title={messages.recordPage.recordDoesNotHold}
      >
        <List size="sm" spacing={4} style={{ overflowWrap: 'anywhere' }}>
          {audit.problems.map((problem) => (
            <List.Item key={problem}>{asNamedSentence(problem)}</List.Item>
          ))}
        </List>
      </Alert>
    );
  }
  const anchored =
    audit.anchored_seq == null
      ? messages.recordPage.itsEndNotedNowhereYet
      : messages.recordPage.entryNotedOutsideTableSo(audit.anchored_seq);
  return (
    <Alert
      color="green"
      icon={<IconShieldCheck size={18} aria-hidden />}
      title={messages.recordPage.recordHolds}
    >
      {messages.recordPage.noEntryWasChangedRemoved(anchored)}
    </Alert>
  );
}

/** What the verdict says nothing of: nobody shall take silence for proof. */
function Limits({ audit }: { audit: Audit }): JSX.Element {
  return (
    <Panel
      title={messages.recordPage.whatThisDoesNotProve}
      hint={messages.recordPage.whatThisDoesNotProveHint}
    >
      <List size="sm" spacing={4} style={{ overflowWrap: 'anywhere' }}>
        {audit.not_yet_covered.length > 0 && (
          <List.Item>
            {messages.recordPage.writtenByEarlierVersionCovered(audit.not_yet_covered.join(', '))}
          </List.Item>
        )}
        {audit.not_covered.map((what) => (
          <List.Item key={what}>{what}</List.Item>
        ))}
      </List>
    </Panel>
  );
}

/** A subject is a kind and a name, `campaign:ai-win-back`. */
function named(subject: string): { subject_kind: string; subject: string } {
  const [kind, ...name] = subject.split(':');
  return name.length === 0
    ? { subject_kind: '', subject }
    : { subject_kind: kind ?? '', subject: name.join(':').trim() };
}

function Entries({ audit }: { audit: Audit }): JSX.Element {
  return (
    <Panel title={messages.recordPage.nEntries(audit.n_entries)} hint={messages.recordPage.newestFirst}>
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {audit.items.map((entry) => (
          <li key={entry.seq}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {entry.seq}. <b>{actorWords(entry.actor)}</b> {actWords({ ...entry, ...named(entry.subject) })}
            </Text>
            <Text size="xs" c="dimmed">
              <Moment at={entry.at} /> · {entry.action}
            </Text>
          </li>
        ))}
      </Stack>
    </Panel>
  );
}

function Record(): JSX.Element {
  const audit = useQuery(recordQuery);
  switch (audit.status) {
    case 'pending':
      return (
        <Skeleton h={240} radius="lg" role="status" aria-label={messages.recordPage.verifyingTheRecord} />
      );
    case 'error':
      return <ProblemNote problem={audit.error} onRetry={() => void audit.refetch()} />;
    case 'success':
      return (
        <Stack gap="lg">
          <Verdict audit={audit.data} />
          <Entries audit={audit.data} />
          <Limits audit={audit.data} />
        </Stack>
      );
  }
}

/** Every decision, and the proof that none was touched. */
export function RecordPage(): JSX.Element {
  return (
    <Stack gap="lg" data-page="record">
      <PageHeader title={messages.recordPage.title} lede={messages.recordPage.lede} />
      <Record />
    </Stack>
  );
}
