import { Box, Paper, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { BrokenNote } from '../../components/BrokenNote';
import { CsvButton } from '../../components/CsvButton';
import { Moment } from '../../components/Moment';
import { TextLink } from '../../components/TextLink';
import { formatCount, formatRatio } from '../../lib/format';
import { nameAsWords } from '../../lib/words';
import { appliedReachQuery } from './appliedReachQuery';
import styles from './AudienceTable.module.css';
import type { AudienceSummary } from './audiencesQuery';

function Reachable({ name, nMembers }: { name: string; nMembers: number }): JSX.Element {
  const reach = useQuery(appliedReachQuery(name));
  if (reach.data === undefined) {
    return (
      <Text span size="sm" c="dimmed">
        {reach.error === null ? 'asking…' : 'not known'}
      </Text>
    );
  }
  return (
    <span title={reach.data.why_not.map(({ why, n }) => `${formatCount(n)} not: ${why}`).join('\n')}>
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
      <Table.Td className="tl-number" data-label="People">
        {n_members == null ? '' : formatCount(n_members)}
      </Table.Td>
      <Table.Td className="tl-number" data-label="Marketing by e-mail">
        {n_members != null && <Reachable name={name} nMembers={n_members} />}
      </Table.Td>
      <Table.Td data-label="Used by">
        {used_by.length === 0 ? (
          <Text span size="sm" c="dimmed">
            nothing yet
          </Text>
        ) : (
          used_by.map((pilot) => (
            <TextLink key={pilot} to="/pilots/$pilotId" params={{ pilotId: pilot }} size="sm" display="block">
              {nameAsWords(pilot)}
            </TextLink>
          ))
        )}
      </Table.Td>
      <Table.Td data-label="Changed">
        <Text size="sm">
          {by_member}, <Moment at={at} precision="day" />
        </Text>
        <Text size="xs" c="dimmed">
          version {version}
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
      <Box className={styles.scroll ?? ''} tabIndex={0} role="region" aria-label="Table of audiences">
        <Table verticalSpacing="sm" className={styles.table ?? ''}>
          <caption className="tl-unseen">Audiences</caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Audience</Table.Th>
              <Table.Th scope="col" ta="right">
                People of {formatCount(nPeople)}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Marketing by e-mail
              </Table.Th>
              <Table.Th scope="col">Used by</Table.Th>
              <Table.Th scope="col">Changed</Table.Th>
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
          ['audience', 'people', 'used by', 'version', 'changed by', 'changed at'],
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
