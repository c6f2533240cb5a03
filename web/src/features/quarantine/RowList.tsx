import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { ListSkeleton } from '../../components/ListSkeleton';
import { LoadMore } from '../../components/LoadMore';
import { ProblemNote } from '../../components/ProblemNote';
import { asSentence } from '../../lib/words';
import { EditRow } from './EditRow';
import type { QuarantineRule } from './quarantineQuery';
import { quarantineRowsQuery, type QuarantineRow } from './quarantineRowsQuery';
import styles from './RowList.module.css';

function RowState({ row, onEdit }: { row: QuarantineRow; onEdit: () => void }): JSX.Element {
  switch (row.state) {
    case 'open':
      return (
        <Button size="compact-sm" variant="light" c="var(--tl-good)" flex="none" onClick={onEdit}>
          Edit and replay
        </Button>
      );
    case 'replayed':
      return (
        <Group gap={4} c="var(--tl-good)">
          <IconCircleCheck size={16} aria-hidden />
          <Text size="sm" fw={600}>
            Accepted
          </Text>
        </Group>
      );
  }
}

function Row({ row, onEdit }: { row: QuarantineRow; onEdit: () => void }): JSX.Element {
  return (
    <li className={styles.row} data-row={row.row_id}>
      <Group justify="space-between" gap="xs" align="flex-start" wrap="nowrap">
        <div>
          <Text size="sm" fw={600} className={styles.place ?? ''}>
            {row.file}
            {row.line != null && `, line ${row.line}`}
          </Text>
          <Text size="sm" c="dimmed">
            {asSentence(row.why)}
          </Text>
        </div>
        <RowState row={row} onEdit={onEdit} />
      </Group>
      <Code block className={styles.original ?? ''} tabIndex={0} aria-label="Original row">
        {row.original}
      </Code>
    </li>
  );
}

/** The rows of one rule with their originals. */
export function RowList({ of: { source, rule, field } }: { of: QuarantineRule }): JSX.Element {
  const rows = useInfiniteQuery(quarantineRowsQuery(source, rule, field ?? ''));
  const [edited, setEdited] = useState<QuarantineRow | null>(null);
  switch (rows.status) {
    case 'pending':
      return <ListSkeleton noun="rows" nRows={4} rowHeightPx={84} />;
    case 'error':
      return <ProblemNote problem={rows.error} onRetry={() => void rows.refetch()} />;
    case 'success': {
      const items = rows.data.pages.flatMap((page) => page.items);
      if (items.length === 0) {
        return (
          <EmptyState
            icon={<IconCircleCheck size={32} stroke={1.4} aria-hidden />}
            title="No row is left"
            text="Every row of this rule was accepted."
          />
        );
      }
      return (
        <>
          <Stack component="ul" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
            {items.map((row) => (
              <Row key={row.row_id} row={row} onEdit={() => setEdited(row)} />
            ))}
          </Stack>
          <LoadMore
            noun="rows"
            nShown={items.length}
            nTotal={null}
            hasMore={rows.hasNextPage}
            isLoading={rows.isFetchingNextPage}
            onMore={() => void rows.fetchNextPage()}
          />
          {edited !== null && <EditRow key={edited.row_id} row={edited} onClose={() => setEdited(null)} />}
        </>
      );
    }
  }
}
