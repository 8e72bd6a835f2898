import { ServiceError } from '../errors.ts';
import { type QueryCall, structureList, textList } from '../query-protocol.ts';
import type { Tag } from '../tag.ts';
import type { XmlValue } from '../xml.ts';
import { invalidValue } from './pages.ts';

const TAGS_PER_ENTITY = 50;

const PATTERN = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+';
const TAG = new RegExp(`^${PATTERN}$`, 'u');

/**
 * The tags of a call.
 *
 * @param caseMatters whether keys may differ only by case, as those of policies may
 * @throws ValidationError or InvalidInput if they break IAM's rules
 */
export function requestedTags(call: QueryCall, caseMatters = false): Tag[] {
  const tags = structureList(call, 'Tags').map(({ Key: key = '', Value: value = '' }) => ({ key, value }));
  if (tags.length > TAGS_PER_ENTITY) throw invalidValue('tags', atMost(TAGS_PER_ENTITY));
  for (const [index, { key, value }] of tags.entries()) {
    const at = `tags.${index + 1}.member`;
    if (key.length > 128) throw invalidValue(`${at}.key`, atMost(128));
    if (value.length > 256) throw invalidValue(`${at}.value`, atMost(256));
    if (!TAG.test(key))
      throw invalidValue(`${at}.key`, `Member must satisfy regular expression pattern: ${PATTERN}`);
  }
  const bad = tags.find(({ key }) => /^aws:/i.test(key));
  if (bad !== undefined) {
    throw new ServiceError('InvalidInput', `The tag ${bad.key} breaks the rules for keys and values.`);
  }
  const kept = tags.map(({ key }) => (caseMatters ? key : key.toLowerCase()));
  if (new Set(kept).size < tags.length) {
    const rule = caseMatters ? '' : ' Please note that Tag keys are case insensitive.';
    throw new ServiceError('InvalidInput', `Duplicate tag keys found.${rule}`);
  }
  return tags;
}

const atMost = (length: number): string => `Member must have length less than or equal to ${length}`;

/** The tags, replaced and extended by those of the call. @throws LimitExceeded if there would be too many */
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
