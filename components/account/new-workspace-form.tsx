'use client';

import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useRef, useState, useSyncExternalStore } from 'react';
import { useOwnOrigin } from '@/components/layout/use-own-origin';
import { BrandFields } from '@/components/settings/brand-fields';
import { Button, LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { likelyCurrency } from '@/domain/shared/currencies';
import { brandProblems, whyNoWorkspaceName } from '@/domain/workspaces/brand-form';
import { whyNoSlug } from '@/domain/workspaces/slug';
import { useTRPC } from '@/lib/trpc/client';
import { CurrencyField, ZoneField } from './counting-fields';
import { suggested, type TypedWorkspace } from './suggested-workspace';

const never = () => () => {};

/** Name, address, currency, time zone and brand; goes on to the workspace with a full load. */
export function NewWorkspaceForm() {
  const trpc = useTRPC();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<TypedWorkspace>({ brand: {} });
  const [wasTried, setTried] = useState(false);
  const shown = suggested(typed, { currency: useBrowserCurrency(), timezone: useBrowserZone() });
  const origin = useOwnOrigin();
  const create = useMutation(
    trpc.workspaces.create.mutationOptions({
      onSuccess: ({ slug }) => window.location.assign(`/${slug}`),
      onError: () => {},
    }),
  );
  const problems = {
    name: whyNoWorkspaceName(shown.name) ?? undefined,
    slug: whyNoSlug(shown.slug) ?? undefined,
    currency: undefined,
    timezone: undefined,
    ...brandProblems(shown.brand),
  };
  const wrong = create.error;
  const errorAt = (field: keyof typeof problems) =>
    (wasTried ? problems[field] : undefined) ?? (wrong?.data?.field === field ? wrong.message : undefined);

  function change(part: Partial<TypedWorkspace>) {
    if (wrong) create.reset();
    setTyped({ ...typed, ...part });
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    if (Object.values(problems).every((problem) => problem === undefined)) return create.mutate(shown);
    // When the errors stand at their fields.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Card>
        <CardHeader title="The shop" />
        <CardBody className="grid gap-4 sm:grid-cols-2">
          <Field label="Name" hint="For colleagues." error={errorAt('name')}>
            <Input value={shown.name} onValueChange={(name) => change({ name })} autoComplete="organization" />
          </Field>
          <Field
            label="Address"
            hint={`${origin ?? ''}/${shown.slug || 'your-shop'}. It stays as it is.`}
            error={errorAt('slug')}
          >
            <Input
              value={shown.slug}
              onValueChange={(slug) => change({ slug: slug.toLowerCase() })}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
          <CurrencyField
            value={shown.currency}
            hint="Of every amount. It stays once anything is counted in it."
            onChange={(currency) => change({ currency })}
            error={errorAt('currency')}
          />
          <ZoneField
            value={shown.timezone}
            hint="Days of figures and reports begin by it."
            onChange={(timezone) => change({ timezone })}
            error={errorAt('timezone')}
          />
        </CardBody>
      </Card>
      <Card>
        <CardHeader
          title="What its messages say"
          description="Who they come from, as the law and the guardrails ask. All of it can be changed later."
        />
        <CardBody>
          <BrandFields
            brand={shown.brand}
            onChange={(part) => change({ brand: { ...typed.brand, ...part } })}
            errorAt={errorAt}
          />
        </CardBody>
      </Card>
      {wrong && !wrong.data?.field ? (
        <Notice tone="bad" role="alert">
          {wrong.message}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" size="lg" pending={create.isPending || create.isSuccess}>
          Make workspace
        </Button>
        <LinkButton href="/" variant="ghost" size="lg">
          Cancel
        </LinkButton>
      </div>
    </form>
  );
}

/** The browser's time zone; UTC while the page is rendered on the server. */
function useBrowserZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );
}

/** What the browser's reader most likely pays in. */
function useBrowserCurrency(): string {
  return useSyncExternalStore(
    never,
    () => likelyCurrency(navigator.language) ?? 'USD',
    () => 'USD',
  );
}
