import { MINUTE, SECOND } from '../shared/time';

/**
 * A provider's circuit breaker. It opens after a row of failures of the provider itself (`TRIPS_AFTER`), or at once when the
 * provider refuses us altogether; then nothing is handed over until `openUntil`, when one message goes as a probe.
 */
export type Circuit = {
  /** Failures of the provider since its last success. */
  failures: number;
  /** Times it opened since its last success. */
  opened: number;
  /** Nothing is handed over before; null while it is closed. */
  openUntil: Date | null;
};

/** Failures in a row that open it. With what is in the air by then, no more than 20 are made. */
export const TRIPS_AFTER = 10;

const FIRST_REST = 30 * SECOND;
const LONGEST_REST = 15 * MINUTE;

/** One answer of the provider, as far as the circuit breaker is concerned. */
export type Sign = 'fine' | 'trouble' | 'fault';

export const CLOSED: Circuit = { failures: 0, opened: 0, openUntil: null };

/**
 * The circuit after some answers, in their order. A success closes it. While it is open, only a failed probe (an answer
 * after `openUntil`) makes it rest longer: what was in the air when it opened does not.
 */
export function afterSigns(circuit: Circuit, signs: readonly Sign[], now: Date): Circuit {
  return signs.reduce((state, sign) => afterSign(state, sign, now), circuit);
}

function afterSign(circuit: Circuit, sign: Sign, now: Date): Circuit {
  if (sign === 'fine') return CLOSED;
  const failures = circuit.failures + 1;
  const isResting = circuit.openUntil !== null && circuit.openUntil > now;
  const wasProbe = circuit.openUntil !== null && !isResting;
  if (isResting || !(wasProbe || sign === 'fault' || failures >= TRIPS_AFTER)) return { ...circuit, failures };
  const rest = sign === 'fault' ? LONGEST_REST : Math.min(LONGEST_REST, FIRST_REST * 2 ** circuit.opened);
  return { failures, opened: circuit.opened + 1, openUntil: new Date(now.getTime() + rest) };
}

/** Closed: everything may pass. Open: nothing. Half-open: one message, to see. */
export function stateOf({ openUntil }: Circuit, now: Date): 'closed' | 'open' | 'half_open' {
  if (openUntil === null) return 'closed';
  return openUntil > now ? 'open' : 'half_open';
}
