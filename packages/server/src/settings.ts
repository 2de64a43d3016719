import { topicsOf, type Setting } from '@kith/contract';

/** What a setting starts a program with. It changes defaults, topics and wording, never code. */
export interface SettingDefaults {
  topics: string[];
  audiences: string[];
  /** "Leave this page" is shown; on by default where topics of abuse, LGBTQ+ or youth are offered. */
  quickExit: boolean;
  /** 42 CFR Part 2 applies: off until the program says so. */
  part2: boolean;
  /** Whether the program knows who its visitors are. Visibly one or the other, never a mix. */
  identity: 'anonymous' | 'known';
  /** Search engines may find its groups, and others may read them as feeds. What a school or a portal lists is for its own people until it says otherwise. */
  listed: boolean;
}

const defaults: Record<Setting, Omit<SettingDefaults, 'topics' | 'part2'>> = {
  'clinic': { audiences: ['adults', 'young-adults', 'older-adults', 'caregivers', 'families', 'women', 'men'], quickExit: true, identity: 'anonymous', listed: true },
  'hospital-portal': { audiences: ['adults', 'older-adults', 'caregivers', 'families', 'parents'], quickExit: false, identity: 'known', listed: false },
  'veteran': { audiences: ['veterans', 'active-duty', 'guard-reserve', 'military-family', 'women', 'men', 'caregivers'], quickExit: true, identity: 'anonymous', listed: true },
  'school': { audiences: ['students', 'teens', 'young-adults', 'lgbtq', 'newcomers', 'parents', 'staff'], quickExit: true, identity: 'known', listed: false },
  'community': { audiences: ['anyone', 'adults', 'young-adults', 'older-adults', 'women', 'men', 'lgbtq', 'newcomers', 'families'], quickExit: true, identity: 'anonymous', listed: true },
};

export const settingDefaults = (setting: Setting): SettingDefaults => ({ topics: topicsOf(setting), part2: false, ...defaults[setting] });
