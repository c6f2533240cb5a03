import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState, type JSX, type SubmitEvent } from 'react';
import { NumberField } from '../../components/NumberField';
import { ProblemNote } from '../../components/ProblemNote';
import { nameAsWords } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import { startRehearsal } from './startJob';
import { usePilotChange } from './usePilotChange';

/** Times a rehearsal is played unless somebody says otherwise: enough to tell 5 of 100 from 50. */
const N_RUNS = 100;

export interface RehearsalFormProps {
  pilotId: string;
  metrics: string[];
  /** Of which the plan cannot say what it finds: of them somebody says how far they move. */
  unknown: Set<string>;
  first: string;
  /** Whether one is being played: it is waited for. */
  isPlaying: boolean;
}

/** What is made up, and the button. */
export function RehearsalForm(props: RehearsalFormProps): JSX.Element {
  const { pilotId, metrics, unknown, first, isPlaying } = props;
  const [metric, setMetric] = useState(first);
  const [percent, setPercent] = useState<number | string>('');
  const [nRuns, setNRuns] = useState<number | string>(N_RUNS);
  const playing = usePilotChange(pilotId, () => {
    const lift = typeof percent === 'number' ? percent / 100 : null;
    const n_runs = typeof nRuns === 'number' ? nRuns : N_RUNS;
    return startRehearsal({ pilot: pilotId, metric, lift, is_relative: lift !== null, n_runs });
  });
  const isUnknown = unknown.has(metric);
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    playing.mutate(undefined);
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="sm">
        {playing.error !== null && <ProblemNote problem={playing.error} />}
        <Group align="flex-end">
          <NativeSelect
            label={messages.rehearsalTab.newLineMoves}
            data={metrics.map((name) => ({ value: name, label: nameAsWords(name) }))}
            value={metric}
            onChange={(event) => setMetric(event.currentTarget.value)}
          />
          <NumberField
            label={messages.rehearsalTab.byPerCentToday}
            placeholder={
              isUnknown
                ? messages.rehearsalTab.byPerCentTodayUnknown
                : messages.rehearsalTab.byPerCentTodayPlaceholder
            }
            required={isUnknown}
            w={240}
            value={percent}
            onChange={setPercent}
            suffix="%"
          />
          <NumberField
            label={messages.rehearsalTab.times}
            w={100}
            min={1}
            max={1000}
            isWhole
            required
            value={nRuns}
            onChange={setNRuns}
          />
          {!isPlaying && (
            <Button
              type="submit"
              loading={playing.isPending}
              disabled={isUnknown && typeof percent !== 'number'}
            >
              {messages.rehearsalTab.rehearse}
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {isUnknown && messages.rehearsalTab.sayHowFar(metric)}
          {messages.rehearsalTab.wholeTestPlayedAsOften}
        </Text>
      </Stack>
    </form>
  );
}
