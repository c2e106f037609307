/** What lies between the page and what is over it. */
export const backdropStyles =
  'fixed inset-0 z-40 bg-backdrop transition-opacity duration-120 data-starting-style:opacity-0 data-ending-style:opacity-0';
/** The box of a dialog: in the middle, on a phone at the bottom. */
export const dialogStyles = [
  'popup fixed top-1/2 left-1/2 z-50 flex max-h-[min(88dvh,720px)] w-[min(calc(100vw-32px),480px)] -translate-x-1/2 -translate-y-1/2 flex-col shadow-dialog',
  'max-sm:top-auto max-sm:bottom-0 max-sm:w-full max-sm:translate-y-0 max-sm:rounded-b-none',
].join(' ');
