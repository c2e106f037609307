/** The closed set of ways a service refuses; each door maps them once. */
export type ServiceErrorCode =
  | 'not_found'
  | 'forbidden'
  | 'unauthenticated'
  | 'invalid'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable';

/** Each refusal as HTTP says it. */
export const HTTP_STATUS: Record<ServiceErrorCode, number> = {
  not_found: 404,
  forbidden: 403,
  unauthenticated: 401,
  invalid: 400,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
};

/** A refusal whose message may be shown to the caller: what is wrong and how to mend it. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  constructor(
    readonly code: ServiceErrorCode,
    message: string,
    readonly details: { field?: string; retryAfterSeconds?: number } = {},
  ) {
    super(message);
  }
}
