import { Alert, Button, Group, Text } from '@mantine/core';
import { IconArrowMerge } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { definitions as messages } from '../../messages/definitions';
import type { ShownDefinition } from '../../lib/definitionQuery';
import { MergeDialog } from './MergeDialog';
import type { Editing } from './useEditing';
import { versionQuery } from './versionQuery';

export interface LateNoteProps {
  shown: ShownDefinition;
  editing: Editing;
}

/** Says that another version was applied since the draft was begun, and puts both together. */
export function LateNote({ shown, editing }: LateNoteProps): JSX.Element | null {
  const { draft, applied, stamp } = shown;
  const [isOpen, setOpen] = useState(false);
  const isLate = draft !== null && applied !== null && draft.base_version !== applied.version;
  const from = draft?.base_version ?? 0;
  const base = useQuery({ ...versionQuery(shown, from), enabled: isLate && from > 0 });
  if (!isLate) return null;
  return (
    <Alert
      color="amber"
      variant="light"
      icon={<IconArrowMerge size={18} aria-hidden />}
      title={messages.lateNote.appliedVersionSinceThisDraft(applied.by, applied.version)}
    >
      <Text size="sm">{messages.lateNote.putBothTogetherBeforeYou}</Text>
      <Group mt="sm">
        <Button size="xs" onClick={() => setOpen(true)} disabled={from > 0 && base.status !== 'success'}>
          {messages.lateNote.putBothTogether}
        </Button>
      </Group>
      {isOpen && (
        <MergeDialog
          base={base.data?.text ?? ''}
          mine={editing.text}
          theirs={applied.text}
          by={applied.by}
          at={applied.at}
          isBusy={editing.saving.isPending}
          onClose={() => setOpen(false)}
          onMerged={(both) => {
            editing.setText(both);
            editing.saving.mutate(
              { text: both, stamp, baseVersion: applied.version },
              { onSuccess: () => setOpen(false) },
            );
          }}
        />
      )}
    </Alert>
  );
}
