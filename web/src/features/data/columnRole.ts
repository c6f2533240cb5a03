// tidy: list

/** What a column can be for, as a contract writes it and as a reader of the page reads it. */
const ROLES: [role: string, words: string][] = [
  ['external_key', 'The row’s own number'],
  ['message_id', 'The event’s own id'],
  ['customer_id', 'Customer number'],
  ['email', 'E-mail address'],
  ['phone', 'Phone number'],
  ['given_name', 'First name'],
  ['family_name', 'Last name'],
  ['full_name', 'Whole name'],
  ['birth_date', 'Day of birth'],
  ['birth_year', 'Year of birth'],
  ['birth_month', 'Month of birth'],
  ['birth_day', 'Day of the month of birth'],
  ['street', 'Street'],
  ['city', 'City'],
  ['state', 'State or province'],
  ['postcode', 'Postcode'],
  ['country', 'Country'],
  ['anonymous_id', 'Browser or device'],
  ['observed_at', 'When the row was last changed'],
  ['occurred_at', 'When it happened'],
  ['event_name', 'What happened'],
  ['revenue', 'Amount of money'],
  ['currency', 'Currency'],
  ['items', 'What was bought, as a list'],
  ['item_name', 'Product: name'],
  ['item_sku', 'Product: SKU'],
  ['item_id', 'Product: id'],
  ['item_quantity', 'Product: how many'],
  ['item_price', 'Product: price'],
  ['purpose', 'Consent: for what'],
  ['channel', 'Consent: by which way'],
  ['action', 'Consent: yes or no'],
  ['email_action', 'Consent to e-mail: yes or no'],
  ['sms_action', 'Consent to text messages: yes or no'],
  ['post_action', 'Consent to letters: yes or no'],
  ['push_action', 'Consent to push messages: yes or no'],
  ['contact_action', 'Do not contact at all'],
  ['evidence', 'Consent: its proof'],
  ['extra', 'Kept as it is'],
  ['ignore', 'Not used'],
];

/** A role of a column in words. */
export function roleWords(role: string): string {
  return ROLES.find(([known]) => known === role)?.[1] ?? role;
}

/** All roles, for a choice. */
export const roleChoices = ROLES.map(([value, label]) => ({ value, label }));
