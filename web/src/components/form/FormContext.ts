import { createContext, useContext, type JSX } from 'react';
import type { Field } from '../../lib/schemaField';
import type { YamlPath, YamlValue } from '../../lib/yamlEdit';

export interface ValueFieldProps {
  field: Field;
  path: YamlPath;
  label: string;
  hint: string;
  isRequired: boolean;
}

/** What every field of a form reads and writes: one text, by path. */
export interface FormText {
  /** The kind of definition that the text is. */
  kind: string;
  value: YamlValue;
  isReadOnly: boolean;
  /** What is wrong at a path, in words; null where nothing is. */
  problemAt: (path: YamlPath) => string | null;
  set: (path: YamlPath, value: YamlValue) => void;
  remove: (path: YamlPath) => void;
  /** Changes several places at once. */
  edit: (change: (text: string) => string) => void;
  append: (path: YamlPath, value: YamlValue) => void;
  move: (path: YamlPath, from: number, to: number) => void;
  /** Draws a value within another, whatever its shape. */
  draw: (props: ValueFieldProps) => JSX.Element;
}

export const FormContext = createContext<FormText | null>(null);

/** The form around a field. */
export function useFormText(): FormText {
  const found = useContext(FormContext);
  if (found === null) throw new Error('a field stands outside of a form');
  return found;
}
