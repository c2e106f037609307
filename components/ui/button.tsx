import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps, MouseEvent } from 'react';
import { useId } from 'react';
import { Link } from '@/components/ui/link';
import { cn } from './cn';
import { Kbd } from './kbd';
import { Spinner } from './spinner';

const looks = cva(
  [
    'relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border border-transparent font-medium whitespace-nowrap select-none',
    'transition-[background-color,border-color,color,box-shadow] duration-120',
    'disabled:opacity-50 aria-disabled:opacity-50',
    '[&_svg]:size-4 [&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        primary:
          'bg-primary text-primary-fg not-disabled:not-aria-disabled:hover:bg-primary-hover data-popup-open:bg-primary-hover',
        secondary:
          'border-border bg-surface text-fg shadow-card not-disabled:not-aria-disabled:hover:bg-hover data-popup-open:bg-hover dark:bg-raised',
        ghost:
          'text-fg-muted not-disabled:not-aria-disabled:hover:bg-hover not-disabled:not-aria-disabled:hover:text-fg data-popup-open:bg-hover data-popup-open:text-fg',
        danger: 'bg-bad text-bad-fg not-disabled:not-aria-disabled:hover:bg-bad-hover',
        dangerOutline:
          'border-bad/50 bg-surface text-bad not-disabled:not-aria-disabled:hover:bg-bad-soft data-popup-open:bg-bad-soft',
      },
      size: {
        sm: 'h-7 px-2 text-table pointer-coarse:h-11 pointer-coarse:px-3',
        md: 'h-8 px-3 text-sm pointer-coarse:h-11 pointer-coarse:px-4',
        lg: 'h-10 px-4 text-sm pointer-coarse:h-12',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);
type ButtonLook = VariantProps<typeof looks>;

/** Looks of a button, for links and triggers that are not a `<Button>`. */
export function buttonStyles({ className, ...look }: ButtonLook & { className?: string } = {}): string {
  // Merged, so that the variant's border wins over the transparent one of the base.
  return cn(looks(look), className);
}

export type ButtonProps = ComponentProps<'button'> &
  ButtonLook & {
    /** Work under way: keeps its width, takes no second press. */
    pending?: boolean;
    /** Why it cannot be used now. The button stays reachable, so that the reason can be read. */
    disabledReason?: string;
    /** Key that does the same, shown at the end: "A", "Mod+Enter". */
    shortcut?: string;
  };

/** A button. One `primary` a page; destructive ones are `danger`. */
export function Button({
  variant,
  size,
  pending = false,
  disabledReason,
  shortcut,
  className,
  children,
  onClick,
  type = 'button',
  ...props
}: ButtonProps) {
  const reasonId = useId();
  const isBlocked = pending || Boolean(disabledReason);
  function handleClick(event: MouseEvent<HTMLButtonElement>) {
    if (isBlocked) event.preventDefault();
    else onClick?.(event);
  }
  return (
    <button
      {...props}
      type={type}
      onClick={handleClick}
      aria-disabled={isBlocked || undefined}
      aria-busy={pending || undefined}
      aria-describedby={disabledReason ? reasonId : props['aria-describedby']}
      aria-keyshortcuts={shortcut?.replace('Mod', 'Control') ?? props['aria-keyshortcuts']}
      title={disabledReason ?? props.title}
      className={buttonStyles({ variant, size, className })}
    >
      {pending ? <Spinner className="absolute" /> : null}
      <span className={cn('inline-flex items-center gap-1.5', pending && 'invisible')}>{children}</span>
      {shortcut ? <Kbd keys={shortcut} className="-mr-1 ml-0.5 opacity-80 pointer-coarse:hidden" /> : null}
      {disabledReason ? (
        <span id={reasonId} className="sr-only">
          {disabledReason}
        </span>
      ) : null}
    </button>
  );
}

/** A link that looks like a button. */
export function LinkButton({ variant, size, className, ...props }: ComponentProps<typeof Link> & ButtonLook) {
  return <Link {...props} className={buttonStyles({ variant, size, className })} />;
}
