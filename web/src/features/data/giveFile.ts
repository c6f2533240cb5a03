import { sessionHeaders, type Schemas } from '../../api/client';
import { problemOf, ProblemError, unreachable } from '../../api/problem';
import { data as messages } from '../../messages/data';

/** The server takes no longer file. */
export const MAX_BYTES = 2 * 1024 * 1024 * 1024;

function refusal(detail: string, hint: string): ProblemError {
  return new ProblemError({
    type: 'about:blank',
    title: messages.giveFile.thisFileCannotBeGiven,
    status: 422,
    code: 'file_refused',
    detail,
    hint,
  });
}

/** Why a file is refused before it is sent; null for one that is not. */
export function refusalOf(file: Pick<File, 'name' | 'size'>): ProblemError | null {
  if (file.size === 0) {
    return refusal(messages.giveFile.isEmpty(file.name), messages.giveFile.exportAgainLookWhetherHas);
  }
  if (file.size > MAX_BYTES) {
    return refusal(messages.giveFile.hasMoreThan2Gb(file.name), messages.giveFile.exportPartsOrImportOn);
  }
  return null;
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/**
 * Gives a file to the server and says how much of it is there, 0..=1.
 *
 * `fetch` does not say how far it is, so it is an XMLHttpRequest.
 */
export function giveFile(
  file: File,
  onProgress: (ratio: number) => void,
  signal: AbortSignal,
): Promise<Schemas['Upload']> {
  const refused = refusalOf(file);
  if (refused !== null) return Promise.reject(refused);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({
      name: file.name,
      written_at: new Date(file.lastModified).toISOString(),
    });
    request.open('POST', `/api/v1/uploads?${query.toString()}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    for (const [name, value] of Object.entries(sessionHeaders('POST'))) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      const body = bodyOf(request.responseText);
      if (request.status === 201) resolve(body as Schemas['Upload']);
      else reject(new ProblemError(problemOf(request.status, body)));
    });
    request.addEventListener('error', () => reject(new ProblemError(unreachable)));
    request.addEventListener('abort', () =>
      reject(refusal(messages.giveFile.wasNotGivenItsEnd(file.name), messages.giveFile.dropItOnceMore)),
    );
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
