import { Checkbox, NativeSelect, Text } from '@mantine/core';
import type { JSX } from 'react';
import { choiceHint, choiceWords, settingChoices } from '../../lib/fieldWords';
import { asSentence } from '../../lib/words';
import { knownAt } from '../../lib/knownPlaces';
import { valueAt, type YamlValue } from '../../lib/yamlEdit';
import { components as messages } from '../../messages/components';
import { NumberField } from '../NumberField';
import { useFormText, type ValueFieldProps } from './FormContext';
import { GroupField } from './GroupField';
import { ListField } from './ListField';
import { MapField } from './MapField';
import { canBeChosen, NameField } from './NameField';
import { TextField } from './TextField';
import { VariantField } from './VariantField';

const asText = (value: YamlValue | undefined): string =>
  value === undefined || value === null || typeof value === 'object' ? '' : String(value);

/** One value of a form, whatever its shape. */
export function ValueField(props: ValueFieldProps): JSX.Element {
  const { field, path, label, hint, isRequired } = props;
  const form = useFormText();
  const value = valueAt(form.value, path);
  const problem = form.problemAt(path);
  const known = knownAt(form.kind, form.value, path);
  // What is emptied stays while somebody is in it, so that they can write on, and is left out when they leave.
  const write = (next: YamlValue): void => form.set(path, next === '' && !isRequired ? null : next);
  const onBlur = (): void => {
    if (value === null && !isRequired) form.remove(path);
  };
  const common = {
    label: label || undefined,
    description: hint || undefined,
    withAsterisk: isRequired,
    disabled: form.isReadOnly,
    error: problem === null ? undefined : asSentence(problem),
    'data-field': path.join('.'),
    onBlur,
  };
  if (known !== null && canBeChosen(known, field, value)) return <NameField {...props} known={known} />;
  switch (field.kind) {
    case 'text':
      return <TextField {...common} text={asText(value)} onChange={write} />;
    case 'number':
      return (
        <NumberField
          {...common}
          value={typeof value === 'number' ? value : asText(value)}
          isWhole={field.isWhole}
          min={field.minimum}
          max={field.maximum}
          onChange={write}
        />
      );
    case 'flag':
      return (
        <Checkbox
          {...common}
          checked={value === true}
          onChange={(event) => {
            if (event.currentTarget.checked || isRequired) form.set(path, event.currentTarget.checked);
            else form.remove(path);
          }}
        />
      );
    case 'choice': {
      const chosen = field.options.find(({ word }) => word === asText(value));
      const isOpen = chosen === undefined;
      const chosenHint = isOpen ? '' : choiceHint(chosen.word, path, chosen.hint);
      return (
        <NativeSelect
          {...common}
          description={chosenHint === '' ? common.description : chosenHint}
          value={asText(value)}
          data={[
            ...(isOpen || !isRequired
              ? [
                  {
                    value: isOpen ? asText(value) : '',
                    label: choiceWords(asText(isOpen ? value : ''), path),
                  },
                ]
              : []),
            ...field.options.map(({ word }) => ({ value: word, label: choiceWords(word, path) })),
          ]}
          onChange={(event) => {
            if (event.currentTarget.value === '' && !isRequired) form.remove(path);
            else form.set(path, event.currentTarget.value);
          }}
        />
      );
    }
    case 'group':
      return <GroupField {...props} field={field} />;
    case 'list':
      return <ListField {...props} field={field} />;
    case 'map':
      return <MapField {...props} field={field} />;
    case 'variant':
      return <VariantField {...props} field={field} />;
    case 'any': {
      const settings = settingChoices(form.value, path);
      const isOne = settings !== null && (value === undefined || typeof value === 'string');
      if (isOne) {
        const isListed = settings.some((setting) => setting.value === asText(value));
        return (
          <NativeSelect
            {...common}
            value={asText(value)}
            data={[...(isListed ? [] : [asText(value)]), ...settings]}
            onChange={(event) => form.set(path, event.currentTarget.value)}
          />
        );
      }
      // What may be anything is asked for as what it is.
      if (typeof value === 'string' || (value === undefined && isRequired)) {
        return <TextField {...common} text={asText(value)} onChange={write} />;
      }
      if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
        return <ListField {...props} field={{ kind: 'list', of: () => ({ kind: 'text' }) }} />;
      }
      return (
        <Text size="sm" c="dimmed">
          {messages.valueField.changedText(
            label !== '' && <b>{label}: </b>,
            value === undefined ? messages.valueField.notWritten : JSON.stringify(value),
          )}
        </Text>
      );
    }
  }
}
