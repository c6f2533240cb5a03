// tidy: list

/** The words of session, by the file that shows them. */
export const session = {
  firstMemberForm: {
    enterYourName: 'Enter your name',
    enterYourEMailAddress: 'Enter your e-mail address',
    useAtLeastCharacters: (least: number) => `Use at least ${least} characters`,
    copyFromOutputTrueliftServe: 'Copy it from the output of `truelift serve`',
    createTheFirstMember: 'Create the first member',
    nobodyCanSignYetYou: (workspaceName: string) =>
      `Nobody can sign in to ${workspaceName} yet. You will be its admin.`,
    yourName: 'Your name',
    eMail: 'E-mail',
    password: 'Password',
    passwordDescription: (least: number) => `At least ${least} characters; a sentence is fine.`,
    setUpToken: 'Set-up token',
    setUpTokenDescription: 'Printed by truelift serve when it started: it shows that this server is yours.',
    createAndSignIn: 'Create and sign in',
  },
  signInForm: {
    enterEMailAddressYou: 'Enter the e-mail address you were registered with',
    enterYourPassword: 'Enter your password',
    signIn: 'Sign in',
    to: (workspaceName: string) => `to ${workspaceName}`,
    eMail: 'E-mail',
    password: 'Password',
  },
  signInPage: {
    loading: 'Loading',
    madeUpRetailerItsPeople: (name: string) =>
      `${name} is a made-up retailer. Its people, orders and effects come from a simulator.`,
    signInTruelift: 'Sign in · Truelift',
    signInToAnotherWorkspace: 'Sign in to another workspace',
    createTheFirstMember: (name: string) => `Create the first member of ${name}`,
    marketingThatProvesItsEffect: 'Marketing that proves its effect.',
  },
} as const;
