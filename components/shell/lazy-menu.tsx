'use client';

import { cloneElement, type ReactElement, type ReactNode, Suspense, useState } from 'react';

type LazyMenuProps = {
  button: ReactElement<Record<string, unknown>>;
  /** The menu around its button; it opens at once. */
  menu: (trigger: ReactElement<Record<string, unknown>>) => ReactNode;
};

/** A menu whose code is loaded by the first press on its button: until then the button stands alone. */
export function LazyMenu({ button, menu }: LazyMenuProps) {
  const [isWanted, setWanted] = useState(false);
  if (isWanted) return <Suspense fallback={button}>{menu(button)}</Suspense>;
  return cloneElement(button, { 'aria-haspopup': 'menu', 'aria-expanded': false, onClick: () => setWanted(true) });
}
