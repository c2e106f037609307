import { cn } from '@/components/ui/cn';
import { NAMED_LINE } from '@/components/ui/stacked-table';
import { type Column, phonePlace } from './column';

const HIDDEN_BELOW = {
  sm: 'max-sm:hidden',
  md: 'max-md:hidden',
  lg: 'max-lg:hidden',
  xl: 'max-xl:hidden',
  '2xl': 'max-2xl:hidden',
} as const;
/** The same for what a phone shows again. */
const HIDDEN_BETWEEN = {
  sm: '',
  md: 'sm:max-md:hidden',
  lg: 'sm:max-lg:hidden',
  xl: 'sm:max-xl:hidden',
  '2xl': 'sm:max-2xl:hidden',
} as const;

const PHONE_PLACES = {
  // Two rows, so that two may stand beside it.
  title: 'max-sm:col-start-2 max-sm:row-span-2 max-sm:row-start-1 max-sm:min-w-0',
  aside: 'max-sm:-order-1 max-sm:col-start-3 max-sm:pl-3 max-sm:text-right',
  line: `max-sm:col-span-2 max-sm:col-start-2 ${NAMED_LINE}`,
  text: 'max-sm:col-span-2 max-sm:col-start-2',
} as const;

/** Row of a table; on a phone a card: a box, the title and what stands beside it, then lines. */
export const ROW =
  'max-sm:grid max-sm:grid-cols-[auto_minmax(0,1fr)_auto] max-sm:items-start max-sm:gap-y-1 max-sm:border-b max-sm:border-border max-sm:px-4 max-sm:py-3 max-sm:last:border-b-0';

const CELL =
  'sm:h-9 sm:border-b sm:border-border sm:px-3 sm:py-1.5 sm:align-middle sm:first:pl-4 sm:last:pr-4 sm:group-last/row:border-b-0 sm:pointer-coarse:h-11';

/** From which widths on a column is there, in the table's own layout. */
export function shownFrom<Row>(column: Column<Row>): string {
  if (!column.showFrom) return '';
  return (column.onPhone ? HIDDEN_BETWEEN : HIDDEN_BELOW)[column.showFrom];
}

/** Looks of a cell. */
export function cellStyles<Row>(column: Column<Row>, isFirst: boolean): string {
  const place = phonePlace(column, isFirst);
  return cn(CELL, column.align === 'right' && 'sm:text-right', shownFrom(column), place && PHONE_PLACES[place]);
}
