import { Alert, List, Skeleton, Stack, Text } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { ListBar } from '../../components/ListBar';
import { Moment } from '../../components/Moment';
import { NothingFits } from '../../components/NothingFits';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { actWords } from '../../lib/act';
import { choicesOf, isFound, type ListSearch } from '../../lib/listing';
import { useActor } from '../../lib/useActor';
import { asNamedSentence, asSentence, nameAsWords } from '../../lib/words';
import { record as messages } from '../../messages/record';
import { recordQuery, type Audit } from './recordQuery';

/** What verifying the record came to. */
function Verdict({ audit }: { audit: Audit }): JSX.Element {
  if (!audit.verified) {
    return (
      <Alert
        color="brick"
        variant="light"
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
      color="spruce"
      variant="light"
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
          <List.Item key={what}>{asSentence(what)}</List.Item>
        ))}
      </List>
    </Panel>
  );
}

/** A fingerprint is told from others by its first letters. */
function shortened(name: string): string {
  return /^[0-9a-f]{32,}$/.test(name) ? `${name.slice(0, 12)}…` : name;
}

/** A subject is a kind and a name, `campaign:ai-win-back`; a member is called by their own. */
function named(
  subject: string,
  memberOf: (actor: string) => string,
): { subject_kind: string; subject: string } {
  const [first = '', ...rest] = subject.split(':');
  const [kind, id] = rest.length === 0 ? ['', first] : [first, rest.join(':').trim()];
  const member = memberOf(`member:${id}`);
  return { subject_kind: kind, subject: member === `member:${id}` ? shortened(id) : member };
}

/** What an entry is about, by the first word of its action: `campaign.released`. */
function aboutOf({ action }: Audit['items'][number]): string {
  return action.split('.')[0] ?? action;
}

const ABOUT = new Map<string, string>(Object.entries(messages.recordPage.abouts));

function aboutWords(about: string): string {
  return ABOUT.get(about) ?? nameAsWords(about);
}

function Entries({ audit }: { audit: Audit }): JSX.Element {
  const search = useSearch({ from: '/_member/record' });
  const navigate = useNavigate({ from: '/record' });
  const go = (next: ListSearch, isReplacing: boolean): void =>
    void navigate({ search: next, replace: isReplacing, resetScroll: false });
  const actorWords = useActor();
  const { q, who, about } = search;
  const fitting = audit.items.filter(
    (entry) =>
      (who === undefined || entry.actor === who) &&
      (about === undefined || aboutOf(entry) === about) &&
      isFound(
        q,
        actorWords(entry.actor),
        actWords({ ...entry, ...named(entry.subject, actorWords) }),
        entry.action,
      ),
  );
  const isAll = audit.items.length === audit.n_entries;
  return (
    <Panel
      title={messages.recordPage.nEntries(audit.n_entries)}
      hint={isAll ? messages.recordPage.newestFirst : messages.recordPage.newestOf(audit.items.length)}
    >
      <ListBar
        name="record"
        search={search}
        find={messages.recordPage.find}
        filters={[
          {
            key: 'who',
            label: messages.recordPage.who,
            any: messages.recordPage.anybody,
            options: choicesOf(
              audit.items.map(({ actor }) => actor),
              actorWords,
            ),
          },
          {
            key: 'about',
            label: messages.recordPage.about,
            any: messages.recordPage.anything,
            options: choicesOf(audit.items.map(aboutOf), aboutWords),
          },
        ]}
        onChange={go}
      />
      {fitting.length === 0 && <NothingFits onShowAll={() => go({}, false)} />}
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {fitting.map((entry) => (
          <li key={entry.seq}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {entry.seq}. <b>{actorWords(entry.actor)}</b>{' '}
              {actWords({ ...entry, ...named(entry.subject, actorWords) })}
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
