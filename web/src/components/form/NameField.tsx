import type { JSX } from 'react';
import type { Known } from '../../lib/knownPlaces';
import type { Field } from '../../lib/schemaField';
import { asSentence } from '../../lib/words';
import { valueAt, type YamlValue } from '../../lib/yamlEdit';
import { useFormText, type ValueFieldProps } from './FormContext';
import { KnownField } from './KnownField';
import { KnownListField } from './KnownListField';
import { MomentField } from './MomentField';
import { PromptField } from './PromptField';

const isScalar = (value: YamlValue | undefined): boolean => value == null || typeof value !== 'object';

const isWords = (value: YamlValue | undefined): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Whether what stands at a place is of a shape that can be chosen; anything else is asked for as what it is. */
export function canBeChosen(known: Known, field: Field, value: YamlValue | undefined): boolean {
  if (known.from === 'prompts') return field.kind === 'group';
  if (known.from === 'moment' || known.from === 'day') return field.kind === 'text' && isScalar(value);
  if (field.kind === 'list') return field.of().kind === 'text' && (value == null || isWords(value));
  // Of what may be one word or several only what is written tells which.
  const isOne = isScalar(value) && (value !== undefined || field.kind === 'text');
  return (field.kind === 'text' && isOne) || (field.kind === 'any' && (isOne || isWords(value)));
}

/** A value that names something there is: it is chosen, and neither typed nor remembered. */
export function NameField(props: ValueFieldProps & { known: Known }): JSX.Element {
  const { known, field, path, label, hint, isRequired } = props;
  const form = useFormText();
  const value = valueAt(form.value, path);
  const problem = form.problemAt(path);
  const common = {
    label: label || undefined,
    description: hint || undefined,
    withAsterisk: isRequired,
    disabled: form.isReadOnly,
    error: problem === null ? undefined : asSentence(problem),
    'data-field': path.join('.'),
  };
  const text = value == null || typeof value === 'object' ? '' : String(value);
  const write = (next: string): void => {
    if (next === '' && !isRequired) form.remove(path);
    else form.set(path, next);
  };
  if (known.from === 'prompts') return <PromptField {...props} />;
  if (known.from === 'moment' || known.from === 'day') {
    return (
      <MomentField
        {...common}
        isDay={known.from === 'day'}
        text={text}
        onBlur={() => {
          if (text === '' && !isRequired) form.remove(path);
        }}
        onChange={(next) => form.set(path, next === '' && !isRequired ? null : next)}
      />
    );
  }
  if (field.kind === 'list' || Array.isArray(value)) {
    const words = Array.isArray(value) ? value.map(String) : [];
    const change = (next: string[]): void => {
      const isLonger = next.length === words.length + 1 && words.every((word, at) => word === next[at]);
      if (isLonger) form.append(path, next.at(-1) ?? '');
      else if (next.length === 0 && !isRequired) form.remove(path);
      else form.set(path, next);
    };
    return <KnownListField {...common} known={known} value={words} onChange={change} />;
  }
  return <KnownField {...common} known={known} value={text} onBlur={() => undefined} onChange={write} />;
}
