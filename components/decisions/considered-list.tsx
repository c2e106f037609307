import { Check } from 'lucide-react';
import type { Considered } from '@/domain/agents/agent';
import { formatMoney, formatRate, MISSING } from '@/lib/format';

type ConsideredListProps = { considered: readonly Considered[]; currency: string };

/** The roads the agent looked at, the chosen one first, each with what it expects and why it was left. */
export function ConsideredList({ considered, currency }: ConsideredListProps) {
  if (considered.length === 0)
    return <p className="text-sm text-fg-muted">There was no other road to look at for this one.</p>;
  const sorted = considered.toSorted((a, b) => Number(b.whyNot === null) - Number(a.whyNot === null));
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-table">
        <thead>
          <tr className="text-left text-xs text-fg-muted">
            <th className="py-1 pr-3 font-normal">Road</th>
            <th className="py-1 pr-3 text-right font-normal">Discount</th>
            <th className="py-1 pr-3 text-right font-normal">Chance of an order</th>
            <th className="py-1 text-right font-normal">Expected value</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((road) => (
            <tr key={`${road.label} ${road.percentOff}`} className="border-t border-border align-top">
              <td className="py-1.5 pr-3">
                <span className={road.whyNot === null ? 'font-medium' : undefined}>{road.label}</span>
                {road.whyNot === null ? (
                  <span className="ml-1.5 inline-flex items-center gap-0.5 text-xs text-good">
                    <Check aria-hidden className="size-3.5" /> chosen
                  </span>
                ) : (
                  <span className="block text-xs text-fg-muted">{road.whyNot}</span>
                )}
              </td>
              <td className="py-1.5 pr-3 text-right">{road.percentOff === null ? 'none' : `${road.percentOff}%`}</td>
              <td className="py-1.5 pr-3 text-right">
                {road.probability === null ? MISSING : formatRate(road.probability, 1)}
              </td>
              <td className="py-1.5 text-right">{formatMoney(road.expectedValueCents, { currency })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
