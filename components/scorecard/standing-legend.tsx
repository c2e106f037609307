/** The rules behind the words of the status column, so that nobody has to guess. */
export function StandingLegend({ currency }: { currency: string }) {
  return (
    <section aria-label="How the status is judged" className="max-w-[88ch] text-table text-fg-muted">
      <p>
        A status is given where the whole 95% interval of a figure allows it.{' '}
        <span className="font-medium text-fg">Target met</span>: at the target or better.{' '}
        <span className="font-medium text-fg">On track</span>: at least half of the way from baseline to target.{' '}
        <span className="font-medium text-fg">At risk</span>: less than half, or perhaps backwards.{' '}
        <span className="font-medium text-fg">Off track</span>: surely worse than the baseline. Where the interval is
        still too wide, the status says how many cases there are and about how many it takes if the figure stays as it
        is.
      </p>
      <p className="mt-1">
        A change is called <span className="font-medium text-fg">better</span> or{' '}
        <span className="font-medium text-fg">worse</span> where chance alone would seldom make it (95%); every other is
        no clear change.
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
