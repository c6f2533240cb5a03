import { Box, Paper, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { BrokenNote } from '../../components/BrokenNote';
import { CsvButton } from '../../components/CsvButton';
import { Moment } from '../../components/Moment';
import { TextLink } from '../../components/TextLink';
import { formatCount } from '../../lib/count';
import { formatRatio } from '../../lib/format';
import { nameAsWords } from '../../lib/words';
import { audiences as messages } from '../../messages/audiences';
import { appliedReachQuery } from './appliedReachQuery';
import styles from './AudienceTable.module.css';
import type { AudienceSummary } from './audiencesQuery';

function Reachable({ name, nMembers }: { name: string; nMembers: number }): JSX.Element {
  const reach = useQuery(appliedReachQuery(name));
  if (reach.data === undefined) {
    return (
      <Text span size="sm" c="dimmed">
        {reach.error === null ? messages.audienceTable.asking : messages.audienceTable.notKnown}
      </Text>
    );
  }
  return (
    <span
      title={reach.data.why_not
        .map(({ why, n }) => messages.audienceTable.not(formatCount(n), why))
        .join('\n')}
    >
      {formatCount(reach.data.count)}
      {nMembers > 0 && (
        <Text span size="sm" c="dimmed">
          {' '}
          {formatRatio(reach.data.count / nMembers, 0)}
        </Text>
      )}
    </span>
  );
}

function Line({ audience }: { audience: AudienceSummary }): JSX.Element {
  const { name, sentence, description, n_members, error, used_by, version, by_member, at } = audience;
  return (
    <Table.Tr>
      <Table.Th scope="row" className={styles.name ?? ''}>
        <TextLink to="/audiences/$name" params={{ name }} fw={600}>
          {nameAsWords(name)}
        </TextLink>
        <Text size="sm" c="dimmed" fw={400}>
          {description === '' ? sentence : description}
        </Text>
        {error != null && <BrokenNote why={error} />}
      </Table.Th>
      <Table.Td className="tl-number" data-label={messages.audienceTable.peopleWord}>
        {n_members == null ? '' : formatCount(n_members)}
      </Table.Td>
      <Table.Td className="tl-number" data-label={messages.audienceTable.marketingByEMail}>
        {n_members != null && <Reachable name={name} nMembers={n_members} />}
      </Table.Td>
      <Table.Td data-label={messages.audienceTable.usedBy}>
        {used_by.length === 0 ? (
          <Text span size="sm" c="dimmed">
            {messages.audienceTable.nothingYet}
          </Text>
        ) : (
          used_by.map((pilot) => (
            <TextLink key={pilot} to="/pilots/$pilotId" params={{ pilotId: pilot }} size="sm" display="block">
              {nameAsWords(pilot)}
            </TextLink>
          ))
        )}
      </Table.Td>
      <Table.Td data-label={messages.audienceTable.changed}>
        <Text size="sm">
          {by_member}, <Moment at={at} precision="day" />
        </Text>
        <Text size="xs" c="dimmed">
          {messages.audienceTable.version(version)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

/** Every audience: how many, whom marketing by e-mail reaches, what uses it, who changed it last. */
export function AudienceTable({
  items,
  nPeople,
}: {
  items: AudienceSummary[];
  nPeople: number;
}): JSX.Element {
  return (
    <Paper withBorder radius="lg" p={{ base: 'sm', sm: 'md' }} bg="var(--tl-surface)" mb="lg">
      <Box
        className={styles.scroll ?? ''}
        tabIndex={0}
        role="region"
        aria-label={messages.audienceTable.tableOfAudiences}
      >
        <Table verticalSpacing="sm" className={styles.table ?? ''}>
          <caption className="tl-unseen">{messages.audienceTable.audiences}</caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{messages.audienceTable.audience}</Table.Th>
              <Table.Th scope="col" ta="right">
                {messages.audienceTable.peopleOf(formatCount(nPeople))}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {messages.audienceTable.marketingByEMail}
              </Table.Th>
              <Table.Th scope="col">{messages.audienceTable.usedBy}</Table.Th>
              <Table.Th scope="col">{messages.audienceTable.changed}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((audience) => (
              <Line key={audience.name} audience={audience} />
            ))}
          </Table.Tbody>
        </Table>
      </Box>
      <CsvButton
        file="audiences.csv"
        rows={() => [
          [
            messages.audienceTable.csvAudience,
            messages.audienceTable.csvPeople,
            messages.audienceTable.csvUsedBy,
            messages.audienceTable.csvVersion,
            messages.audienceTable.csvChangedBy,
            messages.audienceTable.csvChangedAt,
          ],
          ...items.map(({ name, n_members, used_by, version, by_member, at }) => [
            name,
            n_members == null ? '' : String(n_members),
            used_by.join(' '),
            String(version),
            by_member,
            at,
          ]),
        ]}
      />
    </Paper>
  );
}
