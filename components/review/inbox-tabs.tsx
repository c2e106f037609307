'use client';

import { useWorkspace } from '@/components/layout/workspace-context';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';

const TABS = [
  { id: 'waiting', path: '/inbox', label: 'Waiting' },
  { id: 'history', path: '/inbox/history', label: 'History' },
  { id: 'rejected', path: '/inbox/rejected', label: 'Rejected' },
] as const;

type InboxTabsProps = { current: (typeof TABS)[number]['id']; className?: string };

/** What waits, what was decided, and what is learnt of rejections: each has its own address. */
export function InboxTabs({ current, className }: InboxTabsProps) {
  const { to } = useWorkspace();
  return (
    <nav aria-label="Review inbox" className={cn('flex gap-4 border-b border-border px-2', className)}>
      {TABS.map(({ id, path, label }) => (
        <Link
          key={id}
          href={to(path)}
          aria-current={id === current ? 'page' : undefined}
          className={cn(
            '-mb-px inline-flex h-8 items-center border-b-2 text-table pointer-coarse:h-11',
            id === current ? 'border-accent font-medium text-fg' : 'border-transparent text-fg-muted hover:text-fg',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
