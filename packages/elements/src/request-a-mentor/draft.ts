import type { MentorAnswers } from '@kith/sdk';

/** Answers that somebody asked to keep on their own device until they send them; for a day at most. */
const NAME = 'kith-mentor-draft';
const DAY = 86_400_000;

export function keepDraft(site: string, answers: MentorAnswers): boolean {
  try { localStorage.setItem(NAME, JSON.stringify({ site, until: Date.now() + DAY, answers })); return true; } catch { return false; }
}
export function keptDraft(site: string): MentorAnswers | undefined {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) ?? 'null') as { site: string; until: number; answers: MentorAnswers } | null;
    if (found?.site === site && found.until > Date.now()) return found.answers;
  } catch { /* nothing can be kept here */ }
  return undefined;
}
export function forgetDraft(): void { try { localStorage.removeItem(NAME); } catch { /* nothing was kept */ } }
