import { capitalised, plainText } from '../../core/text.ts';
import { accessReader } from '../../credentials/choice.ts';
import { profileFindings } from '../../credentials/profile-details.ts';
import { remedyFor } from '../../credentials/remedies.ts';
import { kindWords } from '../../profiles/kinds.ts';
import type { ProfileFinding, ProfileList } from '../../profiles/profile.ts';
import { settingText } from '../../profiles/settings.ts';
import type { Examined, ExaminedProfile, Finding } from './report.ts';
import { shownKeyId } from './safe-text.ts';
import type { Where } from './where.ts';

/** Every profile with its kind and what is wrong with it, without values except the region and the end of a key id. */
export function examineProfiles(list: ProfileList, { env }: Where): Examined<readonly ExaminedProfile[]> {
  const { ofProfile } = accessReader(list, env);
  const facts = list.profiles.map((profile): ExaminedProfile => {
    const { name, kind, region, settings } = profile;
    return {
      name,
      kind: kindWords[kind],
      region: region ?? null,
      accessKey: shownKeyId(settingText(settings, 'aws_access_key_id')),
      usable: ofProfile(profile).usable.ok,
    };
  });
  const findings = [
    ...list.findings.map((finding) => asFinding(finding)),
    ...list.profiles.flatMap((profile) =>
      profileFindings(profile, list, env).map((finding) => asFinding(finding, profile.name)),
    ),
  ];
  return { facts, findings };
}

function asFinding({ severity, text, origin }: ProfileFinding, about?: string): Finding {
  const subject = about === undefined ? '' : `${plainText(about)}: `;
  const said = `${subject}${about === undefined ? capitalised(text) : text}`;
  return {
    section: 'profiles',
    // A profile that does not work is an error only if it is in use, which `examineAccess` reports.
    severity: about === undefined ? severity : 'warning',
    ...(about === undefined ? {} : { about }),
    text: /[.!?]$/.test(said) ? said : `${said}.`,
    next: origin ? `Correct it in ${origin.file}, line ${origin.line}.` : remedyFor(text, about ?? ''),
    ...(origin ? { file: origin.file, line: origin.line } : {}),
  };
}
