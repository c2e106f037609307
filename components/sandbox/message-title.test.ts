import { expect, it } from 'vitest';
import { messageTitle } from './message-title';

it.each([
  [{ channel: 'email', subject: 'Still thinking it over?', decisionId: 'd' }, 'Still thinking it over?'],
  [{ channel: 'sms', subject: null, decisionId: 'd' }, 'Short message'],
  [{ channel: 'sms', subject: null, decisionId: null }, 'Confirmation of a sign-up'],
  [{ channel: 'web', subject: null, decisionId: 'd' }, 'On the shop’s pages'],
] as const)('%j is called %s', (message, title) => {
  expect(messageTitle(message)).toBe(title);
});
