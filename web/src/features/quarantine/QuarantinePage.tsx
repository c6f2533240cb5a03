import { Grid, Group, Paper, Skeleton, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { EmptyState } from '../../components/EmptyState';
import { ListBar } from '../../components/ListBar';
import { NothingFits } from '../../components/NothingFits';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { formatCount } from '../../lib/count';
import { changed, choicesOf, isFound, onlyOf, ordered, type ListSearch } from '../../lib/listing';
import { nameAsWords } from '../../lib/words';
import { quarantine as messages } from '../../messages/quarantine';
import { quarantineQuery, ruleKey, type QuarantineRule } from './quarantineQuery';
import { RuleList } from './RuleList';
import { RulePanel } from './RulePanel';
import { ruleWords } from './ruleWords';

function Count({ n, label }: { n: number; label: string }): JSX.Element {
  return (
    <div>
      <Text fz={28} fw={650} lh={1.1} className="tl-number">
        {formatCount(n)}
      </Text>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
    </div>
  );
}

const ORDERS = {
  open: ({ n_open }: QuarantineRule) => n_open,
  rule: ({ rule }: QuarantineRule) => ruleWords(rule),
};

function QuarantineBody({ quarantine }: { quarantine: Schemas['Quarantine'] }): JSX.Element {
  const search = useSearch({ from: '/_member/quarantine' });
  const { source, rule, field, of, q, sort } = search;
  const navigate = useNavigate({ from: '/quarantine' });
  const go = (next: ListSearch, isReplacing: boolean): void =>
    void navigate({ search: next, replace: isReplacing, resetScroll: false });
  const { rules, n_open, n_replayed, n_discarded } = quarantine;
  if (rules.length === 0) {
    return (
      <Paper withBorder radius="lg" bg="var(--tl-surface)">
        <EmptyState
          icon={<IconCircleCheck size={32} stroke={1.4} aria-hidden />}
          title={messages.quarantinePage.nothingIsInQuarantine}
          text={messages.quarantinePage.nothingIsInQuarantineText}
        />
      </Paper>
    );
  }
  const fitting = ordered(
    rules.filter(
      (entry) =>
        (of === undefined || entry.source === of) &&
        isFound(q, nameAsWords(entry.source), entry.field, ruleWords(entry.rule), entry.why),
    ),
    sort,
    ORDERS,
  );
  const chosen =
    rules.find((entry) => ruleKey(entry) === ruleKey({ source, rule, field })) ??
    fitting.find((entry) => entry.source === source) ??
    fitting[0];
  return (
    <>
      <Group gap={40} mb="lg">
        <Count n={n_open} label={messages.quarantinePage.rowsSetAside} />
        <Count n={n_replayed} label={messages.quarantinePage.landedSince} />
        <Count n={n_discarded} label={messages.quarantinePage.discarded} />
      </Group>
      <ListBar
        name="quarantine"
        search={search}
        find={messages.quarantinePage.find}
        filters={[
          {
            key: 'of',
            label: messages.quarantinePage.source,
            any: messages.quarantinePage.anySource,
            options: choicesOf(
              rules.map((entry) => entry.source),
              nameAsWords,
            ),
          },
        ]}
        usualSort={messages.quarantinePage.bySource}
        sorts={[
          { value: '-open', label: messages.quarantinePage.mostRows },
          { value: 'rule', label: messages.quarantinePage.byCause },
        ]}
        onChange={(next, isReplacing) => {
          // The cause that was open may not be among those that fit now.
          go(onlyOf(next, ['of', 'q', 'sort']), isReplacing);
        }}
      />
      {fitting.length === 0 && <NothingFits onShowAll={() => go(onlyOf(search, ['sort']), false)} />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <RuleList
            rules={fitting}
            chosen={chosen ?? null}
            onChoose={(entry) =>
              void navigate({
                search: changed(search, {
                  source: entry.source,
                  rule: entry.rule,
                  field: entry.field ?? undefined,
                }),
                resetScroll: false,
              })
            }
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }}>
          {chosen !== undefined && <RulePanel key={ruleKey(chosen)} rule={chosen} />}
        </Grid.Col>
      </Grid>
    </>
  );
}

function Quarantine(): JSX.Element {
  const quarantine = useQuery(quarantineQuery);
  switch (quarantine.status) {
    case 'pending':
      return (
        <Grid gap="lg" role="status" aria-label={messages.quarantinePage.loadingQuarantine}>
          <Grid.Col span={{ base: 12, md: 4 }}>
            <Skeleton h={320} radius="lg" />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Skeleton h={480} radius="lg" />
          </Grid.Col>
        </Grid>
      );
    case 'error':
      return <ProblemNote problem={quarantine.error} onRetry={() => void quarantine.refetch()} />;
    case 'success':
      return <QuarantineBody quarantine={quarantine.data} />;
  }
}

/** Rows that broke their source's contract: why, and the way back in. */
export function QuarantinePage(): JSX.Element {
  return (
    <>
      <PageHeader title={messages.quarantinePage.title} lede={messages.quarantinePage.lede} />
      <Quarantine />
    </>
  );
}
