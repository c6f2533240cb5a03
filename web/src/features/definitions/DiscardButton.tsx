import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { showDone, showProblem } from '../../components/notices';
import type { ProblemError } from '../../api/problem';
import { definitions as messages } from '../../messages/definitions';
import type { ShownDefinition } from './definitionQuery';
import { discardDraft } from './discardDraft';

export interface DiscardButtonProps {
  shown: ShownDefinition;
  /** What counts stands there from now on. */
  onDiscarded: (text: string) => void;
}

/** Drops a draft, after a question: what is applied stays. */
export function DiscardButton({ shown, onDiscarded }: DiscardButtonProps): JSX.Element {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const discarding = useMutation({
    mutationFn: () => discardDraft(shown, shown.stamp),
    onSuccess: async () => {
      if (shown.applied === null) {
        queryClient.removeQueries({ queryKey: ['definitions', shown.kind, shown.name] });
        await navigate({ to: '/definitions', ignoreBlocker: true });
      } else onDiscarded(shown.applied.text);
      await queryClient.invalidateQueries({ queryKey: ['definitions'] });
      showDone(
        messages.discardButton.draftDropped,
        shown.applied === null
          ? messages.discardButton.nothingOfItIsLeft
          : messages.discardButton.whatCountsIsUnchanged,
      );
    },
    onError: (error: ProblemError) => showProblem(error),
  });
  return (
    <Button
      variant="subtle"
      color="gray"
      loading={discarding.isPending}
      onClick={() => {
        if (window.confirm(messages.discardButton.dropThisDraftCannotBrought)) discarding.mutate();
      }}
    >
      {messages.discardButton.dropTheDraft}
    </Button>
  );
}
