import type { Tone } from '@/components/ui/badge';
import type { NamedCustomer } from '@/domain/customers/customer-name';
import { isLifecycleStage } from '@/domain/customers/lifecycle-stages';
import type { LifecycleStage } from '@/domain/customers/stage';
import type { ValueBand } from '@/domain/customers/value-bands';
import { formatMoney } from '@/lib/format';

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
  churned: { label: 'Churned', tone: 'neutral', meaning: '90 days or more without engagement.' },
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

/** A band of lifetime value in words, with its ends: "Valued: $300 to $1,000". */
export function bandWords({ id, fromCents, belowCents }: ValueBand, currency: string): string {
  const money = (cents: number | null) =>
    formatMoney(cents, { currency, ...((cents ?? 0) % 100 === 0 && { decimals: 0 }) });
  const last = belowCents === null ? null : belowCents - 1;
  switch (id) {
    // These two begin above their limit.
    case 'sales':
      return `Sales team: above ${money((fromCents ?? 1) - 1)}`;
    case 'vip':
      return `VIP: ${money((fromCents ?? 1) - 1)} to ${money(last)}`;
    case 'valued':
      return `Valued: ${money(fromCents)} to ${money(last)}`;
    case 'small':
      return `Below ${money(belowCents)}`;
    case 'none':
      return 'Nothing yet';
  }
}
