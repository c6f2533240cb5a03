import type { components } from './schema';

export type Problem = components['schemas']['Problem'];

/** A request that failed, with the problem the server named (RFC 9457), or ours when there was no answer. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body && 'status' in body;
}

/** The problem in an answer's body; an answer that is not problem JSON is named by its status. */
export function problemOf(status: number, body: unknown): Problem {
  if (isProblem(body)) return body;
  return {
    type: 'about:blank',
    title: 'The server could not answer',
    status,
    code: 'unexpected_answer',
    detail: `the server answered with status ${status}`,
    hint: 'Try again; if it stays, look into the server’s log.',
  };
}

/** The problem of a request that got no answer at all. */
export const unreachable: Problem = {
  type: 'about:blank',
  title: 'No connection to Truelift',
  status: 0,
  code: 'unreachable',
  detail: 'the server did not answer',
  hint: 'Check that `truelift serve` is running and that you are online, then try again.',
};
