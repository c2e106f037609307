'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, type Ref, useRef, useState } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SelectList } from '@/components/ui/select-list';
import { notify } from '@/components/ui/toast';
import { AGENT_CARDS } from '@/domain/agents/agent-cards';
import { rolesWith } from '@/domain/workspaces/permissions';
import { plural, ROLE_NAMES } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { ActiveStop, Waiting } from '@/server/services/kill-switch';
import { CHANNEL_OPTIONS, STOP_REASONS } from './stop-choices';
import { stopperName } from './stop-words';
import { useStops } from './stops';
import { WaitingTable } from './waiting-table';

type KillSwitchDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

const AGENT_PREFIX = 'agent:';
const CAMPAIGN_PREFIX = 'campaign:';
const SCOPES = [
  { value: 'workspace', label: 'Everything' },
  ...AGENT_CARDS.map(({ id, name }) => ({ value: `${AGENT_PREFIX}${id}`, label: `${name} agent only` })),
  ...CHANNEL_OPTIONS,
];

function scopeOf(choice: string) {
  if (choice === 'workspace') return { scope: 'workspace' } as const;
  if (choice.startsWith(CAMPAIGN_PREFIX)) {
    return { scope: 'campaign', target: choice.slice(CAMPAIGN_PREFIX.length) } as const;
  }
  if (!choice.startsWith(AGENT_PREFIX)) return { scope: 'channel', target: choice } as const;
  return { scope: 'agent', target: choice.slice(AGENT_PREFIX.length) } as const;
}

const REASONS = STOP_REASONS.map((reason) => ({ value: reason as string, label: reason }));

/** Stops sending with one press, and lets administrators resume with a reason. */
export function KillSwitchDialog({ open, onOpenChange }: KillSwitchDialogProps) {
  const { may } = useWorkspace();
  const { data: stops = [] } = useStops();
  const stopButton = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      initialFocus={stopButton}
      open={open}
      onOpenChange={onOpenChange}
      title="Kill switch"
      description={<WhatWaits isStopped={stops.length > 0} />}
      className="sm:w-[520px]"
    >
      <div className="flex flex-col gap-5">
        {stops.map((stop) => (
          <Stop key={stop.id} stop={stop} onDone={() => onOpenChange(false)} />
        ))}
        {stops.some((stop) => stop.scope === 'workspace') ? null : may('killSwitch.stop') ? (
          <StopForm ref={stopButton} onDone={() => onOpenChange(false)} />
        ) : (
          <p className="text-fg-muted">To stop sending, ask {whoMay('killSwitch.stop')}.</p>
        )}
      </div>
    </Dialog>
  );
}

function whoMay(right: 'killSwitch.stop' | 'killSwitch.resume'): string {
  const words = new Intl.ListFormat('en', { type: 'disjunction' });
  return words.format(
    rolesWith(right).map((role) => `an ${ROLE_NAMES[role].toLowerCase()}`.replace(/^an (?=m)/, 'a ')),
  );
}

function WhatWaits({ isStopped }: { isStopped: boolean }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.killSwitch.waiting.queryOptions({ workspace: slug }, { staleTime: 0 }));
  if (isStopped) return `${waitingWords(data?.total)} When sending resumes, each is checked again before it leaves.`;
  return `${waitingWords(data?.total)} Stopping holds everything that is not with a provider yet; what a provider already has cannot be called back.`;
}

/** Shown before anybody resumes: what goes if this stop ends while the others stay. */
function WouldGo({ stopId }: { stopId: string }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.killSwitch.waiting.queryOptions({ workspace: slug, stopId }, { staleTime: 0 }));
  if (!data) return null;
  return (
    <>
      <WaitingTable waiting={data} />
      <p className="text-table text-fg-muted">{endWords(data)}</p>
    </>
  );
}

function endWords({ total, stillHeld }: Waiting): string {
  const goes =
    total === 0 ? 'Ending this stop lets no message go.' : `Ending this stop lets ${plural(total, 'message')} go.`;
  if (stillHeld === 0) return goes;
  return `${goes} Another stop goes on holding ${plural(stillHeld, 'message')}.`;
}

function waitingWords(total: number | undefined): string {
  if (total === undefined) return '';
  if (total === 0) return 'No message waits to leave just now.';
  return `${plural(total, 'message')} ${total === 1 ? 'waits' : 'wait'} to leave.`;
}

function useChange() {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  return () =>
    Promise.all(
      // A stop may be what halts the rollout.
      [trpc.killSwitch.pathFilter(), trpc.rollout.pathFilter()].map((filter) => queryClient.invalidateQueries(filter)),
    );
}

function StopForm({ onDone, ref }: { onDone: () => void; ref: Ref<HTMLButtonElement> }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const refresh = useChange();
  const campaigns = useQuery(trpc.campaigns.list.queryOptions({ workspace: slug }));
  const scopes = [
    ...SCOPES,
    ...(campaigns.data ?? [])
      .filter(({ status, isStopped }) => !isStopped && (status === 'running' || status === 'paused'))
      .map(({ id, name }) => ({ value: `${CAMPAIGN_PREFIX}${id}`, label: `The campaign “${name}” only` })),
  ];
  const [target, setTarget] = useState('workspace');
  const [reason, setReason] = useState<string>(STOP_REASONS[0]);
  const [ownWords, setOwnWords] = useState('');
  const stop = useMutation(
    trpc.killSwitch.stop.mutationOptions({
      async onSuccess() {
        await refresh();
        notify({
          tone: 'good',
          title: target === 'workspace' ? 'Sending is stopped' : `Stopped: ${nameOf(target)}`,
          description:
            target === 'workspace'
              ? 'Nothing leaves until an administrator resumes.'
              : 'Nothing of it leaves until an administrator resumes; the rest goes on.',
        });
        onDone();
      },
    }),
  );
  function nameOf(chosen: string): string {
    return (scopes.find(({ value }) => value === chosen)?.label ?? chosen).replace(/ only$/, '');
  }
  function press() {
    stop.mutate({ workspace: slug, ...scopeOf(target), reason: ownWords.trim() || reason });
  }
  function pressOnEnter(event: KeyboardEvent) {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && !stop.isPending) press();
  }
  return (
    <section className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="What to stop">
          <SelectList options={scopes} value={target} onValueChange={setTarget} />
        </Field>
        <Field label="Reason">
          <SelectList options={REASONS} value={reason} onValueChange={setReason} />
        </Field>
        <Field label="In your own words" optional className="sm:col-span-2">
          <Input value={ownWords} onValueChange={setOwnWords} maxLength={500} onKeyDown={pressOnEnter} />
        </Field>
      </div>
      {/* Both answers are already given and it has the focus: two presses stop everything. */}
      <Button variant="danger" size="lg" pending={stop.isPending} onClick={press} ref={ref}>
        Stop sending
      </Button>
    </section>
  );
}

type StopProps = { stop: ActiveStop; onDone: () => void };

function Stop({ stop, onDone }: StopProps) {
  const { may } = useWorkspace();
  return (
    <section className="flex flex-col gap-3">
      <Notice tone="bad" title={`${stop.targetName}: stopped`}>
        {stopperName(stop)}, <TimeText at={stop.stoppedAt} as="absolute" />
        {stop.reason ? `. ${stop.reason}` : ''}
      </Notice>
      <WouldGo stopId={stop.id} />
      {may('killSwitch.resume') ? (
        <ResumeForm stop={stop} onDone={onDone} />
      ) : (
        <p className="text-fg-muted">To resume, ask {whoMay('killSwitch.resume')}.</p>
      )}
    </section>
  );
}

function ResumeForm({ stop, onDone }: StopProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const refresh = useChange();
  const [reason, setReason] = useState('');
  const resume = useMutation(
    trpc.killSwitch.resume.mutationOptions({
      async onSuccess() {
        await refresh();
        notify({
          tone: 'good',
          title: 'Sending goes on',
          description: 'Everything that waited is checked again first.',
        });
        onDone();
      },
    }),
  );
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        resume.mutate({ workspace: slug, id: stop.id, reason });
      }}
    >
      <Field label="Why sending may go on">
        <Input value={reason} onValueChange={setReason} required maxLength={500} />
      </Field>
      <Button
        type="submit"
        pending={resume.isPending}
        disabledReason={reason.trim() ? undefined : 'Say why sending may go on.'}
      >
        Resume
      </Button>
    </form>
  );
}
