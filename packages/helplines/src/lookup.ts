import { emergencyNumbers, rows, type Row } from './data.ts';

/** One way to reach a line. */
export interface Channel {
  /** `call`, `text`, `chat`, `whatsapp`, `video`, …: open. */
  type: string;
  /** As people read it: "(800) 273-8255", "988", or a web address. */
  value: string;
  /** Ready for a link: `tel:` and `sms:` in the form that dials in that country. Absent where only words help. */
  href?: string;
  /** Word to send. */
  keyword?: string;
}

/** A crisis line or warmline. Nobody dialled it: show `sources` and `newest`, never "verified". */
export interface Line {
  id: string;
  name: string;
  operator?: string;
  /** ISO 3166-1 alpha-2. A number never crosses a border. */
  country: string;
  channels: Channel[];
  /** BCP 47. */
  languages: string[];
  audiences: string[];
  /** True: day and night. False: it has hours. Absent: not known, so claim nothing. */
  always?: boolean;
  /** Number of independent sources that list it. */
  sources: number;
  /** Newest date among the sources, `YYYY-MM-DD`. */
  newest?: string;
}

export interface LookupQuery { /** ISO 3166-1 alpha-2, any case. There is no default country. */ country: string; /** Lines of one region only are left out unless it is theirs. */ region?: string }

/** `emergency` is absent where no number is known, and not `certain` where it may only stand beside "your local emergency number". */
export interface Lookup { country: string; emergency?: { value: string; href: string; certain: boolean }; lines: Line[] }

function channelOf([type, value, dialled, keyword]: string[]): Channel {
  const number = dialled || value!;
  const href = /^https:/.test(value!) ? value : type === 'call' ? `tel:${number}` : type === 'text' ? `sms:${number}${keyword ? `?body=${encodeURIComponent(keyword)}` : ''}` : undefined;
  return { type: type!, value: value!, ...(href ? { href } : {}), ...(keyword ? { keyword } : {}) };
}

function lineOf([country, id, name, operator, channels, languages, hours, sources, newest, audiences]: Row): Line {
  return {
    id, name, ...(operator ? { operator } : {}), country, channels: channels.map(channelOf), languages: languages.split(' ').filter(Boolean),
    audiences: audiences.split(' ').filter(Boolean), ...(hours === 2 ? {} : { always: hours === 1 }), sources, ...(newest ? { newest } : {}),
  };
}

function emergencyOf(country: string): Lookup['emergency'] {
  const entry = emergencyNumbers.split(' ').find((item) => item.startsWith(country));
  if (!entry) return undefined;
  const value = entry.slice(2).replace('?', '');
  return { value, href: `tel:${value}`, certain: entry[2] !== '?' };
}

/** The emergency number and the lines of a country, in the order to show them. Never throws; an unknown country has neither. */
export function lookup({ country, region }: LookupQuery): Lookup {
  const code = country.toUpperCase();
  const emergency = /^[A-Z]{2}$/.test(code) ? emergencyOf(code) : undefined;
  const lines = rows.filter((row) => row[0] === code && (row[10] ? region !== undefined && row[10].split(' ').includes(region) : true)).map(lineOf);
  return { country: code, ...(emergency ? { emergency } : {}), lines };
}

/** Countries with an emergency number. */
export const countries = (): string[] => emergencyNumbers.split(' ').map((item) => item.slice(0, 2));
