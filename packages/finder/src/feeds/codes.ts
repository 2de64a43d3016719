import type { AccessKind, Attribute, Audience, LedBy, Topic } from '@kith/contract';

/** What a source's code means in Kith's words. A code may say several things, or only have a label. */
export interface CodeMeaning {
  label?: string;
  access?: AccessKind;
  audience?: Audience;
  attribute?: Attribute;
  topic?: Topic;
  /** BCP 47. */
  language?: string;
  ledBy?: LedBy;
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

/** Names that spreadsheets write in place of codes, lower case → code. */
export const meetingGuideNames: ReadonlyMap<string, string> = new Map(Object.entries({
  'open': 'O', 'closed': 'C', 'women': 'W', 'men': 'M', 'young people': 'Y', 'seniors': 'SEN', 'lgbtq': 'LGBTQ', 'gay': 'G', 'lesbian': 'L', 'bisexual': 'BI', 'transgender': 'T', 'non-binary': 'NB',
  'people of color': 'POC', 'native american': 'N', 'indigenous': 'NDG', 'professionals': 'P', 'american sign language': 'ASL', 'wheelchair access': 'X', 'wheelchair-accessible bathroom': 'XB', 'babysitting available': 'BA',
  'child-friendly': 'CF', 'fragrance free': 'FF', 'discussion': 'D', 'speaker': 'SP', 'step study': 'ST', 'step meeting': 'ST', 'meditation': 'MED', '11th step meditation': '11', 'outdoor': 'OUT', 'location temporarily closed': 'TC', 'temporarily closed': 'TC',
  'secular': 'A', 'proof of attendance': 'POA', 'newcomer': 'BE', 'beginner': 'BE', 'dual diagnosis': 'DD', 'online': 'ONL', '12 steps & 12 traditions': '12x12', 'as bill sees it': 'ABSI', 'big book': 'B', 'breakfast': 'BRK', 'candlelight': 'CAN',
  'daily reflections': 'DR', 'grapevine': 'GR', 'birthday': 'H', 'literature': 'LIT', 'living sober': 'LS', 'tradition study': 'TR', 'spanish': 'S', 'french': 'FR', 'english': 'EN', 'german': 'DE', 'portuguese': 'POR', 'italian': 'ITA', 'polish': 'POL', 'russian': 'RUS',
}));
