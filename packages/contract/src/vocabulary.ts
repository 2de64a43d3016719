/**
 * The controlled vocabularies of Kith. Slugs never change; labels are translated and a partner may reword them.
 * Source: the field's own terms as collected for Kith (topics, audiences, attributes of peer-support listings).
 * Enumerations in answers stay open: a newer server may send a slug that this copy does not know.
 */

/** A program's preset. It changes defaults, topics and wording, never code. */
export const settings = ['clinic', 'hospital-portal', 'veteran', 'school', 'community'] as const;
export type Setting = (typeof settings)[number];

/** slug → flags. S: sensitive, never in a URL, title or e-mail. C: crisis strip before results. Labels stand in `topic-labels.ts`. */
const topicFlags = {
  'lonely': '',
  'low-mood': 'S',
  'worry': 'S',
  'mood-swings': 'S',
  'unusual-experiences': 'S',
  'anger': '',
  'self-worth': '',
  'body-food': 'SC',
  'self-harm': 'SC',
  'suicide-thoughts': 'SC',
  'suicide-loss': 'SC',
  'after-hospital': 'S',
  'trauma': 'SC',
  'sexual-violence': 'SC',
  'abuse-home': 'SC',
  'combat-service': 'S',
  'mst': 'SC',
  'alcohol': 'S',
  'drugs': 'S',
  'gambling-gaming': 'S',
  'dual': 'S',
  'staying-well': '',
  'someone-else-substance': 'S',
  'grief': '',
  'baby-loss': 'S',
  'pregnancy-new-parent': '',
  'parenting': '',
  'single-parent': '',
  'caring-for': '',
  'family-member-mh': '',
  'relationships': '',
  'family-conflict': '',
  'sexual-health': 'S',
  'friends': '',
  'bullying': 'S',
  'school-stress': '',
  'new-school': '',
  'first-in-family': '',
  'new-country': '',
  'discrimination': 'S',
  'lgbtq': 'S',
  'gender-questions': 'S',
  'cancer': 'S',
  'long-term-illness': 'S',
  'diabetes-heart-kidney': 'S',
  'brain-injury': 'S',
  'limb-loss': 'S',
  'disability': 'S',
  'autism-adhd': 'S',
  'sleep': '',
  'leaving-service': '',
  'benefits': '',
  'money-work-home': '',
  'justice': 'S',
  'getting-care': '',
  'something-else': '',
} as const satisfies Record<string, string>;

export type Topic = keyof typeof topicFlags;
export const topics = Object.keys(topicFlags) as Topic[];

/** Sensitive topics never stand in a URL, a title or an e-mail. An unknown topic counts as sensitive. */
export const isSensitiveTopic = (slug: string): boolean => !Object.hasOwn(topicFlags, slug) || topicFlags[slug as Topic].includes('S');
/** Topics that put crisis help before the results. */
export const isCrisisTopic = (slug: string): boolean => Object.hasOwn(topicFlags, slug) && topicFlags[slug as Topic].includes('C');

export const audiences = ['anyone', 'teens', 'young-adults', 'adults', 'older-adults', 'veterans', 'active-duty', 'guard-reserve',
  'military-family', 'caregivers', 'parents', 'partners', 'families', 'students', 'women', 'men', 'lgbtq', 'people-of-color',
  'indigenous', 'deaf-hoh', 'newcomers', 'staff', 'leaving-prison', 'foster-youth', 'unhoused', 'survivors'] as const;
export type Audience = (typeof audiences)[number];

/** How people come in. */
export const accessKinds = ['open', 'closed', 'register', 'intake-call', 'drop-in', 'course'] as const;
export type AccessKind = (typeof accessKinds)[number];

/** Where it happens: `mixed` is both in person and online at once. */
export const formats = ['in-person', 'online', 'mixed', 'phone'] as const;
export type Format = (typeof formats)[number];

export const ledBy = ['peer', 'co-led', 'professional', 'members'] as const;
export type LedBy = (typeof ledBy)[number];

/** What a visitor may need in order to take part; offered as a filter where every chosen need must be met. */
export const accessNeeds = ['step-free', 'accessible-toilet', 'hearing-loop', 'fragrance-free', 'sign-language', 'captions', 'interpreter',
  'may-just-listen', 'camera-optional', 'children-welcome', 'childcare'] as const;
export type AccessNeed = (typeof accessNeeds)[number];

/** Further facts of a listing that are shown but not a need. */
export const attributes = [...accessNeeds, 'discussion', 'speaker', 'step', 'skills-course', 'creative', 'meditation', 'activity', 'social',
  'secular', 'faith-based', 'attendance-proof', 'temporarily-closed', 'outdoors', 'newcomer-friendly'] as const;
export type Attribute = (typeof attributes)[number];

/** Two-letter weekdays of RFC 5545, in the order Sunday first that feeds use. */
export const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
export type Weekday = (typeof weekdays)[number];

/** Parts of the day by the meeting's own clock: morning 04:00–11:59, afternoon 12:00–16:59, evening 17:00–20:59, night 21:00–03:59. */
export const dayParts = ['morning', 'afternoon', 'evening', 'night'] as const;
export type DayPart = (typeof dayParts)[number];

/** What a visitor can report about a listing, picked from a list so that no words of theirs are stored. */
export const reportKinds = ['not-there', 'wrong-time', 'wrong-place', 'link-broken', 'wrong-details', 'unsafe', 'other'] as const;
export type ReportKind = (typeof reportKinds)[number];
