import { Badge, Button, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { DiffView } from '../../components/DiffView';
import { Moment } from '../../components/Moment';
import { ProblemNote } from '../../components/ProblemNote';
import { useMay } from '../../lib/useMay';
import type { DefinitionId } from './definitionQuery';
import { RestoreDialog } from './RestoreDialog';
import { versionQuery } from './versionQuery';
import { versionsQuery, type DefinitionVersion } from './versionsQuery';

function Changes({ id, version }: { id: DefinitionId; version: number }): JSX.Element {
  const found = useQuery(versionQuery(id, version));
  switch (found.status) {
    case 'pending':
      return <Skeleton h={80} role="status" aria-label="Loading what changed" />;
    case 'error':
      return <ProblemNote problem={found.error} onRetry={() => void found.refetch()} />;
    case 'success':
      return <DiffView lines={found.data.difference} label={`What version ${version} changed`} />;
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
            <Text fw={600}>Version {version.version}</Text>
            {isLatest && !version.is_removal && <Badge variant="light">Counts now</Badge>}
            {version.is_removal && (
              <Badge variant="light" color="brick">
                Deleted
              </Badge>
            )}
          </Group>
          <Text size="sm">
            {version.by}, <Moment at={version.at} />
          </Text>
          {version.reason !== '' && <Text size="sm">“{version.reason}”</Text>}
          <Text size="sm" c="dimmed">
            {version.origin !== '' && `From ${version.origin}. `}
            {version.n_added} lines added, {version.n_removed} removed
          </Text>
        </div>
        <Group gap="xs">
          <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide' : 'Show'} what changed
          </Button>
          {isAllowed && !version.is_removal && !isLatest && (
            <Button size="xs" variant="default" onClick={onRestore}>
              Restore…
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
      return <Skeleton h={160} role="status" aria-label="Loading the history" />;
    case 'error':
      if (versions.error.problem.status === 404) {
        return <Text c="dimmed">It was never applied, so it has no versions yet.</Text>;
      }
      return <ProblemNote problem={versions.error} onRetry={() => void versions.refetch()} />;
    case 'success':
      return (
        <>
          <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Versions">
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
