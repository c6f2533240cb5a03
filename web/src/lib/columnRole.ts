import { data as messages } from '../messages/data';

// tidy: list

/** What a column can be for, as a contract writes it and as a reader of the page reads it. */
const ROLES: [role: string, words: string][] = [
  ['external_key', messages.columnRole.rowsOwnNumber],
  ['message_id', messages.columnRole.eventsOwnId],
  ['customer_id', messages.columnRole.customerNumber],
  ['email', messages.columnRole.eMailAddress],
  ['phone', messages.columnRole.phoneNumber],
  ['given_name', messages.columnRole.firstName],
  ['family_name', messages.columnRole.lastName],
  ['full_name', messages.columnRole.wholeName],
  ['birth_date', messages.columnRole.dayOfBirth],
  ['birth_year', messages.columnRole.yearOfBirth],
  ['birth_month', messages.columnRole.monthOfBirth],
  ['birth_day', messages.columnRole.dayMonthBirth],
  ['street', messages.columnRole.street],
  ['city', messages.columnRole.city],
  ['state', messages.columnRole.stateOrProvince],
  ['postcode', messages.columnRole.postcode],
  ['country', messages.columnRole.country],
  ['anonymous_id', messages.columnRole.browserOrDevice],
  ['observed_at', messages.columnRole.whenRowWasLastChanged],
  ['occurred_at', messages.columnRole.whenItHappened],
  ['event_name', messages.columnRole.whatHappened],
  ['revenue', messages.columnRole.amountOfMoney],
  ['currency', messages.columnRole.currency],
  ['items', messages.columnRole.whatWasBoughtAsList],
  ['item_name', messages.columnRole.productName],
  ['item_sku', messages.columnRole.productSku],
  ['item_id', messages.columnRole.productId],
  ['item_quantity', messages.columnRole.productHowMany],
  ['item_price', messages.columnRole.productPrice],
  ['purpose', messages.columnRole.consentForWhat],
  ['channel', messages.columnRole.consentByWhichWay],
  ['action', messages.columnRole.consentYesOrNo],
  ['email_action', messages.columnRole.consentEMailYesOr],
  ['sms_action', messages.columnRole.consentTextMessagesYesOr],
  ['post_action', messages.columnRole.consentLettersYesOrNo],
  ['push_action', messages.columnRole.consentPushMessagesYesOr],
  ['contact_action', messages.columnRole.doNotContactAtAll],
  ['evidence', messages.columnRole.consentItsProof],
  ['extra', messages.columnRole.keptAsItIs],
  ['ignore', messages.columnRole.notUsed],
];

/** A role of a column in words. */
export function roleWords(role: string): string {
  return ROLES.find(([known]) => known === role)?.[1] ?? role;
}

/** All roles, for a choice. */
export const roleChoices = ROLES.map(([value, label]) => ({ value, label }));
