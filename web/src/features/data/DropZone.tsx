import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type DragEvent, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import { ProblemNote } from '../../components/ProblemNote';
import { WhyNot } from '../../components/WhyNot';
import { formatRatio } from '../../lib/format';
import { useMay } from '../../lib/useMay';
import { data as messages } from '../../messages/data';
import styles from './DropZone.module.css';
import { giveFile } from './giveFile';

const ACCEPTED = '.csv,.tsv,.txt,.gz,.xlsx,.xls,.ods,.json,.jsonl,.ndjson,.parquet';

/** Files that are given one after the other: name of the one that is on its way, and how much of it is there. */
interface OnItsWay {
  name: string;
  ratio: number;
}

export interface DropZoneProps {
  /** Called with each file that is there. */
  onGiven: (upload: Schemas['Upload'], isLast: boolean) => void;
}

/** Takes files by dropping or choosing; gives them to the server one after the other. */
export function DropZone({ onGiven }: DropZoneProps): JSX.Element {
  const queryClient = useQueryClient();
  const { isAllowed } = useMay('mend_data');
  const [isOver, setOver] = useState(false);
  const [onItsWay, setOnItsWay] = useState<OnItsWay | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const aborting = useRef<AbortController | null>(null);
  const giving = useMutation<undefined, ProblemError, File[]>({
    mutationFn: async (files) => {
      const controller = new AbortController();
      aborting.current = controller;
      for (const [at, file] of files.entries()) {
        setOnItsWay({ name: file.name, ratio: 0 });
        const upload = await giveFile(
          file,
          (ratio) => setOnItsWay({ name: file.name, ratio }),
          controller.signal,
        );
        await queryClient.invalidateQueries({ queryKey: ['uploads'] });
        onGiven(upload, at === files.length - 1);
      }
      return undefined;
    },
    onSettled: () => setOnItsWay(null),
  });
  const give = (list: FileList | null): void => {
    const files = [...(list ?? [])];
    if (files.length > 0 && isAllowed && !giving.isPending) giving.mutate(files);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    give(event.dataTransfer.files);
  };
  return (
    <Stack gap="sm">
      <div
        className={styles.zone}
        data-over={isOver}
        data-dropzone
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileUpload size={32} stroke={1.4} aria-hidden />
        <Text fw={600}>{messages.dropZone.dropAFileHere}</Text>
        <Text size="sm" c="dimmed" maw={520}>
          {messages.dropZone.exportYourShopCrmOr}
        </Text>
        {onItsWay === null ? (
          <Button variant="default" disabled={!isAllowed} onClick={() => input.current?.click()}>
            {messages.dropZone.chooseAFile}
          </Button>
        ) : (
          <div className={styles.way}>
            <Progress
              value={100 * onItsWay.ratio}
              animated={onItsWay.ratio >= 1}
              aria-label={messages.dropZone.giving(onItsWay.name)}
            />
            <Group justify="space-between" mt={6} wrap="nowrap">
              <Text size="sm" role="status" truncate>
                {onItsWay.name}: {formatRatio(Math.floor(100 * onItsWay.ratio) / 100, 0)}
              </Text>
              <Button size="compact-sm" variant="subtle" onClick={() => aborting.current?.abort()}>
                {messages.dropZone.cancel}
              </Button>
            </Group>
          </div>
        )}
        <input
          ref={input}
          type="file"
          multiple
          accept={ACCEPTED}
          aria-label={messages.dropZone.filesToImport}
          className={styles.input}
          tabIndex={-1}
          onChange={(event) => {
            give(event.currentTarget.files);
            // The same file may be chosen again, mended.
            event.currentTarget.value = '';
          }}
        />
      </div>
      <WhyNot act="mend_data" />
      {giving.error !== null && <ProblemNote problem={giving.error} />}
    </Stack>
  );
}
