import type { JSX } from 'react';
import { NumberField } from '../../components/NumberField';
import { nDecimalsOf } from '../../lib/format';
import { audiences } from '../../messages/audiences';
import { textOf, type Leaf } from './audienceText';
import styles from './Builder.module.css';
import { Word } from './fields';
import { ValuePicker } from './ValuePicker';

const messages = audiences.behaviourSentence;

export interface AmountFieldProps {
  leaf: Leaf;
  /** In the smallest unit of the currency. */
  least: number;
  isDisabled: boolean;
  onKeys: (keys: Record<string, unknown>) => void;
}

/** The least amount, as people write amounts; the definition has it in the smallest unit of its currency. */
export function AmountField({ leaf, isDisabled, onKeys, least }: AmountFieldProps): JSX.Element {
  const currency = textOf(leaf.keys['currency']);
  const nDecimals = nDecimalsOf(currency);
  return (
    <>
      <Word>{messages.for}</Word>
      <NumberField
        size="xs"
        w={96}
        aria-label={messages.leastAmount}
        value={least / 10 ** nDecimals}
        nDecimals={nDecimals}
        min={0}
        errorProps={{ className: styles.fault }}
        disabled={isDisabled}
        onChange={(amount) => {
          const minor = typeof amount === 'number' ? amount * 10 ** nDecimals : NaN;
          const isAmount = minor >= 0 && Math.abs(minor - Math.round(minor)) < 1e-6;
          if (isAmount) onKeys({ min_revenue_minor: Math.round(minor) });
        }}
      />
      <Word>{messages.orMoreIn}</Word>
      <ValuePicker
        label={messages.currency}
        of={{ event: textOf(leaf.keys['event']), property: 'currency' }}
        noun={messages.noun}
        values={currency === '' ? [] : [currency]}
        isMany={false}
        isDisabled={isDisabled}
        onChange={([next]) =>
          // The amount stays what it is called, whatever the smallest unit of the other currency is.
          onKeys({
            currency: next,
            min_revenue_minor: Math.round((least / 10 ** nDecimals) * 10 ** nDecimalsOf(next ?? '')),
          })
        }
      />
    </>
  );
}
