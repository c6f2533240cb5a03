import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone, showProblem } from '../../components/notices';
import { Panel } from '../../components/Panel';
import { WhyNot } from '../../components/WhyNot';
import { useMay } from '../../lib/useMay';
import { asSentence, nameAsWords } from '../../lib/words';
import { quarantine as messages } from '../../messages/quarantine';
import { DiscardRows } from './DiscardRows';
import { MendAll } from './MendAll';
import type { QuarantineRule } from './quarantineQuery';
import { RowList } from './RowList';
import { ruleWords } from './ruleWords';
import { useReplay } from './useReplay';

// The reader of contracts is large, and few causes need it.
const ExplainWords = lazy(async () => ({ default: (await import('./ExplainWords')).ExplainWords }));

/** The rule that a word breaks which no contract explains. */
const UNEXPLAINED = 'enum';

const rows = (n: number): string => messages.rulePanel.nRows(n);

/** What is wrong, behind what it is wrong with. */
function rest(rule: string): string {
  const words = ruleWords(rule);
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** One rule: why it sets rows aside, the rows, and the replay of all of them. */
export function RulePanel({ rule }: { rule: QuarantineRule }): JSX.Element {
  const { isAllowed } = useMay('mend_data');
  const [isAsking, { open, close }] = useDisclosure(false);
  const [isDiscarding, discarding] = useDisclosure(false);
  const [isMending, mending] = useDisclosure(false);
  const mayMake = useMay('make');
  const [isExplaining, explaining] = useDisclosure(false);
  const isUnexplained = rule.rule === UNEXPLAINED && rule.field !== null && mayMake.isAllowed;
  const replaying = useReplay(({ n_landed, n_same, n_still_quarantined, read_by }) => {
    close();
    const known = n_same === 0 ? '' : messages.rulePanel.saidWhatWasKnown(rows(n_same));
    const left =
      n_still_quarantined === 0
        ? messages.rulePanel.nothingThisRuleLeftQuarantine
        : messages.rulePanel.stillQuarantineForSameOr(rows(n_still_quarantined));
    const by = read_by[0] === undefined ? '' : messages.rulePanel.readBy(read_by[0].contract);
    showDone(
      n_landed === 0 ? messages.rulePanel.noRowLanded : messages.rulePanel.landed(rows(n_landed)),
      known + left + by,
    );
  });
  return (
    <Panel
      title={`${nameAsWords(rule.source)}${rule.field == null ? '' : `, “${rule.field}”`}: ${rest(rule.rule)}`}
      hint={asSentence(rule.why)}
      aside={
        rule.n_open > 0 &&
        isAllowed && (
          <Group gap="xs">
            <Button variant="default" size="sm" onClick={open}>
              {rule.n_open === 1
                ? messages.rulePanel.replayTheRow
                : messages.rulePanel.replayAll(rows(rule.n_open))}
            </Button>
            {isUnexplained && (
              <Button variant="default" size="sm" onClick={explaining.open}>
                {messages.rulePanel.sayWhatTheyMean}
              </Button>
            )}
            {rule.n_open > 1 && (
              <Button variant="default" size="sm" onClick={mending.open}>
                {messages.rulePanel.mendAllAlike}
              </Button>
            )}
            <Button variant="default" size="sm" onClick={discarding.open}>
              {rule.n_open === 1 ? messages.rulePanel.discardTheRow : messages.rulePanel.discardAll}
            </Button>
          </Group>
        )
      }
    >
      <Dialog
        isOpen={isAsking}
        onClose={close}
        title={messages.rulePanel.askReplay(rows(rule.n_open))}
        centered
      >
        <Text size="sm">{messages.rulePanel.eachRowCheckedAgainAgainst}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close}>
            {messages.rulePanel.cancel}
          </Button>
          <Button
            loading={replaying.isPending}
            onClick={() =>
              replaying.mutate(
                { source: rule.source, rule: rule.rule, field: rule.field ?? '' },
                { onError: (error) => showProblem(error) },
              )
            }
          >
            {messages.rulePanel.replay}
          </Button>
        </Group>
      </Dialog>
      {isDiscarding && (
        <DiscardRows
          which={{ source: rule.source, rule: rule.rule, field: rule.field ?? '' }}
          nRows={rule.n_open}
          onClose={discarding.close}
        />
      )}
      {isMending && <MendAll rule={rule} onClose={mending.close} />}
      {isExplaining && (
        <Suspense>
          <ExplainWords rule={rule} onClose={explaining.close} />
        </Suspense>
      )}
      <WhyNot act="mend_data" />
      <RowList of={rule} />
    </Panel>
  );
}
