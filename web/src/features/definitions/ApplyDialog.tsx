import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { DiffView } from '../../components/DiffView';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { lineDiff } from '../../lib/lineDiff';
import { applyDraft } from './applyDraft';
import { Dependents } from './Dependents';
import type { ShownDefinition } from './definitionQuery';
import { ProblemList } from './ProblemList';

export interface ApplyDialogProps {
  shown: ShownDefinition;
  onClose: () => void;
  onApplied: () => void;
}

/** Shows what would change and asks why, then makes the draft the next version. */
export function ApplyDialog({ shown, onClose, onApplied }: ApplyDialogProps): JSX.Element {
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  const applying = useMutation({
    mutationFn: () => applyDraft(shown, shown.stamp, reason.trim()),
    onSuccess: async (applied) => {
      showDone(`Version ${applied.version} counts from now on`, applied.note ?? 'It stands in the record.');
      onApplied();
      // Whatever shows people, audiences or pilots may show something else now.
      await queryClient.invalidateQueries();
    },
    // Whoever was faster is shown behind the dialog, with a way to put both together.
    onError: () => queryClient.invalidateQueries({ queryKey: ['definitions', shown.kind, shown.name] }),
  });
  const found = applying.error?.problem.problems ?? null;
  return (
    <Dialog isOpen onClose={onClose} title={`Apply ${shown.name}`} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          applying.mutate();
        }}
      >
        <Stack>
          {applying.error !== null && found === null && <ProblemNote problem={applying.error} />}
          {found !== null && <ProblemList problems={found} isChecking={false} />}
          <DiffView
            lines={lineDiff(shown.applied?.text ?? '', shown.draft?.text ?? '')}
            label="What changes"
          />
          <Dependents dependents={shown.dependents} words="It is used by" />
          <Textarea
            label="Why"
            description="Every version keeps it, for whoever looks back."
            autosize
            minRows={2}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Text size="sm" c="dimmed">
            Nobody is written to by this. You can go back to any earlier version.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={applying.isPending}>
              Apply
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
