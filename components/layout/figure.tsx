import type { ReactNode } from 'react';

type FigureProps = { label: string; hint?: string; children: ReactNode };

/** One figure of a row of them, inside a `<dl>`: its name above, a remark below. */
export function Figure({ label, hint, children }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-fg-muted">{label}</dt>
      <dd className="text-lg font-medium">{children}</dd>
      {hint ? <dd className="text-xs text-fg-muted">{hint}</dd> : null}
    </div>
  );
}
