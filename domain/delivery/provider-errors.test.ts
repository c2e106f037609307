import { describe, expect, it } from 'vitest';
import { PROVIDER_ERRORS, ruleOf, treatmentOfBounce, treatmentOfStatus } from './provider-errors';
import { needsSomebody, TREATMENTS, type Treatment } from './treatment';

// The rows of the reference (error taxonomy of SMS, WhatsApp, push), written down a second time on purpose.
const TABLE: [keyof typeof PROVIDER_ERRORS, Record<string, Treatment>][] = [
  [
    'twilio',
    {
      20003: 'fault',
      20404: 'fault',
      20429: 'backoff',
      21211: 'suppress_invalid',
      21408: 'fail',
      21606: 'fault',
      21610: 'suppress_unsubscribed',
      21611: 'backoff',
      21612: 'suppress_invalid',
      21614: 'suppress_invalid',
      21617: 'fail',
      30001: 'backoff',
      30002: 'fault',
      30003: 'retry_twice',
      30004: 'fail',
      30005: 'suppress_invalid',
      30006: 'suppress_invalid',
      30007: 'pause',
      30008: 'fail',
      30034: 'fault',
      30036: 'fail',
      63016: 'fail',
      63018: 'backoff',
    },
  ],
  [
    'whatsapp',
    {
      4: 'backoff',
      10: 'fault',
      100: 'fail',
      190: 'fault',
      200: 'fault',
      368: 'fault',
      80007: 'backoff',
      130429: 'backoff',
      130472: 'fail',
      131000: 'trouble',
      131016: 'trouble',
      131026: 'fail',
      131031: 'fault',
      131042: 'fault',
      131045: 'fault',
      131047: 'fail',
      131048: 'pause',
      131049: 'fail',
      131050: 'suppress_unsubscribed',
      131056: 'retry',
      132000: 'fail',
      132001: 'fail',
      132005: 'fail',
      132007: 'fail',
      132012: 'fail',
      132015: 'pause',
      132016: 'pause',
      133010: 'fault',
    },
  ],
  [
    'fcm',
    {
      UNREGISTERED: 'forget_device',
      SENDER_ID_MISMATCH: 'forget_device',
      INVALID_ARGUMENT: 'fail',
      QUOTA_EXCEEDED: 'backoff',
      RESOURCE_EXHAUSTED: 'backoff',
      UNAVAILABLE: 'trouble',
      INTERNAL: 'trouble',
      THIRD_PARTY_AUTH_ERROR: 'fault',
      UNAUTHENTICATED: 'fault',
      PERMISSION_DENIED: 'fault',
    },
  ],
  [
    'sendgrid',
    {
      blocked: 'fail',
      'Bounced Address': 'suppress_invalid',
      'Invalid Address': 'suppress_invalid',
      Invalid: 'suppress_invalid',
      'Unsubscribed Address': 'suppress_unsubscribed',
      'Spam Reporting Address': 'suppress_complaint',
      'Spam Content': 'fail',
      'Recipient List over Package Quota': 'fault',
    },
  ],
];

describe.each(TABLE)('the codes of %s', (provider, rows) => {
  it('are the ones of the table, no more and no fewer', () => {
    expect(Object.keys(PROVIDER_ERRORS[provider]).sort()).toEqual(Object.keys(rows).sort());
  });

  it.each(Object.entries(rows))('%s: %s', (code, treatment) => {
    expect(ruleOf(provider, code)?.treatment).toBe(treatment);
  });
});

it('knows no code by the name of something every object has', () => {
  expect(ruleOf('twilio', 'constructor')).toBeNull();
  expect(ruleOf('fcm', 'toString')).toBeNull();
});

it.each<[number, Treatment]>([
  [400, 'fail'],
  [401, 'fault'],
  [403, 'fault'],
  [404, 'fail'],
  [408, 'trouble'],
  [413, 'fail'],
  [429, 'backoff'],
  [500, 'trouble'],
  [502, 'unknown'],
  [503, 'trouble'],
  [504, 'unknown'],
])('HTTP %i: %s', (status, treatment) => {
  expect(treatmentOfStatus(status)).toBe(treatment);
});

it.each<[string, Treatment]>([
  ['550 5.1.1 The email account that you tried to reach does not exist', 'suppress_invalid'],
  ['5.1.10', 'suppress_invalid'],
  ['550 5.7.515 Access denied, sending domain', 'fail'],
  ['553 5.1.8 Sender address rejected', 'fail'],
  ['552 5.2.2 Mailbox full', 'fail'],
  ['451 4.7.1 Greylisted', 'fail'],
  ['550 no such user', 'suppress_invalid'],
  ['554 rejected', 'fail'],
  ['', 'fail'],
])('bounce %j: %s', (words, treatment) => {
  expect(treatmentOfBounce(words)).toBe(treatment);
});

it('calls somebody for faults and pauses alone', () => {
  expect(TREATMENTS.filter(needsSomebody)).toEqual(['fault', 'pause']);
});
