import { ServiceError } from '../errors.ts';
import { type QueryCall, structureList, textList } from '../query-protocol.ts';
import type { Tag } from '../tag.ts';
import type { XmlValue } from '../xml.ts';

const TAGS_PER_ENTITY = 50;

/** The tags of a call. Throws InvalidInput for what breaks IAM's rules; keys are compared without regard to case. */
export function requestedTags(call: QueryCall): Tag[] {
  const tags = structureList(call, 'Tags').map(({ Key: key = '', Value: value = '' }) => ({ key, value }));
  const bad = tags.find(
    ({ key, value }) => !/^.{1,128}$/s.test(key) || value.length > 256 || /^aws:/i.test(key),
  );
  if (bad !== undefined) {
    throw new ServiceError('InvalidInput', `The tag ${bad.key} breaks the rules for keys and values.`);
  }
  if (new Set(tags.map(({ key }) => key.toLowerCase())).size < tags.length) {
    throw new ServiceError(
      'InvalidInput',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  return tags;
}

/** The tags with those of the call put over them. Throws LimitExceeded if there would be too many. */
export function withTags(tags: readonly Tag[], call: QueryCall): Tag[] {
  const added = requestedTags(call);
  const kept = tags.filter(({ key }) => !added.some((tag) => tag.key.toLowerCase() === key.toLowerCase()));
  const all = [...kept, ...added];
  if (all.length <= TAGS_PER_ENTITY) return all;
  throw new ServiceError('LimitExceeded', `The number of tags has reached the maximum limit.`, 409);
}

/** The tags without those whose keys the call names. */
export function withoutTags(tags: readonly Tag[], call: QueryCall): Tag[] {
  const keys = textList(call, 'TagKeys').map((key) => key.toLowerCase());
  return tags.filter(({ key }) => !keys.includes(key.toLowerCase()));
}

/** Tags as IAM's answers show them. */
export function tagViews(tags: readonly Tag[]): XmlValue[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}
