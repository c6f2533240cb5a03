import { Button, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useState, type JSX, type SubmitEvent } from 'react';
import type { Schemas } from '../../api/client';
import { GateVerdict, verdictWord } from '../../components/GateVerdict';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { WhyNot } from '../../components/WhyNot';
import { useMay } from '../../lib/useMay';
import { asNamedSentence } from '../../lib/words';
import type { Pilot } from './pilotQuery';
import type { Step } from './stepStates';
import { usePilotChange } from './usePilotChange';
import { decidePilot } from './work';
import type { PilotWork } from './workQuery';

type Decision = Schemas['GateDecision'];

/** What follows from a decision. */
function followsWords(decision: Decision): string {
  switch (decision) {
    case 'scale':
      return 'Roll it out as the next version: count its version up and give the new line’s arm more of the people. Keep a holdout, so that the effect can still be told. This version exposes nobody else.';
    case 'iterate':
      return 'Change something, then try it as the next version: another line, another audience, or more people. Count the version up and this page begins anew. This version exposes nobody else.';
    case 'stop':
      return 'Nothing more goes out. What was learnt stays: the result counts in the programme’s number, and the record keeps why.';
  }
}

function Follows({ pilotId, decision }: { pilotId: string; decision: Decision }): JSX.Element {
  return (
    <Stack gap={4} data-follows={decision}>
      <Text size="sm" fw={600}>
        What follows
      </Text>
      <Text size="sm">{followsWords(decision)}</Text>
      <Group gap="md">
        {decision !== 'stop' && (
          <TextLink to="/definitions/$kind/$name" params={{ kind: 'pilot', name: pilotId }} size="sm">
            Make the next version
          </TextLink>
        )}
        <TextLink to="/programme" size="sm">
          All pilots together
        </TextLink>
      </Group>
    </Stack>
  );
}

interface DecideProps {
  pilotId: string;
  says: Schemas['GateSays'];
}

/** What the rule says, and the word of whoever lets it decide. */
function Decide({ pilotId, says }: DecideProps): JSX.Element {
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  const deciding = usePilotChange(
    pilotId,
    () => decidePilot(pilotId, { decision: says.decision, note }),
    () => setNote(''),
  );
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    setMissing(note.trim() === '');
    if (note.trim() !== '') deciding.mutate(undefined);
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <Textarea
          label="Your reason"
          description="Why it is decided now, or what comes next. It stands in the record with the decision."
          autosize
          minRows={2}
          required
          value={note}
          error={isMissing && note.trim() === '' ? 'Say in a sentence why.' : null}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {deciding.error !== null && <ProblemNote problem={deciding.error} />}
        <Group>
          <Button type="submit" loading={deciding.isPending}>
            Decide: {verdictWord(says.decision).toLowerCase()}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export interface GateStepProps {
  pilot: Pilot;
  work: PilotWork;
  step: Step;
}

/** The rule that was written before the numbers decides; a member lets it, and says why. */
export function GateStep({ pilot, work, step }: GateStepProps): JSX.Element {
  const may = useMay('judge');
  const { gate_says: says, gate_by } = work.steps;
  const { gate } = work;
  return (
    <Stack gap="md">
      {gate !== null && <GateVerdict gate={gate} by={gate_by} hasRule />}
      {gate !== null && step.state === 'done' && <Follows pilotId={pilot.id} decision={gate.decision} />}
      {step.state !== 'done' && (
        <Text size="sm">
          The rule was written before the first message, so nobody bends it to the numbers:{' '}
          <Text span size="sm" c="dimmed" style={{ whiteSpace: 'pre-line' }}>
            {asNamedSentence(pilot.gate_rule)}
          </Text>
        </Text>
      )}
      {step.state === 'todo' && says !== null && (
        <>
          <div data-says={says.decision}>
            <Text fw={650}>The rule says: {verdictWord(says.decision).toLowerCase()}</Text>
            <List size="sm" aria-label="Why the rule says so">
              {says.reasons.map((reason) => (
                <List.Item key={reason}>{asNamedSentence(reason)}</List.Item>
              ))}
            </List>
          </div>
          {may.isAllowed && <Decide pilotId={pilot.id} says={says} />}
        </>
      )}
      {step.state !== 'done' && <WhyNot act="judge" />}
    </Stack>
  );
}
