import { expect, it } from 'vitest';
import type { SendResult } from '@/domain/channels/port';
import { classifySmtpFailure, type SmtpFailure } from './errors';

const cases: [string, Partial<SmtpFailure>, SendResult['kind']][] = [
  ['450 mailbox busy', { responseCode: 450, response: '450 4.2.1 busy', command: 'RCPT TO' }, 'retry'],
  ['421 at any time', { responseCode: 421, response: '421 4.3.2 closing', dataStarted: true }, 'retry'],
  ['451 after the message', { responseCode: 451, response: '451 4.7.1 greylisted', dataStarted: true }, 'retry'],
  ['550 no such user', { responseCode: 550, response: '550 5.1.1 no such user', command: 'RCPT TO' }, 'suppress'],
  ['550 without an enhanced code', { responseCode: 550, response: '550 unknown', command: 'RCPT TO' }, 'suppress'],
  ['550 about our domain', { responseCode: 550, response: '550 5.7.515 denied', command: 'RCPT TO' }, 'fail'],
  ['550 about the content', { responseCode: 550, response: '550 spam', command: 'DATA', dataStarted: true }, 'fail'],
  ['552 mailbox full', { responseCode: 552, response: '552 5.2.2 full', command: 'RCPT TO' }, 'fail'],
  ['553 about our sender', { responseCode: 553, response: '553 5.1.8 bad sender', command: 'MAIL FROM' }, 'fail'],
  ['535 sign-in', { responseCode: 535, code: 'EAUTH', response: '535 no' }, 'retry'],
  ['refused connection', { code: 'ESOCKET' }, 'retry'],
  ['time-out before the message', { code: 'ETIMEDOUT' }, 'retry'],
  ['time-out after the message', { code: 'ETIMEDOUT', dataStarted: true }, 'unknown'],
  ['line cut after the message', { code: 'ECONNECTION', dataStarted: true }, 'unknown'],
  ['an address nodemailer refuses', { code: 'EENVELOPE' }, 'fail'],
];

it.each(cases)('%s', (_name, failure, kind) => {
  const result = classifySmtpFailure({ message: 'It failed', dataStarted: false, ...failure });
  expect(result.kind).toBe(kind);
});
