import { ArrowUpRight } from 'lucide-react';
import { Link } from '@/components/ui/link';
import type { SetAside } from './set-aside';

/** What was left out and why; where this decision gave way, with the way to what went first. */
export function SetAsideList({
  items,
  hrefOf,
}: {
  items: readonly SetAside[];
  hrefOf: (decisionId: string) => string;
}) {
  if (items.length === 0)
    return (
      <p className="text-sm text-fg-muted">
        Nothing: no other agent or campaign wanted this customer, and the customer is not held out.
      </p>
    );
  return (
    <ul className="divide-y divide-border text-table">
      {items.map(({ key, title, why, decisionId }) => (
        <li key={key} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-1.5">
          <span className="font-medium">{title}</span>
          <span className="min-w-0 flex-1 basis-64 text-fg-muted">{why}</span>
          {decisionId ? (
            <Link
              href={hrefOf(decisionId)}
              className="inline-flex min-h-6 items-center gap-0.5 text-link underline-offset-2 hover:underline"
            >
              What went first <ArrowUpRight aria-hidden className="size-3.5" />
            </Link>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
