import { Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import type { JSX } from 'react';
import { AddressLink } from '../../components/AddressLink';
import { formatCount } from '../../lib/format';
import styles from './Loop.module.css';
import type { StepSummary } from './overviewQuery';

interface StepWords {
  verb: string;
  purpose: string;
}

function wordsOf(step: StepSummary['step']): StepWords {
  switch (step) {
    case 'collect':
      return { verb: 'Collect', purpose: 'Take in what the sources say' };
    case 'unify':
      return { verb: 'Unify', purpose: 'Join records into people' };
    case 'target':
      return { verb: 'Target', purpose: 'Choose whom to reach' };
    case 'create':
      return { verb: 'Create', purpose: 'Write and check the lines' };
    case 'review':
      return { verb: 'Review', purpose: 'Have a person approve' };
    case 'release':
      return { verb: 'Release', purpose: 'Send where it is allowed' };
    case 'measure':
      return { verb: 'Measure', purpose: 'Compare with a holdout' };
    case 'decide':
      return { verb: 'Decide', purpose: 'Scale, iterate or stop' };
  }
}

function StateMark({ state }: { state: StepSummary['state'] }): JSX.Element {
  const icon = { size: 14, stroke: 2.4, 'aria-hidden': true } as const;
  switch (state) {
    case 'done':
      return (
        <span className={styles.state} data-state="done">
          <IconCheck {...icon} /> Done
        </span>
      );
    case 'waiting':
      return (
        <span className={styles.state} data-state="waiting">
          <IconClock {...icon} /> Waiting
        </span>
      );
    case 'attention':
      return (
        <span className={styles.state} data-state="attention">
          <IconAlertTriangle {...icon} /> Look at this
        </span>
      );
  }
}

function StepCard({ summary, ordinal }: { summary: StepSummary; ordinal: number }): JSX.Element {
  const { step, n, unit, detail, state, href } = summary;
  const { verb, purpose } = wordsOf(step);
  return (
    <li className={styles.item} data-step={step}>
      <AddressLink href={href} className={styles.card}>
        <span className={styles.head}>
          <span className={styles.ordinal} aria-hidden>
            {ordinal}
          </span>
          <span className={styles.verb}>{verb}</span>
          <StateMark state={state} />
        </span>
        <span className={styles.count}>
          <span className="tl-number">{n == null ? '–' : formatCount(n)}</span>{' '}
          <span className={styles.unit}>{unit}</span>
        </span>
        <span className={styles.detail}>{detail === '' ? purpose : detail}</span>
      </AddressLink>
    </li>
  );
}

/** The eight steps of the loop with their live counts; each leads to what its number is made from. */
export function Loop({ steps }: { steps: StepSummary[] }): JSX.Element {
  return (
    <section aria-labelledby="loop-title">
      <Title order={2} id="loop-title">
        The loop
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        From raw data to a decision. Every number opens what it was made from.
      </Text>
      <ol className={styles.list}>
        {steps.map((summary, i) => (
          <StepCard key={summary.step} summary={summary} ordinal={i + 1} />
        ))}
      </ol>
    </section>
  );
}
