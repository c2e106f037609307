/** The ways a message can be told. `control` is what is said today. */
export const COPY_STYLES = ['control', 'curiosity', 'benefit', 'scarcity', 'social_proof'] as const;
export type CopyStyle = (typeof COPY_STYLES)[number];
/** The ways other than the one in use. */
export type ChallengerStyle = Exclude<CopyStyle, 'control'>;

export const CHALLENGER_STYLES = [
  'curiosity',
  'benefit',
  'scarcity',
  'social_proof',
] as const satisfies readonly ChallengerStyle[];

/** What a style is called on screen. */
export const STYLE_NAMES: Record<CopyStyle, string> = {
  control: 'Control',
  curiosity: 'Curiosity',
  benefit: 'Benefit',
  scarcity: 'Scarcity',
  social_proof: 'Social proof',
};
