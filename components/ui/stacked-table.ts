/** A line of a row on a phone: its column's name (`data-label`) before it. It floats, so that any content may follow. */
export const NAMED_LINE =
  'max-sm:text-right max-sm:before:float-left max-sm:before:pr-3 max-sm:before:text-fg-muted max-sm:before:content-[attr(data-label)]';

/** Looks of a small table whose rows become stacks of named lines on a phone, instead of scrolling sideways. */
export const STACKED = {
  table: 'w-full text-table max-sm:block',
  head: 'max-sm:sr-only',
  body: 'max-sm:block',
  row: 'align-top max-sm:block max-sm:border-t max-sm:border-border max-sm:py-2 max-sm:first:border-t-0',
  title: 'border-border max-sm:block sm:border-t sm:py-1.5 sm:pr-3',
  line: `border-border max-sm:mt-1 max-sm:block sm:border-t sm:py-1.5 ${NAMED_LINE}`,
} as const;
