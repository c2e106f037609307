'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SelectList } from '@/components/ui/select-list';
import { notify } from '@/components/ui/toast';
import { LEVEL_NAMES } from '@/domain/autonomy/autonomy';
import { useTRPC } from '@/lib/trpc/client';
import type { AutonomyRow } from '@/server/services/autonomy';

const LEVELS = LEVEL_NAMES.map((name, level) => ({ value: String(level), label: `${level}: ${name}` }));

/** Which level, and why. */
export function SetLevelForm({ row, onDone }: { row: AutonomyRow; onDone: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [level, setLevel] = useState(String(row.level));
  const [reason, setReason] = useState('');
  const change = useMutation(
    trpc.agents.setLevel.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries(trpc.agents.pathFilter());
        notify({ tone: 'good', title: `“${row.actionName}” stands at level ${level}` });
        onDone();
      },
      onError: (error) => notify({ tone: 'bad', title: 'The level stays', description: error.message }),
    }),
  );
  const { agentId, action } = row;
  const whyNot =
    Number(level) === row.level
      ? 'It stands there already.'
      : reason.trim()
        ? undefined
        : 'Say why the level is changed.';
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!whyNot) change.mutate({ workspace: slug, agentId, action, level: Number(level), reason });
      }}
    >
      <Field label="Level">
        <SelectList options={LEVELS} value={level} onValueChange={setLevel} />
      </Field>
      <Field label="Reason">
        <Input value={reason} onValueChange={setReason} required maxLength={500} />
      </Field>
      <Button type="submit" variant="primary" className="self-end" pending={change.isPending} disabledReason={whyNot}>
        Set level
      </Button>
    </form>
  );
}
