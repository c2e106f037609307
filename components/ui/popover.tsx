'use client';

import { lazy, type ReactElement, type ReactNode } from 'react';
import { LazyOverlay } from './lazy-overlay';

const load = () => import('./popover-panel');
const PopoverPanel = lazy(async () => ({ default: (await load()).PopoverPanel }));

export type PopoverProps = {
  trigger: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title?: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'right' | 'bottom' | 'left';
  className?: string;
  children: ReactNode;
};

/** A little more about what was pressed, beside it. */
export function Popover(props: PopoverProps) {
  return (
    <LazyOverlay
      kind="dialog"
      load={load}
      trigger={props.trigger}
      open={props.open}
      onOpenChange={props.onOpenChange}
      overlay={(state) => <PopoverPanel {...props} {...state} />}
    />
  );
}
