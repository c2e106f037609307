'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { CurrencyField, ZoneField } from '@/components/account/counting-fields';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';
import type { WorkspaceSettings } from '@/server/services/workspaces';

/** The currency, while nothing was counted in it, and the time zone. */
export function CountingForm({ settings }: { settings: WorkspaceSettings }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [currency, setCurrency] = useState(settings.currency);
  const [timezone, setTimezone] = useState(settings.timezone);
  const save = useMutation(
    trpc.workspaces.saveCounting.mutationOptions({
      async onSuccess(next) {
        client.setQueryData(trpc.workspaces.settings.queryKey({ workspace: slug }), next);
        setCurrency(next.currency);
        setTimezone(next.timezone);
        notify({ tone: 'good', title: 'Saved: days and amounts are counted so from now on' });
        // Every figure and every time on every page is told by them.
        await client.invalidateQueries();
      },
      onError: () => {},
    }),
  );
  const { whyCurrencyStands } = settings;
  const wrong = save.error;
  const errorAt = (field: 'currency' | 'timezone') => (wrong?.data?.field === field ? wrong.message : undefined);
  const isChanged = currency !== settings.currency || timezone !== settings.timezone;

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate({ workspace: slug, currency, timezone });
  }
  function change(set: () => void) {
    if (wrong) save.reset();
    set();
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {whyCurrencyStands === null ? (
        <CurrencyField
          value={currency}
          hint="With another, the policy begins anew with amounts that fit it. It stays once anything is counted in it."
          onChange={(next) => change(() => setCurrency(next))}
          error={errorAt('currency')}
        />
      ) : null}
      <ZoneField
        value={timezone}
        hint="Days of figures and reports begin by it. With another, days of the past are cut anew too; reports that were sent stay as they were."
        onChange={(next) => change(() => setTimezone(next))}
        error={errorAt('timezone')}
      />
      {wrong && !wrong.data?.field ? (
        <Notice tone="bad" role="alert">
          {wrong.message}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" pending={save.isPending} disabledReason={isChanged ? undefined : 'Nothing is changed.'}>
          Change what it counts in
        </Button>
      </div>
    </form>
  );
}
