import type { ReactNode } from 'react';

/** One column of a DataTable. */
export type Column<Row> = {
  id: string;
  /** Unit goes here ("Value, USD"), not into every cell. */
  header: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the right. */
  align?: 'left' | 'right';
  /** Sorts in the browser by this value: for lists that are here whole. */
  sortValue?: (row: Row) => string | number | Date | null;
  /** The server sorts by it: the table tells `onSortChange`. */
  isSortable?: boolean;
  /** A CSS width such as "120px"; the rest share what is left. */
  width?: string;
  /** From which width on it is shown; always, unless told. */
  showFrom?: 'sm' | 'md' | 'lg' | 'xl' | '2xl';
  /**
   * Its place on a phone, where each row is a small card: its title (the first column unless told), at the upper right,
   * on a line of its own behind its name, or as plain text below. Told, it is shown there whatever `showFrom` says.
   */
  onPhone?: PhonePlace;
};

export type PhonePlace = 'title' | 'aside' | 'line' | 'text';

export type Sort = { id: string; isDescending: boolean };

/** Where a column stands on a phone; null where it is left out. */
export function phonePlace<Row>({ onPhone, showFrom, align }: Column<Row>, isFirst: boolean): PhonePlace | null {
  if (onPhone) return onPhone;
  if (isFirst) return 'title';
  if (showFrom) return null;
  return align === 'right' ? 'line' : 'text';
}

/** The first press sorts figures from the top, names from A; the next one turns it round. */
export function nextSort(current: Sort | null, columnId: string, startsDescending: boolean): Sort {
  if (current?.id !== columnId) return { id: columnId, isDescending: startsDescending };
  return { id: columnId, isDescending: !current.isDescending };
}
