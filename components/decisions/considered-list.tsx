import { Check } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { STACKED } from '@/components/ui/stacked-table';
import type { Considered } from '@/domain/agents/agent';
import { formatMoney, formatRate, MISSING } from '@/lib/format';
import { channelName } from './channel-icon';
import { ConfidenceKind } from './confidence-kind';

type ConsideredListProps = {
  considered: readonly Considered[];
  currency: string;
  /** Where the chance of the chosen one comes from. */
  chosenKind?: 'prior' | 'calibrated' | null;
  /** Also how likely each was to be chosen: for the record, not needed for judging. */
  hasPropensity?: boolean;
};

/** The roads the agent looked at, the chosen one first, each with what it expects and why it was left. */
export function ConsideredList({
  considered,
  currency,
  chosenKind = null,
  hasPropensity = false,
}: ConsideredListProps) {
  if (considered.length === 0)
    return <p className="text-sm text-fg-muted">There was no other road to look at for this one.</p>;
  const sorted = considered.toSorted((a, b) => Number(b.whyNot === null) - Number(a.whyNot === null));
  return (
    <div className="sm:overflow-x-auto">
      <table className={STACKED.table}>
        <thead className={STACKED.head}>
          <tr className="text-left text-xs text-fg-muted">
            <th className="py-1 pr-3 font-normal">Road</th>
            <th className="py-1 pr-3 text-right font-normal">Discount</th>
            <th className="py-1 pr-3 text-right font-normal">Chance of an order</th>
            <th className="py-1 text-right font-normal">Expected value</th>
            {hasPropensity ? (
              <th className="py-1 pl-3 text-right font-normal">
                <abbr
                  title="Probability with which it was chosen among its rivals: 100% where the choice was not left to chance."
                  className="cursor-help no-underline"
                >
                  Propensity
                </abbr>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody className={STACKED.body}>
          {sorted.map((road) => (
            <tr key={`${road.label} ${road.percentOff}`} className={STACKED.row}>
              <td className={STACKED.title}>
                <span className={road.whyNot === null ? 'font-medium' : undefined}>{road.label}</span>
                <span className="sr-only">, {channelName(road.channel)}</span>
                {road.whyNot === null ? (
                  <span className="ml-1.5 inline-flex items-center gap-0.5 text-xs text-good">
                    <Check aria-hidden className="size-3.5" /> chosen
                  </span>
                ) : (
                  <span className="block text-xs text-fg-muted">{road.whyNot}</span>
                )}
              </td>
              <td data-label="Discount" className={cn(STACKED.line, 'text-right sm:pr-3')}>
                {road.percentOff === null ? 'none' : `${road.percentOff}%`}
              </td>
              <td data-label="Chance of an order" className={cn(STACKED.line, 'text-right sm:pr-3')}>
                {road.probability === null ? MISSING : formatRate(road.probability, 1)}
                {road.whyNot === null && chosenKind ? (
                  <span className="block text-xs text-fg-muted">
                    <ConfidenceKind kind={chosenKind} />
                  </span>
                ) : null}
              </td>
              <td data-label="Expected value" className={cn(STACKED.line, 'text-right')}>
                {formatMoney(road.expectedValueCents, { currency })}
              </td>
              {hasPropensity ? (
                <td data-label="Propensity" className={cn(STACKED.line, 'text-right sm:pl-3')}>
                  {road.propensity === null ? MISSING : formatRate(road.propensity, 0)}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
