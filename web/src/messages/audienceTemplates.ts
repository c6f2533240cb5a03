// tidy: list

/** Audiences to begin with: what each is good for, and its text, whose comments and description are words, too. */
export const audienceTemplates = {
  lapsedBuyers: {
    title: 'Lapsed buyers',
    why: 'Bought before and fell silent: whom a win-back writes to.',
    text: (bought: string) => `# Bought in the last year, and not in the last two months.
name: lapsed-buyers
description: Bought in the last year and then fell silent
who:
  all:
    - behaviour: { event: ${bought}, at_least: 1, within_days: 365 }
    - behaviour: { event: ${bought}, at_most: 0, within_days: 60 }
`,
  },
  newSubscribers: {
    title: 'New subscribers',
    why: 'Agreed to hear from you, seen first this month, and have not bought yet: whom a welcome writes to.',
    text: (bought: string) => `# New, reachable, and without an order.
name: new-subscribers
description: First seen in the last 30 days, agreed to marketing by e-mail, not bought yet
who:
  all:
    - trait: { name: first_seen, within_days: 30 }
    - consent: { purpose: marketing, channel: email }
    - behaviour: { event: ${bought}, at_most: 0, even_if_unseen: true }
`,
  },
  bigSpenders: {
    title: 'Big spenders',
    why: 'Several orders of some size: whom to thank, and whom to keep out of discounts.',
    text: (
      bought: string,
    ) => `# Three orders of 100.00 or more in a year; amounts are in the smallest unit of money.
name: big-spenders
description: At least three orders of 100 or more in the last year
who:
  all:
    - behaviour: { event: ${bought}, at_least: 3, within_days: 365, min_revenue_minor: 10000 }
`,
  },
  secondOrder: {
    title: 'One order, no second',
    why: 'The second order decides who stays: one order, a month ago or more.',
    text: (bought: string) => `# Exactly one order, and it is a month old.
name: second-order
description: Bought exactly once, at least 30 days ago
who:
  all:
    - behaviour: { event: ${bought}, at_least: 1, at_most: 1 }
    - behaviour: { event: ${bought}, at_most: 0, within_days: 30 }
`,
  },
  browsers: {
    title: 'Looked and did not buy',
    why: 'Interest without an order in the last two weeks.',
    text: (bought: string, viewed: string) => `# Looked at products twice or more, and did not order.
name: browsers
description: Looked at products in the last 14 days and did not buy
who:
  all:
    - behaviour: { event: ${viewed}, at_least: 2, within_days: 14 }
    - behaviour: { event: ${bought}, at_most: 0, within_days: 14 }
`,
  },
} as const;
