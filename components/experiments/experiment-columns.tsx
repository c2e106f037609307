import type { Column } from '@/components/data-table/column';
import { TimeText } from '@/components/layout/time-text';
import { Badge } from '@/components/ui/badge';
import { DECISION_WORDS } from '@/domain/experiments/verdict-words';
import { formatCount } from '@/lib/format';
import type { PastExperiment } from '@/server/services/experiments';
import { DECISION_TONES } from './decision-looks';

/** Columns of the list of past experiments. */
export const EXPERIMENT_COLUMNS: readonly Column<PastExperiment>[] = [
  {
    id: 'name',
    header: 'Experiment',
    sortValue: ({ name }) => name.toLowerCase(),
    cell: ({ name }) => <span className="font-medium break-words">{name}</span>,
  },
  {
    id: 'decision',
    header: 'Decision',
    width: '230px',
    onPhone: 'aside',
    sortValue: ({ decision }) => DECISION_WORDS[decision],
    cell: ({ decision }) => <Badge tone={DECISION_TONES[decision]}>{DECISION_WORDS[decision]}</Badge>,
  },
  {
    id: 'winner',
    header: 'Winner',
    width: '200px',
    showFrom: 'md',
    onPhone: 'line',
    cell: ({ winner }) => <span className="break-words">{winner ?? 'None'}</span>,
  },
  {
    id: 'arms',
    header: 'Arms',
    align: 'right',
    width: '72px',
    showFrom: 'md',
    sortValue: ({ arms }) => arms,
    cell: ({ arms }) => formatCount(arms),
  },
  {
    id: 'people',
    header: 'People',
    align: 'right',
    width: '110px',
    showFrom: 'sm',
    onPhone: 'line',
    sortValue: ({ people }) => people,
    cell: ({ people }) => formatCount(people),
  },
  {
    id: 'added',
    header: 'Added',
    width: '170px',
    showFrom: 'lg',
    sortValue: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <TimeText at={createdAt} as="absolute" />,
  },
];
