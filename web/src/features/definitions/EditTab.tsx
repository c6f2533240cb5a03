import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type JSX } from 'react';
import { EditorSlot } from '../../components/definition/EditorSlot';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { WhyNot } from '../../components/WhyNot';
import { useMay } from '../../lib/useMay';
import { definitions as messages } from '../../messages/definitions';
import { ApplyDialog } from './ApplyDialog';
import { DiscardButton } from './DiscardButton';
import type { ShownDefinition } from '../../lib/definitionQuery';
import styles from './EditTab.module.css';
import { LateNote } from './LateNote';
import { MergeDialog } from './MergeDialog';
import { ProblemList } from './ProblemList';
import { schemaQuery } from './schemaQuery';
import { useEditing } from './useEditing';

const YamlEditor = lazy(async () => ({ default: (await import('../../components/YamlEditor')).YamlEditor }));

export interface EditTabProps {
  shown: ShownDefinition;
}

/** Form and text of one definition side by side, always in step, checked at every pause. */
export function EditTab({ shown }: EditTabProps): JSX.Element {
  const { isAllowed } = useMay('make');
  const editing = useEditing(shown);
  const schema = useQuery(schemaQuery(shown.kind));
  const [isApplying, setApplying] = useState(false);
  const { text, setText, problems, saving, isDirty } = editing;
  const overtaken = saving.error?.problem.overtaken ?? null;
  const save = (): void =>
    saving.mutate(
      { text },
      { onSuccess: () => showDone(messages.editTab.draftSaved, messages.editTab.everyMemberSeesCountsOnce) },
    );
  const apply = (): void => {
    if (isDirty) saving.mutate({ text }, { onSuccess: () => setApplying(true) });
    else setApplying(true);
  };
  const nErrors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <Stack gap="md">
      <WhyNot act="make" />
      {overtaken === null && isAllowed && <LateNote shown={shown} editing={editing} />}
      {saving.error !== null && overtaken === null && <ProblemNote problem={saving.error} />}
      {isAllowed && (
        <Group gap="sm" className={styles.bar ?? ''}>
          <Button onClick={save} loading={saving.isPending} disabled={!isDirty} variant="default">
            {messages.editTab.saveDraft}
          </Button>
          <Button
            onClick={apply}
            disabled={saving.isPending || nErrors > 0 || (!isDirty && shown.draft === null)}
          >
            {messages.editTab.apply}
          </Button>
          {shown.draft !== null && <DiscardButton shown={shown} onDiscarded={setText} />}
          {editing.bringBack !== null && (
            <Button variant="subtle" color="gray" onClick={editing.bringBack}>
              {messages.editTab.bringMyChangesBack}
            </Button>
          )}
          {isDirty && (
            <>
              <Button variant="subtle" color="gray" onClick={editing.undo}>
                {messages.editTab.undoMyChanges}
              </Button>
              <Text size="sm" c="dimmed" role="status">
                {editing.isRestored ? messages.editTab.stillThere : messages.editTab.notSaved}
              </Text>
            </>
          )}
        </Group>
      )}
      <div className={styles.sides}>
        <section aria-label={messages.editTab.form} className={styles.side}>
          {schema.status === 'pending' && (
            <Skeleton h={320} role="status" aria-label={messages.editTab.loadingTheForm} />
          )}
          {schema.status === 'error' && (
            <ProblemNote problem={schema.error} onRetry={() => void schema.refetch()} />
          )}
          {schema.status === 'success' && (
            <EditorSlot
              kind={shown.kind}
              name={shown.name}
              schema={schema.data.schema}
              text={text}
              problems={problems}
              isReadOnly={!isAllowed}
              onChange={setText}
            />
          )}
        </section>
        <section aria-label={messages.editTab.text} className={styles.side}>
          <Stack gap="sm">
            <Suspense
              fallback={<Skeleton h={320} role="status" aria-label={messages.editTab.loadingTheEditor} />}
            >
              <YamlEditor
                text={text}
                label={messages.editTab.yamlOf(shown.name)}
                problems={problems}
                isReadOnly={!isAllowed}
                onChange={setText}
              />
            </Suspense>
            <Text size="xs" c="dimmed">
              {messages.editTab.tabIndentsEscapeThenTab}
            </Text>
            <ProblemList problems={problems} isChecking={editing.isChecking} />
          </Stack>
        </section>
      </div>
      {isApplying && (
        <ApplyDialog
          shown={shown}
          onClose={() => setApplying(false)}
          onApplied={() => {
            setApplying(false);
            saving.reset();
          }}
        />
      )}
      {overtaken !== null && (
        <MergeDialog
          base={overtaken.base ?? ''}
          mine={text}
          theirs={overtaken.text ?? ''}
          by={overtaken.by}
          at={overtaken.at}
          isBusy={saving.isPending}
          onClose={() => saving.reset()}
          onMerged={(both) => {
            setText(both);
            saving.mutate({ text: both, stamp: overtaken.stamp, baseVersion: overtaken.version });
          }}
        />
      )}
    </Stack>
  );
}
