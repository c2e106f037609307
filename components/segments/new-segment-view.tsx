'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { cn } from '@/components/ui/cn';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { ruleInWords } from '@/domain/segments/rule-words';
import { segmentTemplates } from '@/domain/segments/templates';
import { useTRPC } from '@/lib/trpc/client';
import { LazySegmentForm } from './lazy-segment-form';
import { FIRST_RULE } from './rule-draft';

const STARTS = ['blank', ...segmentTemplates('USD').map(({ id }) => id)];

/** A segment that is being made, from nothing or from a template. */
export function NewSegmentView() {
  const { slug, to, may, person, currency } = useWorkspace();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [start, setStart] = useQueryState('from', parseAsStringLiteral(STARTS).withDefault('blank'));
  const template = segmentTemplates(currency).find(({ id }) => id === start);
  const create = useMutation(
    trpc.segments.create.mutationOptions({
      async onSuccess({ id }) {
        await queryClient.invalidateQueries(trpc.segments.pathFilter());
        router.push(to(`/segments/${id}`));
      },
      onError: () => {},
    }),
  );
  if (!may('segments.edit')) return <ForbiddenState role={person.role} right="segments.edit" what="Making segments" />;
  return (
    <PageBody>
      <PageHeader
        title="New segment"
        description="Begin with a template and set its figures to your own, or from nothing."
      />
      <Starts chosen={start} onChoose={(id) => void setStart(id)} />
      <LazySegmentForm
        key={start}
        initial={{
          name: template?.name ?? '',
          description: template?.description ?? '',
          rule: template?.rule ?? FIRST_RULE,
        }}
        submitLabel="Make the segment"
        cancelHref={to('/segments')}
        pending={create.isPending || create.isSuccess}
        error={create.error?.message ?? null}
        onSubmit={(document) => create.mutate({ workspace: slug, document })}
      />
    </PageBody>
  );
}

function Starts({ chosen, onChoose }: { chosen: string; onChoose: (id: string) => void }) {
  const { currency } = useWorkspace();
  const facts = { currency, segmentName: () => null };
  const starts = [
    { id: 'blank', name: 'From nothing', words: 'One condition, yours to change.' },
    ...segmentTemplates(currency).map(({ id, name, rule }) => ({ id, name, words: ruleInWords(rule, facts) })),
  ];
  return (
    <ul aria-label="Templates" className="grid gap-2 sm:grid-cols-2 xl:grid-cols-4">
      {starts.map(({ id, name, words }) => (
        <li key={id}>
          <button
            type="button"
            aria-pressed={chosen === id}
            onClick={() => onChoose(id)}
            className={cn(
              'flex h-full w-full flex-col gap-0.5 rounded-lg border border-border bg-surface px-3 py-2 text-left shadow-card hover:bg-hover',
              chosen === id && 'border-primary',
            )}
          >
            <span className="text-sm font-medium">{name}</span>
            <span className="line-clamp-2 text-xs text-fg-muted">{words}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
