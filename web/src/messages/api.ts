// tidy: list

/** The words of api, by the file that shows them. */
export const api = {
  problem: {
    serverCouldNotAnswer: 'The server could not answer',
    serverAnsweredWithStatus: (status: number) => `the server answered with status ${status}`,
    tryAgainIfStaysLook: 'Try again; if it stays, look into the server’s log.',
    noConnectionToTruelift: 'No connection to Truelift',
    serverDidNotAnswer: 'the server did not answer',
    checkTrueliftServeRunningYou:
      'Check that `truelift serve` is running and that you are online, then try again.',
  },
  elsewhere: {
    type: 'about:blank',
    title: 'Another workspace',
    status: 409,
    code: 'other_workspace',
    detail: 'this browser is signed in to another workspace by now',
    hint: 'Reload the page to go on there, or switch back.',
  },
} as const;
