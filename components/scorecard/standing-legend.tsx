/** The rules behind the words of the status column, so that nobody has to guess. */
export function StandingLegend({ currency }: { currency: string }) {
  return (
    <section aria-label="How the status is judged" className="max-w-[88ch] text-table text-fg-muted">
      <p>
        <span className="font-medium text-fg">Target met</span>: at the target or better.{' '}
        <span className="font-medium text-fg">On track</span>: at least half of the way from baseline to target.{' '}
        <span className="font-medium text-fg">At risk</span>: less than half.{' '}
        <span className="font-medium text-fg">Off track</span>: worse than the baseline.{' '}
        <span className="font-medium text-fg">Not enough data</span>: too few cases to judge, whatever the figure says.
      </p>
      {currency === 'USD' ? null : (
        <p className="mt-1">
          The plan names amounts of money in US dollars; this workspace counts in {currency}, so for those no target is
          set.
        </p>
      )}
    </section>
  );
}
