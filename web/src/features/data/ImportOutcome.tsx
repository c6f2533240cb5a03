import { Group, Text } from '@mantine/core';
import type { JSX } from 'react';
import { Panel } from '../../components/Panel';
import { TextLink } from '../../components/TextLink';
import { formatCount } from '../../lib/count';
import type { Job } from '../../lib/job';
import { asSentence } from '../../lib/words';
import { data as messages } from '../../messages/data';
import { importReportOf, rangesOf } from './importReport';

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
  const { source, n_rows, n_quarantined, n_granted, n_withdrawn, problems, noes_of_nobody } = report;
  const further = [
    [report.n_settled, messages.importOutcome.mendedOrDiscardedBefore],
    [report.n_closed, messages.importOutcome.noLongerInQuarantine],
    [report.n_beside, messages.importOutcome.sayNoBeside],
    [report.n_silent, messages.importOutcome.sayNothing],
  ] as const;
  return (
    <Panel
      title={messages.importOutcome.whatCameOfIt}
      hint={
        report.is_repeated
          ? messages.importOutcome.thisFileWasImportedBefore
          : messages.importOutcome.everyOneAccountedFor(n_rows)
      }
    >
      <Group gap={32} mb="md">
        <Figure n={report.n_new} label={messages.importOutcome.new} />
        <Figure n={report.n_changed} label={messages.importOutcome.changed} />
        <Figure n={report.n_same} label={messages.importOutcome.knownAlready} />
        <Figure n={report.n_dropped} label={messages.importOutcome.repeatedInTheFile} />
        <Figure n={n_quarantined} label={messages.importOutcome.setAside} />
        {further.map(([n, label]) => (n > 0 ? <Figure key={label} n={n} label={label} /> : null))}
      </Group>
      {(n_granted > 0 || n_withdrawn > 0) && (
        <Text size="sm" mb="sm">
          {messages.importOutcome.consentNoCountsFromNow(n_granted, n_withdrawn)}
        </Text>
      )}
      {report.n_unread > 0 && (
        <Text size="sm" mb="sm" data-testid="unread-answers">
          {messages.importOutcome.unreadAnswers(report.n_unread)}
        </Text>
      )}
      {report.n_undated_yes > 0 && (
        <Text size="sm" mb="sm" data-testid="undated-yes">
          {messages.importOutcome.undatedYes(report.n_undated_yes)}
        </Text>
      )}
      {noes_of_nobody.n_unknown > 0 && (
        <Text size="sm" mb="sm" data-testid="noes-of-nobody">
          {messages.importOutcome.noesOfNobody(
            noes_of_nobody.n_unknown,
            noes_of_nobody.n_noes,
            noes_of_nobody.examples.join(', ') +
              (noes_of_nobody.examples.length < noes_of_nobody.n_unknown ? ', …' : ''),
          )}
        </Text>
      )}
      {report.is_of_consents && report.closing.length > 0 && (
        <Text size="sm" mb="sm">
          {messages.importOutcome.linesThatSayNo(rangesOf(report.closing), report.n_closing)}
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
            {messages.importOutcome.nSetAside(problem.n_rows)}
          </TextLink>
          : {asSentence(problem.why)}
        </Text>
      ))}
      <Group gap="md" mt="md">
        {n_quarantined > 0 && (
          <TextLink to="/quarantine">{messages.importOutcome.mendThemInTheQuarantine}</TextLink>
        )}
        <TextLink to="/people">{messages.importOutcome.seeThePeople}</TextLink>
      </Group>
      <Text size="sm" c="dimmed" mt="md">
        {messages.importOutcome.importCannotUndoneRowsNever}
      </Text>
    </Panel>
  );
}
