import type { Mapping } from '@/domain/imports/mapping';
import type { ReadRow, RowProblem } from '@/domain/imports/read-row';
import { type ImportRecord, recordOf } from '@/domain/imports/record';
import type { ServiceContext } from '../../../context';
import type { Unit } from './file-rows';
import { emailTold, erasedRecords, findPeople, type KnownPeople, personOf, suppressedAmong } from './people';

/** Rows that make one thing, what they make, and whom they are about as far as that is known. */
export type Usable = { unit: Unit; record: ImportRecord };
export type Refused = { unit: Unit; problem: RowProblem };

export type Judged = {
  usable: Usable[];
  refused: Refused[];
  people: KnownPeople;
  /** Customers whose address is on the suppression list. */
  suppressed: number;
};

export type Reader = { mapping: Mapping; read: (cells: readonly string[]) => ReadRow; receivedAt: Date };

const ERASED: RowProblem = {
  column: null,
  message: 'The person this is about was erased at their own request: they are not brought back.',
};
const SUPPRESSED: RowProblem = {
  column: null,
  message: 'The address is on the suppression list: a file cannot grant what its owner has taken back.',
};
const NO_PRODUCT: RowProblem = { column: null, message: 'There is no such product: import the products first.' };

/** What becomes of each unit: what can be used, and why the others are refused. Writes nothing. */
export async function judgeUnits(ctx: ServiceContext, units: readonly Unit[], reader: Reader): Promise<Judged> {
  const { kind } = reader.mapping;
  const setting = { currency: ctx.workspace.currency, receivedAt: reader.receivedAt };
  const refused: Refused[] = [];
  let usable: Usable[] = [];
  for (const unit of units) {
    const { record, problem } = recordOf(
      kind,
      unit.map(({ cells }) => reader.read(cells)),
      setting,
    );
    if (record) usable.push({ unit, record });
    else refused.push({ unit, problem });
  }
  const people = await findPeople(
    ctx,
    usable.flatMap(({ record }) => ('person' in record ? [record.person] : [])),
  );
  const refuse = (why: (each: Usable) => RowProblem | null) => {
    usable = usable.filter((each) => {
      const problem = why(each);
      if (problem) refused.push({ unit: each.unit, problem });
      return !problem;
    });
  };
  const erased = await erasedRecords(
    ctx,
    usable.map(({ record }) => record),
  );
  refuse(({ record }) => (erased.has(record) ? ERASED : null));
  if (kind === 'consents') {
    refuse(({ record }) => (record.becomes === 'consent' ? problemIn(personOf(record.person, people)) : null));
    const suppressed = await suppressedGrants(ctx, usable, people);
    refuse((each) => (suppressed.has(each) ? SUPPRESSED : null));
  }
  if (kind === 'costs') {
    const known = await knownProducts(ctx, usable);
    refuse(({ record }) => (record.becomes === 'product' && !known.has(record.mention.sku) ? NO_PRODUCT : null));
  }
  return { usable, refused, people, suppressed: kind === 'customers' ? await countSuppressed(ctx, usable) : 0 };
}

function problemIn(found: object): RowProblem | null {
  return 'message' in found ? (found as RowProblem) : null;
}

/** Grants of people whose address must not be written to; who said so themselves may say otherwise, a file may not. */
async function suppressedGrants(
  ctx: ServiceContext,
  usable: readonly Usable[],
  people: KnownPeople,
): Promise<ReadonlySet<Usable>> {
  const asked = usable.flatMap((each) => {
    const { record } = each;
    if (record.becomes !== 'consent' || record.consent.status !== 'granted') return [];
    const { channel } = record.consent;
    const person = personOf(record.person, people);
    if ('message' in person) return [];
    const address = channel === 'email' ? (record.person.email ?? person.email) : person.phone;
    const isAddressed = channel === 'email' || channel === 'sms' || channel === 'whatsapp';
    return isAddressed && address ? [{ each, channel, address }] : [];
  });
  const found = await suppressedAmong(ctx, asked);
  return new Set([...found].map(({ each }) => each));
}

async function countSuppressed(ctx: ServiceContext, usable: readonly Usable[]): Promise<number> {
  const asked = usable.flatMap(({ record }) => {
    const address = emailTold(record);
    return address ? [{ channel: 'email' as const, address }] : [];
  });
  return (await suppressedAmong(ctx, asked)).size;
}

async function knownProducts(ctx: ServiceContext, usable: readonly Usable[]): Promise<ReadonlySet<string>> {
  const skus = usable.flatMap(({ record }) => (record.becomes === 'product' ? record.mention.sku : []));
  const rows = await ctx.db.product.findMany({
    where: { workspaceId: ctx.workspaceId, sku: { in: [...new Set(skus)] } },
    select: { sku: true },
  });
  return new Set(rows.map(({ sku }) => sku));
}
