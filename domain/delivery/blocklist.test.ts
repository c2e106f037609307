import { expect, it } from 'vitest';
import { BLOCKLISTED, failureCode } from './blocklist';

const told = (reason: string) => failureCode('email', { code: '550 5.7.1', reason });

it.each([
  '550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using zen.spamhaus.org',
  '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using b.barracudacentral.org',
  '550 5.7.1 Unfortunately, messages from [192.0.2.1] weren’t sent. Part of their network is on our block list (S3140).',
  '553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus’s list',
  '554 5.7.0 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1',
  '421 4.7.0 The IP you are using is blacklisted',
])('%s is about our reputation', (reason) => {
  expect(told(reason)).toBe(BLOCKLISTED);
});

it.each([
  '550 5.1.1 The email account that you tried to reach does not exist',
  '552 5.2.2 Mailbox full',
  '550 5.7.1 Message rejected due to content',
  '550 5.4.1 Recipient address rejected: Access denied',
])('%s is not', (reason) => {
  expect(told(reason)).toBe('550 5.7.1');
});

it('a telephone has no mail servers', () => {
  expect(failureCode('sms', { code: '30004', reason: 'Message blocked: the number is on a blocklist' })).toBe('30004');
});
