// tidy: list

/** The words of lib, by the file that shows them. */
export const lib = {
  browserName: {
    edge: 'Edge',
    opera: 'Opera',
    firefox: 'Firefox',
    chrome: 'Chrome',
    safari: 'Safari',
    android: 'Android',
    windows: 'Windows',
    linux: 'Linux',
    commandLine: 'The command line',
    iphone: 'an iPhone',
    ipad: 'an iPad',
    mac: 'a Mac',
    unknownBrowser: 'An unknown browser',
    on: (browser: string, system: string) => `${browser} on ${system}`,
  },
  estimate: {
    interval: (level: string) => `${level} interval`,
    allOfItAboveZero: 'all of it above zero',
    allOfItBelowZero: 'all of it below zero',
    includesZeroSoMayChance: 'includes zero, so it may be chance',
  },
  job: {
    waitsForItsTurn: 'Waits for its turn',
    running: 'Running',
    stopping: 'Stopping',
    done: 'Done',
    failed: 'Failed',
    stopped: 'Stopped',
    interrupted: 'Interrupted',
    kinds: {
      import: 'Import a file',
      reload: 'Read a file again',
      unify: 'Unify people',
      release: 'Release a pilot',
      generate: 'Write lines',
      readout: 'Read out a pilot',
      rehearse: 'Rehearse a pilot',
      demo: 'Make the demo’s world',
    },
  },
  recordName: {
    seenInEvents: (source: string) => `seen in ${source} events`,
  },
  useMay: {
    thisPageOlderThanServer: 'this page is older than the server: reload it',
  },
  waterfall: {
    moreThanSure: (ratio: string) => `more than ${ratio} sure`,
    lessThanSure: (ratio: string) => `less than ${ratio} sure`,
    sure: (ratio: string) => `${ratio} sure`,
  },
  words: {
    /** Trust checks, each as the thing that was looked at. */
    checks: {
      sample_ratio: 'The split',
      sample_ratio_by_day: 'The split on every day',
      sample_ratio_by_source: 'The split in every source',
      carry_over: 'An earlier test',
      imbalance: 'The arms before the message',
      leverage: 'Single people',
      novelty: 'Wear over time',
      interference: 'Word of mouth',
    },
    /** Purposes of processing: alone, and within a sentence. */
    purposes: {
      marketing: ['Marketing', 'marketing'],
      ai_content: ['Content written by AI', 'content written by AI'],
      ai_profiling: ['Profiling by AI', 'profiling by AI'],
      service: ['Service messages', 'service messages'],
    },
    /** Channels: alone, and within a sentence. */
    channels: {
      email: ['E-mail', 'e-mail'],
      sms: ['Text message', 'text message'],
      push: ['Push', 'push'],
      web: ['Website', 'website'],
      post: ['Post', 'post'],
    },
    roles: {
      marketer: 'Marketer',
      analyst: 'Analyst',
      brand: 'Brand',
      legal: 'Legal',
      leader: 'Leader',
      admin: 'Admin',
    },
    /** What an arm is for. */
    armRoles: {
      baseline: 'what you do today',
      treatment: 'what is being tried',
      holdout: 'gets nothing',
    },
    /** Words of names that are written in their own way wherever they stand. */
    spelt: {
      ai: 'AI',
      crm: 'CRM',
      email: 'e-mail',
      id: 'ID',
      json: 'JSON',
      sms: 'SMS',
      url: 'URL',
      utf8: 'UTF-8',
    },
  },
  yamlEdit: {
    itCannotBeRead: 'it cannot be read',
  },
} as const;
