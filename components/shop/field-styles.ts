/** Looks of a line of text in the shop's forms, which are rendered on the server. */
export const fieldStyles =
  'block w-full rounded-md border border-border-strong bg-surface px-2.5 text-sm text-fg focus-visible:border-focus focus-visible:outline-2 focus-visible:outline-focus dark:bg-sunken pointer-coarse:h-11 pointer-coarse:text-base';
