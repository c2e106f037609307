import { expect, it } from 'vitest';
import { messageTitle } from './message-title';

it.each([
  [{ channel: 'email', subject: 'Still thinking it over?' }, 'Still thinking it over?'],
  [{ channel: 'sms', subject: null }, 'Short message'],
  [{ channel: 'web', subject: null }, 'On the shop’s pages'],
] as const)('%j is called %s', (message, title) => {
  expect(messageTitle(message)).toBe(title);
});
