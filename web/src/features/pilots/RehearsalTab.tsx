import { Badge, Button, Group, List, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFlask2 } from '@tabler/icons-react';
import { useState, type JSX } from 'react';
import { AskDialog } from '../../components/AskDialog';
import { EmptyState } from '../../components/EmptyState';
import { Moment } from '../../components/Moment';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { WhyNot } from '../../components/WhyNot';
import { formatCount } from '../../lib/count';
import { formatDate, formatRatio } from '../../lib/format';
import { isOver } from '../../lib/job';
import { useMay } from '../../lib/useMay';
import { asSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import { powerQuery } from './powerQuery';
import { rehearsable } from './rehearsable';
import { RehearsalForm } from './RehearsalForm';
import { rehearsalQuery, removeRehearsal, type Rehearsal, type RehearsedWorld } from './rehearsalQuery';
import styles from './RehearsalTab.module.css';
import { StepJob } from './StepJob';
import { usePilot } from './usePilot';
import { usePilotChange } from './usePilotChange';

const verdicts = [
  { key: 'n_scale', label: messages.rehearsalTab.scale },
  { key: 'n_iterate', label: messages.rehearsalTab.iterate },
  { key: 'n_stop', label: messages.rehearsalTab.stop },
] as const;

function titleOf(world: RehearsedWorld, metric: string): string {
  if (world.lift_abs === 0) return messages.rehearsalTab.ifNewLineChangesNothing;
  return world.lift_relative == null
    ? messages.rehearsalTab.ifItMoves(metric)
    : messages.rehearsalTab.ifItMovesBy(metric, formatRatio(world.lift_relative, 0));
}

/** How often the gate said what, as one bar and in numbers. */
function World({ world, found }: { world: RehearsedWorld; found: Rehearsal }): JSX.Element {
  const n_known = found.n_runs - world.n_withheld;
  return (
    <section className={styles.world} aria-label={titleOf(world, found.metric)}>
      <Text fw={650}>{titleOf(world, found.metric)}</Text>
      <div className={styles.bar} aria-hidden>
        {verdicts.map(({ key }) => (
          <span key={key} data-verdict={key} style={{ flexGrow: world[key] }} />
        ))}
      </div>
      <dl className={styles.counts}>
        {verdicts.map(({ key, label }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd className="tl-number">{formatRatio(world[key] / found.n_runs, 0)}</dd>
          </div>
        ))}
      </dl>
      <Text size="sm" c="dimmed">
        {n_known === 0
          ? messages.rehearsalTab.headlinesNumberWasWithheldEvery
          : messages.rehearsalTab.headlinesIntervalHeldWhatWas(formatRatio(world.n_covered / n_known, 0))}
      </Text>
      <details>
        <summary>{messages.rehearsalTab.whatGateSaidFirstTime}</summary>
        <List size="sm" mt="xs">
          {world.reasons.map((reason) => (
            <List.Item key={reason}>{asSentence(reason)}</List.Item>
          ))}
        </List>
      </details>
    </section>
  );
}

function Result({ found, onRemove }: { found: Rehearsal; onRemove: JSX.Element | null }): JSX.Element {
  return (
    <Panel
      title={messages.rehearsalTab.whatTheTestCanShow}
      hint={
        <>
          {messages.rehearsalTab.playedTimesOnOnWhat(
            formatCount(found.n_runs),
            <Moment at={found.at} />,
            formatCount(found.n_reachable),
            formatCount(found.n_members),
            formatDate(found.from),
            formatDate(found.to),
          )}
        </>
      }
      aside={
        <Badge color="amber" variant="light" leftSection={<IconFlask2 size={14} aria-hidden />}>
          {messages.rehearsalTab.simulated}
        </Badge>
      }
    >
      <Stack gap="md">
        <div className={styles.worlds}>
          {found.worlds.map((world) => (
            <World key={world.lift_abs} world={world} found={found} />
          ))}
        </div>
        <List size="sm" c="dimmed">
          {found.notes.map((note) => (
            <List.Item key={note}>{asSentence(note)}</List.Item>
          ))}
        </List>
        {onRemove}
      </Stack>
    </Panel>
  );
}

/** The pilot played to its gate on its own audience's past. */
export function RehearsalTab(): JSX.Element {
  const pilot = usePilot();
  const may = useMay('make');
  const { data, error, isPending, refetch } = useQuery(rehearsalQuery(pilot.id));
  const [isAsking, setAsking] = useState(false);
  const removing = usePilotChange(pilot.id, async () => {
    try {
      await removeRehearsal(pilot.id);
    } finally {
      setAsking(false);
    }
  });
  const power = useQuery(powerQuery(pilot.id));
  const { metrics, unknown } = rehearsable(pilot.headline.metric, power.data);
  if (isPending)
    return (
      <Skeleton h={320} radius="lg" role="status" aria-label={messages.rehearsalTab.loadingTheRehearsal} />
    );
  if (error !== null) return <ProblemNote problem={error} onRetry={() => void refetch()} />;
  const { rehearsal, job } = data;
  const remove = (
    <Group>
      <Button size="xs" variant="subtle" color="brick" onClick={() => setAsking(true)}>
        {messages.rehearsalTab.removeThisRehearsal}
      </Button>
    </Group>
  );
  return (
    <Stack gap="lg">
      <Panel title={messages.rehearsalTab.rehearseTheTest} hint={messages.rehearsalTab.rehearseTheTestHint}>
        <Stack gap="md">
          {may.isAllowed ? (
            <RehearsalForm
              pilotId={pilot.id}
              metrics={metrics}
              unknown={unknown}
              first={pilot.headline.metric}
              isPlaying={job !== null && !isOver(job.state)}
            />
          ) : (
            <WhyNot act="make" />
          )}
          <StepJob pilotId={pilot.id} job={job} again={messages.rehearsalTab.rehearseAgain} />
        </Stack>
      </Panel>
      {removing.error !== null && <ProblemNote problem={removing.error} />}
      {rehearsal === null ? (
        <EmptyState
          icon={<IconFlask2 size={36} stroke={1.4} aria-hidden />}
          title={messages.rehearsalTab.notRehearsedYet}
          text={messages.rehearsalTab.notRehearsedYetText}
        />
      ) : (
        <Result found={rehearsal} onRemove={may.isAllowed ? remove : null} />
      )}
      {isAsking && (
        <AskDialog
          title={messages.rehearsalTab.askRemove}
          act={messages.rehearsalTab.removeIt}
          isBusy={removing.isPending}
          onAct={() => removing.mutate(undefined)}
          onClose={() => setAsking(false)}
        >
          {messages.rehearsalTab.numbersAreGone}
        </AskDialog>
      )}
    </Stack>
  );
}
