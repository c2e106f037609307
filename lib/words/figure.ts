import { columnsOf, type Kpi } from '@/domain/measurement/kpi';
import type { LedgerColumn } from '@/domain/measurement/ledger';
import type { MetricMeta } from '@/lib/format';
import type { KpiValue } from '@/server/services/measurement';

/** Of a figure's definition what its looks depend on. */
type FigureFacts = Pick<KpiValue, 'unit' | 'direction' | 'formula'>;

/** What has to be known of a figure to write it. */
export function metaOf({ unit, direction }: Pick<FigureFacts, 'unit' | 'direction'>, currency: string): MetricMeta {
  return { unit, direction, currency };
}

const CREDITED: readonly LedgerColumn[] = ['credit_cents', 'email_credit_cents', 'sms_credit_cents', 'converted'];

/** Whether a figure counts what was credited to touches, which is not what they caused. */
export function isCredited(kpi: Kpi): boolean {
  return (columnsOf(kpi) ?? []).some((column) => CREDITED.includes(column));
}

/** Both halves of a ratio by name, from its formula; null for what is no ratio. */
export function partsOf({ formula }: Pick<FigureFacts, 'formula'>): { numerator: string; denominator: string } | null {
  const [numerator, denominator, ...rest] = formula.replace(/, scaled.*$/, '').split(' / ');
  return numerator && denominator && rest.length === 0 ? { numerator, denominator } : null;
}

/** The figure of this id among all of them. Throws for one that the registry does not have. */
export function figureOf(kpis: readonly KpiValue[], id: string): KpiValue {
  const kpi = kpis.find((each) => each.id === id);
  if (!kpi) throw new Error(`The registry has no figure ${id}.`);
  return kpi;
}
