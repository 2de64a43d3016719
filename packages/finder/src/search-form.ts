import type { GroupQuery } from '@kith/contract';

/** A search as fields of a form that posts, so that it is in no address: a value of a list is a field of its own, `near` is `latitude,longitude,radius`. */
export function fieldsOf({ near, ...search }: GroupQuery): [name: string, value: string][] {
  const fields = Object.entries(search).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((item): [string, string] => [name, String(item)]));
  return near ? [...fields, ['near', [near.latitude, near.longitude, ...(near.radius === undefined ? [] : [near.radius])].join(',')]] : fields;
}

/** What such fields say, not yet checked. */
export function givenIn(fields: Iterable<[name: string, value: string]>): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  const lists = new Set(['topics', 'audiences', 'formats', 'days', 'times', 'languages', 'needs']);
  for (const [name, value] of fields) {
    if (!value || name === '__proto__') continue;
    if (lists.has(name)) given[name] = [...(given[name] as string[] | undefined) ?? [], value];
    else if (name === 'near') { const [latitude, longitude, radius] = value.split(',').map(Number); given.near = { latitude, longitude, ...(radius === undefined ? {} : { radius }) }; }
    else given[name] = name === 'startsWithin' || name === 'limit' ? Number(value) : value;
  }
  return given;
}
