import { FilterX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { EmptyState } from './empty-state';

type NoMatchProps = {
  /** "No decision fits these filters". */
  title: string;
  description?: ReactNode;
  clearLabel?: string;
  onClear: () => void;
  className?: string;
};

/** A list that the reader's own search and filters have emptied, and the way back to all of it. */
export function NoMatch({
  title,
  description = 'There may be others. Loosen the search or a filter, or clear them all.',
  clearLabel = 'Clear filters',
  onClear,
  className,
}: NoMatchProps) {
  return (
    <EmptyState
      icon={FilterX}
      title={title}
      description={description}
      actions={
        <Button variant="primary" onClick={onClear}>
          {clearLabel}
        </Button>
      }
      className={className}
    />
  );
}
