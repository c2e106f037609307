'use client';

import { lazy, type ReactElement, type ReactNode } from 'react';
import { LazyOverlay } from './lazy-overlay';

const load = () => import('./drawer-panel');
const DrawerPanel = lazy(async () => ({ default: (await load()).DrawerPanel }));

export type DrawerProps = {
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: 'left' | 'right';
  title: ReactNode;
  /** Leaves the title to screen readers, where the content names itself. */
  isTitleHidden?: boolean;
  className?: string;
  children: ReactNode;
};

/** A panel from the side: navigation on a phone, details beside a list. */
export function Drawer(props: DrawerProps) {
  return (
    <LazyOverlay
      kind="dialog"
      load={load}
      trigger={props.trigger}
      open={props.open}
      onOpenChange={props.onOpenChange}
      overlay={(state) => <DrawerPanel {...props} {...state} />}
    />
  );
}
