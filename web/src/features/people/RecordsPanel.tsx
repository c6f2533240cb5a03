import { Alert } from '@mantine/core';
import { useState, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Panel } from '../../components/Panel';
import { TextLink } from '../../components/TextLink';
import { isSeenOnly } from '../../lib/recordName';
import { useMay } from '../../lib/useMay';
import { people as messages } from '../../messages/people';
import { Records } from './Records';
import { SplitRecord } from './SplitRecord';

/** The records of a person, each with the way out of it. */
export function RecordsPanel({ records }: { records: Schemas['PersonRecord'][] }): JSX.Element {
  const [doubted, setDoubted] = useState<string | null>(null);
  const [split, setSplit] = useState<string[]>([]);
  const ids = records.map((record) => record.record_id).filter((id) => !isSeenOnly(id));
  const { isAllowed } = useMay('mend_data');
  const canSplit = (id: string): boolean =>
    isAllowed && ids.length >= 2 && ids.includes(id) && !split.includes(id);
  return (
    <Panel title={messages.recordsPanel.recordsSideBySide} hint={messages.recordsPanel.recordsSideBySideHint}>
      {split.map((id) => (
        <Alert
          key={id}
          color="amber"
          mb="md"
          role="status"
          title={messages.recordsPanel.notedAndNotAppliedYet}
        >
          {messages.recordsPanel.leavesThisPersonWhenAnswers(
            <code>{id}</code>,
            <TextLink to="/people/review" inherit underline="always">
              {messages.recordsPanel.applyOrTakeBack}
            </TextLink>,
          )}
        </Alert>
      ))}
      <Records records={records} canSplit={canSplit} onSplit={setDoubted} />
      {doubted !== null && (
        <SplitRecord
          recordId={doubted}
          nOthers={ids.length - 1}
          onClose={() => setDoubted(null)}
          onSplit={() => {
            setSplit((all) => [...all, doubted]);
            setDoubted(null);
          }}
        />
      )}
    </Panel>
  );
}
