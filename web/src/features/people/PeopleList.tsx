import { Box, Paper, Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconUserSearch, IconUsers } from '@tabler/icons-react';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { EmptyState } from '../../components/EmptyState';
import { ListSkeleton } from '../../components/ListSkeleton';
import { LoadMore } from '../../components/LoadMore';
import { Moment } from '../../components/Moment';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { formatCount } from '../../lib/count';
import { people as messages } from '../../messages/people';
import { columnsOf, nextSort, type Column } from './columns';
import { nameOf } from './nameOf';
import styles from './PeopleList.module.css';
import type { PeopleSearch, PersonRow } from './peopleQuery';

function Value({ person, column }: { person: PersonRow; column: Column }): JSX.Element {
  const value = person.values[column.name];
  if (value === undefined) {
    return <span className={styles.none}>{column.name === 'email' ? messages.peopleList.noEMail : ''}</span>;
  }
  if (column.isMoment === true) return <Moment at={value} precision="day" />;
  if (column.name === 'n_records') {
    return <span className="tl-number">{messages.peopleList.nRecords(Number(value))}</span>;
  }
  return <>{column.isNumber === true ? formatCount(Number(value)) : value}</>;
}

function Row({ person, columns }: { person: PersonRow; columns: Column[] }): JSX.Element {
  return (
    <tr className={styles.row}>
      <th scope="row" className={styles.name}>
        <Link to="/people/$personId" params={{ personId: person.person_id }} className={styles.link}>
          {nameOf(person.name)}
        </Link>
        {person.found_by != null && (
          <Text size="xs" c="dimmed" fw={400}>
            {messages.peopleList.foundBy(person.found_by)}
          </Text>
        )}
      </th>
      {columns.map((column) => (
        <td key={column.name} className={styles[column.name] ?? styles.other} data-label={column.label}>
          <Value person={person} column={column} />
        </td>
      ))}
    </tr>
  );
}

interface HeadProps {
  column: { name: string; label: string };
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
}

function Head({ column, sort, onSort }: HeadProps): JSX.Element {
  const { name, label } = column;
  const isDown = sort === `-${name}`;
  const isUp = sort === name || (sort === undefined && name === 'name');
  const order = isUp ? 'ascending' : isDown ? 'descending' : 'none';
  return (
    <th scope="col" aria-sort={order}>
      <UnstyledButton className={styles.sort ?? ''} onClick={() => onSort(nextSort(sort, name))}>
        {label}
        {isUp && <IconArrowUp size={12} aria-hidden />}
        {isDown && <IconArrowDown size={12} aria-hidden />}
      </UnstyledButton>
    </th>
  );
}

function Nobody({ search }: { search: PeopleSearch }): JSX.Element {
  const isNarrowed =
    search.audience !== undefined || search.source !== undefined || search.consent !== undefined;
  if (search.q === undefined && !isNarrowed) {
    return (
      <EmptyState
        icon={<IconUsers size={32} stroke={1.4} aria-hidden />}
        title={messages.peopleList.noPeopleYet}
        text={messages.peopleList.noPeopleYetText(
          <TextLink to="/data" underline="always">
            {messages.peopleList.dropFileAndUnify}
          </TextLink>,
        )}
      />
    );
  }
  return (
    <EmptyState
      icon={<IconUserSearch size={32} stroke={1.4} aria-hidden />}
      title={
        search.q === undefined
          ? messages.peopleList.nobodyIsLeft
          : messages.peopleList.nobodyMatches(search.q)
      }
      text={
        isNarrowed ? messages.peopleList.nobodyMeetsAllListNarrowed : messages.peopleList.tryPartNameEMail
      }
    />
  );
}

export interface PeopleListProps {
  search: PeopleSearch;
  people: UseInfiniteQueryResult<InfiniteData<Schemas['PeoplePage']>>;
  onSort: (sort: string | undefined) => void;
}

/** People found, as a table; on a narrow screen as cards. */
export function PeopleList({ search, people, onSort }: PeopleListProps): JSX.Element {
  switch (people.status) {
    case 'pending':
      return <ListSkeleton noun={messages.peopleList.noun} nRows={10} />;
    case 'error':
      return <ProblemNote problem={people.error} onRetry={() => void people.refetch()} />;
    case 'success': {
      const rows = people.data.pages.flatMap((page) => page.items);
      const nTotal = people.data.pages[0]?.n_total ?? rows.length;
      const columns = columnsOf(search.columns);
      return (
        <Paper withBorder radius="lg" p={{ base: 'sm', sm: 'md' }} bg="var(--tl-surface)">
          {rows.length === 0 ? (
            <Nobody search={search} />
          ) : (
            <Box opacity={people.isPlaceholderData ? 0.6 : 1} aria-busy={people.isFetching}>
              <Box className={styles.frame ?? ''}>
                <table className={styles.table}>
                  <caption className="tl-unseen">
                    {search.q === undefined
                      ? messages.peopleList.people
                      : messages.peopleList.peopleMatching(search.q)}
                  </caption>
                  <thead className={styles.header}>
                    <tr>
                      {[{ name: 'name', label: messages.peopleList.name }, ...columns].map((column) => (
                        <Head key={column.name} column={column} sort={search.sort} onSort={onSort} />
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((person) => (
                      <Row key={person.person_id} person={person} columns={columns} />
                    ))}
                  </tbody>
                </table>
              </Box>
              <LoadMore
                noun={messages.peopleList.noun}
                one={messages.peopleList.one}
                nShown={rows.length}
                nTotal={nTotal}
                hasMore={people.hasNextPage}
                isLoading={people.isFetchingNextPage}
                onMore={() => void people.fetchNextPage()}
              />
              <Text span className="tl-unseen" aria-live="polite">
                {people.isFetching ? '' : messages.peopleList.nPeopleFound(nTotal)}
              </Text>
            </Box>
          )}
        </Paper>
      );
    }
  }
}
