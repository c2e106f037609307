import { expect, it } from 'vitest';
import {
  isOpen,
  needsProof,
  nextStatus,
  REQUEST_KINDS,
  type RequestMove,
  type RequestStatus,
  statusAfter,
} from './request';

it.each<[RequestStatus, RequestMove, RequestStatus | null]>([
  ['received', 'verify', 'verified'],
  ['verified', 'verify', null],
  ['received', 'run', null],
  ['verified', 'run', 'running'],
  ['running', 'run', null],
  ['running', 'finish', 'done'],
  ['verified', 'finish', null],
  ['received', 'refuse', 'refused'],
  ['verified', 'refuse', 'refused'],
  ['running', 'refuse', null],
  ['done', 'refuse', null],
  ['received', 'extend', 'received'],
  ['verified', 'extend', 'verified'],
  ['done', 'extend', null],
])('%s, %s: %s', (status, move, after) => {
  expect(statusAfter(status, move)).toBe(after);
});

it('only a copy and an erasure ask for proof of who asks', () => {
  expect(REQUEST_KINDS.filter(needsProof)).toEqual(['access', 'portability', 'erasure']);
});

it.each([
  ['opt_out_of_sale', 'running'],
  ['opt_out_of_marketing', 'running'],
  ['erasure', null],
  ['access', null],
] as const)('%s as it came, run: %s', (kind, status) => {
  expect(nextStatus(kind, 'received', 'run')).toBe(status);
});

it('is open until it is done or refused', () => {
  expect((['received', 'verified', 'running', 'done', 'refused'] as const).filter(isOpen)).toEqual([
    'received',
    'verified',
    'running',
  ]);
});
