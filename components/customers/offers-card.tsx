'use client';

import { Ticket } from 'lucide-react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Link } from '@/components/ui/link';
import type { CustomerDetail } from '@/server/services/customers';

/** Codes the customer can still use; nothing where there are none. */
export function OffersCard({ offers }: { offers: CustomerDetail['liveOffers'] }) {
  const { to } = useWorkspace();
  if (offers.length === 0) return null;
  return (
    <Card className="flex flex-col gap-3 p-4">
      {offers.map((offer) => (
        <div key={offer.id} className="flex items-center gap-3">
          <span className="grid size-9 shrink-0 place-items-center rounded-md bg-warn-soft text-warn">
            <Ticket aria-hidden className="size-4.5" />
          </span>
          <div className="min-w-0 flex-1">
            <p className="text-sm">
              <span className="font-medium">{offer.percentOff}% off</span> with{' '}
              <code className="font-mono text-table">{offer.code}</code>
            </p>
            <p className="text-xs text-fg-muted">
              ends <TimeText at={offer.expiresAt} /> ·{' '}
              <Link
                href={to(`/decisions/${offer.decisionId}`)}
                className="text-link underline-offset-2 hover:underline"
              >
                why
              </Link>
            </p>
          </div>
          <CopyButton text={offer.code} label="Copy code" />
        </div>
      ))}
    </Card>
  );
}
