import type { ReactNode } from 'react';

/** Nothing here yet, in a line: for a part of a page whose other parts are what people come for. */
export function EmptyLine({ title, children }: { title: string; children: ReactNode }) {
  return (
    <p className="px-4 py-4 text-table text-fg-muted">
      <span className="font-medium text-fg">{title}.</span> {children}
    </p>
  );
}
