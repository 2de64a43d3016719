import { createHash, randomBytes } from 'node:crypto';

/** Codes that stand for an account: whoever has one reads, or takes back, what belongs to it. Letters that look alike are one. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const bareCode = (code: string): string => code.toUpperCase().replace(/[^0-9A-Z]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
export const codeHash = (code: string): string => createHash('sha256').update(bareCode(code)).digest('base64url');
/** 80 bits in groups of four, for pages that have no script to make one. */
export const newCode = (): string => [...randomBytes(16)].map((byte) => letters[byte & 31]).join('').replace(/(.{4})(?=.)/g, '$1-');
