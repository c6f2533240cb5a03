// tidy: list
import type { ReactNode } from 'react';
import { formatCounted } from '../lib/count';

/** The words of account, by the file that shows them. */
export const account = {
  accountPage: {
    title: 'Your account',
    lede: 'Your name, your password, and where you are signed in.',
  },
  namePanel: {
    nameChanged: 'Name changed',
    whatYouDidBeforeShown: 'What you did before is shown under it, too.',
    yourName: 'Your name',
    save: 'Save',
    name: 'Name',
    nameHint: (email: string) => `Signed in as ${email}.`,
  },
  passwordPanel: {
    enterThePasswordYouHave: 'Enter the password you have',
    useAtLeastCharacters: (least: number) => `Use at least ${least} characters`,
    passwordChanged: 'Password changed',
    youSignedOutEverywhereBut: 'You are signed out everywhere but here.',
    currentPassword: 'Current password',
    newPassword: 'New password',
    newPasswordDescription: (least: number) => `At least ${least} characters; a sentence is fine.`,
    changePassword: 'Change password',
    password: 'Password',
    passwordHint:
      'It holds in all workspaces you switch between. Changing it signs you out everywhere but here.',
  },
  sessionsPanel: {
    ended: (nEnded: number) => `${formatCounted(nEnded, 'session', 'sessions')} ended`,
    whoeverUsedMustSignAgain: 'Whoever used it must sign in again.',
    thisOne: ' (this one)',
    begunLastUsed: (begun: ReactNode, lastUsed: ReactNode) => (
      <>
        Begun {begun}, last used {lastUsed}
      </>
    ),
    inWorkspace: (name: string) => ` in ${name}`,
    end: 'End',
    endTheSessionOf: (browser: string) => `End the session of ${browser}`,
    askEnd: (browser: string) => `End the session of ${browser}?`,
    whatIsWrittenThereIsLost:
      'Whoever uses it must sign in again. What is half written there and kept nowhere is lost; what runs goes on.',
    askEndOthers: 'Sign out everywhere else?',
    allOthersEnd: (nOthers: number) =>
      `${formatCounted(nOthers, 'session ends', 'sessions end')}, here you stay signed in. What is half written there and kept nowhere is lost; what runs goes on.`,
    noun: 'sessions',
    sessions: 'Sessions',
    signOutEverywhereElse: 'Sign out everywhere else',
    whereYouAreSignedIn: 'Where you are signed in',
    whereYouAreSignedInHint: 'The page and the command line. Sessions end by themselves after 14 days.',
  },
} as const;
