import { useWorkspace } from '@/components/layout/workspace-context';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { STACKED } from '@/components/ui/stacked-table';
import { formatsOf } from '@/domain/imports/formats';
import { guessFormat } from '@/domain/imports/guess-mapping';
import { fieldOf, KIND_PLANS } from '@/domain/imports/kinds';
import { columnNames, fixable, type Mapping } from '@/domain/imports/mapping';
import type { FilePreview } from '@/server/services/imports';
import { dataRows, samplesOf } from './prepare-file';

const LEFT_OUT = '';
const EXAMPLES = 2;

type ColumnUsesProps = {
  mapping: Mapping;
  rows: FilePreview['rows'];
  /** Columns whose dates could be read in two ways. */
  unsure: readonly number[];
  onChange: (mapping: Mapping) => void;
};

/** The columns of a file: what each holds, what it is used for, and how it is written. */
export function ColumnUses({ mapping, rows, unsure, onChange }: ColumnUsesProps) {
  const { currency, timezone } = useWorkspace();
  const names = columnNames(rows[0]?.cells ?? [], mapping.hasHeader);
  const data = dataRows(rows, mapping);
  const fields = KIND_PLANS[mapping.kind].fields.map(({ id, label }) => ({ value: id, label }));
  const options = [{ value: LEFT_OUT, label: 'Left out' }, ...fields];
  function use(index: number, id: string) {
    const field = id === LEFT_OUT ? null : fieldOf(mapping.kind, id);
    const format = field && guessFormat(field, samplesOf(data, index), { currency, timezone }, names[index]);
    setUse(index, { field: field?.id ?? null, format });
  }
  function setUse(index: number, next: Mapping['columns'][number]) {
    onChange({ ...mapping, columns: mapping.columns.map((known, place) => (place === index ? next : known)) });
  }
  return (
    <>
      <table aria-label="Columns of the file" className={STACKED.table}>
        <thead className={STACKED.head}>
          <tr className="text-left text-fg-muted">
            <th className="pb-1.5 font-normal">Column</th>
            <th className="pb-1.5 font-normal">In the first rows</th>
            <th className="w-60 pb-1.5 font-normal">Used for</th>
            <th className="w-72 pb-1.5 font-normal">Written as</th>
          </tr>
        </thead>
        <tbody className={STACKED.body}>
          {mapping.columns.map(({ field, format }, index) => {
            const plan = field ? fieldOf(mapping.kind, field) : null;
            const formats = plan ? formatsOf(plan) : [];
            const name = names[index] ?? '';
            const examples = samplesOf(data, index).filter((cell) => cell.trim() !== '');
            return (
              // Columns keep their places.
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
              <tr key={index} className={STACKED.row}>
                <td className={`${STACKED.title} font-medium break-all`}>{name}</td>
                <td className={`${STACKED.title} max-w-72 truncate text-fg-muted`}>
                  {examples.slice(0, EXAMPLES).join(', ') || 'nothing'}
                </td>
                <td className={STACKED.title}>
                  <Select
                    label={`${name}: used for`}
                    className="w-full sm:w-56"
                    options={options}
                    value={field ?? LEFT_OUT}
                    onValueChange={(id) => use(index, id)}
                  />
                </td>
                <td className={STACKED.title}>
                  {formats.length > 0 ? (
                    <Select
                      label={`${name}: written as`}
                      className="w-full sm:w-72"
                      options={formats.map(({ id, label }) => ({ value: id, label }))}
                      value={format}
                      onValueChange={(id) => setUse(index, { field, format: id })}
                    />
                  ) : null}
                  {unsure.includes(index) ? (
                    <p className="mt-1 text-xs text-warn">
                      Day or month first? The first rows allow both: check below.
                    </p>
                  ) : null}
                  {plan?.type === 'money' ? <p className="mt-1 text-xs text-fg-muted">In {currency}</p> : null}
                  {plan?.type === 'date' ? (
                    <p className="mt-1 text-xs text-fg-muted">Times without a zone are of {timezone}</p>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {fixable(mapping).map(({ id, label }) => (
        <Field key={id} label={`${label}, the same in every row`}>
          <Input
            className="w-72 max-w-full"
            value={mapping.fixed[id] ?? ''}
            placeholder={HINTS[id]}
            onChange={(event) => onChange({ ...mapping, fixed: { ...mapping.fixed, [id]: event.target.value } })}
          />
        </Field>
      ))}
    </>
  );
}

const HINTS: Record<string, string> = {
  channel: 'email',
  status: 'granted',
  event: 'Signed Up',
  reason: 'unsubscribed',
};
