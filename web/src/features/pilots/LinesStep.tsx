import { Badge, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type JSX, type SubmitEvent } from 'react';
import { ListBar } from '../../components/ListBar';
import { NothingFits } from '../../components/NothingFits';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { useKeptWords } from '../../lib/kept';
import { changed, choicesOf, isFound, onlyOf, ordered } from '../../lib/listing';
import { useMay } from '../../lib/useMay';
import { pilots as messages } from '../../messages/pilots';
import { authorWords } from './authorWords';
import { FindingList } from './FindingList';
import styles from './LinesStep.module.css';
import { usePilotChange } from './usePilotChange';
import { chooseLine, writeLine } from './work';
import { WriteLines } from './WriteLines';
import type { PilotLine, PilotWork } from './workQuery';

/** Lines shown before the rest is asked for. */
const N_FIRST = 6;

const ORDERS = { length: ({ text }: PilotLine) => Array.from(text).length };

interface LineProps {
  line: PilotLine;
  onChoose: (() => void) | null;
  isBusy: boolean;
}

function Line({ line, onChoose, isBusy }: LineProps): JSX.Element {
  return (
    <li className={styles.line} data-status={line.status}>
      <div className={styles.words}>
        <Text fw={line.status === 'chosen' ? 650 : 500}>{line.text}</Text>
        <Text size="sm" c="dimmed">
          {authorWords(line)} · {messages.linesStep.nCharacters(Array.from(line.text).length)}
        </Text>
        {line.findings.length > 0 && <FindingList findings={line.findings} />}
      </div>
      {line.status === 'chosen' ? (
        <Badge color="spruce" variant="light">
          {messages.linesStep.chosen}
        </Badge>
      ) : (
        onChoose !== null && (
          <Button
            size="xs"
            variant="default"
            onClick={onChoose}
            disabled={isBusy}
            aria-label={messages.linesStep.chooseLine(line.text)}
          >
            {messages.linesStep.choose}
          </Button>
        )
      )}
    </li>
  );
}

function OwnLine({ pilotId }: { pilotId: string }): JSX.Element {
  const [text, setText] = useKeptWords(`line:${pilotId}`);
  const writing = usePilotChange(
    pilotId,
    (own: string) => writeLine(pilotId, own),
    () => setText(''),
  );
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') writing.mutate(text);
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="xs">
        {writing.error !== null && <ProblemNote problem={writing.error} />}
        <Textarea
          label={messages.linesStep.writeLineYourOwn}
          description={messages.linesStep.writeLineYourOwnDescription}
          autosize
          minRows={1}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group>
          <Button
            type="submit"
            size="sm"
            variant="default"
            loading={writing.isPending}
            disabled={text.trim() === ''}
          >
            {messages.linesStep.checkAndAdd}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export interface LinesStepProps {
  pilotId: string;
  work: PilotWork;
}

/** The lines of a pilot: who writes them, which goes out, which else there are, and one's own. */
export function LinesStep({ pilotId, work }: LinesStepProps): JSX.Element {
  const { lines, is_released } = work;
  const [isAll, setIsAll] = useState(false);
  const may = useMay('make');
  const queryClient = useQueryClient();
  const chosen = lines.find((line) => line.status === 'chosen');
  const undo = async (): Promise<void> => {
    if (chosen === undefined) return;
    await chooseLine(pilotId, chosen.variant_id);
    await queryClient.invalidateQueries({ queryKey: ['pilot', pilotId] });
  };
  const choosing = usePilotChange(
    pilotId,
    (variantId: string) => chooseLine(pilotId, variantId),
    ({ text }) => showDone(messages.linesStep.isChosen, text, chosen === undefined ? undefined : undo),
  );
  const usable = lines.filter((line) => line.status !== 'rejected');
  const nRejected = lines.length - usable.length;
  const search = useSearch({ from: '/_member/pilots/$pilotId/work' });
  const navigate = useNavigate({ from: '/pilots/$pilotId/work' });
  const { q, by, marked, sort } = search;
  const fitting = usable.filter(
    (line) =>
      isFound(q, line.text) &&
      (by === undefined || authorWords(line) === by) &&
      (marked === undefined || (marked === 'yes') === line.findings.length > 0),
  );
  const sorted =
    sort === undefined
      ? fitting.toSorted((a, b) => Number(b.status === 'chosen') - Number(a.status === 'chosen'))
      : ordered(fitting, sort, ORDERS);
  const shown = isAll ? sorted : sorted.slice(0, N_FIRST);
  const isNarrowed = [q, by, marked, sort].some((said) => said !== undefined);
  const canChange = may.isAllowed && !is_released;
  return (
    <Stack gap="md">
      <Text size="sm">
        {is_released ? messages.linesStep.whatWasSentStaysAs : messages.linesStep.oneGoesPeopleNewArm}
      </Text>
      <WriteLines pilotId={pilotId} work={work} />
      {(usable.length > N_FIRST || isNarrowed) && (
        <ListBar
          name="lines"
          search={search}
          find={messages.linesStep.find}
          filters={[
            {
              key: 'by',
              label: messages.linesStep.by,
              any: messages.linesStep.anybody,
              options: choicesOf(usable.map(authorWords), (words) => words),
            },
            {
              key: 'marked',
              label: messages.linesStep.marked,
              any: messages.linesStep.anyMark,
              options: [
                { value: 'no', label: messages.linesStep.noMark },
                { value: 'yes', label: messages.linesStep.aMark },
              ],
            },
          ]}
          usualSort={messages.linesStep.bestFirst}
          sorts={[
            { value: 'length', label: messages.linesStep.shortest },
            { value: '-length', label: messages.linesStep.longest },
          ]}
          onChange={(next, isReplacing) =>
            void navigate({
              search: changed(next, { step: 'lines' }),
              replace: isReplacing,
              resetScroll: false,
            })
          }
        />
      )}
      {usable.length > 0 && fitting.length === 0 && (
        <NothingFits
          onShowAll={() => void navigate({ search: onlyOf(search, ['step']), resetScroll: false })}
        />
      )}
      {choosing.error !== null && <ProblemNote problem={choosing.error} />}
      {usable.length === 0 ? (
        <Text size="sm" c="dimmed">
          {messages.linesStep.noLineYetHaveLines}
        </Text>
      ) : (
        <ul className={styles.lines} aria-label={messages.linesStep.lines}>
          {shown.map((line) => (
            <Line
              key={line.variant_id}
              line={line}
              isBusy={choosing.isPending}
              onChoose={canChange ? () => choosing.mutate(line.variant_id) : null}
            />
          ))}
        </ul>
      )}
      <Group gap="md">
        {fitting.length > N_FIRST && (
          <Button size="xs" variant="subtle" onClick={() => setIsAll(!isAll)}>
            {isAll ? messages.linesStep.showFewer : messages.linesStep.showAll(fitting.length)}
          </Button>
        )}
        {nRejected > 0 && (
          <TextLink to="/pilots/$pilotId/messages" params={{ pilotId }} size="sm">
            {messages.linesStep.seeWhy(nRejected)}
          </TextLink>
        )}
      </Group>
      {canChange && <OwnLine pilotId={pilotId} />}
    </Stack>
  );
}
