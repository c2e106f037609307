export { openedRecords, openRecords } from './open-records';
export { pack, type Specimen, specimenFor } from './pack';
export { DOCUMENT_COLUMNS, judgedColumnsOf, type Packed, type StoredDocuments, unpacking, wholeRows } from './whole';
