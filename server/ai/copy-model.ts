import { APICallError, generateText, type LanguageModel, NoObjectGeneratedError, Output } from 'ai';
import { CopyWords } from '@/domain/copy/copy-words';
import type { CopyOutcome } from '@/domain/copy/outcome';
import type { CopyPrompt } from '@/domain/copy/prompt';
import { MAX_OUTPUT_TOKENS } from './max-output-tokens';

/** Which model is asked, and what it costs; prices in US dollars for 1,000 tokens, null where not known. */
export type ModelSettings = {
  readonly provider: 'openai' | 'anthropic' | 'compatible';
  readonly model: string;
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly timeoutMs: number;
  readonly inputPricePer1k: number | null;
  readonly outputPricePer1k: number | null;
};

/** What an answer took. `costMicros`: millionths of a US dollar, null where no price is set or no tokens were told. */
export type ModelUsage = {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costMicros: number | null;
  readonly latencyMs: number;
};

/** Words of the right shape, or why there are none. Whether they may be used is not for the model to say. */
export type ModelAnswer = { readonly usage: ModelUsage } & (
  | { readonly ok: true; readonly words: CopyWords }
  | { readonly ok: false; readonly outcome: Exclude<CopyOutcome, 'written' | 'no_model' | 'capped' | 'failed_checks'> }
);

/** A language model that writes copy. Never throws: a provider that fails is an answer. */
export type CopyModel = {
  readonly provider: string;
  readonly model: string;
  write(prompt: CopyPrompt): Promise<ModelAnswer>;
};

/** A model behind the AI SDK. It is given no tools, so that the worst it can do is write. */
export function copyModel(settings: ModelSettings): CopyModel {
  return {
    provider: settings.provider,
    model: settings.model,
    async write(prompt) {
      const startedAt = performance.now();
      const took = (tokens: Tokens = {}) => usageOf(settings, tokens, Math.round(performance.now() - startedAt));
      try {
        const answer = await generateText({
          model: await languageModel(settings),
          output: Output.object({ schema: CopyWords, name: 'copy' }),
          instructions: prompt.system,
          prompt: prompt.user,
          maxOutputTokens: MAX_OUTPUT_TOKENS,
          // The template writer stands by: trying again would keep people waiting for no need.
          maxRetries: 0,
          abortSignal: AbortSignal.timeout(settings.timeoutMs),
        });
        if (answer.finishReason === 'content-filter')
          return { ok: false, outcome: 'refused', usage: took(answer.usage) };
        return { ok: true, words: answer.output, usage: took(answer.usage) };
      } catch (problem) {
        const tokens = NoObjectGeneratedError.isInstance(problem) ? problem.usage : undefined;
        return { ok: false, outcome: outcomeOf(problem), usage: took(tokens) };
      }
    },
  };
}

/** Each provider's package is loaded when it is used first: most installations need none. */
async function languageModel({ provider, model, apiKey, baseUrl }: ModelSettings): Promise<LanguageModel> {
  const options = { ...(apiKey && { apiKey }), ...(baseUrl && { baseURL: baseUrl }) };
  switch (provider) {
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai');
      return createOpenAI(options)(model);
    }
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      return createAnthropic(options)(model);
    }
    case 'compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      const compatible = { ...options, name: 'compatible', baseURL: baseUrl ?? '', supportsStructuredOutputs: true };
      return createOpenAICompatible(compatible)(model);
    }
  }
}

type Tokens = { readonly inputTokens?: number | undefined; readonly outputTokens?: number | undefined };

function usageOf(settings: ModelSettings, tokens: Tokens, latencyMs: number): ModelUsage {
  const inputTokens = tokens.inputTokens ?? null;
  const outputTokens = tokens.outputTokens ?? null;
  const { inputPricePer1k, outputPricePer1k } = settings;
  const isPriced =
    inputTokens !== null && outputTokens !== null && inputPricePer1k !== null && outputPricePer1k !== null;
  // Dollars for a thousand tokens are thousandths of a dollar for one: a thousand millionths.
  const costMicros = isPriced
    ? Math.round((inputTokens * inputPricePer1k + outputTokens * outputPricePer1k) * 1_000)
    : null;
  return { inputTokens, outputTokens, costMicros, latencyMs };
}

function outcomeOf(problem: unknown): Extract<ModelAnswer, { ok: false }>['outcome'] {
  if (NoObjectGeneratedError.isInstance(problem)) {
    return problem.finishReason === 'content-filter' ? 'refused' : 'garbage';
  }
  if (problem instanceof Error && (problem.name === 'TimeoutError' || problem.name === 'AbortError')) return 'timeout';
  if (!APICallError.isInstance(problem)) return 'unavailable';
  if (problem.statusCode === 429) return 'rate_limited';
  const isAnswered = problem.statusCode !== undefined && problem.statusCode < 300;
  return isAnswered ? 'garbage' : 'unavailable';
}
