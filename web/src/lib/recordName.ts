import { lib as messages } from '../messages/lib';
import { nameAsWords } from './words';

const SEEN = ':seen-';

/** Whether a record is only a combination of ids seen in events: there is nothing in it to compare. */
export function isSeenOnly(recordId: string): boolean {
  return recordId.includes(SEEN);
}

/** A record's id as people read it: `crm:C10482`, `seen in Web events`. */
export function recordName(recordId: string): string {
  const [source = ''] = recordId.split(SEEN);
  return isSeenOnly(recordId) ? messages.recordName.seenInEvents(nameAsWords(source)) : recordId;
}
