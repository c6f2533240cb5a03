import { Box, Paper, Text } from '@mantine/core';
import { IconUserSearch, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { ListSkeleton } from '../../components/ListSkeleton';
import { LoadMore } from '../../components/LoadMore';
import { ProblemNote } from '../../components/ProblemNote';
import { formatCounted } from '../../lib/format';
import { nameOf } from './nameOf';
import styles from './PeopleList.module.css';
import { peopleQuery, type PersonRow } from './peopleQuery';

function placeOf(person: PersonRow): string {
  return [person.city, person.state].filter((part) => part != null && part !== '').join(', ');
}

function Row({ person }: { person: PersonRow }): JSX.Element {
  const { person_id, name, email, phone, n_records, found_by } = person;
  return (
    <tr className={styles.row}>
      <th scope="row" className={styles.name}>
        <Link to="/people/$personId" params={{ personId: person_id }} className={styles.link}>
          {nameOf(name)}
        </Link>
        {found_by != null && (
          <Text size="xs" c="dimmed" fw={400}>
            {`found by ${found_by}`}
          </Text>
        )}
      </th>
      <td className={styles.email}>{email ?? <span className={styles.none}>no e-mail</span>}</td>
      <td className={styles.phone}>{phone}</td>
      <td className={styles.place}>{placeOf(person)}</td>
      <td className={styles.records}>
        <span className="tl-number">{formatCounted(n_records, 'record', 'records')}</span>
      </td>
    </tr>
  );
}

function Nobody({ q }: { q: string }): JSX.Element {
  if (q === '') {
    return (
      <EmptyState
        icon={<IconUsers size={32} stroke={1.4} aria-hidden />}
        title="No people yet"
        text="People appear when records are collected and unified."
      />
    );
  }
  return (
    <EmptyState
      icon={<IconUserSearch size={32} stroke={1.4} aria-hidden />}
      title={`Nobody matches “${q}”`}
      text="Try a part of the name, of the e-mail address or of the phone number, or the whole number of a customer or an order."
    />
  );
}

/** People found, as a table; on a narrow screen as cards. */
export function PeopleList({ q }: { q: string }): JSX.Element {
  const people = useInfiniteQuery(peopleQuery(q));
  switch (people.status) {
    case 'pending':
      return <ListSkeleton noun="people" nRows={10} />;
    case 'error':
      return <ProblemNote problem={people.error} onRetry={() => void people.refetch()} />;
    case 'success': {
      const rows = people.data.pages.flatMap((page) => page.items);
      const nTotal = people.data.pages[0]?.n_total ?? rows.length;
      return (
        <Paper withBorder radius="lg" p={{ base: 'sm', sm: 'md' }} bg="var(--tl-surface)">
          {rows.length === 0 ? (
            <Nobody q={q} />
          ) : (
            <Box opacity={people.isPlaceholderData ? 0.6 : 1} aria-busy={people.isFetching}>
              <table className={styles.table}>
                <caption className="tl-unseen">People{q === '' ? '' : ` matching ${q}`}</caption>
                <thead className={styles.header}>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">E-mail</th>
                    <th scope="col">Phone</th>
                    <th scope="col">Place</th>
                    <th scope="col">Made from</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((person) => (
                    <Row key={person.person_id} person={person} />
                  ))}
                </tbody>
              </table>
              <LoadMore
                noun="people"
                nShown={rows.length}
                nTotal={nTotal}
                hasMore={people.hasNextPage}
                isLoading={people.isFetchingNextPage}
                onMore={() => void people.fetchNextPage()}
              />
              <Text span className="tl-unseen" aria-live="polite">
                {people.isFetching ? '' : formatCounted(nTotal, 'person found', 'people found')}
              </Text>
            </Box>
          )}
        </Paper>
      );
    }
  }
}
