import type { ProviderKind } from '../provider-kind';
import { sandbox } from '../sandbox/send';
import { knowsBounceKey, readDeliveryReport } from './delivery-report';
import { sharedSmtp } from './shared';

const SHORTEST_KEY = 24;

/** The installation's own mail server (SMTP_URL), with bounces told by whoever receives them. */
export const smtp: ProviderKind = {
  id: 'smtp',
  name: 'SMTP',
  channel: 'email',
  summary: 'The mail server of this installation. Bounces that come back by mail can be forwarded here.',
  fields: [
    {
      id: 'bounceKey',
      label: 'Key for bounces',
      hint: `Whoever forwards bounces sends it as “Authorization: Bearer …”. At least ${SHORTEST_KEY} characters.`,
      kind: 'secret',
      canBeMade: true,
    },
  ],
  whyUnusable({ bounceKey }, { smtpUrl }) {
    if (!smtpUrl) return { field: '', message: 'This installation has no mail server: set SMTP_URL.' };
    if ((bounceKey ?? '').length >= SHORTEST_KEY) return null;
    return { field: 'bounceKey', message: `Use ${SHORTEST_KEY} characters or more.` };
  },
  open: (_config, { smtpUrl }) => (smtpUrl ? sharedSmtp(smtpUrl) : sandbox),
  webhook: {
    // A bounce may carry the whole mail that it is about.
    maxBytes: 5_000_000,
    setUp: [
      'Have the mailbox that bounces return to forward each one, as it is, by POST to the address below.',
      'Send the key as “Authorization: Bearer …”, and the whole mail as the body.',
      'Delivery status notifications (RFC 3464) and complaints (RFC 5965) are understood.',
    ],
    isGenuine: knowsBounceKey,
    read: readDeliveryReport,
  },
};
