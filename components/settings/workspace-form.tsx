'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { notify } from '@/components/ui/toast';
import { type BrandForm, brandProblems, whyNoWorkspaceName } from '@/domain/workspaces/brand-form';
import { useTRPC } from '@/lib/trpc/client';
import type { WorkspaceSettings } from '@/server/services/workspaces';
import { BrandFields } from './brand-fields';
import { LookFields } from './look-fields';

type WorkspaceFormProps = {
  settings: WorkspaceSettings;
  brand: BrandForm;
  onBrandChange: (brand: BrandForm) => void;
};

/** The workspace's name and its brand. */
export function WorkspaceForm({ settings, brand, onBrandChange }: WorkspaceFormProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [name, setName] = useState(settings.name);
  const [wasTried, setTried] = useState(false);
  const save = useMutation(
    trpc.workspaces.saveSettings.mutationOptions({
      onSuccess(next) {
        client.setQueryData(trpc.workspaces.settings.queryKey({ workspace: slug }), next);
        void client.invalidateQueries({ queryKey: trpc.workspaces.get.queryKey({ workspace: slug }) });
        void client.invalidateQueries({ queryKey: trpc.account.me.queryKey() });
        onBrandChange(next.brand);
        setName(next.name);
        setTried(false);
        notify({ tone: 'good', title: 'Workspace saved' });
      },
      onError: () => {},
    }),
  );
  const problems = { ...brandProblems(brand), name: whyNoWorkspaceName(name) ?? undefined };
  const wrong = save.error;
  const errorAt = (field: keyof typeof problems) =>
    (wasTried ? problems[field] : undefined) ?? (wrong?.data?.field === field ? wrong.message : undefined);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    const isWrong = Object.values(problems).some((problem) => problem !== undefined);
    if (isWrong) return;
    save.mutate({ workspace: slug, name, brand });
  }
  function change(part: Partial<BrandForm>) {
    if (wrong) save.reset();
    onBrandChange({ ...brand, ...part });
  }
  const isChanged = name !== settings.name || JSON.stringify(brand) !== JSON.stringify(settings.brand);

  return (
    <form onSubmit={submit} noValidate className="flex min-w-0 flex-col gap-4">
      <Card>
        <CardHeader title="Name" />
        <CardBody>
          <Field label="Name of the workspace" hint="For colleagues; customers never see it." error={errorAt('name')}>
            <Input
              value={name}
              onValueChange={(next) => {
                if (wrong) save.reset();
                setName(next);
              }}
            />
          </Field>
        </CardBody>
      </Card>
      <Card>
        <CardHeader
          title="Brand"
          description="Who messages come from. Every field is required by law or by the guardrails."
        />
        <CardBody>
          <BrandFields
            brand={brand}
            onChange={change}
            errorAt={errorAt}
            whyWebsiteStands={
              settings.followsProduct
                ? 'This demo’s shop is part of the product: its address follows the product and is not typed.'
                : undefined
            }
          />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="Look" />
        <CardBody>
          <LookFields brand={brand} onChange={change} errorAt={errorAt} />
        </CardBody>
      </Card>
      {wrong && !wrong.data?.field ? (
        <Notice tone="bad" role="alert">
          {wrong.message}
        </Notice>
      ) : null}
      <div>
        <Button
          type="submit"
          variant="primary"
          pending={save.isPending}
          disabledReason={isChanged ? undefined : 'Nothing is changed.'}
        >
          Save
        </Button>
      </div>
    </form>
  );
}
