'use client';

import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { unusualWords } from '@/lib/words/unusual-words';

/** As many are named. */
const NAMED = 3;

/** What is unusual now and nobody has looked at; nothing where there is none. */
export function UnusualStrip() {
  const { slug, currency, to } = useWorkspace();
  const trpc = useTRPC();
  const { data = [] } = useQuery(trpc.watching.open.queryOptions({ workspace: slug }));
  const waiting = data.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  if (waiting.length === 0) return null;
  const isBad = waiting.some(({ meaning }) => meaning === 'worse');
  return (
    <Notice
      tone={isBad ? 'bad' : 'info'}
      title={`${plural(waiting.length, 'figure')} not as usual`}
      actions={
        <LinkButton size="sm" href={to('/watching')} data-print="hide">
          See what is unusual
        </LinkButton>
      }
      className="max-sm:flex-wrap"
    >
      <ul>
        {waiting.slice(0, NAMED).map((item) => (
          <li key={item.id}>{unusualWords(item, currency)}</li>
        ))}
      </ul>
    </Notice>
  );
}
