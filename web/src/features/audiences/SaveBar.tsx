import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { ProblemError } from '../../api/problem';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { WhyNot } from '../../components/WhyNot';
import { useMay } from '../../lib/useMay';
import { audiences as messages } from '../../messages/audiences';
import { applyDraft, keepDraft } from './saveAudience';
import type { Shown } from './definitionQuery';

export interface SaveBarProps {
  name: string;
  text: string;
  shown: Shown | null;
  isChanged: boolean;
  /** Whether it can be applied: it is counted and has no error. */
  isUsable: boolean;
  onSaved: (name: string, isApplied: boolean) => void;
  /** Takes the text of somebody else in place of ours. */
  onTake: (text: string) => void;
}

interface Overtaken {
  text: string | null;
  by: string;
  stamp: string;
  version: number;
}

function overtakenOf(error: Error | null): Overtaken | null {
  if (!(error instanceof ProblemError) || error.problem.status !== 412) return null;
  const other = error.problem.overtaken;
  return other == null
    ? null
    : { text: other.text ?? null, by: other.by, stamp: other.stamp, version: other.version };
}

function Conflict(props: { other: Overtaken; onMine: () => void; onTheirs: () => void }): JSX.Element {
  const { other, onMine, onTheirs } = props;
  return (
    <Stack gap="sm" role="alert">
      <Text size="sm">{messages.saveBar.changedWhileYouWereWriting(other.by)}</Text>
      <Textarea
        label={messages.saveBar.whatWrote(other.by)}
        value={other.text ?? ''}
        readOnly
        autosize
        maxRows={14}
      />
      <Group>
        <Button size="xs" onClick={onMine}>
          {messages.saveBar.saveMineOnTop}
        </Button>
        <Button size="xs" variant="default" onClick={onTheirs} disabled={other.text === null}>
          {messages.saveBar.takeTheirs}
        </Button>
      </Group>
    </Stack>
  );
}

/** Keeps what is written as a draft, or makes it the next version. */
export function SaveBar(props: SaveBarProps): JSX.Element {
  const { name, text, shown, isChanged, isUsable, onSaved, onTake } = props;
  const queryClient = useQueryClient();
  const may = useMay('make');
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState('');
  const saving = useMutation({
    mutationFn: async (input: { isApplied: boolean; stamp: string | null; baseVersion: number | null }) => {
      const { stamp, baseVersion } = input;
      const isNew = isChanged || stamp !== (shown?.stamp ?? null) || shown === null;
      const kept = isNew ? await keepDraft({ name, text, stamp, baseVersion }) : shown;
      if (input.isApplied) await applyDraft(name, kept.stamp, reason);
    },
    onSuccess: async (_done, { isApplied }) => {
      setIsAsking(false);
      onSaved(name, isApplied);
      await Promise.all(
        [['definition'], ['audiences'], ['definitions'], ['people'], ['home']].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  const other = overtakenOf(saving.error);
  const save = (isApplied: boolean): void =>
    saving.mutate({ isApplied, stamp: shown?.stamp ?? null, baseVersion: null });
  const canApply = isUsable && (isChanged || shown?.draft != null || shown === null);
  if (!may.isAllowed) return <WhyNot act="make" />;
  return (
    <Stack gap="xs" align="flex-end">
      <Group gap="sm">
        <Button
          variant="default"
          disabled={!isChanged && shown !== null}
          loading={saving.isPending && !isAsking}
          onClick={() => save(false)}
        >
          {messages.saveBar.keepAsDraft}
        </Button>
        <Button disabled={!canApply} onClick={() => setIsAsking(true)}>
          {messages.saveBar.saveAndApply}
        </Button>
      </Group>
      {saving.error !== null && !isAsking && other === null && <ProblemNote problem={saving.error} />}
      <Dialog
        isOpen={isAsking || other !== null}
        onClose={() => {
          setIsAsking(false);
          saving.reset();
        }}
        title={other === null ? messages.saveBar.applyNamed(name) : messages.saveBar.somebodyWasFaster}
        centered
      >
        {other === null ? (
          <Stack>
            <Text size="sm">{messages.saveBar.becomesNextVersionCountsFrom}</Text>
            <TextInput
              label={messages.saveBar.why}
              description={messages.saveBar.whyDescription}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-autofocus
            />
            {saving.error !== null && <ProblemNote problem={saving.error} />}
            <Group justify="flex-end">
              <Button loading={saving.isPending} onClick={() => save(true)}>
                {messages.saveBar.apply}
              </Button>
            </Group>
          </Stack>
        ) : (
          <Conflict
            other={other}
            onMine={() => saving.mutate({ isApplied: false, stamp: other.stamp, baseVersion: other.version })}
            onTheirs={() => {
              onTake(other.text ?? '');
              saving.reset();
              void queryClient.invalidateQueries({ queryKey: ['definition'] });
            }}
          />
        )}
      </Dialog>
    </Stack>
  );
}
