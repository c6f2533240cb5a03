import { audienceTemplates as messages } from '../../messages/audienceTemplates';

/** An audience to begin with: what it is good for, and its text. */
export interface Template {
  id: string;
  title: string;
  why: string;
  text: (words: { bought: string; viewed: string }) => string;
}

/** Audiences that most brands begin with; the names of events are those of the data where there are any. */
export const TEMPLATES: Template[] = [
  { id: 'lapsed-buyers', ...messages.lapsedBuyers, text: ({ bought }) => messages.lapsedBuyers.text(bought) },
  {
    id: 'new-subscribers',
    ...messages.newSubscribers,
    text: ({ bought }) => messages.newSubscribers.text(bought),
  },
  { id: 'big-spenders', ...messages.bigSpenders, text: ({ bought }) => messages.bigSpenders.text(bought) },
  { id: 'second-order', ...messages.secondOrder, text: ({ bought }) => messages.secondOrder.text(bought) },
  {
    id: 'browsers',
    ...messages.browsers,
    text: ({ bought, viewed }) => messages.browsers.text(bought, viewed),
  },
];

/** An audience with nothing in it yet. */
// eslint-disable-next-line words/in-messages -- keys of a definition, which are no words of the page
export const BLANK = `name: new-audience
description: ""
who:
  all: []
`;

/* eslint-disable words/in-messages -- names that shops give to their events, looked for in the data and never shown as words */
const BOUGHT = ['Order Completed', 'Completed Order', 'Purchase', 'purchase', 'order_completed'];
const VIEWED = ['Product Viewed', 'Viewed Product', 'Product List Viewed', 'product_viewed', 'page_view'];
const BOUGHT_FIRST = 'Order Completed';
const VIEWED_FIRST = 'Product Viewed';
/* eslint-enable words/in-messages */

/** The words of the data for what the templates speak of. */
export function wordsOf(events: { name: string; n_with_money: number }[]): {
  bought: string;
  viewed: string;
} {
  const known = (names: string[]): string | undefined =>
    names.find((name) => events.some((event) => event.name === name));
  const withMoney = events.find((event) => event.n_with_money > 0)?.name;
  return {
    bought: known(BOUGHT) ?? withMoney ?? BOUGHT_FIRST,
    viewed: known(VIEWED) ?? VIEWED_FIRST,
  };
}
