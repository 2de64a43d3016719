import type { AccessKind, Attribute, Audience, Topic } from '@kith/contract';

/** What a source's code means in Kith's words. A code may say several things, or only have a label. */
export interface CodeMeaning {
  label?: string;
  access?: AccessKind;
  audience?: Audience;
  attribute?: Attribute;
  topic?: Topic;
  /** BCP 47. */
  language?: string;
}
/** A source's own dictionary. Codes are not global: `S` is Spanish in one feed and Speaker in another. */
export type CodeDictionary = Record<string, CodeMeaning>;

const language = (tag: string): CodeMeaning => ({ language: tag });
const label = (text: string): CodeMeaning => ({ label: text });

/** The codes of the Meeting Guide format (Code for Recovery's specification of meeting types), and `ONL`, which feeds add. */
export const meetingGuideCodes: CodeDictionary = {
  'O': { access: 'open' }, 'C': { access: 'closed' },
  'W': { audience: 'women' }, 'M': { audience: 'men' }, 'Y': { audience: 'young-adults' }, 'SEN': { audience: 'older-adults' },
  'LGBTQ': { audience: 'lgbtq' }, 'G': { audience: 'lgbtq', label: 'Gay' }, 'L': { audience: 'lgbtq', label: 'Lesbian' },
  'BI': { audience: 'lgbtq', label: 'Bisexual' }, 'T': { audience: 'lgbtq', label: 'Transgender' }, 'NB': { audience: 'lgbtq', label: 'Non-binary' },
  'POC': { audience: 'people-of-color' }, 'N': { audience: 'indigenous' }, 'NDG': { audience: 'indigenous' }, 'P': label('Professionals'),
  'ASL': { attribute: 'sign-language', language: 'ase' }, 'X': { attribute: 'step-free' }, 'XB': { attribute: 'accessible-toilet' },
  'BA': { attribute: 'childcare' }, 'CF': { attribute: 'children-welcome' }, 'FF': { attribute: 'fragrance-free' },
  'D': { attribute: 'discussion' }, 'SP': { attribute: 'speaker' }, 'ST': { attribute: 'step' }, 'MED': { attribute: 'meditation' },
  '11': { attribute: 'meditation', label: '11th step meditation' }, 'OUT': { attribute: 'outdoors' }, 'TC': { attribute: 'temporarily-closed' },
  'A': { attribute: 'secular' }, 'POA': { attribute: 'attendance-proof' }, 'BE': { attribute: 'newcomer-friendly', label: 'Newcomer' },
  'DD': { topic: 'dual' }, 'ONL': {},
  '12x12': label('12 steps and 12 traditions'), 'ABSI': label('As Bill Sees It'), 'AL': label('With Alateen'), 'AL-AN': label('With Al-Anon'),
  'B': label('Big Book'), 'BRK': label('Breakfast'), 'CAN': label('Candlelight'), 'DB': label('Digital basket'), 'DR': label('Daily Reflections'),
  'GR': label('Grapevine'), 'H': label('Birthday'), 'LIT': label('Literature'), 'LS': label('Living Sober'), 'SM': label('Smoking allowed'),
  'TR': label('Tradition study'), 'XT': label('Cross talk allowed'),
  'AF': language('af'), 'AM': language('am'), 'AR': language('ar'), 'BG': language('bg'), 'DA': language('da'), 'DE': language('de'),
  'EL': language('el'), 'EN': language('en'), 'FA': language('fa'), 'FI': language('fi'), 'FR': language('fr'), 'HE': language('he'),
  'HI': language('hi'), 'HR': language('hr'), 'HU': language('hu'), 'IS': language('is'), 'ITA': language('it'), 'JA': language('ja'),
  'KA': language('ka'), 'KOR': language('ko'), 'LT': language('lt'), 'ML': language('ml'), 'MT': language('mt'), 'NE': language('ne'),
  'NO': language('no'), 'POL': language('pl'), 'POR': language('pt'), 'PUN': language('pa'), 'RUS': language('ru'), 'S': language('es'),
  'SK': language('sk'), 'SL': language('sl'), 'SV': language('sv'), 'TH': language('th'), 'TL': language('tl'), 'TUR': language('tr'),
  'UK': language('uk'),
};
