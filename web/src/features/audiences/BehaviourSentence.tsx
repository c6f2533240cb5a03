import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { formatCount } from '../../lib/count';
import { audiences } from '../../messages/audiences';
import { AmountField } from './AmountField';
import { textOf, type Leaf } from './audienceText';
import styles from './Builder.module.css';
import { Choice, Count, Word } from './fields';
import {
  itemsOf,
  keysOfOften,
  keysOfWindow,
  oftenOf,
  windowOf,
  type Often,
  type Window,
} from './sentenceParts';
import { ValuePicker } from './ValuePicker';
import { eventsQuery } from '../../lib/vocabularyQuery';

const messages = audiences.behaviourSentence;

const OFTEN: { value: Often; label: string }[] = [
  { value: 'at_least', label: messages.atLeast },
  { value: 'exactly', label: messages.exactly },
  { value: 'at_most', label: messages.atMost },
  { value: 'between', label: messages.between },
  { value: 'never', label: messages.never },
];

const WINDOWS: { value: Window; label: string }[] = [
  { value: 'within', label: messages.inTheLast },
  { value: 'before', label: messages.moreThan },
  { value: 'between', label: messages.between },
  { value: 'ever', label: messages.atAnyTime },
];

const MAX_DAYS = 3660;

interface PartProps {
  leaf: Leaf;
  isDisabled: boolean;
  onKeys: (keys: Record<string, unknown>) => void;
}

function HowOften({ leaf, isDisabled, onKeys }: PartProps): JSX.Element {
  const { often, least, most } = oftenOf(leaf.keys);
  const put = (next: Often, a: number, b: number): void => onKeys(keysOfOften(next, a, b));
  return (
    <>
      <Choice
        label={messages.howOften}
        width={104}
        value={often}
        data={OFTEN}
        isDisabled={isDisabled}
        onChange={(next) => put(next as Often, least, Math.max(most, 1))}
      />
      {often !== 'never' && (
        <Count
          label={messages.howManyTimes}
          value={often === 'at_most' ? most : least}
          isDisabled={isDisabled}
          onChange={(n) => (often === 'at_most' ? put(often, least, n) : put(often, n, most))}
        />
      )}
      {often === 'between' && (
        <>
          <Word>{messages.and}</Word>
          <Count
            label={messages.howManyTimesAtMost}
            value={most}
            min={least + 1}
            isDisabled={isDisabled}
            onChange={(n) => put(often, least, n)}
          />
        </>
      )}
      {often !== 'never' && <Word>{messages.times(often === 'between' ? 2 : Math.max(least, most))}</Word>}
    </>
  );
}

function When({ leaf, isDisabled, onKeys }: PartProps): JSX.Element {
  const { window, within, not } = windowOf(leaf.keys);
  const put = (next: Window, a: number, b: number): void => onKeys(keysOfWindow(next, a, b));
  return (
    <>
      <Choice
        label={messages.when}
        width={116}
        value={window}
        data={WINDOWS}
        isDisabled={isDisabled}
        onChange={(next) => put(next as Window, within, not)}
      />
      {(window === 'before' || window === 'between') && (
        <Count
          label={window === 'before' ? messages.moreThanHowManyDays : messages.fromHowManyDaysAgo}
          value={not}
          max={MAX_DAYS}
          isDisabled={isDisabled}
          onChange={(days) => put(window, within, days)}
        />
      )}
      {window === 'between' && <Word>{messages.and}</Word>}
      {(window === 'within' || window === 'between') && (
        <Count
          label={window === 'within' ? messages.lastHowManyDays : messages.toHowManyDaysAgo}
          value={within}
          max={MAX_DAYS}
          isDisabled={isDisabled}
          onChange={(days) => put(window, days, not)}
        />
      )}
      {window !== 'ever' && <Word>{window === 'within' ? messages.days : messages.daysAgo}</Word>}
    </>
  );
}

/** The products and the least amount that the sentence asks for. */
function Details(props: PartProps): JSX.Element {
  const { leaf, isDisabled, onKeys } = props;
  const event = textOf(leaf.keys['event']);
  const least = leaf.keys['min_revenue_minor'];
  return (
    <>
      {leaf.keys['item'] !== undefined && (
        <>
          <Word>{messages.of}</Word>
          <ValuePicker
            label={messages.products}
            of={{ event, property: 'item' }}
            noun={messages.noun}
            values={itemsOf(leaf.keys)}
            isMany
            isDisabled={isDisabled}
            onChange={(values) => onKeys({ item: values.length === 0 ? undefined : values })}
          />
        </>
      )}
      {typeof least === 'number' && <AmountField {...props} least={least} />}
    </>
  );
}

/** What can be asked for besides, where the data have it. */
function More({ leaf, isDisabled, onKeys }: PartProps): JSX.Element {
  const events = useQuery(eventsQuery);
  const event = textOf(leaf.keys['event']);
  const known = events.data?.items.find(({ name }) => name === event);
  const offered: { label: string; isOffered: boolean; keys: Record<string, unknown> }[] = [
    {
      label: messages.ofAProduct,
      isOffered: leaf.keys['item'] === undefined && (known?.n_with_items ?? 0) > 0,
      keys: { item: [] },
    },
    {
      label: messages.forAnAmount,
      isOffered: leaf.keys['min_revenue_minor'] === undefined && (known?.n_with_money ?? 0) > 0,
      keys: { min_revenue_minor: 5000 },
    },
    {
      label: messages.anyAmount,
      isOffered: leaf.keys['min_revenue_minor'] !== undefined,
      keys: { min_revenue_minor: undefined, currency: undefined },
    },
  ];
  return (
    <>
      {offered
        .filter(({ isOffered }) => isOffered)
        .map(({ label, keys }) => (
          <Button
            key={label}
            size="compact-xs"
            variant="subtle"
            disabled={isDisabled}
            onClick={() => onKeys(keys)}
          >
            {label}
          </Button>
        ))}
    </>
  );
}

/** People who did something so often, in a window. */
export function BehaviourSentence(props: PartProps): JSX.Element {
  const { leaf, isDisabled, onKeys } = props;
  const events = useQuery(eventsQuery);
  const data = (events.data?.items ?? []).map(({ name, n }) => ({
    value: name,
    label: `${name} (${formatCount(n)})`,
  }));
  return (
    <div className={styles.sentence}>
      <Word>{leaf.isNegated ? messages.didNotDo : messages.did}</Word>
      <Choice
        label={messages.event}
        width={220}
        isSearchable
        value={typeof leaf.keys['event'] === 'string' ? leaf.keys['event'] : null}
        data={data}
        isDisabled={isDisabled}
        onChange={(event) => onKeys({ event })}
      />
      <HowOften {...props} />
      <Details {...props} />
      <When {...props} />
      <More {...props} />
    </div>
  );
}
