// tidy: list
import type { ReactNode } from 'react';

/** The words of activity, by the file that shows them. */
export const activity = {
  activityPage: {
    find: 'Find a job',
    kind: 'What it does',
    anyKind: 'Anything',
    state: 'How it stands',
    anyState: 'Any way',
    open: 'Runs or waits',
    who: 'Asked for by',
    anybody: 'Anybody',
    noun: 'jobs',
    one: 'job',
    nothingWasStartedYet: 'Nothing was started yet',
    yourData: 'your data',
    importingFileUnifyingPeopleReleasing: (link: ReactNode) => (
      <>
        Importing a file, unifying people and releasing a pilot take time. Each stands here while it runs and
        afterwards, with who started it. Begin with {link}.
      </>
    ),
    jobs: 'Jobs',
    title: 'Activity',
    lede: 'Work that takes time: what runs, what waits for its turn, and what came of it. It goes on when you close the page.',
  },
  jobPage: {
    seeTheOutcome: 'See the outcome',
    seeTheSources: 'See the sources',
    seeThePeople: 'See the people',
    goOnWithThePilot: 'Go on with the pilot',
    seeTheRehearsal: 'See the rehearsal',
    openTheDemo: 'Open the demo’s world',
    startAgain: 'Start again',
    nothingDoneTwiceGoesOn: 'Nothing is done twice: it goes on where it is.',
    loadingTheJob: 'Loading the job',
    thisJobCannotBeShown: 'This job cannot be shown.',
    stoppedBy: (endedBy: string) => `; stopped by ${endedBy}`,
    askedForBy: (by: string, moment: ReactNode, endedBy: ReactNode) => (
      <>
        Asked for by {by}, {moment}
        {endedBy}
      </>
    ),
    log: 'Log',
    logHint: 'What happened on the way.',
    allActivity: 'All activity',
  },
} as const;
