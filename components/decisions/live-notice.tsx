import { ArrowUp } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { formatCount } from '@/lib/format';
import type { LiveDecisions } from './use-live-decisions';

/** What being live does at this moment; and the way to what came meanwhile. */
export function LiveNotice({ live: { isLive, isReading, fresh, showLatest } }: { live: LiveDecisions }) {
  if (!isLive) return null;
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-3 text-table text-fg-muted" data-print="hide">
      <output>
        {isReading ? 'Live. The list stands still while you read it.' : 'Live. New decisions come by themselves.'}
      </output>
      {fresh > 0 ? (
        <Button variant="primary" size="sm" className="rounded-full" onClick={showLatest}>
          <ArrowUp aria-hidden /> {formatCount(fresh)} new
        </Button>
      ) : null}
    </div>
  );
}
