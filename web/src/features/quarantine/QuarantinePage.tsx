import { Grid, Group, Paper, Skeleton, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { EmptyState } from '../../components/EmptyState';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { formatCount } from '../../lib/count';
import { quarantine as messages } from '../../messages/quarantine';
import { quarantineQuery, ruleKey } from './quarantineQuery';
import { RuleList } from './RuleList';
import { RulePanel } from './RulePanel';

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

function QuarantineBody({ quarantine }: { quarantine: Schemas['Quarantine'] }): JSX.Element {
  const { source, rule, field } = useSearch({ from: '/_member/quarantine' });
  const navigate = useNavigate({ from: '/quarantine' });
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
  const chosen = rules.find((entry) => ruleKey(entry) === ruleKey({ source, rule, field })) ?? rules[0];
  return (
    <>
      <Group gap={40} mb="lg">
        <Count n={n_open} label={messages.quarantinePage.rowsSetAside} />
        <Count n={n_replayed} label={messages.quarantinePage.landedSince} />
        <Count n={n_discarded} label={messages.quarantinePage.discarded} />
      </Group>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <RuleList
            rules={rules}
            chosen={chosen ?? null}
            onChoose={(entry) =>
              void navigate({
                search: {
                  source: entry.source,
                  rule: entry.rule,
                  ...(entry.field == null ? {} : { field: entry.field }),
                },
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
