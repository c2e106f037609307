'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import { NOTICE_KIND_NAMES, NOTICE_KINDS, type NoticeKind } from '@/domain/notices/notice-kinds';
import { centsFromDecimal, fractionDigits } from '@/domain/shared/money';
import { useTRPC } from '@/lib/trpc/client';
import type { NoticeSettingsView } from '@/server/services/notices';

/** Addresses as people type them: one a line, or with commas between. */
function addressesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

/** Who is told of what, how often, and where. */
export function NoticesForm({ settings }: { settings: NoticeSettingsView }) {
  const { slug, currency } = useWorkspace();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [kinds, setKinds] = useState<readonly NoticeKind[]>(settings.kinds);
  const [isWebhookLetGo, setWebhookLetGo] = useState(false);
  const save = useMutation(
    trpc.notices.save.mutationOptions({
      onSuccess(next) {
        client.setQueryData(trpc.notices.settings.queryKey({ workspace: slug }), next);
        setWebhookLetGo(false);
        notify({ tone: 'good', title: 'Notices saved' });
      },
      onError: () => {},
    }),
  );
  const wrong = save.error;
  const errorAt = (field: string) => (wrong?.data?.field === field ? wrong.message : undefined);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const webhookUrl = text('webhookUrl');
    save.mutate({
      workspace: slug,
      kinds: [...kinds],
      recipients: addressesIn(text('recipients')),
      salesRecipients: addressesIn(text('salesRecipients')),
      scorecardRecipients: addressesIn(text('scorecardRecipients')),
      weeklyRecipients: addressesIn(text('weeklyRecipients')),
      impactRecipients: addressesIn(text('impactRecipients')),
      digestMinutes: Number(text('digestMinutes')),
      highValueCents: centsFromDecimal(Number(text('highValue')), currency),
      ...(isWebhookLetGo ? { webhookUrl: null } : webhookUrl ? { webhookUrl } : {}),
    });
  }
  function toggle(kind: NoticeKind, isOn: boolean) {
    setKinds(isOn ? [...kinds, kind] : kinds.filter((other) => other !== kind));
  }

  return (
    <Card>
      <CardHeader title="Whom to tell, and of what" />
      <CardBody>
        <form onSubmit={submit} className="flex max-w-2xl flex-col gap-5">
          <fieldset className="flex flex-col gap-1">
            <legend className="mb-1 text-table font-medium">Tell of</legend>
            {NOTICE_KINDS.map((kind) => (
              <Checkbox
                key={kind}
                label={NOTICE_KIND_NAMES[kind]}
                checked={kinds.includes(kind)}
                onCheckedChange={(isOn) => toggle(kind, isOn)}
              />
            ))}
          </fieldset>
          <Field
            label="E-mail addresses"
            hint="Of urgent and high-value reviews. One a line, ten at most."
            error={errorAt('recipients')}
            optional
          >
            <Textarea name="recipients" rows={3} defaultValue={settings.recipients.join('\n')} />
          </Field>
          <Field
            label="E-mail addresses of the sales team"
            hint="Of customers whose lifetime value is above the policy’s limit for sales."
            error={errorAt('salesRecipients')}
            optional
          >
            <Textarea name="salesRecipients" rows={2} defaultValue={settings.salesRecipients.join('\n')} />
          </Field>
          <Field
            label="E-mail addresses for the monthly scorecard"
            hint="Each month on one page, with an address to print it or save it as a PDF."
            error={errorAt('scorecardRecipients')}
            optional
          >
            <Textarea name="scorecardRecipients" rows={2} defaultValue={settings.scorecardRecipients.join('\n')} />
          </Field>
          <Field
            label="E-mail addresses for the weekly review"
            hint="Each Monday, what was decided, sent, held and stopped. Whoever opens the whole of it signs in."
            error={errorAt('weeklyRecipients')}
            optional
          >
            <Textarea name="weeklyRecipients" rows={2} defaultValue={settings.weeklyRecipients.join('\n')} />
          </Field>
          <Field
            label="E-mail addresses for the monthly impact"
            hint="In the first days of a month, what the touches brought, caused and cost in the one before."
            error={errorAt('impactRecipients')}
            optional
          >
            <Textarea name="impactRecipients" rows={2} defaultValue={settings.impactRecipients.join('\n')} />
          </Field>
          <Field
            label="Webhook"
            hint={
              settings.webhookHost
                ? `One at ${settings.webhookHost} is set. It is kept sealed and not shown again; type another to replace it.`
                : 'Address of an incoming webhook of Slack, or of anything that reads {"text": …}. Must begin with https://.'
            }
            error={errorAt('webhookUrl')}
            optional
          >
            <Input
              type="url"
              name="webhookUrl"
              autoComplete="off"
              placeholder={settings.webhookHost ? `https://${settings.webhookHost}/…` : 'https://hooks.slack.com/…'}
              disabled={isWebhookLetGo}
            />
          </Field>
          {settings.webhookHost ? (
            <Checkbox
              label={`Stop using the webhook at ${settings.webhookHost}`}
              checked={isWebhookLetGo}
              onCheckedChange={setWebhookLetGo}
            />
          ) : null}
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label="Minutes between messages"
              hint="Of one kind, at least. What comes up meanwhile is in the next."
            >
              <Input
                type="number"
                name="digestMinutes"
                min={5}
                max={1_440}
                required
                defaultValue={settings.digestMinutes}
              />
            </Field>
            <Field label={`High value from (${currency})`} hint="Expected value of a decision.">
              <Input
                type="number"
                name="highValue"
                min={0}
                step="0.01"
                required
                defaultValue={settings.highValueCents / 10 ** fractionDigits(currency)}
              />
            </Field>
          </div>
          {wrong && !wrong.data?.field ? (
            <Notice tone="bad" role="alert">
              {wrong.message}
            </Notice>
          ) : null}
          <div>
            <Button type="submit" variant="primary" pending={save.isPending}>
              Save
            </Button>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}
