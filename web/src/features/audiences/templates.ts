/** An audience to begin with: what it is good for, and its text. */
export interface Template {
  id: string;
  title: string;
  why: string;
  text: (words: { bought: string; viewed: string }) => string;
}

/** Audiences that most brands begin with; the names of events are those of the data where there are any. */
export const TEMPLATES: Template[] = [
  {
    id: 'lapsed-buyers',
    title: 'Lapsed buyers',
    why: 'Bought before and fell silent: whom a win-back writes to.',
    text: ({ bought }) => `# Bought in the last year, and not in the last two months.
name: lapsed-buyers
description: Bought in the last year and then fell silent
who:
  all:
    - behaviour: { event: ${bought}, at_least: 1, within_days: 365 }
    - behaviour: { event: ${bought}, at_most: 0, within_days: 60 }
`,
  },
  {
    id: 'new-subscribers',
    title: 'New subscribers',
    why: 'Agreed to hear from you, seen first this month, and have not bought yet: whom a welcome writes to.',
    text: ({ bought }) => `# New, reachable, and without an order.
name: new-subscribers
description: First seen in the last 30 days, agreed to marketing by e-mail, not bought yet
who:
  all:
    - trait: { name: first_seen, within_days: 30 }
    - consent: { purpose: marketing, channel: email }
    - behaviour: { event: ${bought}, at_most: 0, even_if_unseen: true }
`,
  },
  {
    id: 'big-spenders',
    title: 'Big spenders',
    why: 'Several orders of some size: whom to thank, and whom to keep out of discounts.',
    text: ({
      bought,
    }) => `# Three orders of 100.00 or more in a year; amounts are in the smallest unit of money.
name: big-spenders
description: At least three orders of 100 or more in the last year
who:
  all:
    - behaviour: { event: ${bought}, at_least: 3, within_days: 365, min_revenue_minor: 10000 }
`,
  },
  {
    id: 'second-order',
    title: 'One order, no second',
    why: 'The second order decides who stays: one order, a month ago or more.',
    text: ({ bought }) => `# Exactly one order, and it is a month old.
name: second-order
description: Bought exactly once, at least 30 days ago
who:
  all:
    - behaviour: { event: ${bought}, at_least: 1, at_most: 1 }
    - behaviour: { event: ${bought}, at_most: 0, within_days: 30 }
`,
  },
  {
    id: 'browsers',
    title: 'Looked and did not buy',
    why: 'Interest without an order in the last two weeks.',
    text: ({ bought, viewed }) => `# Looked at products twice or more, and did not order.
name: browsers
description: Looked at products in the last 14 days and did not buy
who:
  all:
    - behaviour: { event: ${viewed}, at_least: 2, within_days: 14 }
    - behaviour: { event: ${bought}, at_most: 0, within_days: 14 }
`,
  },
];

/** An audience with nothing in it yet. */
export const BLANK = `name: new-audience
description: ""
who:
  all: []
`;

const BOUGHT = ['Order Completed', 'Completed Order', 'Purchase', 'purchase', 'order_completed'];
const VIEWED = ['Product Viewed', 'Viewed Product', 'Product List Viewed', 'product_viewed', 'page_view'];

/** The words of the data for what the templates speak of. */
export function wordsOf(events: { name: string; n_with_money: number }[]): {
  bought: string;
  viewed: string;
} {
  const known = (names: string[]): string | undefined =>
    names.find((name) => events.some((event) => event.name === name));
  const withMoney = events.find((event) => event.n_with_money > 0)?.name;
  return {
    bought: known(BOUGHT) ?? withMoney ?? 'Order Completed',
    viewed: known(VIEWED) ?? 'Product Viewed',
  };
}
