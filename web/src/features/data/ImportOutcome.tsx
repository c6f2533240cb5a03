import { Group, Text } from '@mantine/core';
import type { JSX } from 'react';
import { Panel } from '../../components/Panel';
import { TextLink } from '../../components/TextLink';
import { formatCount, formatCounted } from '../../lib/format';
import type { Job } from '../../lib/job';
import { asSentence } from '../../lib/words';
import { importReportOf } from './importReport';

function Figure({ n, label }: { n: number; label: string }): JSX.Element {
  return (
    <div data-figure={label}>
      <Text fz={24} fw={650} lh={1.1} className="tl-number">
        {formatCount(n)}
      </Text>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
    </div>
  );
}

/** What an import brought, row by row accounted for. */
export function ImportOutcome({ job }: { job: Job }): JSX.Element | null {
  const report = importReportOf(job);
  if (report === null) return null;
  const { source, n_rows, n_quarantined, n_granted, n_withdrawn, problems } = report;
  const further = [
    [report.n_settled, 'mended or discarded before'],
    [report.n_closed, 'no longer in quarantine'],
  ] as const;
  return (
    <Panel
      title="What came of it"
      hint={
        report.is_repeated
          ? 'This file was imported before: nothing changed.'
          : `${formatCounted(n_rows, 'row', 'rows')}, every one accounted for.`
      }
    >
      <Group gap={32} mb="md">
        <Figure n={report.n_new} label="new" />
        <Figure n={report.n_changed} label="changed" />
        <Figure n={report.n_same} label="known already" />
        <Figure n={report.n_dropped} label="repeated in the file" />
        <Figure n={n_quarantined} label="set aside" />
        {further.map(([n, label]) => (n > 0 ? <Figure key={label} n={n} label={label} /> : null))}
      </Group>
      {(n_granted > 0 || n_withdrawn > 0) && (
        <Text size="sm" mb="sm">
          Consent: {formatCounted(n_granted, 'new yes', 'new yeses')} and{' '}
          {formatCounted(n_withdrawn, 'new no', 'new noes')}. A no counts from now on.
        </Text>
      )}
      {problems.map((problem) => (
        <Text key={`${problem.rule} ${problem.field ?? ''}`} size="sm">
          <TextLink
            underline="always"
            to="/quarantine"
            search={{
              source,
              rule: problem.rule,
              ...(problem.field === null ? {} : { field: problem.field }),
            }}
          >
            {formatCounted(problem.n_rows, 'row', 'rows')} set aside
          </TextLink>
          : {asSentence(problem.why)}
        </Text>
      ))}
      <Group gap="md" mt="md">
        {n_quarantined > 0 && <TextLink to="/quarantine">Mend them in the quarantine</TextLink>}
        <TextLink to="/people">See the people</TextLink>
      </Group>
      <Text size="sm" c="dimmed" mt="md">
        An import cannot be undone: rows are never taken out or rewritten. The file itself is kept, and can be
        read again by a mended contract from the list of sources.
      </Text>
    </Panel>
  );
}
