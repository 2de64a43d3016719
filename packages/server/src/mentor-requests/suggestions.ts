import type { MentorAnswers, Suggestion } from '@kith/contract';
import type { Member } from '../staff.ts';
import type { MentorRow } from '../store/schema.ts';

interface Candidate { member: Member; row: MentorRow; matches: number; against: readonly string[]; askedBefore: boolean }

const grade = (text: unknown) => (typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : undefined);
const list = (value: unknown): string[] => (Array.isArray(value) ? value as string[] : []);
const code = (text: string) => { const [kind = '', about] = text.split(/:(.*)/s); return { code: kind, ...(about ? { about } : {}) }; };

/**
 * Mentors who could be asked, each with what speaks for it and against it, in codes. Nobody is scored: those who can be asked stand first,
 * then whoever has fewer matches under way, then the alphabet.
 */
export function suggest(answers: MentorAnswers, language: string, candidates: readonly Candidate[]): Suggestion[] {
  const topics = list(answers.topics);
  const prefers = list(answers.prefer);
  const when = list(answers.when);
  const wanted = typeof answers.language === 'string' ? answers.language : language.split('-')[0]!;
  const suggestions = candidates.map(({ member, row, matches, against, askedBefore }): Suggestion => {
    const { experiences, languages } = member.profile;
    const theirs = JSON.parse(row.times) as string[];
    const common = when.filter((time) => theirs.includes(time));
    const mine = grade(answers.grade);
    const other = grade(row.grade);
    const reasons = [
      ...experiences.filter(({ kind, value, visibility }) => visibility !== 'private' && kind === 'topic' && topics.includes(value)).map(({ label }) => `shares:${label}`),
      ...(languages.includes(wanted) ? [`speaks:${wanted}`] : [`other-language:${wanted}`]),
      ...(common.length ? [`times:${common.join(' ')}`] : when.length && theirs.length ? ['no-common-time'] : []),
      ...(prefers.includes('older') && mine !== undefined && other !== undefined ? [other > mine ? 'older' : 'not-older'] : prefers.includes('older') && !row.student ? ['older'] : []),
      ...(prefers.includes('not-my-class') && mine !== undefined && other !== undefined ? [other === mine ? 'same-class' : 'other-class'] : []),
      ...(prefers.includes('same-gender') && row.gender ? [`gender:${row.gender}`] : []),
      ...(row.student ? ['student'] : []), ...(matches < row.capacity ? [`room:${row.capacity - matches}`] : []),
      ...(askedBefore ? ['asked-before'] : []),
    ];
    return { mentor: member.userId, name: member.name, reasons: reasons.map(code), against: against.map(code), matches, capacity: row.capacity };
  });
  return suggestions.sort((a, b) => Number(a.against.length > 0) - Number(b.against.length > 0) || a.matches - b.matches || a.name.localeCompare(b.name));
}
