/** The forms of a noun by Arabic's rules of number. */
export type Forms = Record<Intl.LDMLPluralRule, string>;

const rules = new Intl.PluralRules('ar');
export const formOf = (count: number): Intl.LDMLPluralRule => rules.select(count);
/** Zero, one and two are said in words; the other forms follow the number. */
export const plural = (count: number, forms: Forms, number: (count: number) => string = String): string => {
  const form = rules.select(count);
  return form === 'zero' || form === 'one' || form === 'two' ? forms[form] : `${number(count)} ${forms[form]}`;
};

/** Keys, codes and numbers keep their own order inside a line from right to left. */
export const ltr = (text: string): string => `\u2066${text}\u2069`;
/** A name, a date or an address in whatever script it has. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;
