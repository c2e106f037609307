'use client';

import { Input as Base } from '@base-ui/react/input';
import { Search, X } from 'lucide-react';
import { type ComponentProps, useRef } from 'react';
import { cn } from './cn';

/** Looks shared by everything one types into or picks from. */
export const controlStyles = [
  'w-full rounded-md border border-border-strong/60 bg-surface px-2.5 text-sm text-fg shadow-card transition-[border-color] duration-120',
  'hover:border-border-strong focus-visible:border-focus focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-focus',
  'disabled:bg-sunken disabled:text-fg-muted data-invalid:border-bad aria-invalid:border-bad dark:bg-sunken',
  'pointer-coarse:h-11 pointer-coarse:text-base',
].join(' ');

/** One line of text. Put it in a `<Field>` for its label, hint and error. */
export function Input({ className, ...props }: ComponentProps<typeof Base> & { className?: string }) {
  return <Base {...props} className={cn(controlStyles, 'h-8 read-only:bg-sunken', className)} />;
}

type SearchInputProps = {
  /** What is searched: "Search customers". */
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  placeholder?: string;
  className?: string;
};

/** A search box with a clear button; Escape empties it. Carries data-search, which the `/` key looks for. */
export function SearchInput({ label, value, onValueChange, placeholder, className }: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null);
  function clear() {
    onValueChange('');
    input.current?.focus();
  }
  return (
    <div className={cn('relative w-64 max-w-full', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-fg-subtle"
      />
      <input
        ref={input}
        type="search"
        data-search
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={placeholder ?? label}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.stopPropagation();
          clear();
        }}
        className={cn(controlStyles, 'h-8 pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden')}
      />
      {value ? (
        <button
          type="button"
          aria-label="Clear search"
          onClick={clear}
          className="absolute top-1/2 right-1 grid size-6 -translate-y-1/2 place-items-center rounded-sm text-fg-muted hover:bg-hover hover:text-fg"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : null}
    </div>
  );
}
