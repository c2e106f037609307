'use client';

import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { cn } from './cn';

export type Tab<Value extends string> = { value: Value; label: ReactNode; count?: number; content: ReactNode };

type TabsProps<Value extends string> = {
  label: string;
  tabs: readonly Tab<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  className?: string;
};

/** Several faces of one thing. Keep the chosen one in the URL. */
export function Tabs<Value extends string>({ label, tabs, value, onValueChange, className }: TabsProps<Value>) {
  return (
    <Base.Root value={value} onValueChange={onValueChange} className={cn('flex flex-col gap-4', className)}>
      <Base.List aria-label={label} className="relative flex gap-1 overflow-x-auto border-b border-border">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="flex h-9 items-center gap-1.5 rounded-t-md px-2.5 text-sm whitespace-nowrap text-fg-muted -outline-offset-2 hover:text-fg data-active:font-medium data-active:text-fg pointer-coarse:h-11"
          >
            {tab.label}
            {tab.count === undefined ? null : <span className="text-xs text-fg-muted">{tab.count}</span>}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) bg-primary transition-[translate,width] duration-200 ease-calm" />
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="outline-offset-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
