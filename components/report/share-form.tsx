'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { CopyLine } from '@/components/ui/copy-line';
import { Notice } from '@/components/ui/notice';
import { RadioGroup } from '@/components/ui/radio-group';
import { useTRPC } from '@/lib/trpc/client';
import type { Shown } from './share-scorecard';

const LASTS = [
  { value: '7', label: 'For 7 days' },
  { value: '30', label: 'For 30 days' },
  { value: '90', label: 'For 90 days' },
] as const;
type Days = (typeof LASTS)[number]['value'];
const DAYS: Record<Days, 7 | 30 | 90> = { 7: 7, 30: 30, 90: 90 };

/** How long the address works; then the address, which is shown once. */
export function ShareForm({ range, compare, onDone }: Shown & { onDone: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [days, setDays] = useState<Days>('30');
  const share = useMutation(
    trpc.reports.share.mutationOptions({
      onError: () => {},
      onSuccess: () => queryClient.invalidateQueries(trpc.reports.shares.pathFilter()),
    }),
  );
  if (share.data) {
    return (
      <div className="flex flex-col gap-4">
        <CopyLine text={share.data.url} label="Copy the address" />
        <p className="text-table text-fg-muted">
          It works until <TimeText at={share.data.endsAt} as="absolute" />, and is shown only here. Below the sheet you
          can take it back.
        </p>
        <Button variant="primary" className="self-end" onClick={onDone}>
          Done
        </Button>
      </div>
    );
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        share.mutate({ workspace: slug, range, compare, days: DAYS[days] });
      }}
    >
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 text-table font-medium">How long does it work?</legend>
        <RadioGroup label="How long does it work" options={LASTS} value={days} onValueChange={setDays} />
      </fieldset>
      {share.error ? (
        <Notice tone="bad" role="alert" title="No address was made">
          {share.error.message}
        </Notice>
      ) : null}
      <Button type="submit" variant="primary" className="self-end" pending={share.isPending}>
        Make an address
      </Button>
    </form>
  );
}
