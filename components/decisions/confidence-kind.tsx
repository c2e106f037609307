type ConfidenceKindProps = { kind: 'prior' | 'calibrated' | null };

/** What a probability stands on, in a word: outcomes, or only the plan. */
export function ConfidenceKind({ kind }: ConfidenceKindProps) {
  if (kind === null) return null;
  const meaning =
    kind === 'calibrated'
      ? 'Calibrated: checked against what came of earlier decisions.'
      : "Prior: the plan's figure, not yet this shop's own experience.";
  return (
    <abbr title={meaning} className="cursor-help no-underline">
      {kind}
      <span className="sr-only">. {meaning}</span>
    </abbr>
  );
}
