'use client';

import type { VariantProps } from 'class-variance-authority';
import type { ComponentProps, ReactNode } from 'react';
import { buttonStyles } from './button';
import { cn } from './cn';
import { Tooltip } from './tooltip';

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> &
  Pick<VariantProps<typeof buttonStyles>, 'variant'> & {
    /** What it does, in a word or two: its name for everybody who cannot see the icon. */
    label: string;
    icon: ReactNode;
    size?: 'sm' | 'md';
    shortcut?: string;
    tooltipSide?: 'top' | 'right' | 'bottom' | 'left';
  };

/** A button with an icon alone; its label is the tooltip and the accessible name. */
export function IconButton({
  label,
  icon,
  variant = 'ghost',
  size = 'md',
  shortcut,
  tooltipSide,
  className,
  type = 'button',
  ...props
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut} side={tooltipSide}>
      <button
        {...props}
        type={type}
        aria-label={label}
        aria-keyshortcuts={shortcut?.replace('Mod', 'Control')}
        className={cn(
          buttonStyles({ variant }),
          size === 'sm' ? 'size-7' : 'size-8',
          'px-0 pointer-coarse:size-11 pointer-coarse:px-0',
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
