import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../shared/time';
import { afterSigns, CLOSED, type Sign, stateOf, TRIPS_AFTER } from './circuit';

const now = new Date('2026-11-21T12:00:00Z');
const at = (ms: number) => new Date(now.getTime() + ms);
const trouble = (count: number): Sign[] => Array.from({ length: count }, () => 'trouble');

describe('the circuit breaker of a provider', () => {
  it('opens at the tenth failure in a row, and rests half a minute', () => {
    expect(afterSigns(CLOSED, trouble(TRIPS_AFTER - 1), now).openUntil).toBeNull();
    expect(afterSigns(CLOSED, trouble(TRIPS_AFTER), now)).toEqual({
      failures: TRIPS_AFTER,
      opened: 1,
      openUntil: at(30 * SECOND),
    });
  });

  it('counts failures in a row alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: TRIPS_AFTER - 1 })), (rows) => {
        const signs = rows.flatMap((count) => [...trouble(count), 'fine' as const]);
        expect(afterSigns(CLOSED, signs, now)).toEqual(CLOSED);
      }),
    );
  });

  it('opens at once when the provider refuses us', () => {
    expect(afterSigns(CLOSED, ['fault'], now).openUntil).toEqual(at(15 * MINUTE));
  });

  it('does not rest longer for what was in the air when it opened', () => {
    const open = afterSigns(CLOSED, trouble(TRIPS_AFTER), now);
    expect(afterSigns(open, trouble(8), at(SECOND)).openUntil).toEqual(open.openUntil);
  });

  it('lets one through after its rest: a success closes it, a failure doubles the rest, up to 15 minutes', () => {
    let circuit = afterSigns(CLOSED, trouble(TRIPS_AFTER), now);
    const rests: number[] = [];
    for (let probe = 0; probe < 8; probe++) {
      const opens = circuit.openUntil ?? now;
      expect(stateOf(circuit, at(-1))).toBe('open');
      expect(stateOf(circuit, opens)).toBe('half_open');
      circuit = afterSigns(circuit, ['trouble'], opens);
      rests.push(((circuit.openUntil?.getTime() ?? 0) - opens.getTime()) / SECOND);
    }
    expect(rests).toEqual([60, 120, 240, 480, 900, 900, 900, 900]);
    expect(stateOf(afterSigns(circuit, ['fine'], now), now)).toBe('closed');
  });
});
