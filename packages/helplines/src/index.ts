export { countries, lookup, type Channel, type Line, type Lookup, type LookupQuery } from './lookup.ts';
export { compiledAt } from './data.ts';
