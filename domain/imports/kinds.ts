/** What a CSV file can be an import of. */
export const IMPORT_KINDS = ['customers', 'orders', 'events', 'products', 'costs', 'consents', 'suppressions'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a cell holds: it decides how its text is read, and which formats there are to choose from. */
export type FieldType =
  | 'text'
  | 'id'
  | 'email'
  | 'phone'
  | 'country'
  | 'zone'
  | 'date'
  | 'money'
  | 'number'
  | 'currency'
  | 'channel'
  | 'consent'
  | 'reason'
  | 'json';

/** Something a column can be used for. */
export type ImportField = {
  readonly id: string;
  readonly label: string;
  readonly type: FieldType;
  /** How files call it, as `plainName` leaves them; English and German, and what shop systems export. */
  readonly names: readonly string[];
  /** Any number of columns may be used for it, each under its own name. */
  readonly isMany?: boolean;
  /** A value for all rows may stand for a column. */
  readonly mayBeFixed?: boolean;
};

export type KindPlan = {
  readonly label: string;
  /** What a row becomes. */
  readonly becomes: string;
  readonly fields: readonly ImportField[];
  /** Of each group at least one field is needed. */
  readonly needs: readonly (readonly string[])[];
  /** Without a column for this field no file is taken for one of this kind unasked. */
  readonly guessedBy?: string;
};

const CUSTOMER_ID: ImportField = {
  id: 'customer_id',
  label: 'Customer id',
  type: 'id',
  names: words`customerid customernumber customerno userid user clientid kundennummer kundennr kundenid kunde kdnr
    debitor debitorennummer externalid memberid customer`,
};
const EMAIL: ImportField = {
  id: 'email',
  label: 'E-mail address',
  type: 'email',
  names: words`email emailaddress mail mailaddress emailadresse mailadresse customeremail emailkunde contactemail
    useremail`,
};
const PHONE: ImportField = {
  id: 'phone',
  label: 'Phone number',
  type: 'phone',
  names: words`phone phonenumber mobile mobilenumber mobilephone telephone tel telefon telefonnummer handy handynummer
    mobil mobilnummer rufnummer`,
};
const CURRENCY: ImportField = {
  id: 'currency',
  label: 'Currency',
  type: 'currency',
  names: words`currency currencycode waehrung wahrung whrg`,
};
const SKU: ImportField = {
  id: 'sku',
  label: 'Product id (SKU)',
  type: 'id',
  names: words`sku productid variantsku lineitemsku productsku articlenumber articleno articleid article itemid itemsku
    artikelnummer artikelnr artikel artnr produktnummer produktid handle productcode stockcode`,
};
const UPDATED_AT: ImportField = {
  id: 'updated_at',
  label: 'As of',
  type: 'date',
  names: words`updatedat lastupdated lastmodified modifiedat modified asof validfrom geaendertam gueltigab gultigab stand
    aktualisiertam aktualisiert`,
};

/** What each kind is, what its columns can be used for, and what it cannot do without. */
export const KIND_PLANS: Readonly<Record<ImportKind, KindPlan>> = {
  customers: {
    label: 'Customers',
    becomes: 'Each row tells the profile of one customer, as an identify call does.',
    fields: [
      CUSTOMER_ID,
      EMAIL,
      PHONE,
      { id: 'first_name', label: 'First name', type: 'text', names: words`firstname givenname forename vorname` },
      {
        id: 'last_name',
        label: 'Last name',
        type: 'text',
        names: words`lastname surname familyname nachname familienname`,
      },
      { id: 'name', label: 'Full name', type: 'text', names: words`name fullname customername kundenname` },
      {
        id: 'country',
        label: 'Country',
        type: 'country',
        names: words`country countrycode land landcode laendercode defaultaddresscountrycode`,
      },
      { id: 'region', label: 'Region or state', type: 'text', names: words`region state province bundesland kanton` },
      { id: 'timezone', label: 'Time zone', type: 'zone', names: words`timezone tz zeitzone` },
      { id: 'locale', label: 'Language', type: 'text', names: words`locale language lang sprache` },
      {
        id: 'signed_up_at',
        label: 'Signed up at',
        type: 'date',
        names: words`signedupat signupdate createdat created registeredat registrationdate customersince kundeseit
          angelegtam erstelltam registriertam anmeldedatum`,
      },
      UPDATED_AT,
      { id: 'trait', label: 'Keep as a trait', type: 'text', names: [], isMany: true },
    ],
    needs: [['customer_id', 'email']],
  },
  orders: {
    label: 'Orders',
    becomes:
      'Each order becomes an Order Completed call; lines below one another with the same order id are one order.',
    fields: [
      {
        id: 'order_id',
        label: 'Order id',
        type: 'id',
        names: words`orderid ordernumber orderno order bestellnummer bestellnr bestellid auftragsnummer auftragsnr invoiceno
          invoice rechnungsnummer transactionid`,
      },
      CUSTOMER_ID,
      EMAIL,
      {
        id: 'ordered_at',
        label: 'Ordered at',
        type: 'date',
        names: words`orderedat orderdate date createdat created purchasedate purchasedat paidat placedat datum bestelldatum
          auftragsdatum kaufdatum invoicedate rechnungsdatum timestamp`,
      },
      {
        id: 'revenue',
        label: 'Paid for goods',
        type: 'money',
        names: words`revenue subtotal netsales net warenwert zwischensumme umsatz betrag amount`,
      },
      {
        id: 'total',
        label: 'Total with shipping and tax',
        type: 'money',
        names: words`total grandtotal ordertotal totalprice gesamt gesamtbetrag gesamtsumme summe bruttobetrag`,
      },
      { id: 'shipping', label: 'Shipping', type: 'money', names: words`shipping shippingcost versand versandkosten` },
      { id: 'tax', label: 'Tax', type: 'money', names: words`tax taxes vat mwst ust steuer mehrwertsteuer` },
      { id: 'discount', label: 'Discount', type: 'money', names: words`discount discountamount rabatt nachlass` },
      {
        id: 'refunded',
        label: 'Refunded',
        type: 'money',
        names: words`refunded refundedamount refund erstattet erstattung`,
      },
      CURRENCY,
      {
        id: 'coupon',
        label: 'Discount code',
        type: 'text',
        names: words`coupon couponcode discountcode vouchercode voucher gutschein gutscheincode`,
      },
      SKU,
      {
        id: 'product_name',
        label: 'Product name',
        type: 'text',
        names: words`productname lineitemname itemname producttitle artikelname artikelbezeichnung bezeichnung produktname
          description`,
      },
      {
        id: 'quantity',
        label: 'Quantity',
        type: 'number',
        names: words`quantity qty lineitemquantity menge anzahl stueck stuck`,
      },
      {
        id: 'price',
        label: 'Price of one',
        type: 'money',
        names: words`price unitprice lineitemprice itemprice preis einzelpreis stueckpreis stuckpreis`,
      },
    ],
    needs: [['order_id'], ['customer_id', 'email'], ['ordered_at'], ['revenue', 'total', 'price']],
  },
  events: {
    label: 'Events',
    becomes: 'Each row becomes a track call of the events API.',
    fields: [
      {
        id: 'event',
        label: 'Event name',
        type: 'text',
        names: words`event eventname eventtype action ereignis ereignisname aktion`,
        mayBeFixed: true,
      },
      CUSTOMER_ID,
      { id: 'anonymous_id', label: 'Anonymous id', type: 'id', names: words`anonymousid visitorid deviceid cookieid` },
      EMAIL,
      {
        id: 'happened_at',
        label: 'Happened at',
        type: 'date',
        names: words`timestamp happenedat occurredat eventtime eventdate time date createdat zeitpunkt datum zeitstempel`,
      },
      { id: 'message_id', label: 'Message id', type: 'id', names: words`messageid eventid uuid insertid` },
      {
        id: 'properties',
        label: 'Properties as JSON',
        type: 'json',
        names: words`properties eventproperties eigenschaften`,
      },
      { id: 'property', label: 'Keep as a property', type: 'text', names: [], isMany: true },
    ],
    needs: [['event'], ['customer_id', 'anonymous_id', 'email'], ['happened_at']],
  },
  products: {
    label: 'Products',
    becomes: 'Each row tells the catalogue about one product.',
    fields: [
      SKU,
      {
        id: 'product_name',
        label: 'Name',
        type: 'text',
        names: words`name title productname producttitle artikelname artikelbezeichnung bezeichnung produktname titel`,
      },
      {
        id: 'category',
        label: 'Category',
        type: 'text',
        names: words`category productcategory producttype type kategorie warengruppe produktgruppe`,
      },
      { id: 'url', label: 'Page of the product', type: 'text', names: words`url link producturl productlink` },
      { id: 'image_url', label: 'Picture', type: 'text', names: words`imageurl image imagelink imagesrc bild bildurl` },
      {
        id: 'price',
        label: 'Price',
        type: 'money',
        names: words`price variantprice saleprice preis verkaufspreis vk bruttopreis`,
      },
      {
        id: 'cost',
        label: 'Cost of one',
        type: 'money',
        names: words`cost costs costperitem unitcost purchaseprice cogs einkaufspreis ek kosten`,
      },
      {
        id: 'stock',
        label: 'In stock',
        type: 'number',
        names: words`stock inventory inventoryquantity variantinventoryqty quantity bestand lagerbestand`,
      },
      CURRENCY,
      UPDATED_AT,
    ],
    needs: [['sku']],
  },
  costs: {
    label: 'Costs',
    becomes: 'Each row tells what one product costs the shop: margins are counted from it.',
    fields: [
      SKU,
      {
        id: 'cost',
        label: 'Cost of one',
        type: 'money',
        names: words`cost costs costperitem unitcost productcost purchaseprice cogs einkaufspreis ek kosten stueckkosten
          herstellkosten wareneinsatz`,
      },
      CURRENCY,
      UPDATED_AT,
    ],
    needs: [['sku'], ['cost']],
  },
  consents: {
    label: 'Consents',
    becomes: 'Each row becomes an entry of the consent ledger, with the file and its row as proof.',
    fields: [
      CUSTOMER_ID,
      EMAIL,
      {
        id: 'channel',
        label: 'Channel',
        type: 'channel',
        names: words`channel kanal medium`,
        mayBeFixed: true,
      },
      {
        id: 'status',
        label: 'Granted or withdrawn',
        type: 'consent',
        names: words`status consent consentstatus optin optinstatus subscribed einwilligung newsletter state abonniert
          acceptsmarketing marketingconsent`,
        mayBeFixed: true,
      },
      {
        id: 'happened_at',
        label: 'Said at',
        type: 'date',
        names: words`consentat consentedat consentdate timestamp date optinat optindate optintime subscribedat datum
          zeitpunkt einwilligungam einwilligungsdatum createdat happenedat`,
      },
      { id: 'purpose', label: 'Purpose', type: 'text', names: words`purpose zweck` },
      { id: 'source', label: 'Where it was said', type: 'text', names: words`source quelle herkunft form formular` },
      {
        id: 'text_version',
        label: 'Version of the words',
        type: 'text',
        names: words`textversion version textfassung`,
      },
      { id: 'lawful_basis', label: 'Lawful basis', type: 'text', names: words`lawfulbasis legalbasis rechtsgrundlage` },
    ],
    needs: [['customer_id', 'email'], ['channel'], ['status'], ['happened_at']],
  },
  suppressions: {
    label: 'Suppressions',
    becomes:
      'Each row closes an e-mail address or a telephone number: nothing is sent there, whatever was agreed to. The address is kept as a keyed hash only.',
    fields: [
      EMAIL,
      PHONE,
      { id: 'channel', label: 'Channel', type: 'channel', names: words`channel kanal medium`, mayBeFixed: true },
      {
        id: 'reason',
        label: 'Reason',
        type: 'reason',
        names: words`reason suppressionreason unsubscribereason cleanreason bouncetype suppressed grund sperrgrund status`,
        mayBeFixed: true,
      },
      {
        id: 'happened_at',
        label: 'Since',
        type: 'date',
        names: words`suppressedat unsubscribedat unsubscribetime bouncedat cleantime optouttime since createdat created
          timestamp date datum seit abgemeldetam gesperrtam`,
      },
      { id: 'note', label: 'Note', type: 'text', names: words`note comment remark notes notiz bemerkung kommentar` },
    ],
    needs: [['email', 'phone']],
    guessedBy: 'reason',
  },
};

/** A field of a kind by its id. */
export function fieldOf(kind: ImportKind, id: string): ImportField | null {
  return KIND_PLANS[kind].fields.find((field) => field.id === id) ?? null;
}

function words(text: TemplateStringsArray): readonly string[] {
  return text.join('').trim().split(/\s+/);
}
