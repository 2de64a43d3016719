/** Turns what feeds write into plain text. The result is shown as text only, so this is for reading, not for safety. */
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', rsquo: '’', lsquo: '‘', rdquo: '”', ldquo: '“', hellip: '…', eacute: 'é', ntilde: 'ñ' };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name) return Object.hasOwn(entities, name) ? entities[name]! : whole;
    const code = decimal ? Number(decimal) : parseInt(hex!, 16);
    return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' ';
  });
}

// Left behind on purpose: "<3" and "5 < 6" are not tags.
const tags = /<(?:!--|\/?[a-zA-Z])[^<>]{0,2000}>?/g;
const blocks = /<(?:br|\/p|\/div|\/li|\/h\d|\/tr)\b[^<>]{0,200}>/gi;
const halves = /\p{Surrogate}/gu;
const control = /[\u0000-\u0008\u000b-\u001f\u007f\u0085\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Every text within a value without control characters and those that turn the direction of others; line breaks are all of one kind. */
export function withoutControls<Value>(value: Value): Value {
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n').replace(control, ' ') as Value;
  if (Array.isArray(value)) return value.map(withoutControls) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutControls(part as unknown)])) as Value;
}

/** Plain words with single spaces, as most texts of most feeds are: nothing below would change them. */
const already = /^[!-%'-;=-~]+(?: [!-%'-;=-~]+)*$/;

/** Text of any value: tags and control characters gone, entities decoded, white space folded (line breaks kept when `lines`), cut to `most`. */
export function plainText(value: unknown, most: number, lines = false): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  let text = String(value).slice(0, most * 8);
  if (text.length <= most && already.test(text)) return text;
  if (text.includes('<') || text.includes('&')) {
    text = decodeEntities(text.replace(/<(script|style)\b[^>]{0,500}>[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ').replace(blocks, '\n').replace(tags, ' '));
    text = text.replace(blocks, '\n').replace(tags, ' ');
  }
  text = text.replace(/\r\n?/g, '\n').replace(control, ' ');
  text = lines ? text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n').replace(/\n{3,}/g, '\n\n') : text.replace(/\s+/g, ' ');
  text = text.trim();
  // Half of a pair, from the feed or from the cut, cannot be put into an address.
  return (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text).replace(halves, '');
}

/** A web address that is safe to link: the scheme is added when it is missing. Undefined for anything else. */
export function webLink(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (!text || text.length > 2000 || /\s|["'<>\\]/.test(text)) return undefined;
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[a-z0-9.-]+\.[a-z]{2,}:\d/i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`;
  return /^https?:\/\/[^/@\s]+\.[^/@\s]+/i.test(withScheme) ? withScheme : undefined;
}

const joining = /https?:|www\.|\b(?:zoom|meeting ?id|id ?#|id:|pass ?(?:word|code)|pwd|pw|pin|access code|dial|skype|discord|venmo|paypal)\b|@|(?:\+?\d[\s().-]?){7,}/i;

/** Notes without the lines that tell how to get in or whom to write to: their numbers could be a stranger's. */
export const withoutJoining = (notes: string): string => notes.split('\n').filter((line) => !joining.test(line)).join('\n').trim();

/** FNV-1a twice with different starts: a short stable name for a record, not a secret. */
export function stableId(...parts: string[]): string {
  const text = parts.join('\u0000');
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
    b ^= b >>> 13;
  }
  return (a >>> 0).toString(36).padStart(7, '0') + (b >>> 0).toString(36).padStart(7, '0');
}
