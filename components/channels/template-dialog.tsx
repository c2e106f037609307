'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { SelectList } from '@/components/ui/select-list';
import { notify } from '@/components/ui/toast';
import {
  placeholderCount,
  TEMPLATE_USES,
  TEMPLATE_VALUES,
  type TemplateUse,
  type TemplateValue,
  templateText,
} from '@/domain/channels/whatsapp-template';
import { useTRPC } from '@/lib/trpc/client';
import type { TemplateView } from '@/server/services/providers';

const VALUES = (Object.keys(TEMPLATE_VALUES) as TemplateValue[]).map((value) => ({
  value,
  label: TEMPLATE_VALUES[value],
}));
const USES = TEMPLATE_USES.map(({ id, name }) => ({ value: id, label: name }));

/** Says which message a template speaks for, and what stands at its placeholders. */
export function TemplateDialog({ template, onClose }: { template: TemplateView; onClose: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const client = useQueryClient();
  const form = useId();
  const { id, name, body } = template;
  const numbers = Array.from({ length: placeholderCount(body) }, (_, index) => index + 1);
  const [use, setUse] = useState<TemplateUse | null>(template.speaksFor);
  const [values, setValues] = useState<(TemplateValue | null)[]>(template.values);
  const assign = useMutation(
    trpc.providers.assignTemplate.mutationOptions({
      onSuccess(next, { speaksFor }) {
        client.setQueryData(trpc.providers.templates.queryKey({ workspace: slug }), next);
        notify({ tone: 'good', title: speaksFor ? 'The template is in use' : 'The template is out of use' });
        onClose();
      },
      onError: () => {},
    }),
  );
  const filled = numbers.map((number) => values[number - 1] ?? null);
  const known = filled.filter((value) => value !== null);
  const isWhole = use !== null && known.length === numbers.length;
  function setValue(number: number, value: TemplateValue) {
    assign.reset();
    setValues(filled.map((each, index) => (index + 1 === number ? value : each)));
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Use of “${name.replaceAll('_', ' ')}”`}
      description="What it says is WhatsApp’s to approve; what stands at its placeholders is said here."
      footer={
        <>
          {assign.error ? (
            <div className="w-full">
              <Notice tone="bad" role="alert">
                {assign.error.message}
              </Notice>
            </div>
          ) : null}
          {template.speaksFor ? (
            <Button
              pending={assign.isPending}
              onClick={() => assign.mutate({ workspace: slug, id, speaksFor: null, values: [] })}
            >
              Take out of use
            </Button>
          ) : null}
          <Button
            type="submit"
            form={form}
            variant="primary"
            pending={assign.isPending}
            disabledReason={isWhole ? undefined : 'Choose the message, and what stands at each placeholder.'}
          >
            Save
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          assign.mutate({ workspace: slug, id, speaksFor: use, values: known });
        }}
      >
        <Field label="Speaks for">
          <SelectList options={USES} value={use} onValueChange={setUse} />
        </Field>
        {numbers.map((number) => (
          <Field key={number} label={`Placeholder ${number}`}>
            <SelectList
              options={VALUES}
              value={filled[number - 1] ?? null}
              onValueChange={(value) => setValue(number, value)}
            />
          </Field>
        ))}
        <div className="rounded-md bg-sunken p-3">
          <p className="text-xs text-fg-muted">It will read</p>
          <p className="mt-1 text-table break-words whitespace-pre-line">
            {templateText(
              template,
              filled.map((value, index) => `[${value ? TEMPLATE_VALUES[value].toLowerCase() : index + 1}]`),
            )}
          </p>
        </div>
      </form>
    </Dialog>
  );
}
