'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SelectList } from '@/components/ui/select-list';
import { notify } from '@/components/ui/toast';
import { formatDate, formatRate } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { LearntAgent, LearntVersionItem } from '@/server/services/learning';

const ASSUMPTIONS = 'assumptions';

/** Which version, and why. */
export function ChooseVersionForm({ learnt, onDone }: { learnt: LearntAgent; onDone: () => void }) {
  const { slug, timezone } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const current = learnt.inForce === null ? ASSUMPTIONS : String(learnt.inForce);
  const [chosen, setChosen] = useState(current);
  const [reason, setReason] = useState('');
  const change = useMutation(
    trpc.agents.chooseVersion.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries(trpc.agents.pathFilter());
        notify({
          tone: 'good',
          title: chosen === ASSUMPTIONS ? 'Decisions go by assumptions' : `Decisions go by version ${chosen}`,
        });
        onDone();
      },
      onError: (error) => notify({ tone: 'bad', title: 'Nothing has changed', description: error.message }),
    }),
  );
  const options = [
    ...learnt.versions
      .filter(({ isCalibrated }) => isCalibrated)
      .map((version) => ({ value: String(version.version), label: labelOf(version, timezone) })),
    { value: ASSUMPTIONS, label: 'Assumptions of the policy' },
  ];
  const whyNot = chosen === current ? 'It is in force already.' : reason.trim() ? undefined : 'Say why.';
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (whyNot) return;
        const version = chosen === ASSUMPTIONS ? null : Number(chosen);
        change.mutate({ workspace: slug, version, inForce: learnt.inForce, reason });
      }}
    >
      <Field label="Version">
        <SelectList options={options} value={chosen} onValueChange={setChosen} />
      </Field>
      <Field label="Reason">
        <Input value={reason} onValueChange={setReason} required maxLength={500} />
      </Field>
      <Button type="submit" variant="primary" className="self-end" pending={change.isPending} disabledReason={whyNot}>
        Put in force
      </Button>
    </form>
  );
}

function labelOf({ version, builtAt, error }: LearntVersionItem, timezone: string): string {
  const off = error === null ? 'not tested' : `${formatRate(error, 1)} off`;
  return `${version}: ${formatDate(builtAt, timezone)}, ${off}`;
}
