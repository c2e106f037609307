import type { ReactNode } from 'react';

/** The reservation that belongs beside every credited figure; `children` lead to what the touches caused. */
export function CreditedNotCaused({ children }: { children?: ReactNode }) {
  return (
    <p className="max-w-[72ch] text-table text-fg-muted">
      Credited is not caused: some of these customers would have ordered without a message, and others order because of
      one without ever clicking it. What the touches caused, less or more, is told by the customers left alone on
      purpose. {children}
    </p>
  );
}
