import { ServiceError } from '../../errors';

export const RETRY_AFTER_SECONDS = 5;

/** SQLSTATE of a PostgreSQL error, wherever the driver or Prisma has put it; null for anything else. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, originalCode, meta, cause } = error as {
    code?: unknown;
    originalCode?: unknown;
    meta?: { code?: unknown; driverAdapterError?: unknown };
    cause?: unknown;
  };
  for (const candidate of [originalCode, meta?.code, code]) {
    if (typeof candidate === 'string' && /^[0-9A-Z]{5}$/.test(candidate) && !/^P\d{4}$/.test(candidate))
      return candidate;
  }
  return sqlState(meta?.driverAdapterError) ?? sqlState(cause);
}

/** Whether the data itself was refused (wrong or too large a value): trying again cannot help. */
export function isDataError(error: unknown): boolean {
  const state = sqlState(error);
  return state !== null && (/^2[23]/.test(state) || state === '54000');
}

/** Whether two transactions got into each other's way: trying again will do. */
export function isConflict(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40P01' || state === '40001';
}

export function databaseAway(): ServiceError {
  return new ServiceError('unavailable', 'Events cannot be stored at the moment; send them again.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
