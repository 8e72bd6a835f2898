import type { ExistingProfile, ExistingProfiles } from '../../../../machines/configure/types.ts';
import { MadeRows } from '../../../core/rows.ts';
import { plainText } from '../../../core/text.ts';
import { staleSettings } from '../../../flows/configure/profile-change.ts';
import { kindWords } from '../../../profiles/kinds.ts';
import type { Profile, ProfileList } from '../../../profiles/profile.ts';
import { countOf, profileAt, rowNamed, settingIn } from '../../../profiles/profile-table.ts';
import { settingText } from '../../../profiles/settings.ts';

/** The profiles of the two files as `configure` shows them, created on demand. */
export class ListedProfiles extends MadeRows<ExistingProfile> implements ExistingProfiles {
  readonly #list: ProfileList;

  constructor(list: ProfileList) {
    super();
    this.#list = list;
  }

  get length(): number {
    return countOf(this.#list);
  }

  at(index: number): ExistingProfile | undefined {
    const profile = profileAt(this.#list, index);
    return profile && existingProfile(profile);
  }

  indexOfKey(name: string): number {
    return rowNamed(this.#list, name);
  }

  holderOf(accessKeyId: string): string | undefined {
    for (const { name, value } of settingIn(this.#list, 'aws_access_key_id'))
      if (value === accessKeyId) return name;
    return undefined;
  }
}

function existingProfile(profile: Profile): ExistingProfile {
  const key = settingText(profile.settings, 'aws_access_key_id');
  return {
    name: profile.name,
    kind: kindWords[profile.kind],
    ...(profile.region ? { region: plainText(profile.region) } : {}),
    ...(key ? { accessKeyId: key } : {}),
    stale: staleSettings(profile),
  };
}
