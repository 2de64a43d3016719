import type { Locale } from '@kith/finder/locale/en';

const tagalog = async (): Promise<Locale> => (await import('@kith/finder/locale/tl')).tl;
/** Where the words of a language are; each is loaded alone. */
export const languages: Record<string, () => Promise<Locale>> = {
  ar: async () => (await import('@kith/finder/locale/ar')).ar,
  fr: async () => (await import('@kith/finder/locale/fr')).fr,
  pt: async () => (await import('@kith/finder/locale/pt')).pt,
  zh: async () => (await import('@kith/finder/locale/zh')).zh,
  vi: async () => (await import('@kith/finder/locale/vi')).vi,
  tl: tagalog, fil: tagalog,
};
