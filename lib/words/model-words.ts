const MODELS: Readonly<Record<string, string>> = {
  'order-probability': 'Chance of an order',
  'churn-risk': 'Risk of leaving',
};
const VERSIONS: Readonly<Record<string, string>> = {
  'kpi-baseline-1': 'the plan’s baseline, version 1',
  'rfm-rule-1': 'a rule on recency, frequency and value, version 1',
};

/** A model and its version as people read them: "Chance of an order: learnt from outcomes, version 7". */
export function modelWords(model: string, version: string): string {
  const learnt = /^outcomes-(\d+)$/.exec(version)?.[1];
  const by = learnt ? `learnt from outcomes, version ${learnt}` : (VERSIONS[version] ?? version);
  return `${MODELS[model] ?? model}: ${by}`;
}
