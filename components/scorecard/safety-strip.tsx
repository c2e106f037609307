import { FIGURE_LINK, useFigureHref } from '@/components/metrics/figure-link';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { safetyItems } from '@/lib/words/safety-words';
import type { Kpis } from '@/server/services/measurement';

/** What went wrong in these days, and what people had to put right, in one strip. */
export function SafetyStrip({ figures }: { figures: Kpis }) {
  const hrefOf = useFigureHref();
  return (
    <Card aria-label="Safety" className="flex flex-col gap-3 p-4 print:break-inside-avoid">
      <h2 className="text-sm font-medium">Safety</h2>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 xl:grid-cols-5">
        {safetyItems(figures).map(({ kpi, name, value, note }) => (
          <div key={name}>
            <dt className="text-xs text-fg-muted">{name}</dt>
            <dd className="text-base font-medium tabular-nums">
              {kpi === null ? (
                value
              ) : (
                <Link href={hrefOf(kpi)} className={FIGURE_LINK}>
                  {value}
                </Link>
              )}
            </dd>
            {note ? <dd className="text-xs text-fg-muted">{note}</dd> : null}
          </div>
        ))}
      </dl>
    </Card>
  );
}
