import { between, HOUR } from '@/domain/shared/time';
import type { PlantedFault } from '@/domain/simulation/fault';
import { SHOWN_IN } from '@/domain/simulation/fault';
import type { World } from '@/domain/simulation/people';
import type { ServiceContext } from '../../context';
import { openAnomalies, pastAnomalies } from '../watching';

/** What was told as unusual in a season, beside what was planted in it. */
export type WatchedSeason = {
  fault: {
    kind: PlantedFault['kind'];
    /** The figure it was first told of by, and hours from its beginning; null where it was not told. */
    told: { kpi: string; name: string; afterHours: number } | null;
  } | null;
  /** Told besides: false alarms. */
  others: { name: string; isHigh: boolean; foundAt: Date }[];
};

/** What a fault leaves behind in windows of three days, with what people still do with messages of then. */
const AFTERMATH_HOURS = 7 * 24;
/** More than a season can have. */
const ALL = 200;

/** Right: measurement.read. */
export async function watchedSeason(ctx: ServiceContext, { fault }: World): Promise<WatchedSeason> {
  const past = await pastAnomalies(ctx, { limit: ALL });
  const told = [...(await openAnomalies(ctx)), ...past.items].toSorted((a, b) => between(b.foundAt, a.foundAt));
  const isOfFault = ({ kpi, foundAt }: (typeof told)[number]) =>
    fault !== undefined &&
    SHOWN_IN[fault.kind].includes(kpi) &&
    foundAt >= fault.from &&
    between(fault.to, foundAt) <= AFTERMATH_HOURS * HOUR;
  const first = told.find(isOfFault);
  const others = told.filter((anomaly) => !isOfFault(anomaly));
  return {
    fault: fault
      ? {
          kind: fault.kind,
          told: first
            ? { kpi: first.kpi, name: first.name, afterHours: Math.round(between(fault.from, first.foundAt) / HOUR) }
            : null,
        }
      : null,
    others: others.map(({ name, isHigh, foundAt }) => ({ name, isHigh, foundAt })),
  };
}
