'use client';

import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { SkeletonLines } from '@/components/ui/skeleton';
import { STYLE_NAMES } from '@/domain/copy/styles';
import { useTRPC } from '@/lib/trpc/client';
import type { WordsNow as Words } from '@/server/services/creative';
import { AskAboutCustomer } from './ask-agent';

/** "What would you do now, and why", about one customer: this agent answers with words. */
export function AskWords() {
  return <AskAboutCustomer answer={(customerId, name) => <WordsNow customerId={customerId} name={name} />} />;
}

/** The words that one customer would get, kind of message by kind of message, and why these. */
function WordsNow({ customerId, name }: { customerId: string; name: string | null }) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.creative.wordsNow.queryOptions({ workspace: slug, customerId }));
  if (error && !data) return <ErrorState description={error.message} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={8} />;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm">
        What{' '}
        <Link href={to(`/customers/${customerId}`)} className="text-link underline underline-offset-2">
          {name ?? 'this customer'}
        </Link>{' '}
        would read. Subjects are shown as a customer called Anna reads them.
      </p>
      <ul aria-label="Words by message" className="divide-y divide-border rounded-md border border-border">
        {data.map((words) => (
          <li key={words.templateId} className="flex flex-col gap-1 px-3 py-2.5">
            <p className="flex flex-wrap items-center gap-2 text-table">
              <Link
                href={to(`/creative?message=${words.templateId}`)}
                className="font-medium text-link underline-offset-2 hover:underline"
              >
                {words.message}
              </Link>
              <Standing words={words} />
            </p>
            <p className="text-sm">“{words.subject}”</p>
            <p className="text-xs text-fg-muted">{words.why}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Standing({ words: { style, isTest } }: { words: Words }) {
  if (!style) return <Badge tone="neutral">Library</Badge>;
  return <Badge tone={isTest ? 'info' : 'good'}>{`${STYLE_NAMES[style]}, ${isTest ? 'in a test' : 'won'}`}</Badge>;
}
