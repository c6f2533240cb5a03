import { Badge, Text, Title, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronRight, IconLoader2, IconLock } from '@tabler/icons-react';
import type { JSX, ReactNode } from 'react';
import { Moment } from '../../components/Moment';
import { pilots as messages } from '../../messages/pilots';
import styles from './StepFrame.module.css';
import type { Step, StepId, StepState } from './stepStates';

function Mark({ state, nth }: { state: StepState; nth: number }): JSX.Element {
  const icon = { size: 16, stroke: 2.4, 'aria-hidden': true } as const;
  switch (state) {
    case 'done':
      return <IconCheck {...icon} />;
    case 'running':
      return <IconLoader2 {...icon} />;
    case 'blocked':
      return <IconLock {...icon} size={14} />;
    case 'todo':
      return <>{nth}</>;
  }
}

function StateWords({ state, isNext }: { state: StepState; isNext: boolean }): JSX.Element {
  switch (state) {
    case 'done':
      return (
        <Text span size="sm" fw={600} c="var(--tl-good)">
          {messages.stepFrame.done}
        </Text>
      );
    case 'running':
      return (
        <Badge variant="light" color="spruce" tt="none">
          {messages.stepFrame.running}
        </Badge>
      );
    case 'todo':
      return isNext ? (
        <Badge variant="filled" color="spruce" tt="none">
          {messages.stepFrame.next}
        </Badge>
      ) : (
        <Text span size="sm" c="dimmed">
          {messages.stepFrame.toDo}
        </Text>
      );
    case 'blocked':
      return (
        <Text span size="sm" c="dimmed">
          {messages.stepFrame.notYet}
        </Text>
      );
  }
}

export interface StepFrameProps {
  id: StepId;
  title: string;
  nth: number;
  step: Step;
  isNext: boolean;
  isOpen: boolean;
  onToggle: () => void;
  /** What was done, by whom and when; under the title. */
  summary: ReactNode;
  children: ReactNode;
}

/** One step: its name, how it stands with it, and the place where it is done. What is written in it outlives closing. */
export function StepFrame(props: StepFrameProps): JSX.Element {
  const { id, title, nth, step, isNext, isOpen, onToggle, summary, children } = props;
  return (
    <section
      className={styles.step}
      aria-labelledby={`step-${id}`}
      data-step={id}
      data-state={step.state}
      data-next={isNext}
    >
      <div className={styles.head}>
        <Title order={2} fz="lg">
          <UnstyledButton
            id={`step-${id}`}
            className={styles.toggle}
            onClick={onToggle}
            aria-expanded={isOpen}
            aria-controls={`step-${id}-body`}
          >
            <span className={styles.mark} aria-hidden>
              <Mark state={step.state} nth={nth} />
            </span>
            {title}
            <IconChevronRight size={16} className={styles.chevron} aria-hidden />
          </UnstyledButton>
        </Title>
        <StateWords state={step.state} isNext={isNext} />
      </div>
      {step.why !== null && (
        <Text size="sm" c="dimmed" className={styles.summary} data-why>
          {step.why}
          {step.from !== null && <> {messages.stepFrame.canDoneFromOn(<Moment at={step.from} />)}</>}
        </Text>
      )}
      {summary !== null && (
        <Text size="sm" c="dimmed" component="div" className={styles.summary} data-summary>
          {summary}
        </Text>
      )}
      <div id={`step-${id}-body`} className={styles.body} hidden={!isOpen}>
        {children}
      </div>
    </section>
  );
}
