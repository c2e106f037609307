'use client';

import { TimeText } from '@/components/layout/time-text';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import type { CustomerDetail } from '@/server/services/customers';
import { stageName } from './customer-words';

const SHOWN = 5;

/** Where the customer has stood before; nothing where the stage never changed. */
export function StageCard({ history }: { history: CustomerDetail['stageHistory'] }) {
  if (history.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Stages" />
      <CardBody>
        <ol className="flex flex-col gap-2">
          {history.slice(0, SHOWN).map((change) => (
            <li key={change.id} className="flex items-baseline justify-between gap-3 text-table">
              <span className="min-w-0">
                <span className="font-medium">{stageName(change.to)}</span>
                <span className="block text-xs text-fg-muted">{change.reason}</span>
              </span>
              <span className="text-xs text-fg-muted">
                <TimeText at={change.changedAt} />
              </span>
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}
