import type { z } from 'zod';
import { CampaignDocument } from '@/domain/campaigns/campaign';

/** A campaign that greets whoever signs up: one e-mail without a discount, as soon as it is due. */
export function campaignDocument(changes: Partial<z.input<typeof CampaignDocument>> = {}): CampaignDocument {
  return CampaignDocument.parse({
    name: 'Welcome',
    goal: 'A first order.',
    trigger: { kind: 'signup' },
    steps: [{ channel: 'email', day: 1, template: 'campaign-welcome', percentOff: 0, timing: 'at_once' }],
    ...changes,
  });
}
