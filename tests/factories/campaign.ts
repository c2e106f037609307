import type { z } from 'zod';
import { CampaignDocument } from '@/domain/campaigns/campaign';
import type { CampaignFact } from '@/domain/campaigns/campaign-fact';

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

/** A running campaign as the snapshot of a customer has it who has not begun it. */
export function campaignFact(changes: Partial<CampaignFact> = {}): CampaignFact {
  const { name, priority, audience, trigger, steps } = campaignDocument();
  return {
    id: '01900000-0000-7000-8000-0000000000e1',
    revision: 1,
    name,
    priority,
    audience,
    trigger,
    steps,
    occurrence: 'once',
    startedAt: null,
    channelBudgets: [],
    ...changes,
  };
}
