import { Box, NativeSelect } from '@mantine/core';
import type { JSX } from 'react';
import { choiceWords } from '../../lib/fieldWords';
import { blankOf, type Field, type Variant } from '../../lib/schemaField';
import { asSentence } from '../../lib/words';
import { valueAt, type YamlValue } from '../../lib/yamlEdit';
import { components as messages } from '../../messages/components';
import { useFormText, type ValueFieldProps } from './FormContext';
import styles from './ListField.module.css';

type VariantProps = ValueFieldProps & { field: Extract<Field, { kind: 'variant' }> };

/** In which of its ways a value is written; undefined for none of them. */
function wayOf(value: YamlValue | undefined, variants: Variant[]): Variant | undefined {
  if (typeof value === 'string') return variants.find(({ word, field }) => field === null && word === value);
  if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value))
    return undefined;
  const [key] = Object.keys(value);
  return variants.find(({ word, field }) => field !== null && word === key);
}

/** A value that is written in one of several ways: which, and what stands under it. */
export function VariantField({ field, path, label, hint, isRequired }: VariantProps): JSX.Element {
  const form = useFormText();
  const way = wayOf(valueAt(form.value, path), field.variants);
  const problem = form.problemAt(path);
  const under = way?.field?.();
  return (
    <Box data-field={path.join('.')}>
      <NativeSelect
        label={label || undefined}
        aria-label={label === '' ? messages.variantField.whichKind : undefined}
        description={way?.hint === undefined || way.hint === '' ? hint || undefined : way.hint}
        withAsterisk={isRequired && label !== ''}
        disabled={form.isReadOnly}
        error={problem === null ? undefined : asSentence(problem)}
        value={way?.word ?? ''}
        data={[
          ...(way === undefined || !isRequired ? [{ value: '', label: '' }] : []),
          ...field.variants.map(({ word }) => ({ value: word, label: choiceWords(word, path) })),
        ]}
        onChange={(event) => {
          const next = field.variants.find(({ word }) => word === event.currentTarget.value);
          if (next === undefined) form.remove(path);
          else form.set(path, next.field === null ? next.word : { [next.word]: blankOf(next.field()) });
        }}
      />
      {way !== undefined && under !== undefined && (
        <div className={styles.item} style={{ marginTop: 'var(--mantine-spacing-xs)' }}>
          {form.draw({ field: under, path: [...path, way.word], label: '', hint: '', isRequired: true })}
        </div>
      )}
    </Box>
  );
}
