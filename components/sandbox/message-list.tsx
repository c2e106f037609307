'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useRef } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useShortcut } from '@/components/shortcuts';
import { Button, buttonStyles } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { NoMatch } from '@/components/ui/no-match';
import { Skeleton } from '@/components/ui/skeleton';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { MessageRow } from './message-row';
import { SandboxFilters } from './sandbox-filters';
import { useNewMessages } from './use-new-messages';
import { useSandboxFilters } from './use-sandbox-filters';

const PAGE_SIZE = 40;

/** All messages that went to the sandbox, newest first. What arrives meanwhile waits behind a button: nothing moves by itself. */
export function MessageList({ openId }: { openId: string | null }) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const router = useRouter();
  const query = useSearchParams().toString();
  const { chosen, asked, isFiltered, set, clear } = useSandboxFilters();
  const list = useRef<HTMLUListElement>(null);
  const messages = useInfiniteQuery({
    ...trpc.messages.list.infiniteQueryOptions(
      { workspace: slug, ...asked, limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  // An open message is what the page is about.
  const Title = openId ? 'h2' : 'h1';
  const rows = messages.data?.pages.flatMap((page) => page.items);
  const setForLater = messages.data?.pages.at(-1)?.setForLater ?? 0;
  const arrived = useNewMessages(asked, rows);

  /** While a message is open the next one opens in its place; before, Enter opens the one that is reached. */
  function walk(by: 1 | -1) {
    const link = focusRow(list.current, by);
    if (link && openId) router.replace(link.getAttribute('href') ?? to('/sandbox'));
  }
  useShortcut('list.next', () => walk(1));
  useShortcut('list.previous', () => walk(-1));

  return (
    <section
      aria-label="Messages"
      className="flex flex-col lg:sticky lg:top-13 lg:h-[calc(100dvh-52px)] lg:overflow-hidden"
    >
      <header className="flex flex-col gap-3 border-b border-border px-4 pt-4 pb-3">
        <div>
          <Title className="text-xl font-medium tracking-[-0.01em]">Sandbox inbox</Title>
          <p className="text-table text-fg-muted">Nothing here is delivered to anybody. Every link works.</p>
        </div>
        <SandboxFilters chosen={chosen} set={set} />
        {arrived > 0 ? (
          <Button size="sm" onClick={() => void messages.refetch()}>
            Show {plural(arrived, 'new message')}
          </Button>
        ) : null}
        {setForLater > 0 ? (
          <p className="flex items-center justify-between gap-2 text-table text-fg-muted">
            {plural(setForLater, 'message')} set for later
            <Button size="sm" variant="ghost" onClick={() => set({ state: 'waiting' })}>
              Show
            </Button>
          </p>
        ) : null}
      </header>
      <div className="scrollbar-thin min-h-0 flex-1 overflow-y-auto" aria-busy={messages.isFetching}>
        {messages.error && !rows ? (
          <ErrorState description={messages.error.message} onRetry={() => void messages.refetch()} />
        ) : rows === undefined ? (
          <RowSkeletons />
        ) : rows.length > 0 ? (
          <ul ref={list}>
            {rows.map((message) => (
              <MessageRow
                key={message.id}
                message={message}
                isSelected={message.id === openId}
                href={to(`/sandbox/${message.id}${query ? `?${query}` : ''}`)}
              />
            ))}
          </ul>
        ) : isFiltered ? (
          <NoMatch title="No message fits these filters" onClear={clear} />
        ) : (
          <EmptyState
            icon={FlaskConical}
            title="No messages yet"
            description="When a decision is approved, or may go out by itself, its message lands here instead of in somebody's mailbox."
            actions={
              <Link href={to('/inbox')} className={buttonStyles()}>
                Review decisions
              </Link>
            }
          />
        )}
        {messages.hasNextPage ? (
          <div className="p-3 text-center">
            <Button variant="ghost" pending={messages.isFetchingNextPage} onClick={() => void messages.fetchNextPage()}>
              Show more
            </Button>
          </div>
        ) : null}
      </div>
    </section>
  );
}

function focusRow(list: HTMLElement | null, by: 1 | -1): HTMLElement | undefined {
  const links = Array.from(list?.querySelectorAll<HTMLElement>('[data-row-link]') ?? []);
  const focused = links.indexOf(document.activeElement as HTMLElement);
  const open = links.findIndex((link) => link.getAttribute('aria-current') === 'page');
  const at = focused === -1 ? open : focused;
  const link = links[Math.min(links.length - 1, Math.max(0, at + by))];
  link?.focus();
  return link;
}

const SKELETONS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'];

function RowSkeletons() {
  return (
    <output aria-label="Loading messages">
      {SKELETONS.map((key) => (
        <div key={key} className="flex h-[85px] flex-col justify-center gap-2.5 border-b border-border px-4">
          <Skeleton className="w-1/2" />
          <Skeleton className="w-4/5" />
          <Skeleton className="h-3 w-3/5" />
        </div>
      ))}
    </output>
  );
}
