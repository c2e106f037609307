'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { notify } from '@/components/ui/toast';
import { plural } from '@/domain/shared/plural';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { Turn } from '@/server/services/events';

type LetterActionsProps = {
  picked: ReadonlySet<string>;
  filter: { code?: string; field?: string; source?: 'api' | 'processing' };
  /** Open events that the filter leaves. */
  openCount: number;
  onDone: () => void;
};

type Chosen = { ids?: string[]; filter?: LetterActionsProps['filter']; after?: string | null };
type Totals = { resolved: number; unusable: number };

const MIN_REASON = 3;

/** What can be done with many refused events at once: those picked, or else all that the filter leaves. */
export function LetterActions({ picked, filter, openCount, onDone }: LetterActionsProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const quietly = { onError: () => {} };
  const replaying = useMutation(trpc.events.replayDeadLetters.mutationOptions(quietly));
  const discarding = useMutation(trpc.events.discardDeadLetters.mutationOptions(quietly));
  const { run, doneSoFar } = useTurns(onDone);
  const [isDiscarding, setDiscarding] = useState(false);
  const [reason, setReason] = useState('');
  const count = picked.size || openCount;
  const which = picked.size > 0 ? `the ${formatCount(picked.size)} picked` : `all ${formatCount(openCount)}`;
  const chosen: Chosen = picked.size > 0 ? { ids: [...picked] } : { filter };
  const isBusy = doneSoFar !== null;

  async function replay() {
    const totals = await run(chosen, (turn) => replaying.mutateAsync({ workspace: slug, ...turn }));
    if (!totals) return;
    notify({
      tone: totals.unusable > 0 ? 'info' : 'good',
      title: `${plural(totals.resolved, 'event')} sent in again`,
      description:
        totals.unusable > 0
          ? `${plural(totals.unusable, 'event')} still cannot be used and stay here: mend them one by one.`
          : undefined,
    });
  }
  async function discard() {
    const totals = await run(chosen, (turn) => discarding.mutateAsync({ workspace: slug, ...turn, reason }));
    if (!totals) return;
    setDiscarding(false);
    setReason('');
    notify({
      tone: 'good',
      title: `${plural(totals.resolved, 'event')} discarded`,
      description: 'They are kept under Discarded.',
    });
  }
  return (
    <div className="flex flex-wrap items-center gap-2 text-table">
      <Button size="sm" pending={isBusy && !isDiscarding} onClick={() => void replay()}>
        <RotateCcw aria-hidden /> Send {which} again
      </Button>
      <AlertDialog
        open={isDiscarding}
        onOpenChange={setDiscarding}
        trigger={
          <Button size="sm" variant="ghost">
            <Trash2 aria-hidden /> Discard {which}
          </Button>
        }
        title={`Discard ${plural(count, 'event')}?`}
        description="They will never be worked in. They are kept under Discarded, with your reason."
        confirmLabel="Discard"
        isDanger
        pending={isBusy && isDiscarding}
        disabledReason={reason.trim().length < MIN_REASON ? 'Say why they are discarded.' : undefined}
        onConfirm={() => void discard()}
      >
        <Field label="Reason">
          <Input value={reason} onValueChange={setReason} maxLength={300} placeholder="Test orders of the old shop" />
        </Field>
      </AlertDialog>
      <span role="status" className="text-fg-muted">
        {doneSoFar ? `${formatCount(doneSoFar.resolved + doneSoFar.unusable)} of ${formatCount(count)} done` : ''}
      </span>
    </div>
  );
}

/** Works a list off turn by turn, and tells how far it is. */
function useTurns(onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [doneSoFar, setDone] = useState<Totals | null>(null);

  async function run(chosen: Chosen, take: (turn: Chosen) => Promise<Turn>): Promise<Totals | null> {
    let totals: Totals = { resolved: 0, unusable: 0 };
    let after: string | null = null;
    setDone(totals);
    try {
      do {
        const turn = await take({ ...chosen, after });
        totals = { resolved: totals.resolved + turn.resolved, unusable: totals.unusable + turn.unusable };
        after = turn.next;
        setDone(totals);
      } while (after);
      return totals;
    } catch (error) {
      notify({ tone: 'bad', title: 'Not all could be done', description: error instanceof Error ? error.message : '' });
      return null;
    } finally {
      setDone(null);
      await queryClient.invalidateQueries(trpc.events.pathFilter());
      onDone();
    }
  }
  return { run, doneSoFar };
}
