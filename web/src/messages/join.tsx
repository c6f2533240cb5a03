// tidy: list
import type { ReactNode } from 'react';

/** The words of join, by the file that shows them. */
export const join = {
  joinForm: {
    invitedYouAsYouWill: (madeBy: string, role: string, email: ReactNode) => (
      <>
        {madeBy} invited you as {role}. You will sign in with {email}.
      </>
    ),
    madeThisLinkSoYou: (madeBy: string, email: ReactNode) => (
      <>
        {madeBy} made this link so that you can choose a new password for {email}. You will be signed out of
        this workspace everywhere else.
      </>
    ),
    enterYourName: 'Enter your name',
    useAtLeastCharacters: (least: number) => `Use at least ${least} characters`,
    join: (workspace: string) => `Join ${workspace}`,
    chooseANewPassword: 'Choose a new password',
    yourName: 'Your name',
    password: 'Password',
    passwordDescription: (least: number) => `At least ${least} characters; a sentence is fine.`,
    passwordYouHave:
      'If you have a password in another workspace here, give that one: you then go from one to the other without signing in again.',
    joinAndSignIn: 'Join and sign in',
    setItAndSignIn: 'Set it and sign in',
    thisLinkWorksOnceUntil: (end: ReactNode) => <>This link works once, until {end}.</>,
  },
  joinPage: {
    loading: 'Loading',
    thisLinkOpensNothing: 'This link opens nothing',
    signInInstead: 'Sign in instead',
    joinTruelift: 'Join · Truelift',
    linkIsCutOff: 'The link is cut off',
    copyWholeFromWhereYou: 'Copy it whole from where you got it, or ask an admin for a new one.',
  },
} as const;
