import { Badge, Button, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { DiffView } from '../../components/DiffView';
import { Moment } from '../../components/Moment';
import { ProblemNote } from '../../components/ProblemNote';
import { useMay } from '../../lib/useMay';
import { definitions as messages } from '../../messages/definitions';
import type { DefinitionId } from '../../lib/definitionQuery';
import { RestoreDialog } from './RestoreDialog';
import { versionQuery } from './versionQuery';
import { versionsQuery, type DefinitionVersion } from './versionsQuery';

function Changes({ id, version }: { id: DefinitionId; version: number }): JSX.Element {
  const found = useQuery(versionQuery(id, version));
  switch (found.status) {
    case 'pending':
      return <Skeleton h={80} role="status" aria-label={messages.historyTab.loadingWhatChanged} />;
    case 'error':
      return <ProblemNote problem={found.error} onRetry={() => void found.refetch()} />;
    case 'success':
      return (
        <DiffView lines={found.data.difference} label={messages.historyTab.whatVersionChanged(version)} />
      );
  }
}

interface VersionRowProps {
  id: DefinitionId;
  version: DefinitionVersion;
  isLatest: boolean;
  onRestore: () => void;
}

function VersionRow({ id, version, isLatest, onRestore }: VersionRowProps): JSX.Element {
  const { isAllowed } = useMay('make');
  const [isOpen, setOpen] = useState(false);
  return (
    <Paper component="li" withBorder radius="lg" p="md" bg="var(--tl-surface)" data-version={version.version}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Group gap="xs">
            <Text fw={600}>{messages.historyTab.version(version.version)}</Text>
            {isLatest && !version.is_removal && (
              <Badge variant="light">{messages.historyTab.countsNow}</Badge>
            )}
            {version.is_removal && (
              <Badge variant="light" color="brick">
                {messages.historyTab.deleted}
              </Badge>
            )}
          </Group>
          <Text size="sm">
            {version.by}, <Moment at={version.at} />
          </Text>
          {version.reason !== '' && <Text size="sm">“{version.reason}”</Text>}
          <Text size="sm" c="dimmed">
            {messages.historyTab.linesAddedRemoved(
              version.origin !== '' && messages.historyTab.from(version.origin),
              version.n_added,
              version.n_removed,
            )}
          </Text>
        </div>
        <Group gap="xs">
          <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? messages.historyTab.hideWhatChanged : messages.historyTab.showWhatChanged}
          </Button>
          {isAllowed && !version.is_removal && !isLatest && (
            <Button size="xs" variant="default" onClick={onRestore}>
              {messages.historyTab.restore}
            </Button>
          )}
        </Group>
      </Group>
      {isOpen && (
        <div style={{ marginTop: 12 }}>
          <Changes id={id} version={version.version} />
        </div>
      )}
    </Paper>
  );
}

/** Every version of a definition with who, when, why and what; and the way back to each. */
export function HistoryTab({ id }: { id: DefinitionId }): JSX.Element {
  const versions = useQuery(versionsQuery(id));
  const [restored, setRestored] = useState<number | null>(null);
  switch (versions.status) {
    case 'pending':
      return <Skeleton h={160} role="status" aria-label={messages.historyTab.loadingTheHistory} />;
    case 'error':
      if (versions.error.problem.status === 404) {
        return <Text c="dimmed">{messages.historyTab.wasNeverAppliedSoHas}</Text>;
      }
      return <ProblemNote problem={versions.error} onRetry={() => void versions.refetch()} />;
    case 'success':
      return (
        <>
          <Stack
            component="ul"
            gap="sm"
            m={0}
            p={0}
            style={{ listStyle: 'none' }}
            aria-label={messages.historyTab.versions}
          >
            {versions.data.items.map((version, nth) => (
              <VersionRow
                key={version.version}
                id={id}
                version={version}
                isLatest={nth === 0}
                onRestore={() => setRestored(version.version)}
              />
            ))}
          </Stack>
          {restored !== null && (
            <RestoreDialog id={id} version={restored} onClose={() => setRestored(null)} />
          )}
        </>
      );
  }
}
