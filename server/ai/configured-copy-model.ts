import { env } from '@/lib/env';
import type { CopyModel, ModelSettings } from './copy-model';

/** The model that the environment names; null where it names none, or none that can be called. */
export async function configuredCopyModel(): Promise<CopyModel | null> {
  const settings = configuredSettings();
  if (!settings) return null;
  const { copyModel } = await import('./copy-model');
  return copyModel(settings);
}

/** What that model is called, and whether its price is set; loads nothing to call it with. */
export function configuredModelName(): { model: string; isPriced: boolean } | null {
  const settings = configuredSettings();
  if (!settings) return null;
  const { model, inputPricePer1k, outputPricePer1k } = settings;
  return { model, isPriced: inputPricePer1k !== null && outputPricePer1k !== null };
}

function configuredSettings(): ModelSettings | null {
  const { LLM_PROVIDER: provider, LLM_MODEL: model, LLM_API_KEY: apiKey, LLM_BASE_URL: baseUrl } = env();
  if (!provider || !model) return null;
  if (provider === 'compatible' ? !baseUrl : !apiKey) return null;
  return {
    provider,
    model,
    apiKey,
    baseUrl,
    timeoutMs: env().LLM_TIMEOUT_MS,
    inputPricePer1k: env().LLM_INPUT_PRICE_PER_1K ?? null,
    outputPricePer1k: env().LLM_OUTPUT_PRICE_PER_1K ?? null,
  };
}
