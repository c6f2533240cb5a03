import { api as messages } from '../messages/api';
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
    title: messages.problem.serverCouldNotAnswer,
    status,
    code: 'unexpected_answer',
    detail: messages.problem.serverAnsweredWithStatus(status),
    hint: messages.problem.tryAgainIfStaysLook,
  };
}

/** The problem of a request that got no answer at all. */
export const unreachable: Problem = {
  type: 'about:blank',
  title: messages.problem.noConnectionToTruelift,
  status: 0,
  code: 'unreachable',
  detail: messages.problem.serverDidNotAnswer,
  hint: messages.problem.checkTrueliftServeRunningYou,
};
