import type { Outcome } from '@/domain/decisions/outcome';

import type { Tone } from '@/domain/reports/tones';

/** How an outcome is called, coloured and explained on screen. */
export const OUTCOME_WORDS: Record<Outcome, { label: string; tone: Tone; meaning: string }> = {
  in_review: {
    label: 'In review',
    tone: 'warn',
    meaning: 'Waits for a person. Nothing is sent before somebody approves.',
  },
  scheduled: { label: 'Scheduled', tone: 'info', meaning: 'Allowed; the message waits for its time.' },
  executed: { label: 'Sent', tone: 'good', meaning: 'The message was handed over.' },
  approved: { label: 'Approved', tone: 'info', meaning: 'A person approved it; the message waits for its time.' },
  rejected: { label: 'Rejected', tone: 'neutral', meaning: 'A person said no. Nothing was sent.' },
  edited: {
    label: 'Edited',
    tone: 'info',
    meaning: 'A person changed and approved it; the message waits for its time.',
  },
  blocked: { label: 'Blocked', tone: 'bad', meaning: 'A guardrail stopped it. Nothing was sent.' },
  held_out: {
    label: 'Held out',
    tone: 'neutral',
    meaning:
      'Left alone on purpose: so that effect can be measured, or because the rollout has not come to the customer.',
  },
  skipped: { label: 'Skipped', tone: 'neutral', meaning: 'Nothing was worth doing.' },
  expired: {
    label: 'Held',
    tone: 'neutral',
    meaning: 'Nobody judged it in time. It was held, not rejected; nothing was sent.',
  },
  cancelled: { label: 'Cancelled', tone: 'neutral', meaning: 'The world changed before it left. Nothing was sent.' },
  failed: { label: 'Failed', tone: 'bad', meaning: 'The message could not be sent.' },
};

/** Words for why a decision was woken up. */
const TRIGGER_WORDS: Record<string, string> = {
  cart_idle: 'A cart was left',
  cart_reminder: 'The cart e-mail was not opened',
  web_visit: 'On the shop’s pages with a cart',
  dormant: 'Away for long',
  wave_due: 'Next touch of a series',
  lifecycle_daily: 'Daily look at every customer',
  stage_changed: 'Another lifecycle stage',
  segment_changed: 'Entered or left a segment',
  campaign_due: 'A campaign is due',
  milestone: 'A milestone was reached',
  on_demand: 'Asked by a person',
};

/** Why a decision was made; a trigger nobody knows any more is shown by its id. */
export function triggerWords(trigger: string): string {
  return TRIGGER_WORDS[trigger] ?? trigger.replaceAll('_', ' ');
}
