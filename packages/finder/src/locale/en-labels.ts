import { topicLabel, topics as slugs } from '@kith/contract';

/** What slugs are called, beside those that the first list needs. */
export const labels = {
  topics: Object.fromEntries(slugs.map((slug) => [slug, topicLabel(slug)!])) as Record<string, string>,
  attributes: {
    'discussion': 'Discussion', 'speaker': 'Speaker', 'step': 'Step study', 'skills-course': 'Skills course', 'creative': 'Creative', 'meditation': 'Meditation', 'activity': 'Activity', 'social': 'Social',
    'secular': 'Not religious', 'faith-based': 'Faith based', 'attendance-proof': 'Proof of attendance', 'temporarily-closed': 'Closed for now', 'outdoors': 'Outdoors', 'newcomer-friendly': 'Good for a first visit',
  } as Record<string, string>,
  reportKinds: {
    'not-there': 'The group was not there', 'wrong-time': 'The time is wrong', 'wrong-place': 'The place is wrong', 'link-broken': 'The link does not work',
    'wrong-details': 'Something else is wrong', 'unsafe': 'It did not feel safe', 'other': 'Another problem',
  } as Record<string, string>,
};
