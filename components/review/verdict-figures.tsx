import { Fact } from '@/components/decisions/section';
import { Skeleton } from '@/components/ui/skeleton';
import { MINUTE } from '@/domain/shared/time';
import { formatCount, formatDuration, formatRate, MISSING, plural } from '@/lib/format';
import type { VerdictSummary } from '@/server/services/review';
import { spreadWords } from './inbox-words';

/** Rejections and edits should stay below this share of the verdicts: decisions.md asks for it, as does the scorecard. */
const OVERRIDE_TARGET = 0.05;

/** How fast and how often otherwise people decided, against what is aimed for. */
export function VerdictFigures({ figures }: { figures: VerdictSummary | undefined }) {
  if (!figures) return <Skeleton className="h-20 w-full" />;
  const { given, approved, edited, rejected, inTime, slaMinutes, waited, handled, simulated } = figures;
  const overridden = edited + rejected;
  return (
    <section aria-label="How people decided" className="flex flex-col gap-2">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 rounded-lg border border-border bg-surface px-4 py-3 md:grid-cols-5">
        <Fact label="Verdicts" hint={`${formatCount(approved)} approved, ${edited} edited, ${rejected} rejected`}>
          {formatCount(given)}
        </Fact>
        <Fact label="Time to decision, median" hint={spreadWords(given, waited) ?? 'nobody has judged yet'}>
          {timeOf(waited.medianMs)}
        </Fact>
        <Fact label="In time" hint={`target: ${formatDuration(slaMinutes * MINUTE)} a decision`}>
          {shareOf(inTime, given)}
        </Fact>
        <Fact
          label="Handling time, median"
          hint={
            handled.count === 0
              ? 'nobody opened one before judging it'
              : `${spreadWords(handled.count, handled)}; of ${plural(handled.count, 'verdict')} opened first`
          }
        >
          {timeOf(handled.medianMs)}
        </Fact>
        <Fact label="Override rate" hint={`target: below ${formatRate(OVERRIDE_TARGET, 0)}`}>
          {shareOf(overridden, given)}
        </Fact>
      </dl>
      <p className="text-xs text-fg-muted">
        {figures.actionable === 0
          ? 'No decision was to send something in these days. '
          : `Of ${plural(figures.actionable, 'decision')} to send something, ${shareOf(figures.sentToReview, figures.actionable)} waited for a person. `}
        Verdicts that were taken back do not count
        {simulated > 0 ? `, nor do ${formatCount(simulated)} that the demo simulated` : ''}.
      </p>
    </section>
  );
}

function timeOf(ms: number | null): string {
  return ms === null ? MISSING : formatDuration(ms);
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? MISSING : formatRate(part / whole, 1);
}
