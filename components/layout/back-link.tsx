'use client';

import { ArrowLeft } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { MouseEvent, ReactNode } from 'react';
import { Link } from '@/components/ui/link';

type BackLinkProps = {
  /** The list this belongs to. */
  href: string;
  children: ReactNode;
};

/**
 * The way back to a list. Where the reader came from it, it is the browser's own Back, so that filters, rows and the
 * place on the page are as they were left; else an ordinary link.
 */
export function BackLink({ href, children }: BackLinkProps) {
  const router = useRouter();
  function goBack(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || !cameFrom(href)) return;
    event.preventDefault();
    router.back();
  }
  return (
    <Link
      href={href}
      onClick={goBack}
      className="inline-flex min-h-6 items-center gap-1 hover:text-fg pointer-coarse:min-h-11"
    >
      <ArrowLeft aria-hidden className="size-3.5" /> {children}
    </Link>
  );
}

/** The browser's history, where it can be asked (not everywhere yet). */
type History = { currentEntry: { index: number } | null; entries: () => { url: string | null }[] };

function cameFrom(path: string): boolean {
  if (!('navigation' in window)) return false;
  const history = window.navigation as History;
  const before = history.entries()[(history.currentEntry?.index ?? 0) - 1];
  return Boolean(before?.url) && new URL(before?.url ?? '', window.location.href).pathname === path;
}
