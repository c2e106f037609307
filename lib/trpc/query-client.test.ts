import { describe, expect, it } from 'vitest';
import { createQueryClient, httpStatusOf, isWorthRetrying } from './query-client';

const failure = (httpStatus?: number) => Object.assign(new Error('no'), httpStatus ? { data: { httpStatus } } : {});

describe('isWorthRetrying', () => {
  it('tries again after a server or network that stumbled, never after a refusal', () => {
    expect(isWorthRetrying(failure(503))).toBe(true);
    expect(isWorthRetrying(failure())).toBe(true);
    for (const status of [400, 401, 403, 404, 409, 429]) expect(isWorthRetrying(failure(status))).toBe(false);
  });
});

describe('httpStatusOf', () => {
  it('reads what tRPC says and nothing else', () => {
    expect(httpStatusOf(failure(404))).toBe(404);
    expect(httpStatusOf(null)).toBeUndefined();
    expect(httpStatusOf({ data: null })).toBeUndefined();
    expect(httpStatusOf({ data: { httpStatus: '404' } })).toBeUndefined();
  });
});

describe('createQueryClient', () => {
  it('tells once where a session ended and where a mutation failed without a handler of its own', async () => {
    const told: string[] = [];
    const client = createQueryClient({
      onMutationError: (error) => told.push(error.message),
      onSignedOut: () => told.push('signed out'),
    });
    const fail = (status: number) => () => Promise.reject(failure(status));
    await client.fetchQuery({ queryKey: ['q'], queryFn: fail(401) }).catch(() => {});
    await client.fetchQuery({ queryKey: ['r'], queryFn: fail(404) }).catch(() => {});
    const mutate = (status: number, onError?: () => void) =>
      client
        .getMutationCache()
        .build(client, { mutationFn: fail(status), onError })
        .execute(undefined)
        .catch(() => {});
    await mutate(409);
    await mutate(409, () => {});
    await mutate(401);
    expect(told).toEqual(['signed out', 'no', 'signed out']);
  });
});
