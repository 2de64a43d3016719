import * as z from 'zod/mini';

/** Site key: `pk_` and letters, digits or dashes. Public: it names a program and grants nothing private. */
export const SiteKey = z.string().check(z.regex(/^pk_[A-Za-z0-9_-]{3,64}$/));
