export { plural } from '@/domain/shared/plural';
export { importNews } from './import-news';
export { type Delta, deltaOf, formatDifference, formatMetric, type MetricMeta, type MetricPrecision } from './metric';
export { formatChange, formatCount, formatMoney, formatPoints, formatRate, MISSING } from './number';
export { ROLE_NAMES, rolesInWords } from './role-names';
export {
  formatDate,
  formatDateTime,
  formatDay,
  formatDuration,
  formatExact,
  formatMonth,
  formatRelative,
  formatSecond,
  formatSpan,
  formatTime,
} from './time';
