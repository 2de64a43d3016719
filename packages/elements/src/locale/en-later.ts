import { topicLabel, topics as slugs } from '@kith/contract';

/** English words that the first list does not need: they come when the page is idle. */
export const later = {
  topics: Object.fromEntries(slugs.map((slug) => [slug, topicLabel(slug)!])) as Record<string, string>,
  attributes: {
    'discussion': 'Discussion', 'speaker': 'Speaker', 'step': 'Step study', 'skills-course': 'Skills course', 'creative': 'Creative', 'meditation': 'Meditation', 'activity': 'Activity', 'social': 'Social',
    'secular': 'Not religious', 'faith-based': 'Faith based', 'attendance-proof': 'Proof of attendance', 'temporarily-closed': 'Closed for now', 'outdoors': 'Outdoors', 'newcomer-friendly': 'Good for a first visit',
  } as Record<string, string>,
  reportKinds: {
    'not-there': 'The group was not there', 'wrong-time': 'The time is wrong', 'wrong-place': 'The place is wrong', 'link-broken': 'The link does not work',
    'wrong-details': 'Something else is wrong', 'unsafe': 'It did not feel safe', 'other': 'Another problem',
  } as Record<string, string>,
  notTherapy: 'Groups are peer support. This is not therapy. It is not emergency care.',
  nextDates: 'Next dates',
  wherePlace: 'Where',
  howToJoin: 'How to join',
  about: 'About this group',
  details: 'Good to know',
  back: 'Back to the list',
  linkNotLive: 'Sample data: the link to join is left out.',
  cost: 'Cost',
  ages: (from: number | undefined, to: number | undefined) => (from === undefined ? `Up to age ${to}` : to === undefined ? `Age ${from} and up` : `Ages ${from} to ${to}`),
  languagesLabel: 'Languages',
  roomLabel: 'Room',
  approximate: 'The exact place is not given.',
  report: 'Report a problem with this listing',
  reportWhat: 'What is wrong?',
  send: 'Send',
  cancel: 'Cancel',
  reportSent: 'Thank you. The people who keep this list will look at it.',
  reportFailed: 'That could not be sent. Please try again later.',
  checked: (date: string) => `Checked ${date}`,
  fetched: (date: string) => `Listed as of ${date}`,
  listedBy: (owner: string) => `Listed by ${owner}`,
  capacity: (count: number) => `Up to ${count} people`,
};
