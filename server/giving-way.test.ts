import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { answering, givingWay } from './giving-way';

const FOREVER = 2_147_483_647;

it('background work waits until what somebody waits for is answered', async () => {
  const order: string[] = [];
  const giveWay = givingWay(() => FOREVER);
  const answered = answering(async () => {
    for (let turn = 0; turn < 5; turn++) await nextTurn();
    order.push('answer');
  });
  await giveWay();
  order.push('background');
  await answered;
  expect(order).toEqual(['answer', 'background']);
});

it('background work goes on, though somebody always waits', async () => {
  const giveWay = givingWay();
  let answer = () => {};
  const asked = answering(() => new Promise<void>((resolve) => (answer = resolve)));
  for (let piece = 0; piece < 3; piece++) await giveWay();
  answer();
  await asked;
});

it('an answer that fails is waited for no longer', async () => {
  const giveWay = givingWay(() => FOREVER);
  await expect(answering(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  await giveWay();
});

it('work for an answer gives way to nobody: it would wait for itself', async () => {
  await answering(async () => givingWay(() => FOREVER)());
});
