import type { CampaignDocument } from '@/domain/campaigns/campaign';
import type { CampaignTriggerKind } from '@/domain/campaigns/campaign-ids';

/** A message as a new campaign begins with. */
export const FIRST_STEP: CampaignDocument['steps'][number] = {
  channel: 'email',
  day: 1,
  template: 'campaign-welcome',
  percentOff: 0,
  timing: 'usual_hour',
};

/** What a new campaign begins with: nobody has to fill in what most leave as it is. */
export const NEW_CAMPAIGN: CampaignDocument = {
  name: '',
  goal: '',
  priority: 'normal',
  audience: {
    stages: [],
    valueBands: [],
    countries: [],
    consent: 'email',
    orders: 'any',
    lastOrderAtLeastDays: null,
    lastOrderAtMostDays: null,
    segments: [],
  },
  trigger: { kind: 'signup' },
  steps: [FIRST_STEP],
  budgetCents: null,
};

/** A trigger of a kind as it begins; `now` is the workspace's. */
export function newTrigger(kind: CampaignTriggerKind, now: Date): CampaignDocument['trigger'] {
  switch (kind) {
    case 'scheduled':
      return { kind, at: new Date(now.getTime() + 86_400_000).toISOString() };
    case 'season':
      return { kind, month: 12, day: 1 };
    case 'nth_purchase':
      return { kind, count: 5 };
    case 'days_since_signup':
      return { kind, days: 30 };
    case 'stage_changed':
      return { kind, to: 'at_risk' };
    case 'segment_changed':
      return { kind, segmentId: '', change: 'entered' };
    case 'signup':
      return { kind };
  }
}

/** The step after these: four days later on e-mail. */
export function nextStep(steps: CampaignDocument['steps']): CampaignDocument['steps'][number] {
  const last = steps.at(-1) ?? FIRST_STEP;
  return { ...FIRST_STEP, template: 'campaign-news', day: last.day + 4 };
}

/** A date and time as an input of the browser writes it, in the browser's own zone; and back. */
export function localInput(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Countries from "DE, gb": two letters each, upper case. */
export function countriesOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[^A-Za-z]+/)
        .map((code) => code.toUpperCase())
        .filter((code) => code.length === 2),
    ),
  ];
}
