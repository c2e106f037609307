import { type Expression, evaluate, parseExpression } from './expression';
import { durationMs, nextFiring } from './schedule';

/** A function as the executor sees it, made of the configuration that the SDK would register with Inngest. */
export type FunctionDefinition = {
  id: string;
  events: { name: string; condition: Expression | undefined }[];
  crons: string[];
  maxAttempts: number;
  concurrency: { name: string; limit: number; key: Expression | undefined }[];
  batch: { maxSize: number; timeoutMs: number; key: Expression | undefined } | undefined;
  idempotency: Expression | undefined;
  cancelOn: { event: string; expression: string | undefined }[];
};

export type EventPayload = { id: string; name: string; data: Record<string, unknown>; ts: number };

export const FUNCTION_FAILED = 'inngest/function.failed';
/** Inngest's default: four retries after the first attempt. */
const DEFAULT_RETRIES = 4;
const SUPPORTED = ['id', 'name', 'triggers', 'steps', 'concurrency', 'batchEvents', 'idempotency', 'cancel'];

type Config = Record<string, unknown> & { id: string };

/** Thrown at boot: the function asks for something that would otherwise be ignored without a word. */
export class UnsupportedFeature extends Error {
  override readonly name = 'UnsupportedFeature';
  constructor(functionId: string, feature: string) {
    super(
      `The function "${functionId}" uses ${feature}, which the embedded executor does not support. ` +
        'Do without it, or run on Inngest itself (docs/how-to/run-on-your-own-postgres-and-inngest.md).',
    );
  }
}

/** Reads what the SDK would register; throws UnsupportedFeature for the first thing the executor cannot do. */
export function readDefinitions(configs: unknown[]): FunctionDefinition[] {
  return configs.map((config) => readDefinition(config as Config));
}

function readDefinition(config: Config): FunctionDefinition {
  const refuse = (feature: string): never => {
    throw new UnsupportedFeature(config.id, feature);
  };
  for (const [feature, value] of Object.entries(config)) {
    if (value !== undefined && !SUPPORTED.includes(feature)) refuse(feature);
  }
  const expression = (source: string | undefined, feature: string): Expression | undefined => {
    if (source === undefined) return undefined;
    try {
      return parseExpression(source);
    } catch (error) {
      return refuse(`${feature} with an expression it cannot read (${(error as Error).message})`);
    }
  };
  const steps = config.steps as { step?: { retries?: { attempts?: number } } } | undefined;
  return {
    id: config.id,
    ...readTriggers(config, expression, refuse),
    maxAttempts: (steps?.step?.retries?.attempts ?? DEFAULT_RETRIES) + 1,
    concurrency: readConcurrency(config, expression),
    batch: readBatch(config, expression, refuse),
    idempotency: expression(config.idempotency as string | undefined, 'idempotency'),
    cancelOn: readCancellations(config, expression, refuse),
  };
}

type ReadExpression = (source: string | undefined, feature: string) => Expression | undefined;
type Refuse = (feature: string) => never;

function readTriggers(config: Config, expression: ReadExpression, refuse: Refuse) {
  const triggers = config.triggers as { event?: string; expression?: string; cron?: string; jitter?: string }[];
  const events: FunctionDefinition['events'] = [];
  const crons: string[] = [];
  for (const trigger of triggers) {
    if (trigger.jitter) refuse('a cron trigger with jitter');
    if (trigger.cron) {
      readCron(trigger.cron, refuse);
      crons.push(trigger.cron);
    } else if (trigger.event) {
      if (trigger.event.includes('*')) refuse(`a wildcard trigger (${trigger.event})`);
      if (trigger.event.startsWith('inngest/') && trigger.event !== FUNCTION_FAILED)
        refuse(`the trigger ${trigger.event}`);
      events.push({ name: trigger.event, condition: expression(trigger.expression, 'a trigger condition') });
    }
  }
  if (!events.length && !crons.length) refuse('no trigger (step.invoke)');
  return { events, crons };
}

function readCron(cron: string, refuse: Refuse): void {
  try {
    nextFiring(cron, new Date());
  } catch (error) {
    refuse(`the cron trigger "${cron}" (${(error as Error).message})`);
  }
}

type Limit = number | { limit: number; key?: string; scope?: 'fn' | 'env' | 'account' };

function readConcurrency(config: Config, expression: ReadExpression): FunctionDefinition['concurrency'] {
  const declared = config.concurrency as Limit | Limit[] | undefined;
  if (declared === undefined) return [];
  return (Array.isArray(declared) ? declared : [declared]).map((entry, index) => {
    const { limit, key, scope = 'fn' } = typeof entry === 'number' ? { limit: entry } : entry;
    // Limits of a wider scope are shared by all functions that spell the same key.
    const name = scope === 'fn' ? `${config.id}:${index}` : `shared:${key}`;
    return { name, limit, key: expression(key, 'concurrency') };
  });
}

function readBatch(config: Config, expression: ReadExpression, refuse: Refuse): FunctionDefinition['batch'] {
  const declared = config.batchEvents as { maxSize: number; timeout: string; key?: string; if?: string } | undefined;
  if (!declared) return undefined;
  if (declared.if) refuse('batchEvents.if');
  if (config.idempotency) refuse('idempotency together with batchEvents');
  if (config.cancel) refuse('cancelOn together with batchEvents');
  const timeoutMs = durationMs(declared.timeout) ?? refuse(`batchEvents.timeout "${declared.timeout}"`);
  return { maxSize: declared.maxSize, timeoutMs, key: expression(declared.key, 'batchEvents.key') };
}

function readCancellations(config: Config, expression: ReadExpression, refuse: Refuse): FunctionDefinition['cancelOn'] {
  const declared = (config.cancel ?? []) as { event: string; if?: string; timeout?: string }[];
  return declared.map((entry) => {
    if (entry.timeout) refuse('cancelOn.timeout');
    expression(entry.if, 'cancelOn');
    return { event: entry.event, expression: entry.if };
  });
}

/** Keys under which jobs of a run count towards the function's concurrency limits. */
export function slotsOf(definition: FunctionDefinition, event: EventPayload): string[] {
  return definition.concurrency.map(({ name, limit, key }) => {
    const value = key ? JSON.stringify(evaluate(key, { event })) : '';
    return `${limit}|${name}|${value}`;
  });
}

/** The limit that a slot key carries. */
export function limitOf(slot: string): number {
  return Number(slot.slice(0, slot.indexOf('|')));
}
