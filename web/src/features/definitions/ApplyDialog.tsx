import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { DiffView } from '../../components/DiffView';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { lineDiff } from '../../lib/lineDiff';
import { definitions as messages } from '../../messages/definitions';
import { applyDraft } from './applyDraft';
import { Dependents } from './Dependents';
import type { ShownDefinition } from '../../lib/definitionQuery';
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
      showDone(
        messages.applyDialog.versionCountsFromNowOn(applied.version),
        applied.note ?? messages.applyDialog.itStandsInTheRecord,
      );
      onApplied();
      // Whatever shows people, audiences or pilots may show something else now.
      await queryClient.invalidateQueries();
    },
    // Whoever was faster is shown behind the dialog, with a way to put both together.
    onError: () => queryClient.invalidateQueries({ queryKey: ['definitions', shown.kind, shown.name] }),
  });
  const found = applying.error?.problem.problems ?? null;
  return (
    <Dialog isOpen onClose={onClose} title={messages.applyDialog.applyNamed(shown.name)} size="lg">
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
            label={messages.applyDialog.whatChanges}
          />
          <Dependents dependents={shown.dependents} words={messages.applyDialog.itIsUsedBy} />
          <Textarea
            label={messages.applyDialog.why}
            description={messages.applyDialog.whyDescription}
            autosize
            minRows={2}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Text size="sm" c="dimmed">
            {messages.applyDialog.nobodyWrittenByThisYou}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {messages.applyDialog.cancel}
            </Button>
            <Button type="submit" loading={applying.isPending}>
              {messages.applyDialog.apply}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
