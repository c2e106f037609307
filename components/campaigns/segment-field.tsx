import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { SelectList } from '@/components/ui/select-list';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';

/** Segments a campaign can name, with their sizes; those it names already stay, archived or not. */
function useSegments(named: readonly string[]) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const list = useQuery(trpc.segments.list.queryOptions({ workspace: slug }));
  return list.data?.filter(({ id, isArchived }) => !isArchived || named.includes(id));
}

type SegmentFieldProps = { label: string; value: string; onChange: (id: string) => void };

/** One segment out of those there are. */
export function SegmentField({ label, value, onChange }: SegmentFieldProps) {
  const segments = useSegments([value]);
  const options = (segments ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const isEmpty = segments?.length === 0;
  return (
    <Field label={label} hint={isEmpty ? 'There is no segment yet: make one under Segments.' : undefined}>
      <SelectList
        options={options}
        value={value || null}
        placeholder="Choose a segment"
        onValueChange={onChange}
        disabled={!segments || isEmpty}
      />
    </Field>
  );
}

type SegmentChoicesProps = { chosen: readonly string[]; onChange: (ids: string[]) => void };

/** The segments a customer must be in; nothing where the workspace has none. */
export function SegmentChoices({ chosen, onChange }: SegmentChoicesProps) {
  const segments = useSegments(chosen);
  if (!segments || segments.length === 0) return null;
  return (
    <fieldset>
      <legend className="mb-1.5 text-table font-medium">In each of these segments</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {segments.map(({ id, name, members }) => (
          <Checkbox
            key={id}
            label={
              <>
                {name} <span className="text-fg-muted tabular-nums">{formatCount(members)}</span>
              </>
            }
            checked={chosen.includes(id)}
            onCheckedChange={(isOn) => onChange(isOn ? [...chosen, id] : chosen.filter((other) => other !== id))}
          />
        ))}
      </div>
    </fieldset>
  );
}
