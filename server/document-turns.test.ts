import { expect, it } from 'vitest';
import { inDocumentTurn, MOST_WAITING } from './document-turns';

it('draws one document at a time, lets few wait, and refuses the rest with when to come back', async () => {
  let [drawing, most] = [0, 0];
  const releases: (() => void)[] = [];
  const draw = async () => {
    drawing += 1;
    most = Math.max(most, drawing);
    await new Promise<void>((resolve) => releases.push(resolve));
    drawing -= 1;
    return 'drawn';
  };
  const asked = Array.from({ length: MOST_WAITING + 1 }, () => inDocumentTurn(draw));
  await expect(inDocumentTurn(draw)).rejects.toMatchObject({
    code: 'unavailable',
    details: { retryAfterSeconds: expect.any(Number) },
  });
  let done = false;
  const all = Promise.all(asked).finally(() => {
    done = true;
  });
  while (!done) {
    releases.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await all).toEqual(asked.map(() => 'drawn'));
  expect(most).toBe(1);
});

it('goes on after one that failed', async () => {
  const failed = inDocumentTurn(async () => {
    throw new Error('No such typeface.');
  });
  const next = inDocumentTurn(async () => 'drawn');
  await expect(failed).rejects.toThrow('No such typeface.');
  expect(await next).toBe('drawn');
});
