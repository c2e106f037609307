import type { ProviderKind } from '../provider-kind';
import { openTwilio } from './send';
import { isFromTwilio, isOursToAnswer, readTwilio, twiml } from './webhook';

/** SMS by Twilio, over its plain HTTPS interface (docs/adr/2026-11-21-providers.md says why). */
export const twilio: ProviderKind = {
  id: 'twilio',
  name: 'Twilio',
  channel: 'sms',
  summary: 'SMS by Twilio, at the pace of your number, with STOP, START and HELP understood.',
  fields: [
    {
      id: 'accountSid',
      label: 'Account SID',
      hint: 'From the console of Twilio.',
      kind: 'text',
      placeholder: 'AC…',
    },
    { id: 'authToken', label: 'Auth token', hint: 'It also proves what Twilio reports.', kind: 'secret' },
    {
      id: 'from',
      label: 'Sender',
      hint: 'A number with its country, a short code, or the SID of a messaging service.',
      kind: 'text',
      placeholder: '+15551234567',
    },
    {
      id: 'perSecond',
      label: 'Segments a second',
      hint: 'What the sender may send: 1 for a long code, which is assumed, 100 and more for a short code.',
      kind: 'number',
      isOptional: true,
      placeholder: '1',
    },
    {
      id: 'answers',
      label: 'Who answers STOP, START and HELP',
      hint: 'Twilio does by itself, unless you had that turned off. Whoever answers, they take effect here.',
      kind: 'choice',
      choices: [
        { value: 'twilio', label: 'Twilio' },
        { value: 'touchstone', label: 'Touchstone' },
      ],
    },
  ],
  whyUnusable({ accountSid, from }) {
    if (!/^AC[0-9a-f]{32}$/i.test(accountSid ?? '')) {
      return { field: 'accountSid', message: 'An account SID is “AC” and 32 letters and digits.' };
    }
    if (!/^(\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-f]{32})$/i.test(from ?? '')) {
      return { field: 'from', message: 'Type a number as +15551234567, a short code, or a SID that begins with MG.' };
    }
    return null;
  },
  open: openTwilio,
  webhook: {
    // A form about one message.
    maxBytes: 64_000,
    setUp: [
      'Statuses of messages are asked for with each message: nothing to set up.',
      'In Twilio, open your number (or messaging service) and set “A message comes in” to the address below, HTTP POST.',
    ],
    isGenuine: isFromTwilio,
    read: readTwilio,
    inbound: { isOursToAnswer, answer: twiml },
  },
};
