'use client';

import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { cn } from './cn';
import type { SelectOption, SelectProps } from './select';
import { selectStyles } from './select-styles';
import { useOpenAfterMount } from './use-open-after-mount';

type SelectListProps<Value extends string> = SelectProps<Value> & {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** The list and the control that opens it; inside a `<Field>` use it as it is. */
export function SelectList<Value extends string>({
  label,
  options,
  value,
  onValueChange,
  placeholder = 'Choose',
  disabled,
  className,
  open,
  onOpenChange,
}: SelectListProps<Value>) {
  const isOpen = useOpenAfterMount(open ?? false);
  return (
    <Base.Root
      items={options as SelectOption<Value>[]}
      value={value}
      disabled={disabled}
      open={open === undefined ? undefined : isOpen}
      onOpenChange={onOpenChange}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next);
      }}
    >
      <Base.Trigger aria-label={label} className={cn(selectStyles, className)}>
        <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-fg-subtle" />
        <Base.Icon className="text-fg-subtle">
          <ChevronsUpDown aria-hidden className="size-3.5" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup className="popup max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto p-1">
            <Base.List>
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="flex min-h-8 cursor-default items-center gap-2 rounded-sm py-1 pr-3 pl-2 text-sm outline-none data-highlighted:bg-hover pointer-coarse:min-h-11"
                >
                  {option.icon}
                  <span className="flex min-w-0 flex-1 flex-col">
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.hint ? <span className="text-xs text-fg-muted">{option.hint}</span> : null}
                  </span>
                  <Base.ItemIndicator>
                    <Check aria-hidden className="size-3.5" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
