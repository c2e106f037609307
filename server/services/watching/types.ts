import { z } from 'zod';
import type { Kpi } from '@/domain/measurement/kpi';
import type { Contributor } from '@/domain/watching/contributors';
import type { Meaning, Unusual } from '@/domain/watching/unusual';
import type { WindowHours } from '@/domain/watching/watch';
import { DayInput } from '../measurement';

/** A time in which a figure was not as usual, as people read of it. What it says is of the window it was clearest in. */
export type AnomalyItem = Unusual &
  Pick<Kpi, 'name' | 'unit' | 'direction'> & {
    id: string;
    kpi: string;
    meaning: Meaning;
    clearest: WindowHours;
    windowFrom: Date;
    windowTo: Date;
    contributors: Contributor[];
    since: Date;
    foundAt: Date;
    seenUntil: Date;
    /** Null while it lasts. */
    closedAt: Date | null;
    closedBecause: string | null;
    acknowledgedAt: Date | null;
    acknowledgedBy: string | null;
    note: string | null;
  };

export const ListAnomaliesInput = z.object({
  kpi: z.string().max(64).optional(),
  cursor: z.string().max(400).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});
export const FigureAnomaliesInput = z.object({ kpi: z.string().max(64), from: DayInput, to: DayInput });
export const AcknowledgeInput = z.object({
  id: z.uuid(),
  note: z.string().trim().max(500, 'At most 500 characters.').default(''),
});
export const ReopenInput = z.object({ id: z.uuid() });
