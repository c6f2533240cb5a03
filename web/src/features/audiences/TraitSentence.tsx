import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import type { JSX } from 'react';
import { formatCount } from '../../lib/count';
import { audiences as messages } from '../../messages/audiences';
import { textOf, type Leaf } from './audienceText';
import styles from './Builder.module.css';
import { Choice, Count, Word } from './fields';
import { keysOfRule, ruleOf, rulesFor, valuesOf, type TraitRule } from './sentenceParts';
import { ValuePicker } from './ValuePicker';
import { traitsQuery } from '../../lib/vocabularyQuery';

export interface TraitSentenceProps {
  leaf: Leaf;
  isDisabled: boolean;
  onKeys: (keys: Record<string, unknown>) => void;
}

/** What a trait is compared with, in the field that fits. */
function Compared({
  leaf,
  isDisabled,
  onKeys,
  rule,
}: TraitSentenceProps & { rule: TraitRule }): JSX.Element | null {
  const name = textOf(leaf.keys['name']);
  const value = leaf.keys[rule];
  switch (rule) {
    case 'is':
    case 'is_not':
    case 'one_of':
      return (
        <ValuePicker
          key={`${name} ${rule}`}
          label={messages.traitSentence.valueOf(name)}
          of={{ trait: name }}
          noun={messages.traitSentence.noun}
          values={valuesOf(leaf.keys)}
          isMany={rule === 'one_of'}
          isDisabled={isDisabled}
          onChange={(values) => onKeys({ [rule]: rule === 'one_of' ? values : (values[0] ?? '') })}
        />
      );
    case 'before':
    case 'after':
      return (
        <TextInput
          size="xs"
          type="date"
          aria-label={messages.traitSentence.dayToCompareWith(name)}
          value={textOf(value).slice(0, 10)}
          disabled={isDisabled}
          onChange={(event) => onKeys({ [rule]: event.currentTarget.value })}
        />
      );
    case 'within_days':
    case 'not_within_days':
      return (
        <>
          <Count
            label={messages.traitSentence.daysFor(name)}
            value={typeof value === 'number' ? value : 30}
            max={3660}
            isDisabled={isDisabled}
            onChange={(days) => onKeys({ [rule]: days })}
          />
          <Word>{messages.traitSentence.days}</Word>
        </>
      );
    case 'at_least':
    case 'at_most':
      return (
        <Count
          label={messages.traitSentence.limitOf(name)}
          value={typeof value === 'number' ? value : 1}
          min={0}
          isDisabled={isDisabled}
          onChange={(n) => onKeys({ [rule]: n })}
        />
      );
    case 'known':
    case 'unknown':
      return null;
  }
}

/** People whose trait is so and so. */
export function TraitSentence(props: TraitSentenceProps): JSX.Element {
  const { leaf, isDisabled, onKeys } = props;
  const { session } = useRouteContext({ from: '/_member' });
  const traits = useQuery(traitsQuery);
  const known = traits.data?.items ?? [];
  const name = typeof leaf.keys['name'] === 'string' ? leaf.keys['name'] : null;
  const kind = known.find((found) => found.name === name)?.kind ?? 'text';
  const rule = ruleOf(leaf.keys);
  const today = session.workspace.now.slice(0, 10);
  const choose = (next: string): void => {
    const nextKind = known.find((found) => found.name === next)?.kind ?? 'text';
    const first = rulesFor(nextKind)[0]?.value ?? 'is';
    const fits = nextKind === kind && rule !== null;
    onKeys({ name: next, ...keysOfRule(fits ? rule : first, {}, today) });
  };
  return (
    <div className={styles.sentence}>
      <Word>{leaf.isNegated ? messages.traitSentence.notSoTheir : messages.traitSentence.whose}</Word>
      <Choice
        label={messages.traitSentence.trait}
        width={160}
        isSearchable
        value={name}
        data={known.map(({ name: value, words, n_known }) => ({
          value,
          label: `${words} (${formatCount(n_known)})`,
        }))}
        isDisabled={isDisabled}
        onChange={choose}
      />
      <Choice
        label={messages.traitSentence.rule}
        width={150}
        value={rule}
        data={rulesFor(kind)}
        isDisabled={isDisabled}
        onChange={(next) => onKeys(keysOfRule(next as TraitRule, leaf.keys, today))}
      />
      {rule !== null && <Compared {...props} rule={rule} />}
    </div>
  );
}
