import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { formatCount } from '../../lib/format';
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
import { eventsQuery } from './vocabularyQuery';

const OFTEN: { value: Often; label: string }[] = [
  { value: 'at_least', label: 'at least' },
  { value: 'exactly', label: 'exactly' },
  { value: 'at_most', label: 'at most' },
  { value: 'between', label: 'between' },
  { value: 'never', label: 'never' },
];

const WINDOWS: { value: Window; label: string }[] = [
  { value: 'within', label: 'in the last' },
  { value: 'before', label: 'more than' },
  { value: 'between', label: 'between' },
  { value: 'ever', label: 'at any time' },
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
        label="How often"
        width={104}
        value={often}
        data={OFTEN}
        isDisabled={isDisabled}
        onChange={(next) => put(next as Often, least, Math.max(most, 1))}
      />
      {often !== 'never' && (
        <Count
          label="How many times"
          value={often === 'at_most' ? most : least}
          isDisabled={isDisabled}
          onChange={(n) => (often === 'at_most' ? put(often, least, n) : put(often, n, most))}
        />
      )}
      {often === 'between' && (
        <>
          <Word>and</Word>
          <Count
            label="How many times at most"
            value={most}
            min={least + 1}
            isDisabled={isDisabled}
            onChange={(n) => put(often, least, n)}
          />
        </>
      )}
      {often !== 'never' && (
        <Word>{often !== 'between' && least === 1 && most === 1 ? 'time' : 'times'}</Word>
      )}
    </>
  );
}

function When({ leaf, isDisabled, onKeys }: PartProps): JSX.Element {
  const { window, within, not } = windowOf(leaf.keys);
  const put = (next: Window, a: number, b: number): void => onKeys(keysOfWindow(next, a, b));
  return (
    <>
      <Choice
        label="When"
        width={116}
        value={window}
        data={WINDOWS}
        isDisabled={isDisabled}
        onChange={(next) => put(next as Window, within, not)}
      />
      {(window === 'before' || window === 'between') && (
        <Count
          label={window === 'before' ? 'More than how many days ago' : 'From how many days ago'}
          value={not}
          max={MAX_DAYS}
          isDisabled={isDisabled}
          onChange={(days) => put(window, within, days)}
        />
      )}
      {window === 'between' && <Word>and</Word>}
      {(window === 'within' || window === 'between') && (
        <Count
          label={window === 'within' ? 'In the last how many days' : 'To how many days ago'}
          value={within}
          max={MAX_DAYS}
          isDisabled={isDisabled}
          onChange={(days) => put(window, days, not)}
        />
      )}
      {window !== 'ever' && <Word>{window === 'within' ? 'days' : 'days ago'}</Word>}
    </>
  );
}

/** The products and the least amount that the sentence asks for. */
function Details({ leaf, isDisabled, onKeys }: PartProps): JSX.Element {
  const event = textOf(leaf.keys['event']);
  const least = leaf.keys['min_revenue_minor'];
  return (
    <>
      {leaf.keys['item'] !== undefined && (
        <>
          <Word>of</Word>
          <ValuePicker
            label="Products"
            of={{ event, property: 'item' }}
            noun="events"
            values={itemsOf(leaf.keys)}
            isMany
            isDisabled={isDisabled}
            onChange={(values) => onKeys({ item: values.length === 0 ? undefined : values })}
          />
        </>
      )}
      {typeof least === 'number' && (
        <>
          <Word>for</Word>
          <Count
            label="Least amount, in the smallest unit of money"
            value={least}
            max={1_000_000_000}
            isDisabled={isDisabled}
            onChange={(minor) => onKeys({ min_revenue_minor: minor })}
          />
          <Word>{`(${(least / 100).toLocaleString()}) or more, in`}</Word>
          <ValuePicker
            label="Currency"
            of={{ event, property: 'currency' }}
            noun="events"
            values={typeof leaf.keys['currency'] === 'string' ? [leaf.keys['currency']] : []}
            isMany={false}
            isDisabled={isDisabled}
            onChange={([currency]) => onKeys({ currency })}
          />
        </>
      )}
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
      label: 'of a product…',
      isOffered: leaf.keys['item'] === undefined && (known?.n_with_items ?? 0) > 0,
      keys: { item: [] },
    },
    {
      label: 'for an amount…',
      isOffered: leaf.keys['min_revenue_minor'] === undefined && (known?.n_with_money ?? 0) > 0,
      keys: { min_revenue_minor: 5000 },
    },
    {
      label: 'any amount',
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
      <Word>{leaf.isNegated ? 'did not do' : 'did'}</Word>
      <Choice
        label="Event"
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
