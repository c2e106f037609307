import { randomUUID } from 'node:crypto';
import { type Inngest, InngestCommHandler, type InngestFunction } from 'inngest';
import { claimToken, type Job } from './jobs';
import type { StepResult, StoredRun } from './runs';
import { retryAfterMs } from './schedule';

export type StepError = { name: string; message: string; stack?: string };

/** What the SDK reports about a step (its "opcodes"); fields it adds for its own use are ignored. */
export type Operation = {
  id: string;
  op: string;
  name?: string;
  displayName?: string;
  opts?: { timeout?: string; if?: string; parallelMode?: string } | null;
  data?: unknown;
  error?: StepError;
};

type Retry = { error: StepError; afterMs: number | undefined };
export type Answer =
  | { kind: 'completed'; output: unknown }
  | { kind: 'failed'; error: StepError }
  | ({ kind: 'retry' } & Retry)
  | { kind: 'operations'; operations: Operation[]; retry?: Retry }
  /** A sleep or a wait has come to its end. */
  | { kind: 'elapsed' };

type Request = { method: string; query: string; headers: Record<string, string>; body: unknown };
type Response = { status: number; headers: Record<string, string>; body: string };

const SERVE_URL = 'http://embedded.invalid/api/inngest';

/** The SDK's side of the protocol, called without a network and therefore without signatures. */
export class Sdk {
  private readonly handle: (request: Request) => Promise<Response>;

  constructor(client: Inngest.Any, functions: readonly InngestFunction.Any[]) {
    const handler = new InngestCommHandler<[Request], Response>({
      frameworkName: 'touchstone-embedded',
      client,
      functions,
      skipSignatureValidation: true,
      handler: (request: Request) => ({
        method: () => request.method,
        url: () => new URL(`${SERVE_URL}${request.query}`),
        headers: (key: string) => request.headers[key.toLowerCase()],
        body: () => request.body,
        transformResponse: ({ status, headers, body }) => ({ status, headers: lowerCased(headers), body }),
      }),
    });
    this.handle = handler.createHandler() as (request: Request) => Promise<Response>;
  }

  /** What the SDK would register with Inngest: one configuration per function, failure handlers included. */
  async configurations(): Promise<unknown[]> {
    const headers = { 'x-inngest-sync-kind': 'in_band' };
    const { status, body } = await this.handle({ method: 'PUT', query: '', headers, body: { url: SERVE_URL } });
    if (status !== 200) throw new Error(`The Inngest functions could not be registered: ${body}`);
    return (JSON.parse(body) as { functions: unknown[] }).functions;
  }

  /** One request: the run from its beginning with the recorded steps filled in, or one announced step. */
  async call(job: Job, run: StoredRun, steps: [string, StepResult][], maxAttempts: number): Promise<Answer> {
    const step = job.stepId ?? 'step';
    const query = `?fnId=${encodeURIComponent(run.functionId)}&stepId=${encodeURIComponent(step)}`;
    const headers = { 'x-run-id': run.id, 'x-request-id': randomUUID(), 'x-inngest-job-id': job.id };
    const body = {
      event: run.events[0],
      events: run.events,
      steps: Object.fromEntries(steps),
      version: -1,
      ctx: {
        run_id: run.id,
        fn_id: run.functionId,
        qi_id: claimToken(job),
        step_id: step,
        attempt: job.attempt,
        max_attempts: maxAttempts,
        disable_immediate_execution: job.stepId !== null,
        use_api: false,
        stack: { stack: steps.map(([id]) => id), current: steps.length },
      },
    };
    try {
      return readAnswer(await this.handle({ method: 'POST', query, headers, body }));
    } catch (error) {
      return { kind: 'retry', error: errorOf(error), afterMs: undefined };
    }
  }
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));
}

function errorOf(value: unknown): StepError {
  const { name, message, error, stack } = (
    typeof value === 'object' && value !== null ? value : { message: value }
  ) as Record<string, unknown>;
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: String(message ?? error ?? 'The function failed without saying why.'),
    ...(typeof stack === 'string' ? { stack } : {}),
  };
}

function readAnswer({ status, headers, body }: Response): Answer {
  const parsed: unknown = body === '' ? null : JSON.parse(body);
  const isFinal = headers['x-inngest-no-retry'] === 'true';
  const afterMs = retryAfterMs(headers['retry-after'], new Date());
  if (status === 200) return { kind: 'completed', output: parsed };
  if (status === 206) return readOperations([parsed].flat() as Operation[], isFinal, afterMs);
  if (isFinal) return { kind: 'failed', error: errorOf(parsed) };
  return { kind: 'retry', error: errorOf(parsed), afterMs };
}

function readOperations(operations: Operation[], isFinal: boolean, afterMs: number | undefined): Answer {
  const failing = operations.find(({ op }) => op === 'StepError');
  if (!failing) return { kind: 'operations', operations };
  const error = errorOf(failing.error);
  if (!isFinal) return { kind: 'operations', operations, retry: { error, afterMs } };
  return {
    kind: 'operations',
    operations: operations.map((entry) => (entry === failing ? { ...entry, op: 'StepFailed' } : entry)),
  };
}
