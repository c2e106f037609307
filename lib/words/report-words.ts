import type { PeriodReport } from '@/domain/reports/period-report';
import type { ScorecardReport } from '@/domain/reports/scorecard-report';
import { after, DAY } from '@/domain/shared/time';
import { formatDateTime, formatMoney, formatSpan } from '@/lib/format';

type Days = { from: string; to: string };

/** "25 Oct – 21 Nov 2026". */
export function periodWords({ from, to }: Days): string {
  return formatSpan(new Date(from), after(new Date(to), DAY), 'UTC');
}

/** "beside 27 Sept – 24 Oct 2026". */
export function comparedWords({ compared }: Pick<ScorecardReport, 'compared'>): string {
  return `beside ${periodWords(compared)}`;
}

/** "Harbour Goods: weekly review so far". */
export function titleWords({ company, title, isOpen }: Pick<PeriodReport, 'company' | 'title' | 'isOpen'>): string {
  return `${company}: ${title.toLowerCase()}${isOpen ? ' so far' : ''}`;
}

/** When the figures were read, by whose clock. */
export function takenWords({
  asOf,
  timezone,
  isVirtual,
}: Pick<ScorecardReport, 'asOf' | 'timezone' | 'isVirtual'>): string {
  const clock = isVirtual ? ', by the clock of this workspace' : '';
  return `As of ${formatDateTime(new Date(asOf), timezone)} ${timezone}${clock}`;
}

/** "Day by day, from $0.45 to $0.52": what the line shows. */
export function courseWords({ hero: { course }, currency }: Pick<ScorecardReport, 'hero' | 'currency'>): string {
  const known = course.flatMap(({ value }) => value ?? []);
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return 'Day by day: no touch in these days';
  const money = (value: number) => formatMoney(value, { currency, decimals: 2 });
  return `Credited revenue a touch day by day, from ${money(first)} to ${money(last)}`;
}

/** What has to be known to read a scorecard on paper, where nothing can be asked. */
export const SHEET_NOTE =
  'Credited revenue is what came after a touch; what the touches caused is told by customers deliberately left alone. A status is said only where the whole 95% interval allows it.';
