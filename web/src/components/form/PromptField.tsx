import type { JSX } from 'react';
import { setAt, valueAt } from '../../lib/yamlEdit';
import { asSentence } from '../../lib/words';
import { useFormText, type ValueFieldProps } from './FormContext';
import { KnownField } from './KnownField';

const PROMPTS = { from: 'prompts' } as const;

/** A prompt and its version, which a text writes apart and a reader chooses as one: `win-back.v2`. */
export function PromptField({ path, label, hint, isRequired }: ValueFieldProps): JSX.Element {
  const form = useFormText();
  const name = valueAt(form.value, [...path, 'name']);
  const version = valueAt(form.value, [...path, 'version']);
  const isWritten = typeof name === 'string' && name !== '' && typeof version === 'number';
  const problem = ['name', 'version', null]
    .map((key) => form.problemAt(key === null ? path : [...path, key]))
    .find((found) => found !== null);
  return (
    <KnownField
      known={PROMPTS}
      label={label}
      description={hint || undefined}
      withAsterisk={isRequired}
      disabled={form.isReadOnly}
      error={problem == null ? undefined : asSentence(problem)}
      data-field={path.join('.')}
      value={isWritten ? `${name}.v${version}` : ''}
      onBlur={() => undefined}
      onChange={(chosen) => {
        const [, stem, nth] = /^(.+)\.v(\d+)$/.exec(chosen) ?? [];
        if (stem === undefined) return;
        form.edit((text) => setAt(setAt(text, [...path, 'name'], stem), [...path, 'version'], Number(nth)));
      }}
    />
  );
}
