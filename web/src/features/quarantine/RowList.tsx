import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { ListSkeleton } from '../../components/ListSkeleton';
import { LoadMore } from '../../components/LoadMore';
import { showDone, showProblem } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { useMay } from '../../lib/useMay';
import { asSentence } from '../../lib/words';
import { quarantine as messages } from '../../messages/quarantine';
import { DiscardRows } from './DiscardRows';
import { EditRow } from './EditRow';
import { Original } from './Original';
import type { QuarantineRule } from './quarantineQuery';
import { quarantineRowsQuery, type QuarantineRow } from './quarantineRowsQuery';
import styles from './RowList.module.css';
import { useDiscard } from './useDiscard';

function RowState({
  row,
  onEdit,
  onDiscard,
}: {
  row: QuarantineRow;
  onEdit: () => void;
  onDiscard: () => void;
}): JSX.Element | null {
  const { isAllowed } = useMay('mend_data');
  const puttingBack = useDiscard(() =>
    showDone(messages.rowList.rowPutBack, messages.rowList.waitsForFixAgain),
  );
  switch (row.state) {
    case 'open':
      if (!isAllowed) return null;
      return (
        <Group gap={6} wrap="nowrap" flex="none">
          <Button size="compact-sm" variant="light" c="var(--tl-good)" onClick={onEdit}>
            {messages.rowList.editAndReplay}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onDiscard}>
            {messages.rowList.discard}
          </Button>
        </Group>
      );
    case 'replayed':
      return (
        <Group gap={4} c="var(--tl-good)" wrap="nowrap">
          <IconCircleCheck size={16} aria-hidden />
          <Text size="sm" fw={600}>
            {row.edited == null ? messages.rowList.landed : messages.rowList.landedEdited}
          </Text>
        </Group>
      );
    case 'closed':
      return (
        <Group gap={4} c="dimmed" wrap="nowrap">
          <IconCircleCheck size={16} aria-hidden />
          <Text size="sm" fw={600}>
            {messages.rowList.closed}
          </Text>
        </Group>
      );
    case 'discarded':
      if (!isAllowed) return null;
      return (
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          loading={puttingBack.isPending}
          onClick={() =>
            puttingBack.mutate(
              { row_ids: [row.row_id], undo: true },
              { onError: (error) => showProblem(error) },
            )
          }
        >
          {messages.rowList.putBack}
        </Button>
      );
  }
}

interface RowProps {
  row: QuarantineRow;
  onEdit: () => void;
  onDiscard: () => void;
}

function Row({ row, onEdit, onDiscard }: RowProps): JSX.Element {
  return (
    <li className={styles.row} data-row={row.row_id}>
      <Group justify="space-between" gap="xs" align="flex-start">
        <div className={styles.words ?? ''}>
          <Text size="sm" fw={600}>
            {row.file}
            {row.line != null && messages.rowList.line(row.line)}
          </Text>
          <Text size="sm" c="dimmed">
            {asSentence(row.why)}
          </Text>
          {row.closed_why != null && <Text size="sm">{asSentence(row.closed_why)}</Text>}
          {row.discard_reason != null && (
            <Text size="sm">{messages.rowList.discarded(asSentence(row.discard_reason))}</Text>
          )}
        </div>
        <RowState row={row} onEdit={onEdit} onDiscard={onDiscard} />
      </Group>
      <Original original={row.original} field={row.field ?? null} />
    </li>
  );
}

/** The rows of one rule with their originals. */
export function RowList({ of: { source, rule, field } }: { of: QuarantineRule }): JSX.Element {
  const rows = useInfiniteQuery(quarantineRowsQuery(source, rule, field ?? ''));
  const [edited, setEdited] = useState<QuarantineRow | null>(null);
  const [discarded, setDiscarded] = useState<QuarantineRow | null>(null);
  switch (rows.status) {
    case 'pending':
      return <ListSkeleton noun={messages.rowList.noun} nRows={4} rowHeightPx={84} />;
    case 'error':
      return <ProblemNote problem={rows.error} onRetry={() => void rows.refetch()} />;
    case 'success': {
      const items = rows.data.pages.flatMap((page) => page.items);
      if (items.length === 0) {
        return (
          <EmptyState
            icon={<IconCircleCheck size={32} stroke={1.4} aria-hidden />}
            title={messages.rowList.noRowIsLeft}
            text={messages.rowList.noRowIsLeftText}
          />
        );
      }
      return (
        <>
          <Stack component="ul" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
            {items.map((row) => (
              <Row
                key={row.row_id}
                row={row}
                onEdit={() => setEdited(row)}
                onDiscard={() => setDiscarded(row)}
              />
            ))}
          </Stack>
          <LoadMore
            noun={messages.rowList.noun}
            one={messages.rowList.one}
            nShown={items.length}
            nTotal={null}
            hasMore={rows.hasNextPage}
            isLoading={rows.isFetchingNextPage}
            onMore={() => void rows.fetchNextPage()}
          />
          {edited !== null && <EditRow key={edited.row_id} row={edited} onClose={() => setEdited(null)} />}
          {discarded !== null && (
            <DiscardRows
              which={{ row_ids: [discarded.row_id] }}
              nRows={1}
              onClose={() => setDiscarded(null)}
            />
          )}
        </>
      );
    }
  }
}
