import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { showDone, showProblem } from '../../components/notices';
import type { ProblemError } from '../../api/problem';
import { definitions as messages } from '../../messages/definitions';
import { definitionQuery, type ShownDefinition } from '../../lib/definitionQuery';
import { discardDraft } from './discardDraft';
import { keepDraft } from './keepDraft';

export interface DiscardButtonProps {
  shown: ShownDefinition;
  /** What counts stands there from now on. */
  onDiscarded: (text: string) => void;
}

/** Drops a draft: what is applied stays, and the draft comes back on demand. */
export function DiscardButton({ shown, onDiscarded }: DiscardButtonProps): JSX.Element {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const bringBack = async (): Promise<void> => {
    const { kind, name } = shown;
    const stamp =
      shown.applied === null
        ? null
        : (await queryClient.query({ ...definitionQuery(shown), staleTime: 0 })).stamp;
    const kept = await keepDraft({ kind, name, text: shown.draft?.text ?? '', stamp });
    queryClient.setQueryData(['definitions', kind, name], kept);
    await queryClient.invalidateQueries({ queryKey: ['definitions'] });
    await navigate({ to: '/definitions/$kind/$name', params: { kind, name } });
  };
  const discarding = useMutation({
    mutationFn: () => discardDraft(shown, shown.stamp),
    onSuccess: async () => {
      if (shown.applied === null) {
        queryClient.removeQueries({ queryKey: ['definitions', shown.kind, shown.name] });
        await navigate({ to: '/definitions' });
      } else onDiscarded(shown.applied.text);
      await queryClient.invalidateQueries({ queryKey: ['definitions'] });
      showDone(
        messages.discardButton.draftDropped,
        shown.applied === null
          ? messages.discardButton.nothingOfItIsLeft
          : messages.discardButton.whatCountsIsUnchanged,
        bringBack,
      );
    },
    onError: (error: ProblemError) => showProblem(error),
  });
  return (
    <Button variant="subtle" color="gray" loading={discarding.isPending} onClick={() => discarding.mutate()}>
      {messages.discardButton.dropTheDraft}
    </Button>
  );
}
