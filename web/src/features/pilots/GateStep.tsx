import { Button, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useState, type JSX, type SubmitEvent } from 'react';
import type { Schemas } from '../../api/client';
import { GateVerdict, verdictInSentence } from '../../components/GateVerdict';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { WhyNot } from '../../components/WhyNot';
import { useKeptWords } from '../../lib/kept';
import { useMay } from '../../lib/useMay';
import { asNamedSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
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
      return messages.gateStep.rollOutAsNextVersion;
    case 'iterate':
      return messages.gateStep.changeSomethingThenTryAs;
    case 'stop':
      return messages.gateStep.nothingMoreGoesOutWhat;
  }
}

function Follows({ pilotId, decision }: { pilotId: string; decision: Decision }): JSX.Element {
  return (
    <Stack gap={4} data-follows={decision}>
      <Text size="sm" fw={600}>
        {messages.gateStep.whatFollows}
      </Text>
      <Text size="sm">{followsWords(decision)}</Text>
      <Group gap="md">
        {decision !== 'stop' && (
          <TextLink to="/definitions/$kind/$name" params={{ kind: 'pilot', name: pilotId }} size="sm">
            {messages.gateStep.makeTheNextVersion}
          </TextLink>
        )}
        <TextLink to="/programme" size="sm">
          {messages.gateStep.allPilotsTogether}
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
  const [note, setNote] = useKeptWords(`gate:${pilotId}`);
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
          label={messages.gateStep.yourReason}
          description={messages.gateStep.yourReasonDescription}
          autosize
          minRows={2}
          required
          value={note}
          error={isMissing && note.trim() === '' ? messages.gateStep.sayInASentenceWhy : null}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {deciding.error !== null && <ProblemNote problem={deciding.error} />}
        <Group>
          <Button type="submit" loading={deciding.isPending}>
            {messages.gateStep.decide(verdictInSentence(says.decision))}
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
          {messages.gateStep.ruleWasWrittenBeforeFirst(
            <Text span size="sm" c="dimmed" style={{ whiteSpace: 'pre-line' }}>
              {asNamedSentence(pilot.gate_rule)}
            </Text>,
          )}
        </Text>
      )}
      {step.state === 'todo' && says !== null && (
        <>
          <div data-says={says.decision}>
            <Text fw={650}>{messages.gateStep.ruleSays(verdictInSentence(says.decision))}</Text>
            <List size="sm" aria-label={messages.gateStep.whyTheRuleSaysSo}>
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
