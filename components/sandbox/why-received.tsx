'use client';

import { ArrowRight } from 'lucide-react';
import { OutcomeBadge } from '@/components/decisions/outcome-badge';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Link } from '@/components/ui/link';
import { isOutcome } from '@/domain/decisions/outcomes';
import type { MessageDetail } from '@/server/services/messages';

type WhyReceivedProps = { message: MessageDetail; decision: NonNullable<MessageDetail['decision']> };

/** Which decision the message comes from, in its own words, with the way to its whole story. */
export function WhyReceived({ message, decision }: WhyReceivedProps) {
  const { to } = useWorkspace();
  const { outcome } = decision;
  return (
    <section
      aria-labelledby="why-received"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-border bg-surface px-4 py-3 shadow-card"
    >
      <div className="min-w-0 flex-1 basis-64">
        <h2 id="why-received" className="text-xs text-fg-muted">
          Why did {message.to.name || 'this person'} get it?
        </h2>
        <p className="text-sm">{decision.summary}</p>
      </div>
      {isOutcome(outcome) ? <OutcomeBadge outcome={outcome} /> : null}
      <Link
        href={to(`/decisions/${decision.id}`)}
        className="inline-flex min-h-6 items-center gap-1 rounded-sm text-sm font-medium text-link underline-offset-2 hover:underline pointer-coarse:min-h-11"
      >
        The decision <ArrowRight aria-hidden className="size-4" />
      </Link>
    </section>
  );
}
