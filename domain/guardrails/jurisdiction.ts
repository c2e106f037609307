/** How a country's law asks for consent to marketing. */
export type Regime = 'gdpr' | 'casl' | 'opt_in' | 'can_spam';

export type Jurisdiction = {
  readonly regime: Regime;
  readonly name: string;
  /** False where the country is not known, so that the strictest rules were taken. */
  readonly isKnown: boolean;
  /** Extra duties of a region. */
  readonly ccpa: boolean;
};

const GDPR_COUNTRIES =
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO GB CH GI JE GG IM';
const OPT_IN_COUNTRIES = 'AU NZ BR ZA JP KR SG IN IL MX AR CL CO TR TH MY AE SA HK TW';

type Law = Pick<Jurisdiction, 'regime' | 'name'>;

const lawOf = (codes: string, law: Law) => codes.split(' ').map((code): [string, Law] => [code, law]);

const REGIMES: ReadonlyMap<string, Law> = new Map([
  ...lawOf(GDPR_COUNTRIES, { regime: 'gdpr', name: 'GDPR' }),
  ...lawOf(OPT_IN_COUNTRIES, { regime: 'opt_in', name: 'opt-in law' }),
  ...lawOf('CA', { regime: 'casl', name: 'CASL' }),
  ...lawOf('US', { regime: 'can_spam', name: 'CAN-SPAM' }),
]);

/**
 * The rules for a customer, by ISO 3166-1 country and region ("CA" in the US is California). A country that is not
 * known, or not in the table, is treated like the strictest one.
 */
export function jurisdictionOf(country: string | null, region: string | null): Jurisdiction {
  const known = country ? REGIMES.get(country.toUpperCase()) : undefined;
  if (!known) return { regime: 'gdpr', name: 'the strictest rules (country not known)', isKnown: false, ccpa: true };
  const isCalifornia = regionCode(country, region) === 'US-CA';
  const isRegionUnknown = country?.toUpperCase() === 'US' && !region;
  return { ...known, isKnown: true, ccpa: isCalifornia || isRegionUnknown };
}

/** "US-TX" and the like, for tables of regional rules; null where either part is not known. */
export function regionCode(country: string | null, region: string | null): string | null {
  if (!country || !region) return null;
  const nation = country.toUpperCase();
  const short = region.trim().toUpperCase().replace(`${nation}-`, '');
  return `${nation}-${(nation === 'US' && US_STATES.get(short)) || short}`;
}

/** "Florida" -> "FL", upper case. */
const US_STATES: ReadonlyMap<string, string> = new Map(
  (
    'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,' +
    'DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,' +
    'IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,' +
    'MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,' +
    'NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,' +
    'OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,' +
    'TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,' +
    'WI Wisconsin,WY Wyoming'
  )
    .toUpperCase()
    .split(',')
    .map((entry): [string, string] => [entry.slice(3), entry.slice(0, 2)]),
);
