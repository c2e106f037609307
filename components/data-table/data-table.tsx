'use client';

import {
  type ColumnDef,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  type SortingState,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { useShortcut } from '@/components/shortcuts';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { Skeleton } from '@/components/ui/skeleton';
import { cellStyles, ROW, shownFrom } from './cell-styles';
import { type Column, nextSort, type Sort } from './column';
import { SortHeader } from './sort-header';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns });

const HEAD =
  'h-9 bg-surface text-left sm:sticky sm:top-(--sticky-top,0px) sm:z-(--z-index-sticky) sm:border-b sm:border-border max-sm:content-center pointer-coarse:h-11';

export type Selection<Row> = {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
  /** Names a row for screen readers. */
  nameOf: (row: Row) => string;
};

type DataTableProps<Row extends RowData> = {
  /** What the rows are, for screen readers: "Decisions". */
  label: string;
  columns: readonly Column<Row>[];
  /** undefined while they load. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  /** Where a row leads; its first column becomes the link, the whole row its target. */
  rowHref?: (row: Row) => string;
  /** Row that is open beside the table. */
  selectedId?: string | null;
  /** Told when the server sorts; leave out for sorting in the browser. */
  sort?: Sort | null;
  onSortChange?: (sort: Sort) => void;
  /** Rows can be picked, each by a box before it and all that are shown by one on top. */
  selection?: Selection<Row>;
  /** Sorting in the browser starts with this. */
  initialSort?: Sort;
  error?: { message: string; onRetry: () => void } | null;
  /** Shown instead of rows: an <EmptyState> for the first run, or for filters that leave nothing. */
  empty: ReactNode;
  /** More rows wait on the server. */
  hasMore?: boolean;
  onLoadMore?: () => void;
  isLoadingMore?: boolean;
  /** "120 of 4,372", beside the load-more button. */
  countText?: string;
  /** Rows of the skeleton; about as many as will come. */
  skeletonRows?: number;
  className?: string;
};

/**
 * A list as a table: sortable headers that stay in sight, rows that J/K and the arrows walk through and Enter opens,
 * and a face of its own for loading, nothing, failure and more.
 */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, rowHref, selectedId, selection, error, empty, className } = props;
  const [localSort, setLocalSort] = useState<Sort | null>(props.initialSort ?? null);
  const sort = props.onSortChange ? (props.sort ?? null) : localSort;
  const body = useRef<HTMLTableSectionElement>(null);
  // On a phone the head is there only for what can be pressed in it.
  const isHeadUsed = Boolean(selection) || columns.some(isSorting);

  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const sorting: SortingState = sort ? [{ id: sort.id, desc: sort.isDescending }] : [];
  const data = useMemo(() => [...(rows ?? [])], [rows]);
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: rowId,
    manualSorting: Boolean(props.onSortChange),
    state: { sorting },
  });

  useShortcut('list.next', () => focusRow(body.current, 1), Boolean(rowHref));
  useShortcut('list.previous', () => focusRow(body.current, -1), Boolean(rowHref));

  function press(column: Column<Row>) {
    const sorted = nextSort(sort, column.id, column.align === 'right');
    if (props.onSortChange) props.onSortChange(sorted);
    else setLocalSort(sorted);
  }

  if (error) return <ErrorState description={error.message} onRetry={error.onRetry} className={className} />;
  if (rows?.length === 0) return <div className={className}>{empty}</div>;

  return (
    <div className={cn('min-w-0 overflow-clip rounded-lg', className)}>
      <table
        aria-label={label}
        aria-busy={rows === undefined}
        className="w-full border-separate border-spacing-0 text-table max-sm:block"
      >
        <colgroup className="max-sm:hidden">
          {selection ? <col className="w-10" /> : null}
          {columns.map((column) => (
            <col key={column.id} style={{ width: column.width }} className={shownFrom(column)} />
          ))}
        </colgroup>
        <thead className={isHeadUsed ? 'max-sm:block' : 'max-sm:sr-only'}>
          <tr className="max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-4 max-sm:border-b max-sm:border-border max-sm:px-4">
            {selection ? (
              <th scope="col" className={cn(HEAD, 'sm:pl-4')}>
                <PickAll selection={selection} ids={data.map((row) => rowId(row))} />
              </th>
            ) : null}
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                aria-sort={ariaSort(sort, column)}
                className={cn(
                  HEAD,
                  'text-xs font-normal text-fg-muted sm:px-3 sm:first:pl-4 sm:last:pr-4',
                  column.align === 'right' && 'sm:text-right',
                  shownFrom(column),
                  !isSorting(column) && 'max-sm:sr-only',
                )}
              >
                {isSorting(column) ? (
                  <SortHeader
                    label={column.header}
                    direction={sort?.id === column.id ? (sort.isDescending ? 'desc' : 'asc') : null}
                    isRight={column.align === 'right'}
                    onPress={() => press(column)}
                  />
                ) : (
                  column.header
                )}
              </th>
            ))}
          </tr>
        </thead>
        {rows === undefined ? (
          <SkeletonRows columns={columns} count={props.skeletonRows ?? 8} hasBoxes={Boolean(selection)} />
        ) : (
          <tbody ref={body} onKeyDown={walk} className="max-sm:block">
            {table.getRowModel().rows.map((row) => (
              <tr
                key={row.id}
                data-selected={selectedId === row.id || undefined}
                data-row-id={row.id}
                className={cn(
                  'group/row relative',
                  ROW,
                  rowHref && 'hover:bg-hover has-[[data-row-link]:focus-visible]:bg-hover data-selected:bg-info-soft',
                )}
              >
                {selection ? (
                  <td className="relative z-1 max-sm:row-start-1 max-sm:pr-3 sm:h-9 sm:border-b sm:border-border sm:pl-4 sm:align-middle sm:group-last/row:border-b-0">
                    <Checkbox
                      isLabelHidden
                      label={`Select ${selection.nameOf(row.original)}`}
                      checked={selection.ids.has(row.id)}
                      onCheckedChange={() => selection.onChange(toggled(selection.ids, row.id))}
                    />
                  </td>
                ) : null}
                {columns.map((column, position) => (
                  <td key={column.id} data-label={column.header} className={cellStyles(column, position === 0)}>
                    {position === 0 && rowHref ? (
                      <Link
                        href={rowHref(row.original)}
                        data-row-link
                        aria-current={selectedId === row.id ? 'true' : undefined}
                        className="rounded-sm outline-none after:absolute after:inset-0 focus-visible:after:rounded-sm focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
                      >
                        {column.cell(row.original)}
                      </Link>
                    ) : (
                      column.cell(row.original)
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        )}
      </table>
      <More {...props} />
    </div>
  );
}

/** The picked rows with one more, or without it. */
export function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return ids.has(id) ? new Set([...ids].filter((each) => each !== id)) : new Set([...ids, id]);
}

function PickAll<Row>({ selection, ids }: { selection: Selection<Row>; ids: readonly string[] }) {
  const picked = ids.filter((id) => selection.ids.has(id)).length;
  const areAll = picked > 0 && picked === ids.length;
  return (
    <Checkbox
      isLabelHidden
      label={`Select all ${ids.length} shown`}
      checked={areAll}
      indeterminate={picked > 0 && !areAll}
      onCheckedChange={() => selection.onChange(new Set(areAll ? [] : ids))}
    />
  );
}

function definitionOf<Row extends RowData>(column: Column<Row>): ColumnDef<typeof features, Row> {
  const { id, sortValue } = column;
  return sortValue
    ? { id, accessorFn: (row: Row) => sortValue(row) ?? undefined, sortFn: 'basic', sortUndefined: 'last' }
    : { id, accessorFn: () => null };
}

/** Whether a press on its header sorts. */
function isSorting<Row>({ isSortable, sortValue }: Column<Row>): boolean {
  return Boolean(isSortable || sortValue);
}

function ariaSort<Row extends RowData>(
  sort: Sort | null,
  column: Column<Row>,
): 'ascending' | 'descending' | 'none' | undefined {
  if (!isSorting(column)) return undefined;
  if (sort?.id !== column.id) return 'none';
  return sort.isDescending ? 'descending' : 'ascending';
}

function focusRow(body: HTMLElement | null, by: 1 | -1): void {
  const links = Array.from(body?.querySelectorAll<HTMLElement>('[data-row-link]') ?? []);
  const at = links.findIndex((link) => link.matches(':focus'));
  const next = at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + by));
  links[next]?.focus();
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  focusRow(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1);
}

type SkeletonRowsProps<Row> = { columns: readonly Column<Row>[]; count: number; hasBoxes: boolean };

function SkeletonRows<Row extends RowData>({ columns, count, hasBoxes }: SkeletonRowsProps<Row>) {
  const keys = Array.from({ length: count }, (_, index) => `skeleton-${index}`);
  return (
    <tbody className="max-sm:block">
      {keys.map((key) => (
        <tr key={key} className={cn('group/row', ROW)}>
          {hasBoxes ? <td className="max-sm:hidden sm:h-9 sm:border-b sm:border-border" /> : null}
          {columns.map((column, position) => (
            <td key={column.id} className={cellStyles(column, position === 0)}>
              <Skeleton className={cn('h-3.5', column.align === 'right' ? 'ml-auto w-12' : 'w-3/4')} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function More<Row extends RowData>({ rows, hasMore, onLoadMore, isLoadingMore, countText }: DataTableProps<Row>) {
  if (!rows || (!hasMore && !countText)) return null;
  return (
    <footer className="flex min-h-11 items-center justify-between gap-4 border-t border-border px-4 py-1.5 text-table text-fg-muted">
      <span>{countText}</span>
      {hasMore && onLoadMore ? (
        <Button variant="ghost" size="sm" pending={isLoadingMore} onClick={onLoadMore}>
          Show more
        </Button>
      ) : null}
    </footer>
  );
}
