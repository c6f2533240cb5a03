import type { ProblemError } from '../api/problem';
import { asSentence } from './words';

/** A problem as errors of a form: at its field when it names one of `fields`, else null. */
export function fieldErrors<F extends string>(
  error: ProblemError,
  fields: F[],
): Partial<Record<F, string>> | null {
  const field = fields.find((name) => name === error.problem.field);
  if (field === undefined) return null;
  const errors: Partial<Record<F, string>> = {};
  errors[field] = asSentence(error.problem.detail);
  return errors;
}
