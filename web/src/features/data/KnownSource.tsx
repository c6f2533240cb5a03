import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import type { Job } from '../../lib/job';
import { useMay } from '../../lib/useMay';
import { data as messages } from '../../messages/data';
import { previewQuery } from './draftQuery';
import { PreviewTable } from './PreviewTable';
import { useImport } from './startImport';
import type { Upload } from './uploadsQuery';

export interface KnownSourceProps {
  upload: Upload;
  source: string;
  onStarted: (job: Job) => void;
}

/** A file of a source whose contract is applied: what it would bring, and the import. */
export function KnownSource({ upload, source, onStarted }: KnownSourceProps): JSX.Element {
  const preview = useQuery(previewQuery(upload.upload_id, source));
  const importing = useImport(onStarted);
  const { isAllowed } = useMay('mend_data');
  switch (preview.status) {
    case 'pending':
      return <Skeleton h={240} radius="lg" role="status" aria-label={messages.knownSource.readingTheFile} />;
    case 'error':
      return <ProblemNote problem={preview.error} />;
    case 'success':
      return (
        <Stack gap="lg">
          <Panel
            title={messages.knownSource.whatWouldComeIn}
            hint={messages.knownSource.whatWouldComeInHint(source)}
          >
            <PreviewTable preview={preview.data} />
          </Panel>
          {importing.error !== null && <ProblemNote problem={importing.error} />}
          <Group gap="md">
            <Button
              disabled={!isAllowed}
              loading={importing.isPending}
              onClick={() => importing.mutate({ uploadId: upload.upload_id, source, contract: null })}
            >
              {messages.knownSource.importTheFile}
            </Button>
            <Text size="sm" c="dimmed">
              {messages.knownSource.rowsKnownStayAsThey}
            </Text>
          </Group>
        </Stack>
      );
  }
}
