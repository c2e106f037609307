'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge, Tag, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import {
  nameOfUse,
  type TemplateCategory,
  type TemplateQuality,
  type TemplateStatus,
} from '@/domain/channels/whatsapp-template';
import { useTRPC } from '@/lib/trpc/client';
import type { TemplateView } from '@/server/services/providers';

const TemplateDialog = dynamic(() => import('./template-dialog').then((module) => module.TemplateDialog), {
  ssr: false,
});

/** The templates by which a conversation on WhatsApp may be begun: what Meta says of each, and what it is used for. */
export function TemplatesPanel() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(trpc.providers.templates.queryOptions({ workspace: slug }));
  const refresh = useMutation(
    trpc.providers.refreshTemplates.mutationOptions({
      onSuccess: (next) => client.setQueryData(trpc.providers.templates.queryKey({ workspace: slug }), next),
    }),
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const template = data?.templates.find(({ id }) => id === chosen);
  return (
    <section aria-label="Templates" className="flex flex-col gap-3 border-t border-border pt-3 text-table">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">Templates</h3>
        <Button
          size="sm"
          pending={refresh.isPending}
          disabledReason={data?.isReadable === false ? 'The business account ID is not filled in.' : undefined}
          onClick={() => refresh.mutate({ workspace: slug })}
        >
          <RefreshCw aria-hidden /> {data?.isSandbox ? 'Use the sandbox’s own' : 'Read anew'}
        </Button>
      </div>
      <p className="max-w-[72ch] text-fg-muted">
        More than a day after a customer’s last message, WhatsApp takes nothing but a template it has approved. Say
        which message each speaks for; the agents use no other.
        {data?.askedAt ? (
          <>
            {' '}
            Read hourly, last <TimeText at={data.askedAt} />.
          </>
        ) : null}
      </p>
      {data?.isReadable === false ? (
        <Notice>
          The business account ID is not filled in, so templates cannot be read. Add it under Change; until then only
          customers who wrote within a day get messages.
        </Notice>
      ) : null}
      {data?.problem ? (
        <Notice tone="warn" title="The templates could not be read">
          {data.problem} What is shown is what was known before.
        </Notice>
      ) : null}
      {data ? (
        <TemplateList templates={data.templates} isSandbox={data.isSandbox} onChoose={setChosen} />
      ) : error ? (
        <ErrorState description={error.message} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-16" />
      )}
      {template ? <TemplateDialog key={template.id} template={template} onClose={() => setChosen(null)} /> : null}
    </section>
  );
}

type TemplateListProps = { templates: TemplateView[]; isSandbox: boolean; onChoose: (id: string) => void };

function TemplateList({ templates, isSandbox, onChoose }: TemplateListProps) {
  if (templates.length === 0) {
    return (
      <p className="rounded-md border border-dashed border-border px-3 py-4 text-fg-muted">
        {isSandbox
          ? 'None yet. The sandbox has a few of its own to try the channel with.'
          : 'None is known yet. Make one in Meta’s WhatsApp Manager, then read them anew.'}
      </p>
    );
  }
  return (
    <ul className="flex flex-col divide-y divide-border rounded-md border border-border">
      {templates.map((template) => (
        <li key={template.id} className="flex flex-col gap-2 p-3 sm:flex-row sm:items-start">
          <TemplateFacts template={template} />
          <Button
            size="sm"
            className="self-start"
            onClick={() => onChoose(template.id)}
            // One in use can be taken out of use, whatever became of it.
            disabledReason={(template.speaksFor === null && template.obstacle) || undefined}
          >
            {template.speaksFor ? 'Change use' : 'Use'}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function TemplateFacts({ template }: { template: TemplateView }) {
  const { name, language, status, quality, category, reason, header, body, footer, obstacle, speaksFor, unfit } =
    template;
  const buttons = [template.button, ...template.otherButtons].flatMap((button) => button?.text ?? []);
  const { tone, word } = STATUSES[status];
  const liked = QUALITIES[quality];
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1.5">
      <p className="flex flex-wrap items-center gap-1.5">
        <span className="font-medium break-all">{name.replaceAll('_', ' ')}</span>
        <Tag>{language}</Tag>
        <Tag>{CATEGORIES[category]}</Tag>
        <Badge tone={tone}>{word}</Badge>
        {liked ? <Badge tone={liked.tone}>{liked.word}</Badge> : null}
      </p>
      {header ? <p className="font-medium break-words text-fg-muted">{header}</p> : null}
      <p className="break-words whitespace-pre-line text-fg-muted">{body || 'No words of its own.'}</p>
      {footer ? <p className="text-xs break-words text-fg-muted">{footer}</p> : null}
      {buttons.length > 0 ? (
        <p className="break-words text-fg-muted">
          {buttons.length === 1 ? 'Button' : 'Buttons'}: {buttons.join(', ')}
        </p>
      ) : null}
      {speaksFor ? <p>Speaks for: {nameOfUse(speaksFor)}</p> : null}
      {reason ? <p className="text-bad">WhatsApp says: {reason.replaceAll('_', ' ').toLowerCase()}.</p> : null}
      {(unfit ?? obstacle) ? <p className="text-warn">Not sent: {unfit ?? obstacle}</p> : null}
    </div>
  );
}

const STATUSES: Record<TemplateStatus, { tone: Tone; word: string }> = {
  approved: { tone: 'good', word: 'Approved' },
  pending: { tone: 'info', word: 'Being looked at' },
  rejected: { tone: 'bad', word: 'Rejected' },
  paused: { tone: 'warn', word: 'Paused by WhatsApp' },
  disabled: { tone: 'bad', word: 'Disabled' },
};
const QUALITIES: Record<TemplateQuality, { tone: Tone; word: string } | null> = {
  green: { tone: 'good', word: 'Well received' },
  yellow: { tone: 'warn', word: 'Some complaints' },
  red: { tone: 'bad', word: 'Many complaints' },
  unknown: null,
};
const CATEGORIES: Record<TemplateCategory, string> = {
  marketing: 'Marketing',
  utility: 'Service',
  authentication: 'Codes for signing in',
};
