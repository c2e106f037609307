import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';

type ShopFrameProps = { slug: string; name: string; itemCount: number; children: ReactNode };

/** Header, notice and footer of the demo shop. */
export function ShopFrame({ slug, name, itemCount, children }: ShopFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col bg-bg">
      <p className="bg-primary px-4 py-2 text-center text-sm text-primary-fg">
        Demo shop: nothing here is for sale. Products, customers and orders are made up.
      </p>
      <header className="border-border border-b bg-surface">
        <div className="mx-auto flex h-16 w-full max-w-6xl items-center justify-between gap-4 px-4">
          <Link href={`/shop/${slug}`} className="flex items-center gap-2.5 font-semibold text-fg text-lg">
            <Mark />
            {name}
          </Link>
          <Link
            href={`/shop/${slug}/cart`}
            className="inline-flex h-10 items-center rounded-md px-3 text-fg text-sm hover:bg-hover pointer-coarse:h-11"
          >
            Cart
            <span className="ml-2 min-w-6 rounded-full bg-sunken px-2 py-0.5 text-center text-xs tabular-nums">
              {itemCount}
            </span>
          </Link>
        </div>
      </header>
      <main className="mx-auto w-full max-w-6xl flex-1 px-4 py-8">{children}</main>
      <footer className="border-border border-t px-4 py-6 text-center text-fg-subtle text-sm">
        {name} is an invented shop that shows what Touchstone does.
      </footer>
    </div>
  );
}

function Mark() {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className="size-8">
      <rect width="32" height="32" rx="8" fill="#2f5d5b" />
      <path d="M16 6l6 9h-3.4l4.4 7H9l4.4-7H10z" fill="#dbe6e4" />
      <path d="M6 26q5-3 10 0t10 0" fill="none" stroke="#d9b45f" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
