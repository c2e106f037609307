'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type SubmitEvent, useState } from 'react';
import { channelName } from '@/components/decisions/channel-icon';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SelectList } from '@/components/ui/select-list';
import { CHANNELS } from '@/domain/channels/channel-ids';
import { NO_RANGE, parseRange, RANGE_NAMES, RANGE_PRESETS, type RangeChoice, resolveRange } from '@/lib/date-range';
import { useTRPC } from '@/lib/trpc/client';
import { useActionNames } from './use-action-names';

const ANY = 'any';
const OWN_DAYS = 'own';
const PERIODS = [
  ...RANGE_PRESETS.map((value) => ({ value: value as string, label: RANGE_NAMES[value] })),
  { value: OWN_DAYS, label: 'Days of my choice' },
];
const CHANNEL_OPTIONS = [
  { value: ANY, label: 'Any channel' },
  ...CHANNELS.map((channel) => ({ value: channel as string, label: channelName(channel) })),
];

/** What is tried under a replay: a draft, or a version. */
export type Tried = { kind: 'draft'; draftId: string } | { kind: 'version'; version: number };

/** Which past decisions are made again. */
export function StartForm({ tried }: { tried: Tried }) {
  const { slug, to, now, timezone } = useWorkspace();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { pairs, agents } = useActionNames();
  const [period, setPeriod] = useState<string>('30d');
  const [agent, setAgent] = useState(ANY);
  const [action, setAction] = useState(ANY);
  const [channel, setChannel] = useState(ANY);
  const [dayError, setDayError] = useState<string>();
  const start = useMutation(
    trpc.replay.start.mutationOptions({
      // Told in the form.
      onError: () => {},
      onSuccess(run) {
        void queryClient.invalidateQueries(trpc.replay.list.pathFilter());
        router.push(to(`/policies/replays/${run.id}`));
      },
    }),
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const range = rangeIn(period, new FormData(event.currentTarget));
    setDayError(range ? undefined : NO_RANGE);
    if (!range) return;
    const { from, to: until } = resolveRange(range, 'off', now, timezone);
    start.mutate({
      workspace: slug,
      tried,
      from,
      to: until,
      agentId: agent === ANY ? undefined : agent,
      action: action === ANY ? undefined : action,
      channel: CHANNELS.find((each) => each === channel),
    });
  }
  const actions = pairs.filter(({ agentId }) => agent === ANY || agent === agentId);
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Period" hint={`Days in ${timezone}.`}>
        <SelectList options={PERIODS} value={period} onValueChange={setPeriod} />
      </Field>
      {period === OWN_DAYS ? (
        <div className="flex flex-wrap gap-3">
          <Field label="From" name="from" className="w-auto flex-1">
            <Input type="date" required />
          </Field>
          <Field label="To" name="to" className="w-auto flex-1" error={dayError}>
            <Input type="date" required />
          </Field>
        </div>
      ) : null}
      <Field label="Agent">
        <SelectList
          options={[{ value: ANY, label: 'Any agent' }, ...[...agents].map(([value, label]) => ({ value, label }))]}
          value={agent}
          onValueChange={(next) => {
            setAgent(next);
            setAction(ANY);
          }}
        />
      </Field>
      <Field label="Action">
        <SelectList
          options={[
            { value: ANY, label: 'Any action' },
            ...actions.map(({ action: value, actionName }) => ({ value, label: actionName })),
          ]}
          value={action}
          onValueChange={setAction}
        />
      </Field>
      <Field label="Channel">
        <SelectList options={CHANNEL_OPTIONS} value={channel} onValueChange={setChannel} />
      </Field>
      {start.error ? (
        <Notice tone="bad" role="alert" title="No replay was started">
          {start.error.message}
        </Notice>
      ) : null}
      <Button type="submit" variant="primary" pending={start.isPending || start.isSuccess} className="self-end">
        Start replay
      </Button>
    </form>
  );
}

function rangeIn(period: string, form: FormData): RangeChoice | null {
  return parseRange(period === OWN_DAYS ? `${form.get('from')}..${form.get('to')}` : period);
}
