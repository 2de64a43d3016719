import type { Labels } from '@kith/finder';
import { ar } from '@kith/finder/locale/ar';
import { en, type Locale } from '@kith/finder/locale/en';
import { later } from '@kith/finder/locale/en-later';
import { es } from '@kith/finder/locale/es';
import { fr } from '@kith/finder/locale/fr';
import { pt } from '@kith/finder/locale/pt';
import { tl } from '@kith/finder/locale/tl';
import { vi } from '@kith/finder/locale/vi';
import { zh } from '@kith/finder/locale/zh';

/** The finder's own words, so that a page of the server says what the element says. */
const locales: Record<string, Locale> = { en: { ...en, ...later }, es, fr, ar, pt, zh, vi, tl, fil: tl };
export const finderWords = (tag: string): Locale => (Object.hasOwn(locales, tag) ? locales[tag]! : locales.en!);

/** People search in their own language, whichever the page around them speaks. */
export const allLabels: readonly Labels[] = Object.entries(locales).filter(([tag]) => tag !== 'fil').map(([tag, words]) => ({ tag, words }));
