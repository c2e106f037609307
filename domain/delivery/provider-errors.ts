import { isAddressFault } from './enhanced-status';
import type { Treatment } from './treatment';

/** What one code of a provider means, and what is done about it. */
export type ErrorRule = { readonly treatment: Treatment; readonly meaning: string };

const rule = (treatment: Treatment, meaning: string): ErrorRule => ({ treatment, meaning });

/** Twilio, Messages API: codes of answers and of status callbacks (twilio.com/docs/api/errors). */
const TWILIO: Readonly<Record<string, ErrorRule>> = {
  '20003': rule('fault', 'Twilio does not accept the account or its token'),
  '20404': rule('fault', 'Twilio does not know the account'),
  '20429': rule('backoff', 'Too many requests at once'),
  '21211': rule('suppress_invalid', 'This is no telephone number'),
  '21408': rule('fail', 'The account may not send to this country'),
  '21606': rule('fault', 'The sender cannot send SMS'),
  '21610': rule('suppress_unsubscribed', 'The receiver has answered STOP'),
  '21611': rule('backoff', 'The queue of the sender is full'),
  '21612': rule('suppress_invalid', 'No route leads from the sender to this number'),
  '21614': rule('suppress_invalid', 'The number is no mobile number'),
  '21617': rule('fail', 'The text is longer than 1,600 characters'),
  '30001': rule('backoff', 'The queue of the sender overflowed'),
  '30002': rule('fault', 'Twilio has suspended the account'),
  '30003': rule('retry_twice', 'The telephone cannot be reached'),
  '30004': rule('fail', 'The receiver or the carrier blocks the message'),
  '30005': rule('suppress_invalid', 'The number does not exist'),
  '30006': rule('suppress_invalid', 'The number is a landline'),
  '30007': rule('pause', 'A carrier filtered the message as unwanted'),
  '30008': rule('fail', 'The carrier gave no reason'),
  '30034': rule('fault', 'The sender is not registered for 10DLC'),
  '30036': rule('fail', 'It waited longer than it was valid'),
  '63016': rule('fail', 'Outside of 24 hours after the customer wrote, WhatsApp takes templates alone'),
  '63018': rule('backoff', 'WhatsApp asks to slow down'),
};

/** WhatsApp Cloud API: codes of answers and of statuses (developers.facebook.com, "Error codes"). */
const WHATSAPP: Readonly<Record<string, ErrorRule>> = {
  '4': rule('backoff', 'Too many requests of the app'),
  '10': rule('fault', 'The token lacks a permission'),
  '100': rule('fail', 'A parameter is wrong'),
  '190': rule('fault', 'The access token is no longer valid'),
  '200': rule('fault', 'The token lacks a permission'),
  '368': rule('fault', 'WhatsApp has blocked the account for breaking its policy'),
  '80007': rule('backoff', 'Too many requests of the business account'),
  '130429': rule('backoff', 'Too many messages at once'),
  '130472': rule('fail', 'Meta holds marketing back from this person as an experiment'),
  '131000': rule('trouble', 'WhatsApp gave no reason'),
  '131016': rule('trouble', 'WhatsApp is overloaded'),
  '131026': rule('fail', 'The message cannot be delivered to this number'),
  '131031': rule('fault', 'WhatsApp has locked the account'),
  '131042': rule('fault', 'The means of payment does not work'),
  '131045': rule('fault', 'The sender is not registered'),
  '131047': rule('fail', 'Outside of 24 hours after the customer wrote, WhatsApp takes templates alone'),
  '131048': rule('pause', 'Too many receivers blocked or reported our messages'),
  '131049': rule('fail', 'This person has got enough marketing messages for now'),
  '131050': rule('suppress_unsubscribed', 'The receiver has stopped marketing messages'),
  '131056': rule('retry', 'Too many messages to this person at once'),
  '132000': rule('fail', 'The template expects another number of values'),
  '132001': rule('fail', 'There is no such template in this language'),
  '132005': rule('fail', 'The filled template is too long'),
  '132007': rule('fail', 'The template’s words break a policy of WhatsApp'),
  '132012': rule('fail', 'A value does not suit the template'),
  '132015': rule('pause', 'WhatsApp has paused the template for its low quality'),
  '132016': rule('pause', 'WhatsApp has disabled the template'),
  '133010': rule('fault', 'The sender’s number is not registered'),
};

/** Firebase Cloud Messaging v1: ErrorCode of the answer's details, else its google.rpc status. */
const FCM: Readonly<Record<string, ErrorRule>> = {
  UNREGISTERED: rule('forget_device', 'The app is no longer on this device'),
  SENDER_ID_MISMATCH: rule('forget_device', 'The token belongs to another Firebase project'),
  INVALID_ARGUMENT: rule('fail', 'FCM does not accept the message'),
  QUOTA_EXCEEDED: rule('backoff', 'Too many messages at once'),
  RESOURCE_EXHAUSTED: rule('backoff', 'Too many messages at once'),
  UNAVAILABLE: rule('trouble', 'FCM is overloaded'),
  INTERNAL: rule('trouble', 'FCM broke'),
  THIRD_PARTY_AUTH_ERROR: rule('fault', 'The keys of Apple or of web push do not work'),
  UNAUTHENTICATED: rule('fault', 'FCM does not accept the service account'),
  PERMISSION_DENIED: rule('fault', 'The service account may not send for this project'),
};

/** SendGrid: the event of its webhook, with the reason it gives for a message it dropped. */
const SENDGRID: Readonly<Record<string, ErrorRule>> = {
  blocked: rule('fail', 'The receiving server blocked the message'),
  'Bounced Address': rule('suppress_invalid', 'The address bounced before'),
  'Invalid Address': rule('suppress_invalid', 'This is no address'),
  Invalid: rule('suppress_invalid', 'This is no address'),
  'Unsubscribed Address': rule('suppress_unsubscribed', 'The receiver has unsubscribed at SendGrid'),
  'Spam Reporting Address': rule('suppress_complaint', 'The receiver has reported spam before'),
  'Spam Content': rule('fail', 'SendGrid took the content for spam'),
  'Recipient List over Package Quota': rule('fault', 'The SendGrid account has used up its allowance'),
};

/** Every code that is treated by name, by provider. */
export const PROVIDER_ERRORS = { twilio: TWILIO, whatsapp: WHATSAPP, fcm: FCM, sendgrid: SENDGRID } as const;
export type CodedProvider = keyof typeof PROVIDER_ERRORS;

/** What is done about a provider's own code; null for one that is not in the table. */
export function ruleOf(provider: CodedProvider, code: string): ErrorRule | null {
  const table: Readonly<Record<string, ErrorRule>> = PROVIDER_ERRORS[provider];
  return Object.hasOwn(table, code) ? (table[code] ?? null) : null;
}

/**
 * What an HTTP status alone is a reason to do, where the body says nothing better. A gateway that answers for a server
 * behind it (502, 504) does not know whether that one took the message.
 */
export function treatmentOfStatus(status: number): Treatment {
  if (status === 429) return 'backoff';
  if (status === 401 || status === 403) return 'fault';
  if (status === 502 || status === 504) return 'unknown';
  if (status >= 500 || status === 408) return 'trouble';
  return 'fail';
}

/**
 * What a bounce is a reason to do, by its enhanced status code (RFC 3463), read from wherever the words hold one: 5.1.x
 * is the address, every other 5 is the mailbox, the content or us; a 4 was given up on and may work next time.
 */
export function treatmentOfBounce(words: string): Treatment {
  const enhanced = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/.exec(words);
  if (enhanced) return isAddressFault(enhanced[0]) ? 'suppress_invalid' : 'fail';
  return /^\s*55[013]\b/.test(words) ? 'suppress_invalid' : 'fail';
}
