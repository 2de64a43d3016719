export { compiledAt } from './data.ts';
export { countriesOfZone, guessCountry, type CountryGuess } from './country.ts';
export { opening, type Hours, type Opening } from './hours.ts';
export { countries, firstLines, isClosed, linkOf, lookup, type Channel, type Line, type Lookup, type LookupQuery, type Step } from './lookup.ts';
