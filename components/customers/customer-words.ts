import type { Tone } from '@/components/ui/badge';
import { isLifecycleStage } from '@/domain/customers/lifecycle-stages';
import type { LifecycleStage } from '@/domain/customers/stage';

export type NamedCustomer = {
  id: string;
  externalId: string | null;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
};

/** What to call a customer: their name, else the best id the shop gave; a visitor nobody knows by the end of our own id. */
export function customerName({ id, externalId, email, firstName, lastName }: NamedCustomer): string {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return name || email || (externalId ? `Customer ${externalId}` : `Visitor ${id.slice(-6)}`);
}

/** A second line that tells two of the same name apart; null where the first has said it. */
export function customerDetail(customer: NamedCustomer): string | null {
  const { email, externalId, firstName, lastName } = customer;
  if (!firstName && !lastName) return email && externalId ? externalId : null;
  return email ?? externalId;
}

export const STAGE_WORDS: Record<LifecycleStage, { label: string; tone: Tone; meaning: string }> = {
  new: { label: 'New', tone: 'info', meaning: 'Joined less than 30 days ago, no order yet.' },
  active: { label: 'Active', tone: 'good', meaning: 'Engaged within the last 30 days.' },
  at_risk: { label: 'At risk', tone: 'warn', meaning: '30 to 90 days without engagement, or a high churn risk.' },
  churned: { label: 'Away', tone: 'neutral', meaning: '90 days or more without engagement.' },
};

/** What a stage is called; a word that names none stays itself. */
export function stageName(stage: string): string {
  return isLifecycleStage(stage) ? STAGE_WORDS[stage].label : stage;
}

const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** "GB" as "United Kingdom"; a code nobody knows stays itself. */
export function countryName(code: string): string {
  try {
    return REGIONS.of(code) ?? code;
  } catch {
    return code;
  }
}
