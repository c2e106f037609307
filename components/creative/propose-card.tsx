'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { notify } from '@/components/ui/toast';
import { plural } from '@/domain/shared/plural';
import { useTRPC } from '@/lib/trpc/client';
import type { CopyStanding } from '@/server/services/copy';
import type { TargetView } from '@/server/services/creative';
import { WhoWrites } from './who-writes';

/** What could be tested now and, where nothing speaks against it, the way to ask for a test. */
export function ProposeCard({ targets, writer }: { targets: readonly TargetView[]; writer: CopyStanding }) {
  const { slug, may } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const propose = useMutation(
    trpc.creative.propose.mutationOptions({
      onSuccess(result) {
        const isProposed = result.kind === 'proposed';
        notify({
          tone: isProposed ? 'good' : 'info',
          title: isProposed
            ? `Proposed ${plural(result.variants, 'variant')}, to be judged by an approver`
            : 'No test was proposed',
          description: isProposed ? undefined : result.reasons.join(' '),
        });
      },
      onError: (error) => notify({ tone: 'bad', title: 'No test was proposed', description: error.message }),
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.creative.list.queryKey() }),
    }),
  );
  return (
    <Card>
      <CardHeader title="What can be tested" description="Expected from what was sent lately; rules of the policy." />
      <CardBody className="flex flex-col gap-3">
        <WhoWrites writer={writer} />
        <ul className="flex flex-col divide-y divide-border">
          {targets.map(({ templateId, name, isEligible, reasons }) => (
            <li key={templateId} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
              <div className="min-w-0 flex-1 basis-64">
                <p className="text-sm">{name}</p>
                <p className="text-table text-fg-muted">{reasons.join(' ')}</p>
              </div>
              {may('creative.run') ? (
                <Button
                  size="sm"
                  pending={propose.isPending && propose.variables.templateId === templateId}
                  disabledReason={isEligible ? undefined : reasons.join(' ')}
                  onClick={() => propose.mutate({ workspace: slug, templateId })}
                >
                  Propose a test<span className="sr-only"> of the {name}</span>
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
