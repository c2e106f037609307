import { z } from 'zod';

const optionalUrl = z.preprocess((value) => (value === '' ? undefined : value), z.url().optional());
const optionalText = z.preprocess((value) => (value === '' ? undefined : value), z.string().optional());
const optionalPrice = z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().min(0).optional());
const optionalChoice = <const Choice extends string>(choices: readonly Choice[]) =>
  z.preprocess((value) => (value === '' ? undefined : value), z.enum(choices).optional());

/** Everything the product is told from outside, read nowhere else in it. `npm start` sets what is missing. */
const Env = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  DATABASE_URL: optionalUrl,
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Public origin of the installation; links in messages start with it. */
  APP_URL: optionalUrl,
  /** Holds the embedded database, uploads and demo access. */
  TOUCHSTONE_DATA_DIR: optionalText,
  NEXTAUTH_SECRET: optionalText,
  /** Ed25519 private key (PEM) that signs checkpoints of the audit log; without it one is made in the data directory. */
  AUDIT_SIGNING_KEY: optionalText,
  /** smtp://user:password@host:port; without it e-mail goes to the sandbox inbox. */
  SMTP_URL: optionalUrl,
  /** `on`: notices may go by plain http and to addresses of the own network, for receivers that one hosts oneself. */
  NOTICES_LOCAL: z.enum(['on', 'off']).default('off'),
  /** `on`: accounts at providers may say where their provider is, for a server that stands in for one. */
  PROVIDERS_LOCAL: z.enum(['on', 'off']).default('off'),
  /**
   * Who writes copy: OpenAI, Anthropic, or any server that speaks OpenAI's chat completions (LLM_BASE_URL; may be local).
   * Without a provider, its model and its key the template writer writes.
   */
  LLM_PROVIDER: optionalChoice(['openai', 'anthropic', 'compatible']),
  LLM_MODEL: optionalText,
  LLM_API_KEY: optionalText,
  LLM_BASE_URL: optionalUrl,
  /** Longest wait for one answer; then the template writer's words are used. */
  LLM_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(20_000),
  /** US dollars for 1,000 tokens read and written, for the cost on record; unknown where not set. */
  LLM_INPUT_PRICE_PER_1K: optionalPrice,
  LLM_OUTPUT_PRICE_PER_1K: optionalPrice,
  /** With these (and INNGEST_BASE_URL when self-hosted) functions run on Inngest instead of the embedded executor. */
  INNGEST_EVENT_KEY: optionalText,
  INNGEST_SIGNING_KEY: optionalText,
  INNGEST_BASE_URL: optionalUrl,
  /** How much history the demo workspace is given on first run: `small` is a fortnight, for tests. */
  TOUCHSTONE_DEMO_SCALE: z.enum(['full', 'small']).default('full'),
  /** `off`: nobody shops or answers messages in demo workspaces once their history has been lived. */
  TOUCHSTONE_TWIN: z.enum(['on', 'off']).default('on'),
  /**
   * How many proxies stand before the product, each of which adds to X-Forwarded-For the address it was called from.
   * With 0 nobody is believed: callers are told apart by the address their connection comes from.
   */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  /** Open connections of one process to the database, at most. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(16),
  /** Longest wait for a row or table that somebody else holds; then the caller is told to come again. */
  DATABASE_LOCK_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(8_000),
});
export type Env = z.infer<typeof Env>;

let parsed: Env | undefined;

/** The parsed environment. Throws once, naming each variable that is wrong and why. */
export function env(): Env {
  if (parsed) return parsed;
  const result = Env.safeParse(process.env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n');
    throw new Error(`The environment is not usable:\n${problems}`);
  }
  parsed = result.data;
  return parsed;
}
