// tidy: list
import type { ReactNode } from 'react';

/** The words of keys, by the file that shows them. */
export const keys = {
  keysPage: {
    keyIsEnded: 'The key is ended',
    whatCameByStaysNothing: 'What came by it stays; nothing more comes.',
    pageOrApp: 'In a page or an app',
    onAMachineOfYours: 'On a machine of yours',
    madeFingerprint: (place: string, madeAt: ReactNode, id: string) => (
      <>
        {place}, made {madeAt}, fingerprint {id}
      </>
    ),
    end: 'End',
    endTheKeyOf: (source: string) => `End the key of ${source}`,
    askEnd: (source: string) => `End the key of ${source}?`,
    whoeverPostsIsRefused: (source: string) =>
      `Whoever posts as “${source}” by it is refused from now on, and what happens there meanwhile is not collected. A key that ended does not come back: another one is made and put where this one is.`,
    endIt: 'End it',
    noun: 'write keys',
    noWriteKeysYet: 'No write keys yet',
    noWriteKeysYetText:
      'With a key your website, app or shop posts what people do, as it happens, by any SDK that speaks the Segment spec.',
    writeKeys: 'Write keys',
    lede: 'With a key an SDK posts events of one source. It is shown once, when it is made.',
    makeAKey: 'Make a key',
  },
  newKeyDialog: {
    trueliftKeepsOnlyItsFingerprint:
      'Truelift keeps only its fingerprint. A key that is lost is ended, and another one made.',
    copyNowShownThisOnce: 'Copy it now: it is shown this once',
    v1Track: '/v1/track',
    v1Batch: '/v1/batch',
    sdkSendsAsUserName: (path: ReactNode, otherPath: ReactNode) => (
      <>
        An SDK sends it as the user name of Basic auth to {path}, {otherPath} and the others.
      </>
    ),
    copied: 'Copied',
    copy: 'Copy',
    done: 'Done',
    source: 'Source',
    sourceDescription: 'What its events are called by: web, app, shop-web',
    pageOrApp: 'In a page or an app',
    pageOrAppDescription:
      'Everybody can read it: what comes by it moves no consent, address or customer number of another source.',
    onAMachineOfYours: 'On a machine of yours',
    onAMachineOfYoursDescription: 'Keep it secret: what comes by it counts like a system of record.',
    whereItLies: 'Where it lies',
    cancel: 'Cancel',
    makeTheKey: 'Make the key',
    makeAWriteKey: 'Make a write key',
  },
} as const;
